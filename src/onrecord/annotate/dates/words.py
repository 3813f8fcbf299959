"""The words of time: names and numbers of scheme/dates.toml, and what they count."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.scheme.toml import load_scheme

VAGUE = "X"
_HALVES = (("½", 0.5), ("and a half", 0.5), ("and one-half", 0.5), ("and one half", 0.5), ("and three quarters", 0.75))


@cache
def names(kind: str) -> dict[str, Any]:
    """The words of one kind, in lower case, with what they mean."""
    return dict(load_scheme("dates")["names"][kind])


def plain(words: str) -> str:
    """Words in lower case, with single spaces, straight apostrophes and plain hyphens, so that they can be looked up."""
    return re.sub(r"[‐‑–—]", "-", re.sub(r"[’ʼ`]", "'", " ".join(words.lower().split())))


@cache
def look_up(kind: str, words: str) -> Any:
    """What a word of this kind means, or None. Takes the words as the text has them."""
    known = names(kind)
    key = plain(words)
    return known.get(key, known.get(key.replace("'", "`")))


def _small(words: str) -> float | None:
    """The number in words: "twenty-five", "one hundred and five"."""
    total = 0.0
    for word in re.split(r"[ -]", words):
        value = names("small").get(word)
        if word == "and" or not word:
            continue
        if value is None:
            return None
        total = max(total, 1) * value if value in (100, 12) else total + value
    return total


@cache
def number(words: str) -> float | str | None:
    """How many: a number, "X" for a vague amount ("several"), or None for no amount at all."""
    text = plain(words)
    if look_up("vague", text):
        return VAGUE
    if re.fullmatch(r"(?:(?:a|one) )?half (?:of )?(?:a|an)|(?:a )?half", text):
        return 0.5
    if text in ("quarter", "a quarter"):
        return 0.25
    if re.fullmatch(r"(?:half )?(?:a|one) dozen", text):
        return 6.0 if text.startswith("half") else 12.0
    if re.fullmatch(r"an?(?: (?:full|whole|single|entire|hundred))?", text):
        return 100.0 if text.endswith("hundred") else 1.0
    return _count(text)


def _count(text: str) -> float | None:
    """A counted number, with the half that may follow it."""
    extra = 0.0
    for ending, value in _HALVES:
        if text.endswith(ending):
            text, extra = text.removesuffix(ending).strip(" -"), value
    if re.fullmatch(r"[\d,]*\d(?:\.\d+)?", text):
        return float(text.replace(",", "")) + extra
    found = _small(text)
    return None if found is None else found + extra


@cache
def ordinal(words: str) -> int | None:
    """Which one: "third", "3rd", "last" (-1)."""
    text = plain(words)
    if text in ("last", "final", "latter"):
        return -1
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits.group())
    found = names("ordinal").get(text.replace(" ", "-"), names("ordinal").get(text))
    return None if found is None else int(found)


def amount_text(count: float | str) -> str:
    """A number as ISO 8601 durations write it."""
    return count if isinstance(count, str) else f"{count:g}"


def duration(count: float | str, unit: str) -> str:
    """The value of so many units: P3M, PT2H, PXD, P2DE."""
    if unit == "2W":
        unit, count = "W", count if isinstance(count, str) else count * 2
    if count == 0.5 and unit in ("Y", "CE", "DE", "TH"):
        count, unit = {"Y": (6, "M"), "CE": (50, "Y"), "DE": (5, "Y"), "TH": (30, "TM")}[unit]
    if unit == "Q" and isinstance(count, (int, float)) and count < 1:
        count, unit = 3, "M"
    return f"PT{amount_text(count)}{unit[1]}" if unit.startswith("T") else f"P{amount_text(count)}{unit}"
