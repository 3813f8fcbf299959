"""`onrecord verify`, `reread` and `forget`: keeping the record true."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from onrecord import config
from onrecord.cli.app import app, out
from onrecord.cli.desk import print_json, reader_for, record_of
from onrecord.cli.options import CaseName, Db, Json
from onrecord.cli.upkeep import relate_after
from onrecord.errors import UsageError
from onrecord.queries.cases import find_case
from onrecord.record.forget import forget as forget_report
from onrecord.record.layers import LAYERS
from onrecord.record.reread import Rereading
from onrecord.record.reread import reread as reread_reports
from onrecord.record.verify import verify as verify_record
from onrecord.record.view import View

Layers = Annotated[
    list[str] | None, typer.Option("--layer", help="Show only the changes of this layer; may be repeated.", show_default=False)
]
Reason = Annotated[str, typer.Option("--reason", help="Why it is forgotten; kept in the tombstone.", show_default=False)]
AuthorName = Annotated[
    str | None,
    typer.Option("--author", help="Who decides it. Default: $ONRECORD_AUTHOR, else your user name.", show_default=False),
]


@app.command()
def verify(db: Db = None, as_json: Json = False) -> int:
    """Check that every row still covers its words, and list what does not hold."""
    with record_of(db) as record:
        notes = list(verify_record(record))
        name = record.name
    problems = [note for note in notes if note.kind == "problem"]
    if as_json:
        print_json({"record": name, "holds": not problems, "notes": notes})
    else:
        for note in notes:
            out.print(Text(f"{note.kind}: {note.message}"), soft_wrap=True)
        out.print(Text(f"record {name}: {len(problems)} problems" if problems else f"record {name} holds"), soft_wrap=True)
    return 1 if problems else 0


@app.command()
def reread(case: CaseName = None, layer: Layers = None, db: Db = None, as_json: Json = False) -> int:
    """Read the current versions again with the reader at hand, and show what changed."""
    unknown = [name for name in layer or () if name not in LAYERS]
    if unknown:
        raise UsageError(f"--layer {unknown[0]!r} is none of {', '.join(LAYERS)}")
    found: list[Rereading] = []
    with record_of(db) as record:
        view = View(record)
        cases = [find_case(view, case)] if case else view.cases()
        done: set[str] = set()
        for one in cases:  # a report of two cases is read with the codebook of the first
            todo = {head.report_id for head in view.reports(one.name)} - done
            done |= todo
            reader = reader_for(one)
            for result in reread_reports(record, reader.read, case=one.name, reports=todo, layers=layer):
                found.append(result)
                if not as_json:
                    _print_rereading(result)
        relate_after(record)
    changed = sum(result.stored for result in found)
    failed = sum(result.failure is not None for result in found)
    if as_json:
        print_json({"reread": len(found), "changed": changed, "failed": failed, "reports": [_changes(one) for one in found]})
    else:
        out.print(Text(f"{len(found)} reports read again, {changed} changed, {failed} failed"), soft_wrap=True)
    return 1 if failed else 0


def _changes(result: Rereading) -> dict[str, object]:
    layers = {
        name: {"added": len(c.added), "removed": len(c.removed), "changed": len(c.changed)}
        for name, c in result.layers.items()
        if c.total
    }
    return {"report": result.head.report_id, "changed": result.stored, "failure": result.failure, "layers": layers}


def _print_rereading(result: Rereading) -> None:
    if result.failure:
        out.print(Text(f"{result.head.report_id}: {result.failure}"), soft_wrap=True)
    for name, change in result.layers.items():
        if change.total:
            counts = f"+{len(change.added)} -{len(change.removed)} ~{len(change.changed)}"
            out.print(Text(f"{result.head.report_id}  {name}: {counts}"), soft_wrap=True)


@app.command()
def forget(
    report: Annotated[str, typer.Argument(help="The report's id.")],
    reason: Reason,
    author: AuthorName = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Remove a report's words and all that was read in it; a tombstone with hash, date, author and reason stays."""
    with record_of(db) as record:
        done = forget_report(record, report, reason, config.author(author))
        relate_after(record)
    if as_json:
        print_json(done)
        return
    out.print(
        Text(f"{done.report_id} is forgotten: {done.versions} versions and their rows are gone"),
        soft_wrap=True,
    )
    for other in done.also_in:
        out.print(Text(f"report {other} has the very same words and is still in the record"), soft_wrap=True)
