"""Tables of areas by day and layer, such as those measured from ISW's layers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onrecord.errors import InvalidMap
from onrecord.scheme.toml import load_scheme
from onrecord.territory.days import day_in
from onrecord.territory.geojson import Findings, first_property, parse_json
from onrecord.territory.maps import AreaTable

# Of what was left out, so many rows are named one by one.
MAX_NAMED = 20


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is the sum of. No layers: all of them."""

    name: str
    says: str
    layers: tuple[str, ...]
    convention: str


def definitions() -> dict[str, Definition]:
    """The definitions that come with onrecord, by name."""
    known = load_scheme("territory")["definitions"]
    return {name: Definition(name, entry["says"], tuple(entry["layers"]), entry["convention"]) for name, entry in known.items()}


@dataclass(slots=True)
class LayerAreas:
    """Areas in square kilometres by layer and day."""

    layers: dict[str, dict[date, float]] = field(default_factory=dict)

    def table(self, layers: Iterable[str] = ()) -> AreaTable:
        """The sum of some layers (none named: all) on the days that have all of them.

        Raises: InvalidMap, if a layer is not in the table.
        """
        wanted = tuple(layers) or tuple(self.layers)
        absent = [name for name in wanted if name not in self.layers]
        if absent or not wanted:
            raise InvalidMap(f"the table has no layer {', '.join(absent) or 'at all'}; it has {', '.join(sorted(self.layers))}")
        days = set.intersection(*(set(self.layers[name]) for name in wanted))
        return AreaTable({day: sum(self.layers[name][day] for name in wanted) for day in sorted(days)})


def parse_table(content: bytes, findings: Findings, max_km2: float) -> LayerAreas:
    """Read a table (JSON list of objects, or CSV with a heading line) with a date, an area and perhaps a layer a row.

    Rows without a day, and areas that are no number, negative or above `max_km2`, are left out and named.
    Raises: InvalidMap, if nothing is left.
    """
    found = LayerAreas()
    problems = [
        problem for number, row in enumerate(_rows(content, findings.name)) if (problem := _take(found, row, number, max_km2))
    ]
    for problem in problems[:MAX_NAMED]:
        findings.say(problem)
    if len(problems) > MAX_NAMED:
        findings.say(f"{len(problems) - MAX_NAMED} more rows left out")
    if not found.layers:
        raise InvalidMap(f"{findings.name}: no row has a day and an area" + "".join(f"; {note}" for note in findings.notes[:3]))
    return found


def _rows(content: bytes, name: str) -> list[dict[str, Any]]:
    if content.lstrip()[:1] in (b"[", b"{"):
        document = parse_json(content, name)
        if not isinstance(document, list) or not all(isinstance(row, dict) for row in document):
            raise InvalidMap(f"{name}: a table is a JSON list of objects")
        return document
    try:
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidMap(f"{name}: neither JSON nor CSV: {error}") from error


def _take(found: LayerAreas, row: dict[str, Any], number: int, max_km2: float) -> str | None:
    """Add one row; returns why it was left out, if it was."""
    day = day_in(str(first_property(row, "date") or ""))
    if day is None:
        return f"row {number} has no day; left out"
    layer = str(first_property(row, "layer") or "area")
    try:
        area = float(first_property(row, "area"))
    except (TypeError, ValueError):
        return f"row {number} ({day}, {layer}) has no area; left out"
    if not 0 <= area <= max_km2:
        return f"row {number} ({day}, {layer}) has an area of {area:g} km2, not between 0 and {max_km2:g}; left out"
    known = found.layers.setdefault(layer, {})
    if known.setdefault(day, area) != area:
        return f"row {number} gives {layer} on {day} a second area ({area:g} km2); the first is kept"
    return None
