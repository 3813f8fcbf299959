"""Multiples: "seven times", "twice", "a threefold increase" agree with the two figures they compare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.checks.finding import Finding, Number, Recipe
from onrecord.checks.precision import Interval
from onrecord.checks.subject import Kept, Subject, by_sentence
from onrecord.model import Figure
from onrecord.scheme.toml import load_scheme

RULE = "multiple"
# Code points between "seven times" and the figure it multiplies: "what the army took in all of October, 100 km2".
MAX_GAP_CHARS = 60


@cache
def _patterns(*names: str) -> tuple[re.Pattern[str], ...]:
    rules = load_scheme("checks")["multiples"]
    numbers = "|".join(sorted(rules["numbers"], key=len, reverse=True))
    return tuple(re.compile(rules[name].replace("{numbers}", numbers), re.IGNORECASE) for name in names)


def _factor(word: str) -> Interval:
    """The multiples that a word leaves open."""
    rules = load_scheme("checks")["multiples"]
    value = float(rules["numbers"].get(word.lower()) or word)
    return Interval(value, value).widened(rules["room_below_three"] if value < 3 else rules["room"])


def check_multiples(subject: Subject) -> Iterator[Finding]:
    """Say of every multiple that stands between or after two figures of one unit whether it is theirs."""
    text = subject.report.text
    for figures in by_sentence(subject):
        sentence = subject.sentence(figures[0].span)
        for pattern in _patterns("times", "twice"):
            for found in pattern.finditer(text, sentence.start, sentence.end):
                yield from _check(subject, _around(figures, found), found)
        for pattern in _patterns("fold"):
            for found in pattern.finditer(text, sentence.start, sentence.end):
                yield from _check(subject, _before(figures, found), found)


Pair = tuple[Kept[Figure], Kept[Figure]]


def _around(figures: Sequence[Kept[Figure]], found: re.Match[str]) -> Pair | None:
    """The last figure before the words and the first after them: larger, smaller."""
    before = [kept for kept in figures if kept.span.end <= found.start()]
    after = [kept for kept in figures if found.start("number") < kept.span.start and kept.span.start >= found.end() - 1]
    if not before or not after or after[0].span.start - found.end() > MAX_GAP_CHARS:
        return None
    return before[-1], after[0]


def _before(figures: Sequence[Kept[Figure]], found: re.Match[str]) -> Pair | None:
    """The two figures before the words, the larger one first."""
    before = [kept for kept in figures if kept.span.end <= found.start()][-2:]
    if len(before) < 2 or found.start() - before[-1].span.end > MAX_GAP_CHARS:
        return None
    small, large = sorted(before, key=lambda kept: abs(kept.item.value))
    return large, small


def _check(subject: Subject, pair: Pair | None, found: re.Match[str]) -> Iterator[Finding]:
    if pair is None or pair[0].item.unit != pair[1].item.unit or not pair[1].item.value:
        return
    large, small = (subject.stated(kept) for kept in pair)
    if small.low <= 0:
        return
    ratio = pair[0].item.value / pair[1].item.value
    agrees = _factor(found["number"]).overlaps(Interval(large.low / small.high, large.high / small.low))
    says = f"{pair[0].item.value:,.10g} is {ratio:.2g} times {pair[1].item.value:,.10g}; the words say {found['number']}"
    number = Number(name="ratio", low=ratio, high=ratio, unit="times")
    yield subject.finding(
        RULE, agrees, pair, says, (number,), Recipe(method="the ratio of two figures", formula="larger / smaller")
    )
