"""`onrecord actors`: who speaks and acts in the record, and who is who."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord import config
from onrecord.cli.app import app
from onrecord.cli.deciding import By, Note, print_decision
from onrecord.cli.desk import chosen_case, print_json, print_table, record_of, view_of
from onrecord.cli.options import CaseName, Confidence, Db, Json, KnownOn, RecordedBy
from onrecord.queries.actors import actors as select_actors
from onrecord.record.editing import NOTHING
from onrecord.record.judging_actors import ActorJudge

actors = typer.Typer(
    help="Who speaks and acts in the record. What is decided about an actor holds in every report, also in those added later.",
    invoke_without_command=True,
)
app.add_typer(actors, name="actors")

Actor = Annotated[str, typer.Argument(help="The actor: a name, an alias or an id.")]


@actors.callback()
def list_actors(
    context: typer.Context,
    name: Annotated[str | None, typer.Option("--name", help="Only who is or was called so.", show_default=False)] = None,
    unnamed: Annotated[bool, typer.Option("--unnamed", help="With those whom one report describes and no one names.")] = False,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """List actors, those in most reports first."""
    if context.invoked_subcommand is not None:
        return
    with view_of(db, known_on, recorded_by, confidence) as view:
        rows = select_actors(view, case=chosen_case(view, case), name=name, unnamed=unnamed)
    if as_json:
        print_json(rows)
        return
    print_table(
        "Actors",
        ("id", "name", "kind", "party", "reports", "mentions", "statements", "also"),
        (
            (r.id, r.name, r.kind, r.party, str(len(r.reports)), str(r.mentions), str(r.statements), ", ".join(r.aliases))
            for r in rows
        ),
    )


@actors.command()
def merge(
    actor: Actor,
    into: Annotated[str, typer.Argument(help="Who it is: a name, an alias or an id.")],
    by: By = None,
    note: Note = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Let one actor be another: the first becomes the second."""
    with record_of(db) as record:
        done = ActorJudge(record, config.author(by), note).merge(actor, into)
        print_decision(record, done, as_json=as_json)


@actors.command()
def split(
    actor: Actor,
    report: Annotated[
        list[str] | None, typer.Option("--report", help="Where it is somebody else; may be repeated.", show_default=False)
    ] = None,
    called: Annotated[
        str | None, typer.Option("--as", help="What that one is called. Default: as before.", show_default=False)
    ] = None,
    by: By = None,
    note: Note = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Take an actor out of the one it was merged into; with --report, make it somebody else in that report."""
    with record_of(db) as record:
        done = ActorJudge(record, config.author(by), note).split(actor, report or [], called)
        print_decision(record, done, as_json=as_json)


@actors.command()
def rename(
    actor: Actor,
    name: Annotated[str, typer.Argument(help="What it is called.")],
    by: By = None,
    note: Note = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Give an actor another name; its old one still finds it."""
    with record_of(db) as record:
        done = ActorJudge(record, config.author(by), note).rename(actor, name)
        print_decision(record, done, as_json=as_json)


@actors.command()
def party(
    actor: Actor,
    party_: Annotated[str, typer.Argument(metavar="PARTY", help=f"For whom it speaks; {NOTHING} for nobody.")],
    by: By = None,
    note: Note = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Say for which party an actor speaks."""
    with record_of(db) as record:
        done = ActorJudge(record, config.author(by), note).party(actor, None if party_ == NOTHING else party_)
        print_decision(record, done, as_json=as_json)


@actors.command()
def reject(actor: Actor, by: By = None, note: Note = None, db: Db = None, as_json: Json = False) -> None:
    """Say that what was read as an actor is none."""
    with record_of(db) as record:
        done = ActorJudge(record, config.author(by), note).reject(actor)
        print_decision(record, done, as_json=as_json)
