"""Units of measure after a number: per cent, areas, lengths, masses, power, temperature, lengths of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.annotate.figures.numbers import HYPHENS, Number
from onrecord.scheme.toml import load_scheme

# Between a fraction and its unit: "half an hour", "a quarter of a mile".
FRACTION_GAP = r" (?:of )?an? "
# Symbols that are also words or letters; read only after numerals.
LETTERS = re.compile(r"[A-Za-z]+\.?")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit after a number: its one name, its kind (share, area, time, ...), and where its words end."""

    unit: str
    kind: str
    end: int


@cache
def _entries() -> dict[str, tuple[str, str]]:
    """Symbol as written, or casefolded word -> (unit, kind)."""
    found: dict[str, tuple[str, str]] = {}
    for name, entry in load_scheme("units")["measures"].items():
        unit = entry.get("name", name)
        found |= dict.fromkeys(entry["symbols"], (unit, entry["kind"]))
        found |= {word.casefold(): (unit, entry["kind"]) for word in entry["words"]}
    return found


def _spaced(words: str) -> str:
    return rf"[\s{HYPHENS}]+".join(map(re.escape, words.split()))


@cache
def _pattern() -> re.Pattern[str]:
    measures = load_scheme("units")["measures"].values()
    symbols = sorted({symbol for entry in measures for symbol in entry["symbols"]}, key=len, reverse=True)
    words = sorted({word for entry in measures for word in entry["words"]}, key=len, reverse=True)
    word, symbol = "|".join(map(_spaced, words)), "|".join(map(re.escape, symbols))
    gap = rf"(?: or (?:so|more|fewer|less))?(?P<gap>[\s{HYPHENS}]{{0,2}}|{FRACTION_GAP})"
    return re.compile(rf"{gap}(?:(?P<word>(?i:{word}))(?i:e?s)?(?!\w)|(?P<symbol>{symbol})(?![\w²³]))")


def measure_after(text: str, number: Number) -> Measure | None:
    """The unit of measure that stands after a number, or None."""
    match = _pattern().match(text, number.span.end)
    if match is None or "\n" in match.group():
        return None
    if len(match["gap"]) > 2 and number.form != "fraction":
        return None
    if match["word"]:
        unit, kind = _entry(match["word"])
        return Measure(unit, kind, match.end())
    if LETTERS.fullmatch(match["symbol"]) and not text[number.span.end - 1].isnumeric():
        return None
    unit, kind = _entries()[match["symbol"]]
    return Measure(unit, kind, match.end())


def _entry(word: str) -> tuple[str, str]:
    """The entry of a unit's word, however its parts are joined ("square-mile", "kilowatt hour")."""
    parts = re.split(rf"[\s{HYPHENS}]+", word.casefold())
    spaced = " ".join(parts)
    return _entries()[spaced] if spaced in _entries() else _entries()["-".join(parts)]
