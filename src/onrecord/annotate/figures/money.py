"""Money around a number: signs, ISO 4217 codes and names before or after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.annotate.figures.numbers import HYPHENS, Number
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

# Code points before a number in which its currency may stand ("South Sudanese pounds 5").
REACH_CHARS = 28
# Euros in millions, as prospectuses write them: "120 MEUR", "MAUD 60".
CODE_SCALES = {"M": 1e6, "K": 1e3, "B": 1e9, "T": 1e12}
GAP = rf"[\s{HYPHENS}]{{0,2}}"


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency beside a number: its unit, the span with it, and the scale that stands in or after it."""

    unit: str
    span: Span
    factor: float = 1.0


@cache
def _units() -> dict[str, str]:
    """Casefolded sign, code or name -> unit (ISO 4217 code, or the word itself where several currencies share it)."""
    scheme = load_scheme("currencies")
    units = {name: _plural(name) for name in scheme["shared"]["names"]}
    for entry in scheme["currency"]:
        units |= {mark.casefold(): entry["code"] for mark in (*entry["names"], *entry["signs"], entry["code"])}
    return units | {"rmb": "CNY", "nis": "ILS"}


@cache
def _codes() -> str:
    """A pattern of the ISO 4217 codes, as they are written."""
    scheme = load_scheme("currencies")
    return "|".join(sorted({entry["code"] for entry in scheme["currency"]} | {"RMB", "NIS"} | set(scheme["small_codes"])))


def _plural(name: str) -> str:
    return name if name.endswith(("s", "r", "ei", "pence")) else f"{name}s"


def _spaced(words: str) -> str:
    """A name's pattern: any space or hyphen between its words."""
    return rf"[\s{HYPHENS}]+".join(map(re.escape, words.split()))


@cache
def _names() -> str:
    scheme = load_scheme("currencies")
    names = [name for entry in scheme["currency"] for name in entry["names"]] + list(scheme["shared"]["names"])
    names.sort(key=len, reverse=True)
    return "|".join(f"{_spaced(name)}(?:s|es)?" for name in names)


@cache
def _signs() -> str:
    """Signs of currencies; letters before a dollar or pound sign may stand apart from it ("c $ 16"), but for an article's."""
    signs = sorted({sign for entry in load_scheme("currencies")["currency"] for sign in entry["signs"]}, key=len, reverse=True)
    return "|".join(rf"(?<!\w){_loose(sign)}" if sign[0].isalpha() else re.escape(sign) for sign in signs)


def _loose(sign: str) -> str:
    """A sign that starts with letters; "A $" and "S $" are an article and a slip, not a currency."""
    escaped = re.escape(sign)
    return escaped if len(sign) == 2 and sign[0] in "AS" else re.sub(r"(?<=\w)\\?([$£¥])", r" ?\\\1", escaped)


@cache
def _before() -> re.Pattern[str]:
    codes, apart = _codes(), "|".join(load_scheme("currencies")["codes_apart"])
    return re.compile(
        rf"(?:(?P<scaled>(?<!\w)[{''.join(CODE_SCALES)}](?P<scaled_code>{codes}))|(?P<mark>(?i:{_signs()})|(?<!\w)(?!(?:{apart})\Z)(?:{codes})\$?)"
        rf"|(?<!\w)(?<!the )(?<!an )(?<!a )(?P<name>(?i:{_names()}))) ?\Z"
    )


@cache
def _after() -> re.Pattern[str]:
    codes = _codes()
    short = "|".join(sorted(load_scheme("numbers")["short_scales"], key=len, reverse=True))
    return re.compile(
        rf"{GAP}(?:(?P<short>(?i:{short}))(?!\w){GAP})?"
        rf"(?:(?P<scaled>[{''.join(CODE_SCALES)}](?P<scaled_code>{codes})(?!\w))|(?P<name>(?i:{_names()})(?!\w))"
        rf"|(?P<mark>(?:(?:{codes})(?!\w)|(?i:{_signs()})(?!\w|\s?\d))))"
    )


@cache
def _trailing_scale() -> re.Pattern[str]:
    scales = load_scheme("numbers")["scales"] | load_scheme("numbers")["short_scales"]
    return re.compile(rf"[\s{HYPHENS}]?(?P<scale>{'|'.join(sorted(scales, key=len, reverse=True))})(?!\w)", re.IGNORECASE)


def _scale(word: str | None) -> float:
    if not word:
        return 1.0
    scales: dict[str, float] = load_scheme("numbers")["scales"] | load_scheme("numbers")["short_scales"]
    return float(scales[word.casefold()])


def _unit(words: str) -> str:
    """The unit of a sign or name as written."""
    units = _units()
    folded = re.sub(rf"[\s{HYPHENS}]+", " ", words.casefold())
    for form in (folded, folded.replace(" ", ""), folded.removesuffix("s"), folded.removesuffix("es")):
        if form in units:
            return units[form]
    return folded.rstrip("$").upper()


def currency_before(text: str, number: Number) -> Currency | None:
    """The currency that stands before the number ("US$ 5 million", "EUR 90bn", "MAUD 60"); its span takes in both."""
    start = max(0, number.span.start - REACH_CHARS)
    match = _before().search(text[start : number.span.start])
    if match is None:
        return None
    if match["name"] and number.form != "digits":
        return None
    words = match["scaled_code"] or match["mark"] or match["name"]
    factor = CODE_SCALES[match["scaled"][0]] if match["scaled"] else 1.0
    end = number.span.end
    if number.scaled == 1.0 and (trailing := _trailing_scale().match(text, end)):
        factor *= _scale(trailing["scale"])
        end = trailing.end()
    return Currency(_unit(words), Span(start + match.start(), end), factor)


def currency_after(text: str, number: Number) -> Currency | None:
    """The currency that stands after the number ("5 million US dollars", "75 USD million", "a billion-dollar" deal)."""
    match = _after().match(text, number.span.end)
    if match is None or "\n" in match.group():
        return None
    if match["short"] and number.scaled != 1.0:
        return None
    factor = CODE_SCALES[match["scaled"][0]] if match["scaled"] else _scale(match["short"])
    end = match.end()
    if number.scaled == 1.0 and factor == 1.0 and (trailing := _trailing_scale().match(text, end)):
        factor, end = _scale(trailing["scale"]), trailing.end()
    return Currency(_unit(match["scaled_code"] or match["name"] or match["mark"]), Span(number.span.start, end), factor)


@cache
def _hundredths() -> re.Pattern[str]:
    return re.compile(rf"{GAP}(?P<name>{'|'.join(load_scheme('currencies')['hundredths']['names'])})(?!\w)", re.IGNORECASE)


def hundredth_after(text: str, number: Number) -> Currency | None:
    """Cents, pence and the like after the number; the unit is the plural word."""
    match = _hundredths().match(text, number.span.end)
    if match is None:
        return None
    return Currency(_plural(match["name"].casefold()), Span(number.span.start, match.end()))
