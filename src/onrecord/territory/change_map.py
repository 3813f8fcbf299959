"""A map of what changed between two days: what was held, gained and lost, with the regions' borders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from onrecord.errors import InvalidMap
from onrecord.territory.dataset import DataSet
from onrecord.territory.drawing import GAINED, HEIGHT_PX, HELD, LAND, LOST, WIDTH_PX, altair, attribution, titled
from onrecord.territory.maps import Maps
from onrecord.territory.regions import Region
from onrecord.territory.surface import DEGREES, EQUAL_AREA, Change, polygonal, transformed

# Of the changed ground's extent, so much is shown around it, and at least so many degrees: a change is small beside a country.
MARGIN, MARGIN_DEGREES = 0.15, 0.4
# Pixels that a corner may move when outlines are simplified: less than can be seen.
MOVED_PX = 0.3


@dataclass(frozen=True, slots=True)
class Window:
    """What the map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def box(self) -> BaseGeometry:
        """The window as a polygon."""
        return shapely.box(self.west, self.south, self.east, self.north)

    @property
    def tolerance(self) -> float:
        """How far a corner may move, in degrees."""
        return MOVED_PX * max((self.east - self.west) / WIDTH_PX, (self.north - self.south) / HEIGHT_PX)


@dataclass(frozen=True, slots=True)
class Borders:
    """The regions whose borders are drawn, and whose data they are."""

    data: DataSet
    regions: tuple[Region, ...]


def change_map(data: DataSet, maps: Maps, start: date, end: date, borders: Borders | None = None) -> Any:
    """The chart of what changed between two days of a data set's maps, as Altair's; the window is the changed ground.

    Raises: InvalidMap, if nothing is held on either day; UsageError, if Altair is not installed.
    """
    whole = maps.change(start, end)
    before = maps.plane(start)
    if before.is_empty and maps.plane(end).is_empty:
        raise InvalidMap(f"{data.name}: nothing is held on {start} or {end}, so there is nothing to draw")
    regions = borders.regions if borders else ()
    window = _window(whole, before if not before.is_empty else maps.plane(end))
    kept = polygonal(shapely.difference(before, whole.lost))
    layers = [
        *(_shape(region.plane, window, LAND, outline="#8a8378") for region in regions),
        _shape(kept, window, HELD),
        *(_shape(region.plane, window, None, outline="#8a8378") for region in regions),
        _shape(whole.lost, window, LOST, outline=LOST),
        _shape(whole.gained, window, GAINED, outline=GAINED),
    ]
    alt = altair()
    shown = [layer for layer in layers if layer is not None]
    chart = alt.layer(_frame(window), *shown).project(type="mercator")
    amounts = f"Gained {whole.gain_km2:,.1f} km² (orange), lost {whole.loss_km2:,.1f} km² (blue), net {whole.net_km2:+,.1f} km²"
    words = [f"{amounts}; held throughout: grey", *([f"Borders: {attribution(borders.data)}"] if borders else [])]
    return titled(chart.properties(width=WIDTH_PX, height=HEIGHT_PX), f"{data.name}: {start} to {end}", words, data)


def _window(whole: Change, held: BaseGeometry) -> Window:
    changed = shapely.union_all([whole.gained, whole.lost])
    west, south, east, north = shapely.bounds(_degrees(held if changed.is_empty else changed))
    wide, high = max(MARGIN * (east - west), MARGIN_DEGREES), max(MARGIN * (north - south), MARGIN_DEGREES)
    return Window(west - wide, max(south - high, -89.0), east + wide, min(north + high, 89.0))


def _degrees(plane: BaseGeometry) -> BaseGeometry:
    return transformed(plane, EQUAL_AREA, DEGREES)


def _shape(plane: BaseGeometry, window: Window, fill: str | None, outline: str | None = None) -> Any:
    """What of a geometry lies in the window, as a layer; None where nothing does."""
    inside = polygonal(shapely.intersection(shapely.make_valid(_degrees(plane)), window.box))
    simple = [_clockwise(part) for part in shapely.get_parts(shapely.simplify(inside, window.tolerance)) if not part.is_empty]
    if not simple:
        return None
    alt = altair()
    values = [{"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(part)} for part in simple]
    marks = {"fill": fill} if fill else {"filled": False}
    return alt.Chart(alt.Data(values=values)).mark_geoshape(stroke=outline, strokeWidth=0.7 if outline else 0, **marks)


def _clockwise(polygon: BaseGeometry) -> BaseGeometry:
    """A polygon whose outer ring runs clockwise: run the other way, the renderer takes it for the rest of the globe."""
    return shapely.geometry.polygon.orient(polygon, sign=-1.0)


def _frame(window: Window) -> Any:
    """The window's frame, invisible: it makes the projection fit the window whatever lies in it."""
    alt = altair()
    frame = _clockwise(shapely.segmentize(window.box, 0.5))
    values = [{"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(frame)}]
    return alt.Chart(alt.Data(values=values)).mark_geoshape(fill="#ffffff", stroke="#d8d3ca", strokeWidth=1)
