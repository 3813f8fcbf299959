"""What the record holds that may tell of the keeping of promises: events and statements of the promisers' doing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from onrecord.model.days import Days, days_of
from onrecord.model.span import Span
from onrecord.queries.parties import Parties, parties
from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.view import View
from onrecord.relate.commitments import Sign
from onrecord.relate.keeping import load_keeping


class Promised(Protocol):
    """What is asked of the row of a promise."""

    @property
    def actor(self) -> str:
        """Who promised."""

    @property
    def report(self) -> str:
        """The id of its report."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its words in that report."""

    @property
    def statement(self) -> str | None:
        """The id of the statement that makes it."""


def find_signs(
    view: View, events: Iterable[StoredRow], statements: Iterable[StoredRow], promises: Collection[Promised], case: str | None
) -> Iterator[Sign]:
    """Yield what may tell of keeping, apart from the words of the promises themselves."""
    promised: dict[str, list[Span]] = defaultdict(list)
    for promise in promises:
        promised[promise.report] += promise.spans
    known = parties(view, case)
    yield from (sign for row in events if (sign := _event_sign(row, promised, known)) is not None)
    carriers, names = {one.statement for one in promises}, _named({name_key(one.actor) for one in promises})
    told = [(row, doers) for row in statements if row.id not in carriers and (doers := _doers(row, names))]
    dated = _dates_of(view, {row.head.report_id for row, _ in told}, case)
    for row, doers in told:
        day = _told_day(row, dated.get(row.head.report_id, ()))
        if day is not None:
            yield Sign(row.id, doers, row.words, day, row.item.negated)


def _event_sign(row: StoredRow, promised: Mapping[str, Sequence[Span]], known: Parties) -> Sign | None:
    keeping, item, days = load_keeping(), row.item, days_of(row.item.date or row.head.published)
    if days is None or not keeping.is_deed(item.type, row.words) or item.status not in keeping.done | keeping.undone:
        return None
    if any(one.start < two.end and two.start < one.end for one in row.spans for two in promised.get(row.head.report_id, ())):
        return None
    names = {*item.actors, *(known.of(name, row.head.reading_id) for name in item.actors)}
    roles = (*item.recipients, *([item.place] if item.place else ()))
    undone = item.status in keeping.undone
    return Sign(row.id, frozenset(map(name_key, names)), row.words, days.first, undone, item.type, roles)


def _doers(row: StoredRow, names: re.Pattern[str] | None) -> frozenset[str]:
    """Whose doing a statement tells of: those whom it names among the promisers; without one, the speaker."""
    if names is None:
        return frozenset()
    source = row.item.source
    named = {name_key(found) for found in names.findall(row.words)}
    own = {name_key(name) for name in (source.name, source.speaks_for) if name} if source else set()
    return frozenset(named or own)


def _named(actors: Collection[str]) -> re.Pattern[str] | None:
    """A pattern of the promisers' names, the longest first; None without any."""
    if not actors:
        return None
    ordered = sorted(actors, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", re.IGNORECASE)


def _dates_of(view: View, reports: Collection[str], case: str | None) -> dict[str, list[tuple[Span, Days]]]:
    """The calendar dates of some reports, with their spans."""
    found: dict[str, list[tuple[Span, Days]]] = defaultdict(list)
    for row in view.rows("dates", case=case, reports=reports):
        days = days_of(row.item.value)
        if days is not None:
            found[row.head.report_id] += [(span, days) for span in row.spans]
    return found


def _told_day(row: StoredRow, dates: Sequence[tuple[Span, Days]]) -> str | None:
    """The day of what a statement tells: the latest in its words that had come when it was said, else that of the speaking."""
    said = days_of(row.item.said_on or row.item.said_by or row.head.published)
    if said is None:
        return None
    inside = [days for span, days in dates if any(one.start <= span.start and span.end <= one.end for one in row.spans)]
    return max((days.first for days in inside if days.last <= said.last), default=said.first)
