"""Quantities as the evaluation's task `quantities` wants them: spans and values of money, measures and shares."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotate.document import Document
from onrecord.annotate.figures.layer import find_quantities

# What is counted, and lengths of time, are figures of a report but no quantities with a unit of measure.
LEFT_OUT = frozenset({"count", "bare", "time"})


@dataclass(frozen=True, slots=True)
class QuantityItem:
    """One quantity: `[start, end)` in code points, the value in the unit as written, and the unit's one name."""

    start: int
    end: int
    value: float
    unit: str


def quantity_items(document: Document) -> list[QuantityItem]:
    """Find the money, measures and percentages of a text, in reading order."""
    return [
        QuantityItem(amount.span.start, amount.span.end, amount.value, amount.unit)
        for amount in find_quantities(document)
        if amount.kind not in LEFT_OUT
    ]
