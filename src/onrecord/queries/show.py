"""One report or one row of it, by its id or the beginning of it, with all that was read in the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from onrecord.errors import NotInRecord, UsageError
from onrecord.queries.brief import ReportRow, to_report
from onrecord.queries.segments import Mark
from onrecord.record.layers import LAYERS
from onrecord.record.rows import ReadingHead, ReportHead, StoredRow, VersionHead
from onrecord.record.view import View

# Layers that are marked in the text; mentions and actors would cover it all.
MARKED = (
    "statements",
    "events",
    "dates",
    "places",
    "figures",
    "positions",
    "commitments",
    "open_issues",
    "next_steps",
    "relays",
)
# Digits from which the beginning of a row's id is looked up; fewer would also be words of report ids.
MIN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with its text and all rows read in it, and the row that was asked for, if one was.

    `marks` are the spans of the rows, for `segments.cut_segments`; a statement's are those of its content.
    """

    report: ReportRow
    text: str
    reading: ReadingHead
    versions: tuple[VersionHead, ...]
    rows: dict[str, tuple[StoredRow, ...]]
    marks: tuple[Mark, ...]
    row: StoredRow | None = None


def show(view: View, key: str) -> Shown:
    """Show a report, or a row in its report, by id or the beginning of one.

    Raises: NotInRecord, if nothing in view is called so; UsageError, naming what could be meant, if several things are.
    """
    key = key.strip()
    reports = {head.report_id: head for head in view.reports()}
    if key in reports:
        return _show(view, reports[key], None)
    found: list[tuple[str, Any]] = [("report", head) for name, head in reports.items() if key and name.startswith(key)]
    if len(key) >= MIN_DIGITS:
        found += view.find_row_ids(key.lower())
    if len(found) > 1:
        raise UsageError(f"{key!r} could be {_named(found)}; give more of the id")
    if not found:
        view.head(key)  # says why: unknown, not yet known, or forgotten
        raise NotInRecord(f"nothing in record {view.record.name} is called {key!r}")
    layer, one = found[0]
    return _show(view, one, None) if layer == "report" else _show_row(view, layer, one)


def _named(found: list[tuple[str, Any]], at_most: int = 8) -> str:
    names = [f"{layer} {one.report_id if isinstance(one, ReportHead) else one}" for layer, one in found]
    return ", ".join(names[:at_most]) + (f" and {len(names) - at_most} more" if len(names) > at_most else "")


def _show_row(view: View, layer: str, row_id: str) -> Shown:
    rows = replace(view, confidence=0.0).rows(layer, among={"id": [row_id]})
    if not rows:
        raise NotInRecord(
            f"row {row_id} of {layer} was rejected; `onrecord decisions` says by whom, `onrecord undo` brings it back"
        )
    return _show(view, rows[0].head, rows[0])


def _show(view: View, head: ReportHead, row: StoredRow | None) -> Shown:
    rows = {name: tuple(view.rows(name, reports=[head.report_id])) for name in LAYERS}
    return Shown(
        report=to_report(head),
        text=view.text(head.version_id),
        reading=next(one for one in view.readings(head.report_id) if one.id == head.reading_id),
        versions=tuple(view.versions(head.report_id)),
        rows=rows,
        marks=tuple(Mark(span, name, one.id) for name in MARKED for one in rows[name] for span in one.spans),
        row=row,
    )
