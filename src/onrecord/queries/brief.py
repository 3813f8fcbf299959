"""The brief: where a case stands, on one page."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.chains import Chain, chains
from onrecord.queries.figures import FigureRow, figures
from onrecord.queries.next_steps import NextStepRow, next_steps
from onrecord.queries.open_issues import OpenIssueRow, open_issues
from onrecord.queries.positions import PositionMatrix, positions
from onrecord.queries.row import provenance
from onrecord.queries.statements import StatementRow, statements
from onrecord.queries.timeline import EventRow, timeline
from onrecord.record.layers import name_key
from onrecord.record.rows import ReportHead
from onrecord.record.view import View

# Statements a speaker and lines a section that a page takes; the questions behind the sections show all.
STATEMENTS_EACH = 2
LINES = 30

HAPPENED = frozenset({"happened", "denied", "called-off", "moved"})


class ReportRow(Frozen):
    """A report in view, without its text."""

    report: str
    version: str
    publisher: str | None
    published: str | None
    title: str | None
    url: str | None
    author: str | None
    language: str | None


class Speaker(Frozen):
    """Who speaks, for whom, and what they said latest."""

    name: str
    speaks_for: str | None
    said: tuple[StatementRow, ...]
    total: int


class Brief(Frozen):
    """Where a case stands. `at` is the day it is told as of: the given one, else that of the latest report.

    Sections are cut to a page's length: the latest speakers, events and figures. `next_steps` leaves out what was over by `at`.
    """

    case: str | None
    at: str | None
    reports: tuple[ReportRow, ...]
    publishers: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    positions: PositionMatrix
    happened: tuple[EventRow, ...]
    next_steps: tuple[NextStepRow, ...]
    figures: tuple[FigureRow, ...]
    open_issues: tuple[OpenIssueRow, ...]
    chains: tuple[Chain, ...]


def brief(view: View, *, case: str | None = None, at: str | None = None) -> Brief:
    """Tell where a case stands.

    Args:
        view: the record as of now, or by its clocks.
        case: only reports of this case.
        at: as of this day: what was published later is left out, as by `known_on`.
    """
    case = checked(view, case)
    if at is not None:
        view = replace(view, known_on=min(at, view.known_on or at))
    with view.steady():
        return _brief(view, case, at)


def _brief(view: View, case: str | None, at: str | None) -> Brief:
    heads = view.reports(case)
    day = at or view.known_on or max((head.published for head in heads if head.published), default=None)
    events = [row for row in timeline(view, case=case) if row.status in HAPPENED and row.days is not None]
    dated = sorted(figures(view, case=case), key=lambda row: row.published or "", reverse=True)
    return Brief(
        case=case,
        at=day,
        reports=tuple(to_report(head) for head in heads),
        publishers=tuple(sorted({head.publisher for head in heads if head.publisher})),
        speakers=tuple(_speakers(statements(view, case=case))[:LINES]),
        positions=positions(view, case=case),
        happened=tuple(events[-LINES:][::-1]),
        next_steps=tuple(next_steps(view, after=day, case=case)[:LINES]),
        figures=tuple(dated[:LINES]),
        open_issues=tuple(open_issues(view, case=case)[:LINES]),
        chains=tuple(chains(view, case=case)[:LINES]),
    )


def to_report(head: ReportHead) -> ReportRow:
    """Lay out a report without its text."""
    return ReportRow(**provenance(head), author=head.author, language=head.language)


def _speakers(rows: list[StatementRow]) -> list[Speaker]:
    """Gather what each speaker said, the latest speaker first. Statements without a named source are nobody's."""
    said: dict[str, list[StatementRow]] = {}
    for row in reversed(rows):
        if row.source is not None:
            said.setdefault(name_key(row.source), []).append(row)
    found = [_speaker(own) for own in said.values()]
    return sorted(found, key=lambda speaker: speaker.said[0].on or "", reverse=True)


def _speaker(own: list[StatementRow]) -> Speaker:
    latest = own[0]
    return Speaker(
        name=str(latest.source),
        speaks_for=next((row.speaks_for for row in own if row.speaks_for), None),
        said=tuple(own[:STATEMENTS_EACH]),
        total=len(own),
    )
