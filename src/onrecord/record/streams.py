"""Streams: the lines that a selection takes, in their order, a page at a time; each is an index of the database read from a place on."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, select, tuple_

from onrecord.record import schema
from onrecord.record.lines import FIRST, LAST, ORDERS, Key, by_day, hashed, number_of, term, wide
from onrecord.record.selection import Selection

# Lines that a stream asks for at a time, unless a page needs fewer.
CHUNK = 500
# Lines up to which a condition is answered by reading them all and sorting them.
FEW = 5000
# Terms of one choice from which that is tried: a stream for each of them would be a query for each.
MANY = 4

Ask = Callable[[Select[Any]], Sequence[RowMapping]]


@dataclass(frozen=True, slots=True)
class Place:
    """A line in the order of its layer: its key says which row of which report it is."""

    key: Key
    once: bool


class Streams:
    """Reads the lines of one selection."""

    def __init__(self, ask: Ask, selection: Selection, least: float, known_on: str | None = None) -> None:
        self._ask, self._selection, self._least, self._known_on = ask, selection, least, known_on
        self._order = ORDERS[selection.layer]
        names = {text for choice in selection.terms for text in choice} | {
            term(selection.layer), wide(selection.layer), by_day(selection.layer)
        }  # fmt: skip
        self._numbers = self._number(names)

    def _number(self, names: Iterable[str]) -> dict[str, int]:
        given, terms = set(names), schema.terms
        direct = {text: number for text in given if (number := hashed(text)) is not None}
        ordered = sorted(given - direct.keys())
        asked = select(terms.c.term, terms.c.number)
        chunks = (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))
        return direct | {
            row["term"]: row["number"] for some in chunks for row in self._ask(asked.where(terms.c.term.in_(some)))
        }

    def places(self, cases: Sequence[str], after: Key | None, size: int) -> Iterator[Place]:
        """Yield the places of the lines, each once, behind a key.

        Args:
            cases: in which cases; where there are several, a report counts in the first of its own.
            after: behind this key; None: from the beginning.
            size: how many are likely to be wanted.
        """
        found = self._number(term("case", "name", case) for case in cases)
        choices = [[self._numbers[text] for text in choice if text in self._numbers] for choice in self._selection.terms]
        if not all(choices):
            return
        several = len(cases) > 1
        streams = [
            stream
            for number in found.values()
            for stream in self._streams(number, choices, after, min(CHUNK, size + 1), several)
        ]
        merged = heapq.merge(*streams, key=lambda place: place.key, reverse=self._selection.backwards)
        for _, alike in groupby(merged, key=lambda place: place.key):
            yield next(alike)

    def _streams(
        self, in_case: int, choices: list[list[int]], after: Key | None, size: int, several: bool
    ) -> list[Iterator[Place]]:
        driver, others = self._driver(in_case, choices)
        if len(driver) > MANY and self._size(in_case, driver) < FEW:
            return [iter(self._sorted(self._ask(self.whole_statement(in_case, driver, others, several)), after))]
        since = self._selection.since
        if since is None or self._order.latest_first:
            return [self._stream(in_case, one, others, after, size, several) for one in driver]
        if self._is_sorted():
            few = self._few_by_day(in_case, choices, after, several)
            return [few] if few is not None else [self._stream(in_case, one, others, after, size, several) for one in driver]
        narrow = [self._stream(in_case, one, others, after, size, several) for one in driver]
        return [*narrow, self._wide(in_case, choices, after, several)]

    def _driver(self, in_case: int, choices: list[list[int]]) -> tuple[list[int], list[list[int]]]:
        """The choice with the fewest lines, to be read in order, and the others, to be looked up for each of these."""
        if not choices:
            return [self._numbers[term(self._selection.layer)]] if term(self._selection.layer) in self._numbers else [], []
        sizes = [self._size(in_case, choice) for choice in choices] if len(choices) > 1 else [0]
        best = sizes.index(min(sizes))
        return choices[best], [choice for number, choice in enumerate(choices) if number != best]

    def _size(self, in_case: int, choice: list[int]) -> int:
        postings = schema.postings
        few = select(postings.c.line).where(postings.c.term.in_(choice), postings.c.in_case == in_case).limit(FEW)
        return len(self._ask(few))

    def _is_sorted(self) -> bool:
        return by_day(self._selection.layer) in self._numbers

    def statement(
        self, in_case: int, number: int, others: list[list[int]], after: Key | None, size: int | None, several: bool
    ) -> Select[Any]:
        """Ask for the lines of one term in their order, behind a key."""
        postings, lines, readings = schema.postings, schema.lines, schema.readings
        asked = _places().where(postings.c.term == number, postings.c.in_case == in_case, *self._conditions(several))
        asked = asked.where(*(self._has(choice) for choice in others), *self._days(postings.c.day))
        order = [postings.c.sort, postings.c.day, postings.c.published, readings.c.report_id, lines.c.place]
        backwards = self._selection.backwards
        if after is not None:
            start = (after.sort, after.day, after.published)
            whole, begun = tuple_(*order), tuple_(*order[:3])
            key = (*start, after.report_id, after.place)
            asked = asked.where(begun <= start, whole < key) if backwards else asked.where(begun >= start, whole > key)
        return asked.order_by(*(one.desc() if backwards else one for one in order)).limit(size)

    def _conditions(self, several: bool) -> list[ColumnElement[bool]]:
        lines = schema.lines
        found = [lines.c.confidence >= self._least] if self._least > 0 else []
        if several:
            found.append(lines.c.once)
        if self._known_on is not None:
            found += [lines.c.published > FIRST, lines.c.published <= number_of(self._known_on), lines.c.published < LAST]
        return found

    def _has(self, choice: list[int]) -> ColumnElement[bool]:
        """Whether a line has one of some terms."""
        lines, other = schema.lines, schema.postings.alias()
        same = (other.c.sort == lines.c.sort, other.c.day == lines.c.day, other.c.published == lines.c.published)
        in_case = other.c.in_case == schema.postings.c.in_case
        return select(other.c.line).where(other.c.term.in_(choice), in_case, *same, other.c.line == lines.c.number).exists()

    def _days(self, day: ColumnElement[int], last: ColumnElement[int] | None = None) -> list[ColumnElement[bool]]:
        """The days of the selection as the layer counts them; what has none is left out where any is asked for.

        Without `last` lines that began before the first day asked for are left out, though they may go on: see `wide_statement`.
        """
        since, until = (value and number_of(value) for value in (self._selection.since, self._selection.until))
        if since is None and until is None:
            return []
        found = [] if self._selection.undated else [day != self._order.undated]
        if self._order.latest_first:
            since, until = until and -until, since and -since
        if since is not None:
            found.append((day if last is None else last) >= since)
        if until is not None:
            found.append(day <= until)
        return found

    def _stream(
        self, in_case: int, number: int, others: list[list[int]], after: Key | None, size: int, several: bool
    ) -> Iterator[Place]:
        while True:
            rows = self._ask(self.statement(in_case, number, others, after, size, several))
            for row in rows:
                place = _place(row)
                yield place
                after = place.key
            if len(rows) < size:
                return
            size = min(CHUNK, 4 * size)

    def wide_statement(self, in_case: int, choices: list[list[int]], several: bool) -> Select[Any]:
        """Ask for the lines that began before the first day asked for, and go on."""
        postings, lines = schema.postings, schema.lines
        since, until = number_of(self._selection.since or ""), self._selection.until
        asked = _places().where(postings.c.term == self._numbers[wide(self._selection.layer)], postings.c.in_case == in_case)
        asked = asked.where(postings.c.day >= since, lines.c.day < since, *self._conditions(several))
        asked = asked.where(*(self._has(choice) for choice in choices))
        return asked if until is None else asked.where(lines.c.day <= number_of(until))

    def _wide(self, in_case: int, choices: list[list[int]], after: Key | None, several: bool) -> Iterator[Place]:
        if wide(self._selection.layer) not in self._numbers:
            return iter(())
        return iter(self._sorted(self._ask(self.wide_statement(in_case, choices, several)), after))

    def whole_statement(self, in_case: int, choice: list[int], others: list[list[int]], several: bool) -> Select[Any]:
        """Ask for all lines that have one of many terms, in no order."""
        postings, lines = schema.postings, schema.lines
        asked = _places(lines.c.last).where(postings.c.term.in_(choice), postings.c.in_case == in_case)
        days = self._days(lines.c.day, None if self._order.latest_first else lines.c.last)
        asked = asked.where(*(self._has(other) for other in others), *self._conditions(several), *days)
        return asked.distinct()

    def few_statement(self, in_case: int, choices: list[list[int]], several: bool) -> Select[Any]:
        """Ask for the lines within the days, of a layer that is sorted by something else first, in no order."""
        postings, number = schema.postings, self._numbers[by_day(self._selection.layer)]
        asked = _places().where(postings.c.term == number, postings.c.in_case == in_case, *self._days(postings.c.day))
        return asked.where(*(self._has(choice) for choice in choices), *self._conditions(several))

    def _few_by_day(self, in_case: int, choices: list[list[int]], after: Key | None, several: bool) -> Iterator[Place] | None:
        """The lines within the days, where they are few enough to be sorted here; else None."""
        rows = self._ask(self.few_statement(in_case, choices, several).limit(FEW))
        return iter(self._sorted(rows, after)) if len(rows) < FEW else None

    def _sorted(self, rows: Sequence[RowMapping], after: Key | None) -> list[Place]:
        backwards = self._selection.backwards
        places = sorted(map(_place, rows), key=lambda place: place.key, reverse=backwards)
        return [one for one in places if after is None or (one.key < after if backwards else one.key > after)]


def _places(*further: ColumnElement[Any]) -> Select[Any]:
    postings, lines, readings = schema.postings, schema.lines, schema.readings
    columns = (*further, lines.c.sort, lines.c.day, lines.c.published, readings.c.report_id, lines.c.place, lines.c.once)
    joined = postings.join(lines, lines.c.number == postings.c.line).join(readings, readings.c.number == lines.c.reading)
    return select(*columns).select_from(joined)


def _place(row: RowMapping) -> Place:
    return Place(Key(row["sort"], row["day"], row["published"], row["report_id"], row["place"]), row["once"])
