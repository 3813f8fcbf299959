"""A finding: what a rule says of a figure or a date, with the numbers, and the recipe by which anybody can find them again."""

from __future__ import annotations

from typing import Literal

from onrecord.model.report import Frozen
from onrecord.model.span import Span

Verdict = Literal["agrees", "differs", "differs by definition", "cannot tell"]


class Number(Frozen):
    """A number that a finding rests on: `low` and `high` bound it, equal where it is one number."""

    name: str
    low: float
    high: float
    unit: str

    def words(self) -> str:
        """The number as it is shown: "net 483.0 to 505.8 km2"."""
        digits = 2 if self.unit == "percent" else 1
        low, high = (f"{number:,.{digits}f}".removesuffix(".0") for number in (self.low, self.high))
        return f"{self.name} {low if low == high else f'{low} to {high}'} {self.unit}"


class Recipe(Frozen):
    """How the numbers were found. `version` is a hash of the data set's content; None where a rule needs no data set."""

    method: str
    formula: str
    data: str | None = None
    version: str | None = None
    licence: str | None = None
    origin: str | None = None


class Finding(Frozen):
    """What a rule says. `rows` are the ids of the figures or dates it is about, `spans` their places in the report's text."""

    rule: str
    verdict: Verdict
    report: str
    rows: tuple[str, ...]
    spans: tuple[Span, ...]
    words: str
    says: str
    numbers: tuple[Number, ...]
    recipe: Recipe
    notes: tuple[str, ...] = ()
