"""What is written with numerals but is no figure: articles and resolutions, types, clock times, ages, scores, addresses."""

from __future__ import annotations

import re
from functools import cache

from onrecord.annotate.figures.numbers import HYPHENS, Number
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

# Code points looked at before a number; the longest label ("resolutions No.") fits twice.
REACH_CHARS = 30
# What makes a numeral part of a longer sign: "F-16", "10:30", "2.0.1", "#5", "R2".
GLUED_BEFORE = re.compile(rf"[^\W\d_][{HYPHENS}–./]?\Z|[^\W\d_][{HYPHENS}]?\d+[{HYPHENS}]\Z|[\d][.,:/]\Z|[#@_&=\\]\Z|/\Z")
GLUED_AFTER = re.compile(r"(?:[^\W\d_]|[:/]\d|/[^\W\d_]|['’]s\b|\.\d|[_@&=\\]|(?:st|nd|rd|th)\b)")
URL = re.compile(r"(?:https?://|www\.)\S*\Z", re.IGNORECASE)
# "Ann Holm, 43, said"; "people under 30".
NAME_COMMA = re.compile(r"(?<!\w)[^\W\d_a-z][\w.'’-]+,\s\Z")
GROUPS = "people|those|adults|men|women|children|anyone|everyone|voters"
AGE_GROUP = re.compile(rf"(?:{GROUPS}) (?:under|over|aged?)\s\Z", re.IGNORECASE)
AFTER_AGE = {",", ".", ";", ":", ")"}
YEARS = (1900, 2100)


def _any_of(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _label_before(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<word>{_any_of(load_scheme('numbers')['labels'][name])})[\s.]{{1,2}}\Z", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"[\s]?(?:{_any_of(load_scheme('numbers')['labels']['after'])})(?!\w)", re.IGNORECASE)


def is_glued_before(text: str, start: int) -> bool:
    """Whether what starts here goes on with a sign begun before: a type ("F-16"), a clock time, a version, an address."""
    before = text[max(0, start - REACH_CHARS) : start]
    return GLUED_BEFORE.search(before) is not None or URL.search(before) is not None


def is_glued(text: str, span: Span) -> bool:
    """Whether a numeral is part of a longer sign, at its start or at its end (an ordinal, a clock time, a date)."""
    return is_glued_before(text, span.start) or GLUED_AFTER.match(text, span.end) is not None


def is_clock(text: str, span: Span) -> bool:
    """Whether the number is a time of day by the word after it."""
    return _after().match(text, span.end) is not None


def is_label(text: str, span: Span, *, counts: bool) -> bool:
    """Whether the word before the number makes it a name ("Article 5"). `counts`: a unit or a counted noun follows it."""
    before = text[max(0, span.start - REACH_CHARS) : span.start]
    if _label_before("before").search(before):
        return True
    match = _label_before("before_bare").search(before)
    return match is not None and (not counts or match["word"][0].isupper())


def is_age(text: str, span: Span) -> bool:
    """Whether the number is somebody's age: by the word before it, or because it stands between commas after a name."""
    before = text[max(0, span.start - REACH_CHARS) : span.start]
    if _label_before("ages").search(before) or AGE_GROUP.search(before):
        return True
    return NAME_COMMA.search(before) is not None and text[span.end : span.end + 1] in AFTER_AGE and span.end - span.start <= 3


def is_year(text: str, number: Number) -> bool:
    """Whether the number looks like a calendar year: four numerals without a comma."""
    words = text[number.span.start : number.span.end]
    return len(words) == 4 and words.isdigit() and YEARS[0] <= number.value <= YEARS[1]
