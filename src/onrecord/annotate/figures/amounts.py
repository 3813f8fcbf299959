"""Numbers with their units, and numbers that are still bare: what a text's characters tell before its grammar is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from onrecord.annotate.figures.labels import is_age, is_clock, is_glued, is_glued_before
from onrecord.annotate.figures.measures import measure_after
from onrecord.annotate.figures.money import Currency, currency_after, currency_before, hundredth_after
from onrecord.annotate.figures.numbers import HYPHENS, Form, Number
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

MINUS = re.compile(r"(?:(?<!\w)(?:minus |negative )|(?<![\w%)])[-−])\Z", re.IGNORECASE)
SIGNED = {"percent", "celsius", "fahrenheit", "degrees", "percentage points"}
# "15 dollars 50", "thirteen dollars and forty-five (cents)": a whole amount and its hundredths.
HUNDREDTHS_GAP = re.compile(r",? (?:and )?")
NO_NOUN = re.compile(r"\s?(?:more(?!\w)|[^\w\s]|\Z)")
WEIGHS = re.compile(r"(?<!\w)weigh(?:s|ed|ing)?(?: [a-z]+){0,3} \Z", re.IGNORECASE)
REACH_CHARS = 32
POUNDS = re.compile(r"\bpounds?\Z", re.IGNORECASE)
# Code points between the two halves of a conversion: " (", ", or about ".
MAX_CONVERSION_CHARS = 16
OLD = re.compile(rf"[\s{HYPHENS}]olds?(?!\w)", re.IGNORECASE)
COUNT_SHORT = re.compile(r"(?P<scale>[mk])(?= [a-z]{3})", re.IGNORECASE)
MILLIONS_DO = re.compile(
    r"[mM] (?:are|were|have|had|has|need|needed|face|faced|live|lived|fled|will|would|could|more|others)(?!\w)"
)
UNIT_SHORT = re.compile(r"k(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, or a bare one (unit ""). `kind` is money, hundredths, bare, or the kind of the measure.

    `low` and `high` are set for a range. `words` is the span of the number alone, which a counted noun follows.
    """

    span: Span
    value: float
    unit: str
    kind: str
    words: Span
    form: Form
    low: float | None = None
    high: float | None = None
    scaled: float = 1.0
    article: bool = False


def _amount(number: Number, unit: str, kind: str, span: Span, factor: float = 1.0) -> Amount:
    scaled = max(number.scaled, factor)
    # Fifteen significant places: what a float keeps, without the dust of a multiplication (1.07 trillion).
    value = float(f"{number.value * factor:.15g}")
    return Amount(span, value, unit, kind, number.span, number.form, scaled=scaled, article=number.article)


def _money(text: str, number: Number, floor: int) -> Amount | None:
    before, after = currency_before(text, number), currency_after(text, number)
    if before is not None and before.span.start < floor:
        before = None
    currency = _joined(before, after) if before and after else before or after
    if currency is not None:
        return _amount(number, currency.unit, "money", currency.span, currency.factor)
    small = hundredth_after(text, number)
    return _amount(number, small.unit, "hundredths", small.span) if small else None


def _weight(text: str, money: Amount, earlier: list[Amount]) -> Amount:
    """Pounds that follow a mass or are "of" something are no money: "300 kilograms (660 pounds)"."""
    if not POUNDS.search(text[money.words.end : money.span.end]) or money.span.start != money.words.start:
        return money
    weighed = bool(earlier) and earlier[-1].kind == "mass" and money.span.start - earlier[-1].span.end <= MAX_CONVERSION_CHARS
    weighed = weighed or WEIGHS.search(text[max(0, money.span.start - REACH_CHARS) : money.span.start]) is not None
    if weighed or text.startswith(" of ", money.span.end):
        return replace(money, unit="pound", kind="mass")
    return money


def _joined(before: Currency, after: Currency) -> Currency:
    """A sign before and a name after the same number ("$10 Canadian dollars"): the more particular unit, both words."""
    if before.unit != after.unit and after.span.end - after.span.start < before.span.end - before.span.start:
        return before
    return Currency(after.unit, Span(before.span.start, max(before.span.end, after.span.end)), max(before.factor, after.factor))


def _measure(text: str, number: Number) -> Amount | None:
    """A number with a unit of measure; with its sign where the unit can have one."""
    found = measure_after(text, number)
    if found is None:
        return None
    amount = _amount(number, found.unit, found.kind, Span(number.span.start, found.end))
    sign = MINUS.search(text[max(0, number.span.start - 10) : number.span.start])
    if sign and found.unit in SIGNED:
        start = number.span.start - len(sign.group())
        return replace(amount, span=Span(start, found.end), value=-amount.value)
    return amount


@cache
def _short_scale(letter: str) -> float:
    return float(load_scheme("numbers")["short_scales"][letter.casefold()])


def _counted_short(text: str, number: Number) -> Amount | None:
    """A one-letter scale before a counted noun ("3m people", "500k"). "100m from" stays metres: nouns decide that later."""
    match = COUNT_SHORT.match(text, number.span.end) or UNIT_SHORT.match(text, number.span.end)
    if match is None or number.form != "digits":
        return None
    letter = match.group()[0]
    if letter in "mM" and not MILLIONS_DO.match(text, number.span.end) and not _person_follows(text, match.end()):
        return None
    span = Span(number.span.start, match.end())
    factor = _short_scale(letter)
    return replace(_amount(number, "", "bare", span, factor), words=span)


def _person_follows(text: str, position: int) -> bool:
    """Whether one of the next three words is a person noun: "3m displaced people"."""
    words = re.findall(r"[a-z]+", text[position : position + 40].casefold())[:3]
    people = load_scheme("units")["people"]["nouns"]
    return any(word in people or word.removesuffix("s") in people for word in words)


def _read(text: str, number: Number, floor: int) -> Amount | None:
    """One number's amount, or None where it is part of a longer sign or somebody's age.

    `floor` is the end of the amount before: its unit is not the currency of this one ("10 rmb 20 usd").
    """
    money = _money(text, number, floor)
    if money is not None:
        return None if is_glued_before(text, money.span.start) else money
    short = _counted_short(text, number)
    found = short or _measure(text, number)
    if found is not None:
        if OLD.match(text, found.span.end) or is_glued_before(text, found.span.start):
            return None
        return found
    if is_glued(text, number.span) or is_clock(text, number.span) or is_age(text, number.span):
        return None
    return _amount(number, "", "bare", number.span)


def _with_hundredths(text: str, amounts: list[Amount]) -> Iterator[Amount]:
    """Join a whole amount with the hundredths that follow it."""
    waiting: Amount | None = None
    for amount in amounts:
        if waiting is not None and _are_hundredths(text, waiting, amount):
            yield replace(waiting, span=Span(waiting.span.start, amount.span.end), value=waiting.value + amount.value / 100)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = amount
    if waiting is not None:
        yield waiting


def _are_hundredths(text: str, whole: Amount, rest: Amount) -> bool:
    if whole.kind != "money" or whole.span.start != whole.words.start or not 0 < rest.value < 100 or rest.value % 1:
        return False
    gap = text[whole.span.end : rest.span.start]
    if rest.kind == "hundredths":
        return HUNDREDTHS_GAP.fullmatch(gap) is not None
    bare = rest.kind == "bare" and gap == " " and whole.scaled == 1.0 and rest.value >= 10
    return bare and NO_NOUN.match(text, rest.span.end) is not None


def find_amounts(text: str, numbers: list[Number]) -> list[Amount]:
    """Give every number its unit, in reading order. Cost: linear in the number of numbers."""
    found: list[Amount] = []
    for number in numbers:
        amount = _read(text, number, found[-1].span.end if found else 0)
        if amount is not None:
            found.append(_weight(text, amount, found) if amount.kind == "money" else amount)
    return list(_with_hundredths(text, found))
