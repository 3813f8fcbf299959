"""Calendar: a weekday and the date it stands with are the same day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from onrecord.checks.finding import Finding, Recipe
from onrecord.checks.subject import Kept, Subject
from onrecord.model import Timex

RULE = "calendar"
WEEKDAY = re.compile(rf"\b({'|'.join(calendar.day_name)})\b", re.IGNORECASE)
# Years within which a day of the year falls on every weekday.
YEARS = 12
# Between a weekday and a date that were read as two: "on Tuesday, the 5th", "Tuesday (5 March)".
BESIDE = re.compile(r",?\s*\(?(?:the )?")


def check_weekdays(subject: Subject) -> Iterator[Finding]:
    """Say of every date that names its weekday whether it falls on it."""
    dates = subject.dates
    for number, kept in enumerate(dates):
        words = subject.words(kept.span)
        day = _day(kept.item.value)
        if day is None or not _gives_the_day(words, day):
            continue
        beside = [kept]
        found = WEEKDAY.search(words)
        if found is None and number:
            before = dates[number - 1]
            if BESIDE.fullmatch(subject.report.text[before.span.end : kept.span.start]):
                found = WEEKDAY.fullmatch(subject.words(before.span))
                beside = [before, kept]
        if found is not None:
            yield _check(subject, beside, day, found.group().capitalize(), dated=str(day.year) in words)


def _day(value: str | None) -> date | None:
    """The day of a value, with or without a time of day; None for anything longer."""
    try:
        return date.fromisoformat((value or "").partition("T")[0])
    except ValueError:
        return None


def _gives_the_day(words: str, day: date) -> bool:
    """Whether the words give the day of the month ("5 March", "March 5th"); in "9 a.m. Sunday" the number is another."""
    return re.search(rf"(?<!\d)0?{day.day}(?:st|nd|rd|th)?(?![\d:])", words) is not None


def _check(subject: Subject, items: list[Kept[Timex]], day: date, weekday: str, *, dated: bool) -> Finding:
    true = calendar.day_name[day.weekday()]
    agrees = true == weekday
    says = f"{day} is a {true}" + ("" if agrees else f", not a {weekday}")
    if not agrees and not dated:
        year = _fitting_year(day, weekday)
        says += f"; the words give no year, in {year} it was one" if year else ""
    return subject.finding(
        RULE, agrees, items, says, (), Recipe(method="the weekday of a date", formula="proleptic Gregorian calendar")
    )


def _fitting_year(day: date, weekday: str) -> int | None:
    """The latest year before a day's own in which that day of the year fell on a weekday."""
    for year in range(day.year - 1, day.year - YEARS, -1):
        last = calendar.monthrange(year, day.month)[1]
        if day.day <= last and calendar.day_name[date(year, day.month, day.day).weekday()] == weekday:
            return year
    return None
