"""Time expressions as found, and those that belong together: a clock time and its date, the two ends of a range."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.annotate.dates.calendar import GRAIN_DAYS, stretch_of
from onrecord.annotate.dates.scene import Meaning
from onrecord.model.span import Span

TO = re.compile(r"\s*(?:to|until|till|through|[-–—])\s*")
BETWEEN = re.compile(r"(?i)\bbetween\s+$")


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in a text; `ends` are the two dates of a range in one phrase."""

    start: int
    end: int
    sense: str
    meaning: Meaning
    ends: tuple[Span, ...] = ()


def join_times(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """Join a clock time and the date beside it: "8 a.m. on Tuesday", "Dec. 4 at 10:30"."""
    joined: list[Expression] = []
    for expression in expressions:
        gap = text[joined[-1].end : expression.start] if joined else "."
        pair = _joined(joined[-1], expression, gap) if joined and len(gap) < 8 else None
        if pair:
            joined[-1] = pair
        else:
            joined.append(expression)
    return joined


def _joined(first: Expression, second: Expression, gap: str) -> Expression | None:
    if first.sense in ("clock", "part") and first.meaning.dayless and re.fullmatch(r",?\s+(?:on\s+)?", gap):
        time, day = first, second
    elif second.sense == "clock" and second.meaning.dayless and re.fullmatch(r",?\s+(?:at\s+)?", gap):
        time, day = second, first
    else:
        return None
    stretch = stretch_of(day.meaning.value)
    clock = re.search(r"T.*$", time.meaning.value or "")
    if stretch is None or clock is None or GRAIN_DAYS[stretch.grain] > 1 or day.sense in ("clock", "part"):
        return None
    value = stretch.first.isoformat()
    return Expression(first.start, second.end, day.sense, Meaning("TIME", value + _in_part(clock.group(), day), plain=value))


def _in_part(clock: str, day: Expression) -> str:
    """A clock time in the part of the day that is named beside it: "six o'clock this evening" is T18:00."""
    hour = re.match(r"T(\d\d)", clock)
    if hour and int(hour[1]) < 12 and re.search(r"T(?:AF|EV|NI)$", day.meaning.value or ""):
        return f"T{int(hour[1]) + 12}{clock[3:]}"
    return clock


def link_ranges(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """Give the two ends of "from 2008 to 2012" and "between May and July" their interval as an alternative."""
    linked = list(expressions)
    for index in range(1, len(linked)):
        first, second = linked[index - 1], linked[index]
        interval = _interval(text, first, second)
        if interval:
            linked[index - 1] = _with_alternative(first, interval)
            linked[index] = _with_alternative(second, interval)
    return linked


def _interval(text: str, first: Expression, second: Expression) -> str | None:
    """The interval from one date to the other, where the words between say so and the grains agree."""
    gap = text[first.end : second.start]
    if len(gap) > 12 or not (TO.fullmatch(gap) or (gap.strip() == "and" and BETWEEN.search(text[: first.start][-12:]))):
        return None
    begin, end = stretch_of(first.meaning.value), stretch_of(second.meaning.value)
    if begin is None or end is None or begin.grain != end.grain or begin.first >= end.first:
        return None
    return f"{first.meaning.plain or first.meaning.value}/{second.meaning.plain or second.meaning.value}"


def _with_alternative(expression: Expression, value: str) -> Expression:
    meaning = replace(expression.meaning, alternatives=(*expression.meaning.alternatives, value))
    return replace(expression, meaning=meaning)
