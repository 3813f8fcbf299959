"""The first and last day that a TIMEX3 value covers, for comparing dates of any precision."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

VALUE = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?:W(?P<week>\d{2})(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|AU|WI)"
    r"|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?(?:T.*)?"
)
DECADE = re.compile(r"(?P<decade>\d{3})X?")

# First month and length in months. Meteorological seasons of the north; winter begins in the year it is named for.
SEASONS = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "AU": (9, 3), "WI": (12, 3)}


class Days(NamedTuple):
    """An interval of days, both ends included, as ISO days."""

    first: str
    last: str


# Few days are asked for again and again: rows are sorted by them.
@lru_cache(maxsize=8192)
def days_of(value: str | None) -> Days | None:
    """Return the days that a value covers, None for durations, references without a day, and what is no date.

    >>> days_of("2026-02")
    Days(first='2026-02-01', last='2026-02-28')
    >>> days_of("2026-03-02/2026-03-04")
    Days(first='2026-03-02', last='2026-03-04')
    >>> days_of("PRESENT_REF") is None
    True
    """
    if not value:
        return None
    begun, slash, ended = value.partition("/")
    if slash:
        first, last = days_of(begun), days_of(ended)
        return Days(first.first, last.last) if first and last and first.first <= last.last else None
    try:
        return _days(value)
    except ValueError:  # 31 February, week 60: a time without days
        return None


def _days(value: str) -> Days | None:
    if decade := DECADE.fullmatch(value):
        return Days(f"{decade['decade']}0-01-01", f"{decade['decade']}9-12-31")
    found = VALUE.fullmatch(value)
    if found is None:
        return None
    year = int(found["year"])
    if found["week"]:
        return _week(year, int(found["week"]), weekend=bool(found["weekend"]))
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return _between(day, day)
    return _months(year, *_months_of(found))


def _months_of(found: re.Match[str]) -> tuple[int, int]:
    """Return the first month and how many there are."""
    if found["month"]:
        return int(found["month"]), 1
    if found["quarter"]:
        return 3 * int(found["quarter"]) - 2, 3
    if found["half"]:
        return 6 * int(found["half"]) - 5, 6
    return SEASONS[found["season"]] if found["season"] else (1, 12)


def _months(year: int, month: int, count: int) -> Days:
    last_year, last_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    return _between(date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1]))


def _week(year: int, week: int, *, weekend: bool) -> Days:
    first = date.fromisocalendar(year, week, 6 if weekend else 1)
    return _between(first, first + timedelta(days=1 if weekend else 6))


def _between(first: date, last: date) -> Days:
    return Days(first.isoformat(), last.isoformat())


def is_within(days: Days | None, since: str | None, until: str | None) -> bool:
    """Whether an interval touches the asked one. Unknown days are within only where nothing is asked."""
    if since is None and until is None:
        return True
    if days is None:
        return False
    return (since is None or days.last >= since) and (until is None or days.first <= until)
