"""How exactly a figure is meant: the interval of numbers that its words leave open."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from onrecord.model import Figure
from onrecord.scheme.toml import load_scheme

DIGITS = re.compile(r"\d[\d,  ]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers from `low` to `high`, both included; either may be infinite."""

    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def covers(self, other: Interval) -> bool:
        """Whether every number of the other lies in it."""
        return self.low <= other.low and other.high <= self.high

    def map(self, scale: float, offset: float = 0.0) -> Interval:
        """The interval in another unit; `scale` is above 0."""
        return Interval(scale * self.low + offset, scale * self.high + offset)

    def widened(self, by: float) -> Interval:
        """The interval with room on either side."""
        return Interval(self.low - by, self.high + by)


def rounding_of(words: str, value: float, *, around: bool = False, zeros_round: bool = True) -> float:
    """Half a unit of the last digit that the words state, in the value's unit: how far the number may have been rounded.

    Trailing zeros may be rounding too ("300 km"), but only up to a share of the value. Words without a digit ("a third",
    "half a million") are as exact as round numbers. Where `zeros_round` is not set, all digits count: beside "157 from each
    side" a total of 320 is no round number.

    >>> rounding_of("713 km2", 713.0)
    0.5
    >>> rounding_of("19.3%", 19.3)
    0.05
    >>> rounding_of("€90 billion", 9e10)
    4500000000.0
    """
    rules = load_scheme("checks")["precision"]
    share = rules["around_round_share" if around else "round_share"] * abs(value)
    found = DIGITS.search(words)
    if found is None:
        return float(share)
    digits = re.sub(r"[,  ]", "", found.group())
    stated = float(digits)
    scale = abs(value) / stated if stated else 1.0
    whole, _, fraction = digits.partition(".")
    if fraction:
        return 0.5 * 10.0 ** -len(fraction) * scale
    zeros = len(whole) - len(whole.rstrip("0"))
    if not zeros or not stated or not zeros_round:
        return 0.5 * scale
    return float(max(0.5 * scale, min(0.5 * 10.0**zeros * scale, share)))


def is_round(words: str, value: float) -> bool:
    """Whether the last digits of a number may be rounding."""
    return rounding_of(words, value) > rounding_of(words, value, zeros_round=False)


def stated(figure: Figure, words: str, *, zeros_round: bool = True) -> Interval:
    """The interval that a figure's digits and range leave open, in its own unit, whatever its bound words say."""
    around = figure.bound == "around"
    room = rounding_of(words, figure.value, around=around, zeros_round=zeros_round)
    if around:
        room = max(room, float(load_scheme("checks")["precision"]["around_share"]) * abs(figure.value))
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return Interval(low, high).widened(room)


def meant(figure: Figure, words: str, *, zeros_round: bool = True) -> Interval:
    """The interval of numbers that a figure allows, in its own unit: by its digits, its range and its bound words."""
    said = stated(figure, words, zeros_round=zeros_round)
    if figure.bound == "at-least":
        return Interval(said.low, math.inf)
    if figure.bound == "at-most":
        return Interval(-math.inf, said.high)
    return said
