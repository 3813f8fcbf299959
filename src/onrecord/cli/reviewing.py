"""`onrecord review`, `reviewed`, `decisions`, `undo`, `agreement`: the queue, the log, and two people compared."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from onrecord import config
from onrecord.cli.app import app, out
from onrecord.cli.deciding import By, Note, print_decision
from onrecord.cli.desk import chosen_case, print_json, print_table, record_of, short, view_of, where_from
from onrecord.cli.options import CaseName, Db, Json, KnownOn, RecordedBy
from onrecord.errors import NotInRecord, UsageError
from onrecord.queries.agreement import agreement as select_agreement
from onrecord.queries.decisions import DecisionRow
from onrecord.queries.decisions import decisions as select_decisions
from onrecord.queries.review import QUEUED
from onrecord.queries.review import review as select_review
from onrecord.record.judging import Judge
from onrecord.record.view import View
from onrecord.record.writer import Writer

Layers = Annotated[list[str] | None, typer.Option("--layer", help="Only this layer; may be repeated.", show_default=False)]
OfReport = Annotated[str | None, typer.Option("--report", help="Only this report.", show_default=False)]
Below = Annotated[float | None, typer.Option("--below", help="Only what the reader was less sure of.", show_default=False)]
Limit = Annotated[int, typer.Option("--limit", help="How many rows at most; 0 for all.")]


@app.command()
def review(
    layer: Layers = None,
    report: OfReport = None,
    below: Below = None,
    limit: Limit = 20,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    as_json: Json = False,
) -> None:
    """List what nobody has decided about, what the reader was least sure of first."""
    unknown = [name for name in layer or () if name not in QUEUED]
    if unknown:
        raise UsageError(f"--layer {unknown[0]!r} is none of {', '.join(QUEUED)}")
    with view_of(db, known_on, recorded_by) as view:
        rows = select_review(
            view, layers=layer or QUEUED, report=report, below=below, limit=limit or None, case=chosen_case(view, case)
        )
    if as_json:
        print_json(rows)
        return
    print_table(
        "To review",
        ("sure", "layer", "read", "words", "where"),
        (
            ("" if r.confidence is None else f"{r.confidence:.2f}", r.layer, _read(r.read), short(r.words), where_from(r))
            for r in rows
        ),
    )


def _read(values: dict[str, object]) -> str:
    """What was read in a row, in a cell's length."""
    told = []
    for name, value in values.items():
        if isinstance(value, dict):
            told += [f"{name} {value.get('name')}", f"for {value['speaks_for']}" if value.get("speaks_for") else ""]
        elif value is not False:
            told.append(f"{name} {', '.join(map(str, value)) if isinstance(value, list) else value}")
    return short("; ".join(part for part in told if part))


@app.command()
def reviewed(
    report: Annotated[str, typer.Argument(help="The report's id.")],
    by: By = None,
    note: Note = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Say that a report has been gone through: what is left in it is right, until its text changes."""
    with record_of(db) as record:
        print_decision(record, Judge(record, config.author(by), note).reviewed(report), as_json=as_json)


@app.command()
def decisions(
    report: OfReport = None,
    person: Annotated[str | None, typer.Option("--by", help="Only this person's.", show_default=False)] = None,
    adrift: Annotated[bool, typer.Option("--adrift", help="Only those that no longer fit.")] = False,
    standing: Annotated[bool, typer.Option("--standing", help="Without what was undone.")] = False,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    as_json: Json = False,
) -> None:
    """List what people decided, with what no longer fits the texts and readings in view."""
    with view_of(db, known_on, recorded_by) as view:
        rows = select_decisions(view, report=report, author=person, adrift=adrift, standing=standing)
    if as_json:
        print_json(rows)
        return
    print_table(
        "Decisions",
        ("id", "when", "by", "what", "about", "words", "state"),
        (
            (
                r.id[:8],
                r.decided_at[:16],
                r.author,
                " ".join(filter(None, (r.kind, r.layer))),
                _about(r),
                short(r.words, 60),
                _state(r),
            )
            for r in rows
        ),
    )


def _about(row: DecisionRow) -> str:
    return "; ".join(part for part in (row.about, row.report, row.note and f"note: {row.note}") if part)


def _state(row: DecisionRow) -> str:
    if row.undone:
        return "undone"
    return f"no longer fits: {row.problem}" if row.problem else ""


@app.command()
def undo(
    decision: Annotated[str, typer.Argument(help="The decision's id, or the beginning of it.")],
    by: By = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Take a decision back. An undo can be undone too: what it took back stands again."""
    with record_of(db) as record:
        writer = Writer(record)
        done = writer.undo(_decision(View(record), decision), config.author(by))
        print_decision(record, done, as_json=as_json)


def _decision(view: View, prefix: str) -> str:
    """The id that begins so. Raises: NotInRecord; UsageError, if several do."""
    found = [one.id for one in view.decisions() if prefix and one.id.startswith(prefix.strip().lower())]
    if not found:
        raise NotInRecord(f"no decision of record {view.record.name} has the id {prefix!r}; `onrecord decisions` lists them")
    if len(found) > 1:
        raise UsageError(f"{prefix!r} could be any of {len(found)} decisions; give more of the id")
    return found[0]


@app.command()
def agreement(
    report: Annotated[str, typer.Argument(help="The report's id.")],
    between: Annotated[tuple[str, str], typer.Option("--between", metavar="A B", help="The two people.", show_default=False)],
    db: Db = None,
    recorded_by: RecordedBy = None,
    as_json: Json = False,
) -> None:
    """Compare what two people decided about a report, layer by layer."""
    with view_of(db, recorded_by=recorded_by) as view:
        found = select_agreement(view, report, between)
    if as_json:
        print_json(found)
        return
    one, other = found.people
    print_table(
        f"{one} and {other} on {report}",
        ("layer", "judged by both", "agreed", "share", "kappa"),
        ((r.layer, str(r.judged), str(r.agreed), f"{r.share:.2f}", _kappa(r.kappa)) for r in found.layers),
    )
    for layer in found.layers:
        for row in layer.differences:
            said = f"{layer.layer} {row.row[:8]} {short(row.words, 60)!r}: {one}: {row.verdicts[0]}; {other}: {row.verdicts[1]}"
            out.print(Text(said), soft_wrap=True)


def _kappa(kappa: float | None) -> str:
    return "" if kappa is None else f"{kappa:.2f}"
