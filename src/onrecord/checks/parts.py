"""Parts and totals: what is listed adds up to what is given for all, and each side's share to the total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.checks.finding import Finding, Number, Recipe
from onrecord.checks.phrases import between
from onrecord.checks.precision import Interval
from onrecord.checks.subject import Kept, Subject, by_sentence
from onrecord.checks.units import unit_of
from onrecord.model import Figure

RULE = "parts and total"
# "157 from each side": an exchange has two.
SIDES = 2
# Between parts of a list stand a comma or "and", and no end of a clause.
LISTED = re.compile(r"[^.;:]{0,80}(?:,|\band\b|\bplus\b)[^.;:]{0,80}")
# Between a total and its parts, where the total comes first.
OPENS = re.compile(r"[^.;]{0,80}[:—–(][^.;:]{0,40}")


def check_parts(subject: Subject) -> Iterator[Finding]:
    """Say of every total in a sentence with its parts whether they agree; parts of one whole may be fewer, never more."""
    for figures in by_sentence(subject):
        for first, second in pairwise(figures):
            yield from _part_of(subject, first, second)
        for total in (kept for kept in figures if kept.item.scope == "total"):
            same = [kept for kept in figures if kept is not total and kept.item.unit == total.item.unit]
            yield from _sides(subject, total, same)
            yield from _sum(subject, total, same)


def _part_of(subject: Subject, part: Kept[Figure], whole: Kept[Figure]) -> Iterator[Finding]:
    """A part that is more than its whole; one that is less says nothing."""
    if (
        part.item.unit != whole.item.unit
        or part.item.unit == "percent"
        or not between("part_of").fullmatch(subject.gap(part, whole))
    ):
        return
    if subject.stated(part).low > subject.stated(whole).high:
        says = f"{part.item.value:,.10g} cannot be part of {whole.item.value:,.10g}"
        yield subject.finding(RULE, False, (part, whole), says, (), Recipe(method="a part of a whole", formula="part <= whole"))


def _sides(subject: Subject, total: Kept[Figure], others: Sequence[Kept[Figure]]) -> Iterator[Finding]:
    """The total against what is given for each side."""
    for side in others:
        if side.item.scope == "each-side":
            rounded = subject.is_round(side)
            both = subject.meant(side, zeros_round=rounded).map(SIDES)
            agrees = both.overlaps(subject.meant(total, zeros_round=rounded))
            says = f"{SIDES} sides of {side.item.value:,.10g} {'are' if agrees else 'would be'} {SIDES * side.item.value:,.10g}"
            number = _number("both sides", Interval(SIDES * side.item.value, SIDES * side.item.value), total)
            recipe = Recipe(method="a total and the share of each side", formula=f"total = {SIDES} × each side")
            yield subject.finding(RULE, agrees, (total, side), says, (number,), recipe)


def _sum(subject: Subject, total: Kept[Figure], others: Sequence[Kept[Figure]]) -> Iterator[Finding]:
    """The total against the parts listed with it, before it or after a colon, a dash or a bracket."""
    parts = [kept for kept in others if kept.item.scope is None]
    if len(parts) < 2 or len(parts) < len(others):
        return
    if not all(LISTED.fullmatch(subject.gap(one, other)) for one, other in pairwise(parts)):
        return
    first, last = parts[0], parts[-1]
    incomplete = first.span > total.span and between("including").fullmatch(subject.gap(total, first)) is not None
    if first.span > total.span:
        if not incomplete and not OPENS.fullmatch(subject.gap(total, first)):
            return
    elif last.span > total.span or not LISTED.fullmatch(subject.gap(last, total)):
        return
    rounded = all(subject.is_round(part) for part in parts)  # one exact part, and the total is meant exactly too
    spans = [subject.meant(part, zeros_round=rounded) for part in parts]
    added = Interval(sum(span.low for span in spans), sum(span.high for span in spans))
    value = sum(part.item.value for part in parts)
    whole = subject.meant(total, zeros_round=rounded)
    agrees = added.low <= whole.high if incomplete else added.overlaps(whole)
    listed = " + ".join(f"{part.item.value:,.10g}" for part in parts)
    says = f"{listed} = {value:,.10g}, the total given is {total.item.value:,.10g}"
    recipe = Recipe(
        method="a total and its parts", formula="parts together <= total" if incomplete else "parts together = total"
    )
    yield subject.finding(RULE, agrees, (total, *parts), says, (_number("sum", Interval(value, value), total),), recipe)


def _number(name: str, interval: Interval, like: Kept[Figure]) -> Number:
    return Number(name=name, low=interval.low, high=interval.high, unit=unit_of(like.item.unit).name)
