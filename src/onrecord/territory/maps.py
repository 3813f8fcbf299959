"""What a series is read from: maps by day, or a table of areas by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from shapely.geometry.base import BaseGeometry

from onrecord.territory.surface import Change, area_km2, change, to_plane

# Maps kept on the plane at once: a period needs its two, and the next period's start is often this one's end.
KEPT = 3


class Source(Protocol):
    """Areas held, by day."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days it has, sorted."""

    def area(self, day: date) -> float:
        """The area held on one of its days, in square kilometres."""

    def known_area(self, day: date) -> float | None:
        """The same, or None where finding it would mean reading a map."""

    def change(self, before: date, after: date) -> Change | None:
        """What changed between two of its days; None where only areas are known."""


@dataclass(slots=True)
class Maps:
    """Maps by day. They are read one at a time, when asked for; at most KEPT stay in memory.

    `read` returns a day's polygons in degrees; `areas` are those already known, in square kilometres.
    """

    read: Mapping[date, Callable[[], BaseGeometry]]
    areas: Mapping[date, float] = field(default_factory=dict)
    days: tuple[date, ...] = field(init=False)
    _kept: dict[date, BaseGeometry] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.days = tuple(sorted(self.read))

    def plane(self, day: date) -> BaseGeometry:
        """A day's polygons on the equal-area plane."""
        if day not in self._kept:
            while len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[day] = to_plane(self.read[day]())
        return self._kept[day]

    def area(self, day: date) -> float:
        """The area held on a day, in square kilometres."""
        return area_km2(self.plane(day))

    def known_area(self, day: date) -> float | None:
        """The area held on a day, if it was found when the map was added."""
        return self.areas.get(day)

    def change(self, before: date, after: date) -> Change:
        """What changed between two days, overlaid before it is measured."""
        return change(self.plane(before), self.plane(after))


@dataclass(frozen=True, slots=True)
class AreaTable:
    """Areas by day, without polygons: net changes can be told, gain and loss cannot."""

    areas: Mapping[date, float]

    @property
    def days(self) -> tuple[date, ...]:
        """The days that have every layer of the definition."""
        return tuple(sorted(self.areas))

    def area(self, day: date) -> float:
        """The area held on a day, in square kilometres."""
        return self.areas[day]

    def known_area(self, day: date) -> float | None:
        """The area held on a day."""
        return self.areas.get(day)

    def change(self, before: date, after: date) -> None:
        """Nothing: a table has no polygons to overlay."""
        del before, after
