"""The calendar: TIMEX3 values of days, weeks, months and longer stretches, and steps between them.

A value is written as TimeML 1.2.1 writes it: 2025-12-04, 2025-W49, 2025-W49-WE, 2025-12, 2025-Q4, 2025-H2, 2025-WI, 2025,
202 (a decade), 20 (a century).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

VALUE_SHAPES = {
    "D": re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?"),
    "WE": re.compile(r"(\d{4})-W(\d{2})-WE"),
    "W": re.compile(r"(\d{4})-W(\d{2})"),
    "M": re.compile(r"(\d{4})-(\d{2})"),
    "Q": re.compile(r"(\d{4})-Q([1-4])"),
    "H": re.compile(r"(\d{4})-H([12])"),
    "S": re.compile(r"(\d{4})-(SP|SU|FA|WI)"),
    "Y": re.compile(r"(\d{4})"),
    "DE": re.compile(r"(\d{3})"),
    "CE": re.compile(r"(\d{2})"),
}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
GRAIN_DAYS = {"D": 1, "WE": 2, "W": 7, "2W": 14, "M": 30, "Q": 91, "S": 91, "H": 182, "Y": 365, "DE": 3652, "CE": 36524}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the calendar: its grain (D, WE, W, M, Q, H, S, Y, DE, CE), first and last day."""

    grain: str
    first: date
    last: date


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (31 February, the year 0)."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def parse_day(value: str | None) -> date | None:
    """The day that an ISO date or datetime names, or None."""
    match = VALUE_SHAPES["D"].fullmatch(value or "")
    return make_day(*map(int, match.groups())) if match else None


def make_week(year: int, week: int) -> date | None:
    """The Monday of an ISO week, or None where the year has no such week."""
    if not 1 <= year <= 9998 or not 1 <= week <= date(year, 12, 28).isocalendar().week:
        return None
    return date.fromisocalendar(year, week, 1)


def week_value(day: date) -> str:
    """The ISO week of a day: 2025-W49."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def season_of(month: int) -> str:
    """The meteorological season of a month, on the northern half of the earth."""
    return "WI" if month in (12, 1, 2) else ("SP", "SU", "FA")[(month - 3) // 3]


def season_value(day: date) -> str:
    """The season of a day; January and February belong to the winter that began the year before."""
    return f"{day.year - (day.month < 3):04}-{season_of(day.month)}"


VALUE_OF: dict[str, Callable[[date], str]] = {
    "D": date.isoformat,
    "W": week_value,
    "2W": week_value,
    "WE": lambda day: f"{week_value(day)}-WE",
    "M": lambda day: f"{day.year:04}-{day.month:02}",
    "Q": lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
    "H": lambda day: f"{day.year:04}-H{1 if day.month < 7 else 2}",
    "S": season_value,
    "Y": lambda day: f"{day.year:04}",
    "DE": lambda day: f"{day.year // 10:03}",
    "CE": lambda day: f"{day.year // 100:02}",
}


def value_at(day: date | None, grain: str) -> str | None:
    """The value of the stretch of this grain that the day lies in. None stays None."""
    return VALUE_OF[grain](day) if day else None


def add_months(day: date, count: int) -> date | None:
    """The day so many months on, or the month's last day where the month is shorter; None outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


DAYS_IN = {"D": 1, "W": 7, "WE": 7, "2W": 14}
MONTHS_IN = {"M": 1, "Q": 3, "S": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}


def step(day: date | None, unit: str, count: float) -> date | None:
    """The day so many units on (or back). Half a unit counts where it is whole months or days. None stays None."""
    if day is None:
        return None
    if unit in MONTHS_IN:
        return add_months(day, round(count * MONTHS_IN[unit]))
    days = round(count * DAYS_IN.get(unit, 0))
    if not date.min.toordinal() <= day.toordinal() + days <= date.max.toordinal():
        return None
    return day + timedelta(days)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(grain: str, year: int, first: int, last: int) -> Stretch:
    over, rest = divmod(last - 1, 12)
    return Stretch(grain, date(year, first, 1), _month_end(min(year + over, 9999), rest + 1))


def _stretch(grain: str, year: int, part: str) -> Stretch | None:
    if grain in ("W", "WE"):
        monday = make_week(year, int(part))
        if monday is None:
            return None
        return Stretch(grain, monday + timedelta(5 if grain == "WE" else 0), monday + timedelta(6))
    if grain == "S":
        return _months(grain, year, *SEASON_MONTHS[part])
    size = {"M": 1, "Q": 3, "H": 6, "Y": 12}[grain]
    number = int(part or 1)
    return _months(grain, year, (number - 1) * size + 1, number * size) if 1 <= number * size <= 12 else None


def stretch_of(value: str | None) -> Stretch | None:
    """The days that a value names; None for durations, sets, references, intervals and partial values."""
    for grain, shape in VALUE_SHAPES.items():
        match = shape.fullmatch(value or "")
        if not match:
            continue
        if grain == "D":
            day = parse_day(value)
            return Stretch("D", day, day) if day else None
        years = {"DE": 10, "CE": 100}.get(grain, 1)
        year = int(match[1]) * years
        if not 1 <= year <= 9998 - years:
            return None
        if years > 1:
            return Stretch(grain, date(year, 1, 1), date(year + years - 1, 12, 31))
        return _stretch(grain, year, match[2] if match.re.groups > 1 else "")
    return None


def easter(year: int) -> date:
    """Easter Sunday of the western churches.

    Reference: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    skipped, correction = century // 4, (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the orthodox churches, in the Gregorian calendar; right from 1900 to 2099.

    Reference: the Julian computus (Meeus, Astronomical Algorithms, chapter 8).
    """
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(13)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The n-th such weekday (1 is Monday) of a month, the last one for -1; None where the month has no such."""
    days = [date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]
    found = [day for day in days if day.isoweekday() == weekday]
    index = nth if nth < 0 else nth - 1
    return found[index] if index < len(found) else None


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday in a year, by its rule in scheme/dates.toml."""
    kind, _, shift = rule.partition(":")
    if kind in ("easter", "orthodox"):
        return (easter(year) if kind == "easter" else orthodox_easter(year)) + timedelta(int(shift))
    if ":" in rule:
        return nth_weekday(year, *map(int, rule.split(":")))
    return make_day(year, *map(int, rule.split("-")))
