"""A report: its text with statements, events, dates and figures marked, and beside it what was read."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.queries.brief import ReportRow
from onrecord.queries.segments import Mark, Segment, cut_segments
from onrecord.queries.show import Shown, show
from onrecord.record.rows import ReadingHead, StoredRow, VersionHead
from onrecord.record.view import View
from onrecord.web.page import Page

TEMPLATE = "report.html"
# The layers that get a colour in the text. Positions and next steps stand on the words of statements and events.
COLOURED = ("statements", "events", "dates", "figures")


@dataclass(frozen=True, slots=True)
class Run:
    """A segment of the text with the rows whose first word it holds: these are the targets of links."""

    segment: Segment
    layers: tuple[str, ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportPage(Page):
    """A report at its version and reading in view."""

    report: ReportRow
    runs: tuple[Run, ...]
    rows: dict[str, tuple[StoredRow, ...]]
    reading: ReadingHead
    versions: tuple[VersionHead, ...]


def to_runs(text: str, marks: tuple[Mark, ...]) -> tuple[Run, ...]:
    """Cut the text at its marks; each row is a target once, where its first span begins."""
    placed: set[str] = set()
    runs = []
    for segment in cut_segments(text, marks):
        new = tuple(dict.fromkeys(mark.id for mark in segment.marks if mark.id not in placed))
        placed.update(new)
        layers = tuple(layer for layer in COLOURED if any(mark.layer == layer for mark in segment.marks))
        runs.append(Run(segment, layers, new))
    return tuple(runs)


def report_page(view: View, key: str) -> ReportPage:
    """Select what the page shows. Raises: NotInRecord, UsageError, as `show` does."""
    found: Shown = show(view, key)
    return ReportPage(
        found.report.title or found.report.report,
        view.record.name,
        tuple(one.name for one in view.cases()),
        found.report,
        to_runs(found.text, found.marks),
        found.rows,
        found.reading,
        found.versions,
    )
