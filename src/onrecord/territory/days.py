"""Days: of file names and properties, the months of a period, and the day conventions by which a month is measured."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.errors import InvalidMap
from onrecord.scheme.toml import load_scheme

# A day in a file's name: 20251101, 2025-11-01, 2025_11_01, 2025.11.01.
IN_NAME = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-_.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)")


def day_in(words: str) -> date | None:
    """The day that a file name or a property names, or None: the last one, because folders and versions come first."""
    for match in reversed(list(IN_NAME.finditer(words))):
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
    return None


def months(since: date, until: date) -> Iterator[tuple[int, int]]:
    """The calendar months from one day to another, both included, as (year, month)."""
    year, month = since.year, since.month
    while (year, month) <= (until.year, until.month):
        yield year, month
        year, month = shift(year, month, 1)


def shift(year: int, month: int, by: int) -> tuple[int, int]:
    """A month some months later or earlier."""
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def month_name(year: int, month: int) -> str:
    """A month as YYYY-MM."""
    return f"{year:04d}-{month:02d}"


@dataclass(frozen=True, slots=True)
class Interval:
    """Two days on which the map is read; what changed between them is the change of the period."""

    start: date
    end: date


def _day(year: int, month: int, place: dict[str, int]) -> date:
    year, month = shift(year, month, place["month"])
    return date(year, month, place["day"] if place["day"] > 0 else calendar.monthrange(year, month)[1])


def conventions() -> tuple[str, ...]:
    """The names of the day conventions."""
    return tuple(load_scheme("territory")["conventions"])


def interval_of(year: int, month: int, convention: str) -> Interval:
    """The days that bound a month by a day convention. Raises: InvalidMap, if there is no such convention."""
    known = load_scheme("territory")["conventions"]
    if convention not in known:
        raise InvalidMap(f"the day convention {convention!r} is not one of {', '.join(known)}")
    return Interval(_day(year, month, known[convention]["start"]), _day(year, month, known[convention]["end"]))


def at_or_before(days: Sequence[date], day: date) -> date | None:
    """The latest of some sorted days that is not after a day; None where all are after it."""
    place = bisect_right(days, day)
    return days[place - 1] if place else None


def each_day(since: date, until: date) -> Iterator[date]:
    """Every day from one to another, both included."""
    for number in range((until - since).days + 1):
        yield since + timedelta(days=number)
