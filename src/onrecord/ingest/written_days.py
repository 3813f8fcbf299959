"""Days as pages, feeds and wires write them -> ISO days; what could be read two ways gives none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from dateutil import parser

# Nothing on the web is older; an earlier day is a slip or an empty clock.
FIRST_DAY = date(1995, 1, 1)
ISO = re.compile(r"\s*(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T\s].*)?$", re.DOTALL)
SECONDS = re.compile(r"\s*1\d{9}(?:\d{3})?\s*$")
# 03/04/2025: the third of April or the fourth of March.
EITHER = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
# Two clocks to fill gaps from: what differs by the clock was not written.
CLOCKS = (datetime(2001, 1, 1), datetime(2002, 2, 2))


def parse_day(written: str) -> str | None:
    """Return the day as it was written, in the writer's own zone; None if it is partial, ambiguous or not to be believed.

    >>> parse_day("2025-03-04T23:30:00-05:00")
    '2025-03-04'
    >>> parse_day("Tue, 4 March 2025 08:00 GMT")
    '2025-03-04'
    >>> parse_day("03/04/2025") is None and parse_day("March 2025") is None
    True
    """
    found = _parse(written[:80])
    # A zone may be a day ahead of this machine's.
    return found.isoformat() if found and FIRST_DAY <= found <= datetime.now(UTC).date() + timedelta(days=1) else None


def _parse(written: str) -> date | None:
    match = ISO.match(written)
    if match:
        return _date(*(int(part) for part in match.groups()))
    if SECONDS.match(written):
        return datetime.fromtimestamp(int(written.strip()[:10]), UTC).date()
    match = EITHER.match(written)
    if match:
        first, second, year = (int(part) for part in match.groups())
        if first != second and max(first, second) <= 12:
            return None
        return _date(year, *((second, first) if first > 12 else (first, second)))
    return _by_words(written)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_words(written: str) -> date | None:
    try:
        days = {parser.parse(written, default=clock, ignoretz=True).date() for clock in CLOCKS}
    except (ValueError, OverflowError, TypeError):  # what dateutil raises for what is no date
        return None
    return days.pop() if len(days) == 1 else None
