"""`onrecord relate`, `chain` and `versions`: where the words of reports came from, and how they changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.text import Text
from rich.tree import Tree

from onrecord.cli.app import app, out
from onrecord.cli.desk import print_json, print_table, record_of, short, view_of
from onrecord.cli.options import CaseName, Confidence, Db, Json, KnownOn, RecordedBy
from onrecord.cli.upkeep import relate_all, say_stale
from onrecord.queries.cases import checked
from onrecord.queries.edits import Edit
from onrecord.queries.origin_tree import Hop, OriginTree, origin_tree
from onrecord.queries.versions import VersionRow
from onrecord.queries.versions import versions as select_versions
from onrecord.record.view import View

STYLES = {"fact": "bold red", "wording": "yellow", "typo": "dim", "layout": "dim", "moved": "dim"}


@app.command()
def relate(case: CaseName = None, db: Db = None, as_json: Json = False) -> None:
    """Make anew what is derived from the reports of the record, or of a case: copies and the like."""
    with record_of(db) as record:
        name = checked(View(record), case)
        done = relate_all(record, anew=True, case=name)
    if as_json:
        print_json(done)
        return
    for one in done:
        out.print(Text(f"{one.kind}: {one.reports} reports related"), soft_wrap=True)


@app.command()
def chain(
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="A report, or a statement, figure or position in it, by its id or the beginning."),
    ],
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """Draw through whom a report or a statement came, down to its innermost origin, and which reports are copies of it."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        found = origin_tree(view, id_)
        say_stale(view)
    if as_json:
        print_json(found)
    else:
        _print_chain(found)


def _print_chain(found: OriginTree) -> None:
    if found.row is not None:
        out.print(Text(f"“{short(found.row.words)}” [{found.report.report} #{found.row.id[:8]}]"), soft_wrap=True)
    tree = Tree(_label(found.tree))
    _hang(tree, found.tree.below)
    out.print(tree)
    if not found.origins:
        out.print(Text("the relays go round in a circle: they lead to no origin"), soft_wrap=True)
    if found.copies:
        print_table(
            "The same text: one origin",
            ("published", "publisher", "share", "report"),
            ((one.report.published, one.report.publisher, f"{one.share:.0%}", one.report.report) for one in found.copies),
        )


def _hang(tree: Tree, hops: Sequence[Hop]) -> None:
    for hop in hops:
        _hang(tree.add(_label(hop)), hop.below)


def _label(hop: Hop) -> Text:
    label = Text(hop.name, style="bold green" if hop.origin else "")
    said = " ".join(hop.words.split())
    if said:
        label.append(f"  “{short(said, 60)}”", "dim")
    if hop.scope == "report":
        label.append("  (the whole report)", "dim")
    if hop.origin:
        label.append("  origin", "green")
    if hop.again:
        label.append("  again: the relays go round", "red")
    return label


@app.command()
def versions(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.")], db: Db = None, as_json: Json = False
) -> None:
    """List the versions of a report with what changed, changes of fact apart from slips and other words."""
    with view_of(db) as view:
        found = select_versions(view, report)
    if as_json:
        print_json(found)
        return
    for number, row in enumerate(found, 1):
        _print_version(number, row)


def _print_version(number: int, row: VersionRow) -> None:
    marks = (
        f"published {row.published or 'on an unknown day'}, recorded {row.recorded_at[:16]}{', current' if row.current else ''}"
    )
    out.print(Text(f"version {number} {row.version[:12]}  {marks}", style="bold"), soft_wrap=True)
    for change in row.fields:
        out.print(Text(f"  {change.field}: {change.before or '(none)'} -> {change.after or '(none)'}"), soft_wrap=True)
    for edit in row.edits:
        out.print(_edit_line(edit), soft_wrap=True)
    if number > 1 and not row.edits and not row.fields:
        out.print(Text("  spaces only"), soft_wrap=True)


def _edit_line(edit: Edit) -> Text:
    why = f" ({', '.join(edit.reasons)})" if edit.reasons else ""
    line = Text.assemble("  ", (f"{edit.kind}{why}", STYLES[edit.kind]), ": …", " ".join(edit.leading.split()), " ")
    if edit.before:
        line.append(f"[-{short(edit.before)}-]", "red")
    if edit.after:
        line.append(f"{{+{short(edit.after)}+}}", "green")
    return line.append(f" {' '.join(edit.trailing.split())}…")
