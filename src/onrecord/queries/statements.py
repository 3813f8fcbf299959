"""Who said what, through whom, in which words."""

from __future__ import annotations

from dataclasses import asdict

from onrecord.model.days import Days, days_of
from onrecord.model.reading import StatementKind
from onrecord.model.span import Span
from onrecord.queries.cases import checked
from onrecord.queries.origins import origins_of_statements
from onrecord.queries.row import Row, basis, fields_of
from onrecord.queries.topics import about_page
from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.selection import Page, Selection
from onrecord.record.view import View


class StatementRow(Row):
    """A statement; `words` is its content. `on` is the day it was said, or else the day by which it was.

    `reports` have it, also in other words, and rest on so many independent `origins`; None where that was not counted.
    """

    source: str | None
    actor: str | None
    speaks_for: str | None
    cue: str
    kind: StatementKind
    via: tuple[str, ...]
    based_on: tuple[str, ...]
    channel: str | None
    hedged: bool
    negated: bool
    addressee: str | None
    said_on: str | None
    said_by: str | None
    confidence: float
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    origins: int | None = None
    reports: int | None = None

    @property
    def on(self) -> str | None:
        """The day to sort by: when it was said, else when it was published."""
        return self.said_on or self.said_by or self.published

    @property
    def days(self) -> Days | None:
        """The days on which it may have been said."""
        return days_of(self.on)


def statements(
    view: View,
    *,
    by: str | None = None,
    about: str | None = None,
    via: str | None = None,
    since: str | None = None,
    until: str | None = None,
    case: str | None = None,
    backwards: bool = False,
    limit: int | None = None,
    after: str | None = None,
) -> Page[StatementRow]:
    """Return statements, the earliest first.

    Args:
        view: the record as of now, or by its clocks.
        by: the speaker, or the party that the speaker speaks for; any name the record knows for it.
        about: words of the content, the name of an actor mentioned in it, or an issue that it carries a position on.
        via: an outlet that carried it: one named for it, or the publisher.
        since: said on or after this day.
        until: said on or before this day.
        case: only reports of this case.
        backwards: the latest first.
        limit: how many at most; None: all.
        after: the cursor that the page before ended with.
    """
    case = checked(view, case)
    terms = [view.called("statements", "by speaks_for", by)] if by else []
    terms += [Selection("statements").named("carried", [name_key(via)])] if via is not None else []
    wanted = Selection("statements", case, tuple(terms), since, until, backwards=backwards)
    page = view.page(wanted, limit=limit, after=after) if about is None else about_page(view, wanted, about, limit, after)
    counts = origins_of_statements(view, page, case)
    return page.of(to_statement(row).model_copy(update=asdict(counts[row.id])) for row in page)


def to_statement(row: StoredRow) -> StatementRow:
    """Lay out a stored statement."""
    item, source = row.item, row.item.source
    return StatementRow(
        **basis(row),
        source=source.name if source else None,
        actor=source.actor if source else None,
        speaks_for=source.speaks_for if source else None,
        source_spans=item.source_span,
        cue_spans=item.cue_span,
        **fields_of(row, "source", "source_span", "cue_span", "content_span", "hedge_span"),
    )
