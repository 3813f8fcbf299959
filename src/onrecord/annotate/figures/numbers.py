"""Numbers in English text: numerals, number words, scales, fractions, and mixtures of them ("2.5 million", "half a dozen")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

Form = Literal["digits", "words", "fraction"]
Kind = Literal["digits", "small", "tens", "scale", "short", "fraction", "vulgar", "and-fraction", "half-of"]

# Ready for a character class.
HYPHENS = r"\-‐‑"
# What may stand between two words of one number; "and" only after a hundred or a larger scale.
JOINT = re.compile(rf"(?:[ \u00a0\u202f]{{0,2}}|[{HYPHENS}])(?!\n)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands.

    `scaled` is the largest scale in it, 1 where there is none. `article` is True for "a third", which may also be an ordinal.
    """

    span: Span
    value: float
    form: Form
    scaled: float = 1.0
    article: bool = False


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word or numeral that takes part in a number."""

    span: Span
    kind: Kind
    value: float
    article: bool = False


def _alternatives(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


@cache
def _lexemes() -> re.Pattern[str]:
    """One pattern for every word of a number. Longer readings stand first."""
    scheme = load_scheme("numbers")
    words, scales = _alternatives(scheme["words"]), _alternatives(scheme["scales"])
    short = _alternatives(name for name in scheme["short_scales"] if len(name) > 1)
    vulgar = "".join(scheme["vulgar"])
    parts = "third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    link, scaled = rf"[ {HYPHENS}]", rf"[ {HYPHENS}](?:{scales})\b"
    groups = (
        rf"(?P<half_of>(?<!\w)(?:an? )?(?:half|quarter|three{link}quarters)(?:{link}(?:of )?an?)?(?={scaled}))",
        rf"(?P<and_fraction>and an? (?:half|quarter|third)\b|and three{link}quarters\b)",
        rf"(?P<fraction>(?<!\w)(?:(?:an? |one{link})(?:half|{parts})\b|(?:{words}){link}(?:halves|(?:{parts})s)\b|half\b))",
        r"(?P<slash>(?<![\w/.,])(?:1/[2-9]|1/1[0-6]|2/[35]|3/[458]|4/5|5/8|7/8)(?![\w/]))",
        r"(?P<digits>(?<![\d.,_])\d{1,3}(?:(?:,\d{3})+|(?:[\u00a0\u202f\u2009]\d{3})+|(?:\.\d{3}){2,})(?:\.\d+)?(?!\d)"
        r"|(?<![\d.,_])\d+(?:\.\d+)?(?!\d))",
        rf"(?P<vulgar>[{vulgar}])",
        rf"(?P<article_scale>(?<!\w)an? (?={scales}\b))",
        rf"(?P<scale>(?<![^\W\d_])(?:{scales})(?!\w))",
        rf"(?P<short>(?<=[\d \u00a0])(?:{short})(?!\w))",
        rf"(?P<word>(?<!\w)(?:{words})(?!\w))",
    )
    return re.compile("|".join(groups), re.IGNORECASE)


def _fraction(words: str) -> float:
    """The value of a fraction in words ("two-thirds", "a quarter")."""
    scheme = load_scheme("numbers")
    parts = re.split(rf"[ {HYPHENS}]+", words.casefold())
    top = float(scheme["words"].get(parts[0], 1)) if len(parts) > 1 else 1.0
    return top * float(scheme["fractions"][parts[-1]])


def _slash(words: str) -> float:
    top, bottom = (int(part) for part in words.split("/"))
    return top / bottom if bottom else 0.0


def _digits(words: str) -> float:
    plain = re.sub(r"[,\u00a0\u202f\u2009]", "", words)
    return float(plain.replace(".", "") if plain.count(".") > 1 else plain)


def _half_of(words: str) -> float:
    first = re.sub(r"^an? ", "", words.casefold())
    return 0.75 if first.startswith("three") else _fraction(re.split(rf"[ {HYPHENS}]", first)[0])


def _and_fraction(words: str) -> float:
    return 0.75 if "three" in words.casefold() else _fraction("a " + words.split()[-1])


def _lexeme(match: re.Match[str]) -> Lexeme:
    scheme = load_scheme("numbers")
    words, span = match.group(), Span(*match.span())
    folded = words.casefold()
    match match.lastgroup:
        case "digits":
            return Lexeme(span, "digits", _digits(words))
        case "slash":
            return Lexeme(span, "vulgar", _slash(words))
        case "vulgar":
            return Lexeme(span, "vulgar", float(scheme["vulgar"][words]))
        case "fraction":
            return Lexeme(span, "fraction", _fraction(words), article=folded.startswith(("a ", "an ")))
        case "half_of":
            return Lexeme(span, "half-of", _half_of(words))
        case "and_fraction":
            return Lexeme(span, "and-fraction", _and_fraction(words))
        case "scale":
            return Lexeme(span, "scale", float(scheme["scales"][folded]))
        case "short":
            return Lexeme(span, "short", float(scheme["short_scales"][folded]))
        case "article_scale":
            return Lexeme(Span(span.start, span.end - 1), "small", 1.0, article=True)
        case _:
            value = float(scheme["words"][folded])
            return Lexeme(span, "tens" if value >= 20 else "small", value)


class Builder:
    """Adds up the words of one number from left to right: `total` is closed by a scale, `current` is still open."""

    def __init__(self, first: Lexeme) -> None:
        self.first = self.last = first
        self.total = 0.0
        self.current = first.value
        self.scale = 1.0

    def joins(self, lexeme: Lexeme, gap: str) -> bool:
        """Whether the next word goes on with this number, given what stands between."""
        if self.first.kind in ("fraction", "scale", "short"):
            return False
        kind = lexeme.kind
        if kind == "and-fraction":
            return gap == " " and self.last.kind != "vulgar"
        if kind in ("scale", "short"):
            return JOINT.fullmatch(gap) is not None
        if kind == "vulgar":
            return self.last.kind == "digits" and gap in (" ", "-", "")
        if kind == "small" and not lexeme.article and self.last.kind == "tens":
            return 0 < lexeme.value < 10 and bool(gap) and JOINT.fullmatch(gap) is not None
        return self._adds(lexeme, gap)

    def _adds(self, lexeme: Lexeme, gap: str) -> bool:
        """Whether a smaller number follows a scale: "two hundred (and) five", "one million two hundred thousand"."""
        if self.last.kind != "scale" or lexeme.article or lexeme.kind not in ("small", "tens") or self.last.value < 100:
            return False
        return gap in (" ", "-") or (gap == " and " and self.last.value <= 1_000)

    def take(self, lexeme: Lexeme) -> None:
        """Add the next word."""
        match lexeme.kind:
            case "scale" | "short":
                self._multiply(lexeme.value)
            case "and-fraction" if self.last.kind == "scale":
                self.total += lexeme.value * self.last.value
            case _:
                self.current += lexeme.value
        self.last = lexeme

    def _multiply(self, scale: float) -> None:
        """Hundreds and dozens stay open ("two hundred thousand"); larger scales close what stands before them."""
        if scale < 1_000:
            self.current = (self.current or 1.0) * scale
        elif self.current:
            self.total += self.current * scale
            self.current = 0.0
        else:
            self.total *= scale
        self.scale = max(self.scale, scale)

    def number(self) -> Number | None:
        """The number, or None where the words name none ("hundreds" without a multiplier, "and a half" alone)."""
        if self.first.kind in ("scale", "short", "and-fraction", "half-of") and self.first is self.last:
            return None
        if self.first.kind in ("scale", "short", "and-fraction"):
            return None
        span = Span(self.first.span.start, self.last.span.end)
        form: Form = "digits" if self.first.kind in ("digits", "vulgar") else "words"
        if self.first.kind == "fraction" or (self.first.kind == "vulgar" and self.first is self.last):
            form = "fraction"
        return Number(span, float(f"{self.total + self.current:.15g}"), form, self.scale, self.first.article)


def _built(text: str, lexemes: Iterator[Lexeme]) -> Iterator[Builder]:
    builder: Builder | None = None
    for lexeme in lexemes:
        if builder is not None and builder.joins(lexeme, text[builder.last.span.end : lexeme.span.start]):
            builder.take(lexeme)
            continue
        if builder is not None:
            yield builder
        builder = Builder(lexeme)
    if builder is not None:
        yield builder


def find_numbers(text: str) -> list[Number]:
    """Find the numbers in a text, in reading order, never overlapping.

    Round words without a number ("hundreds", "tens of thousands", "several million") are none. Signs, units and the
    one-letter scales ("£3m") are left to the caller. Cost: linear.
    """
    lexemes = map(_lexeme, _lexemes().finditer(text))
    return [number for builder in _built(text, lexemes) if (number := builder.number()) is not None]
