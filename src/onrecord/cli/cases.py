"""`onrecord case`: what is followed, with its codebook and its actors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from onrecord.cli.app import app, out
from onrecord.cli.desk import print_json, print_table, record_of, view_of
from onrecord.cli.options import ActorFiles, CodebookFile, Db, Json
from onrecord.queries.cases import list_cases
from onrecord.record.rows import Case
from onrecord.record.view import View
from onrecord.record.writer import Writer
from onrecord.scheme.codebook import load_codebook
from onrecord.scheme.directory import load_directory

case = typer.Typer(
    help="Cases: a negotiation, a war or a strike, with its codebook, its actors and its reports.", no_args_is_help=True
)
app.add_typer(case, name="case")

Name = Annotated[str, typer.Argument(help="The case's name.")]


@case.command("new")
def new(name: Name, codebook: CodebookFile = None, actors: ActorFiles = None, db: Db = None, as_json: Json = False) -> None:
    """Make a case, or change its codebook and actors. The files' content is kept in the record."""
    load_directory(*(actors or ()))
    loaded = load_codebook(codebook) if codebook else None
    with record_of(db, create=True) as record:
        before = {one.name: one for one in View(record).cases()}.get(name, Case(name))
        made = Case(
            name,
            loaded.name if loaded else before.codebook,
            loaded.parties if loaded else before.parties,
            before.feeds,
            _content(codebook) if codebook else before.codebook_file,
            tuple(path.read_text(encoding="utf-8") for path in actors) if actors else before.actor_files,
        )
        Writer(record).put_case(made)
    if as_json:
        print_json(
            {"case": made.name, "codebook": made.codebook, "parties": made.parties, "actor_files": len(made.actor_files)}
        )
    else:
        out.print(
            Text(f"case {made.name!r}: codebook {made.codebook or 'as it comes'}, {len(made.actor_files)} files of actors")
        )


def _content(codebook: str) -> str | None:
    path = Path(codebook)
    return path.read_text(encoding="utf-8") if path.is_file() else None


@case.command("list")
def show_cases(db: Db = None, as_json: Json = False) -> None:
    """List the cases of the record."""
    with view_of(db) as view:
        rows = list_cases(view)
    if as_json:
        print_json(rows)
        return
    print_table(
        "Cases",
        ("case", "codebook", "parties", "reports"),
        ((row.name, row.codebook, ", ".join(row.parties), str(row.reports)) for row in rows),
    )
