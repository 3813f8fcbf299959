"""Rates: so many a day, for so many days, make what is given for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.checks.finding import Finding, Number, Recipe
from onrecord.checks.precision import Interval
from onrecord.checks.subject import Kept, Subject, by_sentence
from onrecord.checks.units import unit_of
from onrecord.model import Figure
from onrecord.scheme.toml import load_scheme

RULE = "rate"


def check_rates(subject: Subject) -> Iterator[Finding]:
    """Say of a rate that stands in one sentence with one length of time and one total whether their product is the total."""
    for figures in by_sentence(subject):
        rated = [(kept, per) for kept in figures if (per := _per(subject, kept)) is not None]
        lasting = [kept for kept in figures if unit_of(kept.item.unit).kind == "time"]
        if len(rated) == 1 and len(lasting) == 1:
            (rate, per), (length,) = rated[0], lasting
            yield from _check(subject, rate, per, length, figures)


def _per(subject: Subject, kept: Kept[Figure]) -> Interval | None:
    """How many days the unit of time of a rate has; None for a figure that is no rate."""
    rules = load_scheme("checks")["rates"]
    found = re.compile(rules["after"], re.IGNORECASE).match(subject.report.text, kept.span.end)
    if found is None or unit_of(kept.item.unit).kind == "time":
        return None
    low, high = rules["days"][(found["unit"] or found["daily"]).lower()]
    return Interval(low, high)


def _days(subject: Subject, length: Kept[Figure]) -> Interval:
    """How many days a length of time has."""
    low, high = load_scheme("checks")["rates"]["days"].get(length.item.unit) or [unit_of(length.item.unit).scale] * 2
    stated = subject.stated(length)
    return Interval(stated.low * low, stated.high * high)


def _check(
    subject: Subject, rate: Kept[Figure], per: Interval, length: Kept[Figure], figures: Sequence[Kept[Figure]]
) -> Iterator[Finding]:
    totals = [kept for kept in figures if kept not in (rate, length) and kept.item.unit == rate.item.unit]
    if len(totals) != 1:
        return
    each, days = subject.stated(rate), _days(subject, length)
    product = Interval(each.low * days.low / per.high, each.high * days.high / per.low)
    agrees = product.overlaps(subject.stated(totals[0]))
    number = Number(name="product", low=product.low, high=product.high, unit=rate.item.unit)
    says = f"the rate over that time makes {number.words().removeprefix('product ')}, the total given is {totals[0].item.value:,.10g}"
    recipe = Recipe(method="a rate over a length of time", formula="rate × time / its unit of time")
    yield subject.finding(RULE, agrees, (rate, length, totals[0]), says, (number,), recipe)
