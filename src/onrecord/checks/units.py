"""Units of one kind, and what one of them is in the base unit of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.scheme.toml import load_scheme


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `scale` and `offset` lead from a number of it to the base unit, which is that of the first entry of the kind."""

    name: str
    kind: str
    base: str
    scale: float
    offset: float = 0.0


@cache
def _units() -> dict[str, Unit]:
    known: dict[str, Unit] = {}
    for kind, entries in load_scheme("checks")["units"].items():
        base = next(iter(entries))
        for name, factors in entries.items():
            scale, offset = factors if isinstance(factors, list) else (factors, 0.0)
            known[name] = Unit(name, kind, base, float(scale), float(offset))
    return known


def unit_of(name: str) -> Unit:
    """A unit by its one name; one that no kind knows (drones, EUR) is a kind of its own."""
    return _units().get(name) or Unit(name, name, name, 1.0)
