"""Conversion: both units of "713 km2 (275 sq mi)" say the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from onrecord.checks.finding import Finding, Number, Recipe
from onrecord.checks.phrases import between
from onrecord.checks.subject import Kept, Subject
from onrecord.checks.units import Unit, unit_of
from onrecord.model import Figure

RULE = "conversion"


def converted_pairs(subject: Subject) -> Iterator[tuple[Kept[Figure], Kept[Figure]]]:
    """The figures that give one quantity in two units, in reading order: the halves of a conversion."""
    for first, second in pairwise(subject.figures):
        one, other = unit_of(first.item.unit), unit_of(second.item.unit)
        if one.kind == other.kind and one.name != other.name and between("conversion").fullmatch(subject.gap(first, second)):
            yield first, second


def check_conversions(subject: Subject) -> Iterator[Finding]:
    """Say of every conversion whether its halves agree, as exactly as both are stated."""
    for first, second in converted_pairs(subject):
        one, other = unit_of(first.item.unit), unit_of(second.item.unit)
        in_base = subject.stated(first).map(one.scale, one.offset)
        agrees = in_base.overlaps(subject.stated(second).map(other.scale, other.offset))
        value = (first.item.value * one.scale + one.offset - other.offset) / other.scale
        yield subject.finding(
            RULE,
            agrees,
            (first, second),
            f"{first.item.value:,.10g} {one.name} {'is' if agrees else 'would be'} {value:,.4g} {other.name}",
            (Number(name="converted", low=value, high=value, unit=other.name),),
            Recipe(method="both halves of a conversion", formula=_formula(one, other)),
        )


def _formula(one: Unit, other: Unit) -> str:
    if one.offset or other.offset:
        return f"(x × {one.scale:g} + {one.offset:g} - {other.offset:g}) / {other.scale:g}"
    return f"1 {one.name} = {one.scale / other.scale:.8g} {other.name}"
