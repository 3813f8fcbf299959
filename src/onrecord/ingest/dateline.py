"""The dateline: where a text itself says when it was published.

Only what stands in a dateline's place counts: a label ("date 2025-12-04", "Published: 4 December 2025") or the opening of
the first paragraph before its dash ("GENEVA, March 3, 2025 (Valley Post) -"), also behind a
headline on the same line. A date without its year gives none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = r"(?P<{m}>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
DAY = (
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    rf"|{MONTH.format(m='month1')}\s+(?P<day1>\d{{1,2}}),?\s+(?P<year1>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})\s+{MONTH.format(m='month2')},?\s+(?P<year2>\d{{4}})"
)
LABELLED = re.compile(rf"(?i)^\s*(?:date|dated|published|publication date|updated|posted)(?:\s+on)?\s*[:\s]\s*(?:{DAY})")
# "CITY, Country, March 3, 2025 (Agency) - ": at most 60 characters of place before the date and 40 of agency after it.
OPENING = re.compile(rf"(?i)^\s*[^\n.\"“]{{0,60}}?\b(?:{DAY})\s*(?:\([^)\n]{{1,40}}\)|/[^/\n]{{1,40}}/)?\s*(?:[-–—]|--)\s")
# The same behind a headline on one line, whose end only the capitals of the city show.
HEADED = re.compile(
    r"^\s*(?P<headline>(?:(?![.!?][\"'”’)]*\s)[^\n]){10,160}?)\s+[A-ZÀ-Þ]{3,}(?:[ -][A-ZÀ-Þ]{3,}){0,3},\s+(?:[^.\n]{1,30},\s+)?"
    rf"(?i:{DAY})\s*(?:\([^)\n]{{1,40}}\)|/[^/\n]{{1,40}}/)?\s*(?:[-–—]|--)\s"
)
ALONE = re.compile(rf"(?i)^\s*(?:\w+day,?\s+)?(?:{DAY})\s*$")
# "14 October 2004, Valley Post"; "By Ada Berg | Valley Post | March 3, 2025 10:15": a mark parts the day from a few words.
BESIDE, CLOCK = r"[^.\n]{1,40}", r"(?:[,\s]+(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s*[a-z]{2,4})?)?"
BEFORE = re.compile(rf"(?i)^\s*(?:\w+day,?\s+)?(?:{DAY}){CLOCK}\s*[,|·•–—-]\s*{BESIDE}$")
AFTER = re.compile(rf"(?i)^\s*{BESIDE}?[,|·•–—-]\s*(?:\w+day,?\s+)?(?:{DAY}){CLOCK}\s*$")

# Lines. A dateline stands in the heading or above the first paragraph; further down a date belongs to the story.
MAX_LINES = 6


@dataclass(frozen=True, slots=True)
class Dateline:
    """The day a text gives itself (ISO), and the rest of a labelled heading line: its title."""

    day: str
    title: str | None


def _iso(match: re.Match[str]) -> str | None:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    else:
        which = "1" if match["month1"] else "2"
        name = match[f"month{which}"].casefold()
        year, day = int(match[f"year{which}"]), int(match[f"day{which}"])
        month = next(number for number, full in enumerate(MONTHS, 1) if full.startswith(name[:3]))
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # 31 February
        return None


def find_dateline(text: str) -> Dateline | None:
    r"""Find the day that a text's first lines give it.

    >>> find_dateline(" date 2025-12-04 Talks set for Thursday")
    Dateline(day='2025-12-04', title='Talks set for Thursday')
    >>> find_dateline("ARDEN, March 3, 2025 (Valley Post) - Talks began.").day
    '2025-03-03'
    >>> find_dateline("Talks begin\n14 October 2004, Valley Post\n\nTalks began.").day
    '2004-10-14'
    >>> find_dateline("They met on March 3, 2025 in Arden.") is None
    True
    """
    lines = [line for line in text[:4000].split("\n") if line.strip()][:MAX_LINES]
    for line in lines:
        for pattern in (LABELLED, HEADED, OPENING, ALONE, BEFORE, AFTER):
            match = pattern.match(line)
            day = _iso(match) if match else None
            if match and day:
                rest = line[match.end() :].strip(" \t\r|:-–—") if pattern is LABELLED else match.groupdict().get("headline")
                return Dateline(day, rest or None)
    return None
