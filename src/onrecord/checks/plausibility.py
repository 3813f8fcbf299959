"""Plausibility of unit and scale: numbers that nothing of the kind can have, most often a slip of unit or of millions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from onrecord.checks.finding import Finding, Number, Recipe
from onrecord.checks.precision import Interval
from onrecord.checks.subject import Kept, Subject
from onrecord.checks.units import unit_of
from onrecord.model import Figure
from onrecord.scheme.toml import load_scheme

RULE = "plausibility"
# A share of a whole: "130% of the province", not "prices rose 130%".
OF = re.compile(r"\s+of\b")


def check_plausibility(subject: Subject) -> Iterator[Finding]:
    """Name every figure beyond the limits of what it measures; one within them says nothing."""
    for kept in subject.figures:
        for limit in load_scheme("checks")["limits"]:
            interval = _measured(subject, kept, limit)
            allowed = Interval(limit.get("low", -math.inf), limit.get("high", math.inf))
            if interval is not None and not interval.overlaps(allowed):
                yield _finding(subject, kept, limit)
                break


def _measured(subject: Subject, kept: Kept[Figure], limit: dict[str, Any]) -> Interval | None:
    """The figure's numbers in the unit of a limit; None where the limit is of something else."""
    figure, unit = kept.item, unit_of(kept.item.unit)
    if limit.get("unit", figure.unit) != figure.unit or limit.get("base", unit.base) != unit.base:
        return None
    words = set(re.findall(r"\w+", (figure.of or "").casefold()))
    if "of" in limit and not any(words.issuperset(one.split()) for one in limit["of"]):
        return None
    if figure.unit == "percent" and not OF.match(subject.report.text, kept.span.end):
        return None
    return subject.meant(kept).map(unit.scale, unit.offset) if "base" in limit else subject.meant(kept)


def _finding(subject: Subject, kept: Kept[Figure], limit: dict[str, Any]) -> Finding:
    numbers = [
        Number(name=name, low=limit[name], high=limit[name], unit=limit.get("unit") or limit["base"])
        for name in ("low", "high")
        if name in limit
    ]
    says = f"{subject.words(kept.span)} is beyond what there can be: {limit['why']}"
    recipe = Recipe(method="limits by unit and thing measured", formula="low <= value <= high")
    return subject.finding(RULE, False, (kept,), says, numbers, recipe)
