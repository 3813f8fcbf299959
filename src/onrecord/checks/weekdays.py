"""Calendar: a weekday and the date it stands with are the same day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.checks.finding import Finding, Recipe
from onrecord.checks.subject import Kept, Subject
from onrecord.model import Timex

RULE = "calendar"
WEEKDAY = re.compile(rf"\b({'|'.join(calendar.day_name)})\b", re.IGNORECASE)
# Years within which a day of the year falls on every weekday.
YEARS = 12
# Between a weekday and a date that were read as two: "on Tuesday, the 5th", "Tuesday evening (5 March)".
BESIDE = re.compile(r",?\s*\(?(?:the )?")
# Between a date and the weekday behind it: "5 March, a Tuesday", "5 March (Tuesday)", "5 March, which was a Tuesday".
BEHIND = re.compile(r"(?:,?\s*\(|,?\s+(?:which\s+)?(?:is|was|falls on|fell on|will be)\s+|,\s*(?=an?\s))(?:an?\s+)?")


def check_weekdays(subject: Subject) -> Iterator[Finding]:
    """Say of every date that names its weekday, or has it beside it, whether it falls on it."""
    dates = subject.dates
    for number, kept in enumerate(dates):
        words = subject.words(kept.span)
        day = _day(kept.item.value)
        if day is None or not _gives_the_day(words, day):
            continue
        beside, found = [kept], WEEKDAY.search(words)
        if found is None:
            before, after = dates[max(number - 1, 0) : number], dates[number + 1 : number + 2]
            beside, found = _beside(subject, kept, before, after)
        if found is not None:
            yield _check(subject, beside, day, found.group().capitalize(), dated=str(day.year) in words)


def _beside(
    subject: Subject, kept: Kept[Timex], before: Sequence[Kept[Timex]], after: Sequence[Kept[Timex]]
) -> tuple[list[Kept[Timex]], re.Match[str] | None]:
    """A weekday that was read as a date of its own, right before a date or right behind it; with both in reading order."""
    text = subject.report.text
    for one in before:
        found = _weekday_of(subject, one)
        if found and BESIDE.fullmatch(text, one.span.end, kept.span.start):
            return [one, kept], found
    for one in after:
        found = _weekday_of(subject, one)
        if found and BEHIND.fullmatch(text, kept.span.end, one.span.start):
            return [kept, one], found
    return [kept], None


def _weekday_of(subject: Subject, kept: Kept[Timex]) -> re.Match[str] | None:
    """The weekday in the words of a date that gives no day of the month: "Tuesday", "late on Tuesday evening"."""
    words = subject.words(kept.span)
    return None if re.search(r"\d", words) else WEEKDAY.search(words)


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
