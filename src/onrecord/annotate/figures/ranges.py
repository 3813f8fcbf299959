"""Two numbers that are one figure, or that explain each other: ranges, shares such as "one in five", votes for and against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from onrecord.annotate.figures.amounts import Amount
from onrecord.annotate.figures.numbers import HYPHENS
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

RANGE_GAP = re.compile(rf"\s?(?:[{HYPHENS}–—]|to|or)\s?")
BETWEEN = re.compile(r"(?<!\w)between (?:about |around |roughly |some )?\Z", re.IGNORECASE)
FROM = re.compile(r"(?<!\w)from (?:about |around |roughly |some |just |nearly |a record )?\Z", re.IGNORECASE)
SHARE_GAP = re.compile(r"(?: out of every | out of | in every | in )")
VOTE_GAP = re.compile(rf"(?: votes)?(?: to |[{HYPHENS}–—])|\s?(?: votes)?,? with ")
RATIO_GAP = re.compile(rf" to |[{HYPHENS}]to[{HYPHENS}]|:")
TO_GAP = re.compile(rf"(?: votes)?(?: to |[{HYPHENS}–—])")
# Code points on either side of a pair in which a word of voting must stand (half a sentence of news prose).
VOTE_REACH_CHARS = 90
REACH_CHARS = 24


@cache
def _vote_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(load_scheme('numbers')['votes']['words'])})(?!\w)", re.IGNORECASE)


def is_vote(text: str, first: Amount, second: Amount) -> bool:
    """Whether two bare numbers are the votes for and against: "voted 449 to 149"."""
    if first.kind != "bare" or second.kind != "bare" or not TO_GAP.fullmatch(text[first.span.end : second.span.start]):
        return False
    start, end = max(0, first.span.start - VOTE_REACH_CHARS), second.span.end + VOTE_REACH_CHARS
    return _vote_words().search(text[start:end]) is not None


def is_ratio(text: str, first: Amount, second: Amount) -> bool:
    """Whether two bare numbers are a ratio, which counts nothing: "a 3 to 1 margin"."""
    if first.kind != "bare" or second.kind != "bare" or second.value != 1 or first.value <= 1:
        return False
    return RATIO_GAP.fullmatch(text[first.span.end : second.span.start]) is not None


def _votes(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    return replace(first, unit="votes", kind="count"), replace(second, unit="votes", kind="count")


def is_share(text: str, first: Amount, second: Amount) -> bool:
    """Whether two bare numbers name a share: "one in five", "nine out of ten"."""
    if first.kind != "bare" or second.kind != "bare" or not SHARE_GAP.fullmatch(text[first.span.end : second.span.start]):
        return False
    return 0 < first.value < second.value <= 100 and first.value % 1 == 0 == second.value % 1


def _share(first: Amount, second: Amount) -> Amount:
    span = Span(first.span.start, second.span.end)
    return replace(first, span=span, words=span, value=100 * first.value / second.value, unit="percent", kind="share")


def _inherited(first: Amount, second: Amount) -> Amount:
    """The first number of a range in the scale of the second: "3 to 5 million"."""
    if first.scaled == 1.0 and second.scaled > 1.0 and first.value * second.scaled < second.value:
        return replace(first, value=float(f"{first.value * second.scaled:.15g}"), scaled=second.scaled)
    return first


def is_range(text: str, first: Amount, second: Amount) -> bool:
    """Whether two numbers bound one figure. "From 10 to 15" tells of a change: two figures."""
    if first.kind == "money" and second.kind == "bare":
        second = replace(second, kind="money", unit=first.unit)
    if first.kind not in ("bare", second.kind) or first.unit not in ("", second.unit):
        return False
    before = text[max(0, first.span.start - REACH_CHARS) : first.span.start]
    gap = text[first.span.end : second.span.start]
    between = gap == " and " and BETWEEN.search(before) is not None
    if not between and (RANGE_GAP.fullmatch(gap) is None or FROM.search(before) is not None):
        return False
    return 0 <= _inherited(first, second).value < second.value


def _range(first: Amount, second: Amount) -> Amount:
    low = _inherited(first, second)
    span = Span(first.span.start, second.span.end)
    unit, kind = (second.unit, second.kind) if second.unit else (first.unit, first.kind)
    words = Span(first.words.start, second.words.end)
    return replace(second, span=span, words=words, value=low.value, low=low.value, high=second.value, unit=unit, kind=kind)


def _changed(text: str, first: Amount, second: Amount) -> Amount:
    """The first number of "from 10 to 15 per cent" with the unit of the second."""
    before = text[max(0, first.span.start - REACH_CHARS) : first.span.start]
    if first.kind == "bare" and second.unit and FROM.search(before) and text[first.span.end : second.span.start] == " to ":
        return replace(_inherited(first, second), unit=second.unit, kind=second.kind)
    return first


def join_pairs(text: str, amounts: list[Amount]) -> Iterator[Amount]:
    """Join what belongs together, in reading order.

    The value of a range is its lower end, `low` and `high` are both ends: who claims "three to five" claims three at least.
    """
    position = 0
    while position < len(amounts):
        first = amounts[position]
        if position + 1 == len(amounts):
            yield first
            return
        second = amounts[position + 1]
        position += 2
        if is_ratio(text, first, second):
            continue
        if is_vote(text, first, second):
            yield from _votes(first, second)
        elif is_share(text, first, second):
            yield _share(first, second)
        elif is_range(text, first, second):
            yield _range(first, second)
        else:
            yield _changed(text, first, second)
            position -= 1
