"""The change of one interval by region of the country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from onrecord.errors import InvalidMap
from onrecord.territory.days import Interval
from onrecord.territory.maps import Maps
from onrecord.territory.regions import Region
from onrecord.territory.series import Frame, Measure, Numbers, Row, Series
from onrecord.territory.surface import Change, area_km2, change_within

# Square kilometres outside every region below which nothing is said: rounding at the borders.
OUTSIDE_KM2 = 0.01
OUTSIDE = "outside every region"


def regional(maps: Maps, regions: Sequence[Region], interval: Interval, share_of: float) -> Series:
    """The change of one interval by region, and what lies outside all of them.

    The shares are of each region's own area; that outside is of `share_of`.
    Raises: InvalidMap, if the maps do not cover the interval.
    """
    measure = Measure(maps, share_of)
    if not measure.covers(interval):
        raise InvalidMap(measure.missing(interval))
    frame = measure.frame(interval)
    whole, held = maps.change(frame.start, frame.end), maps.plane(frame.end)
    rows = [_row(region, whole, held, frame) for region in regions]
    outside = _outside(rows, whole, held, frame, share_of)
    return Series("region", f"{frame.start} to {frame.end}", share_of, (*rows, *outside), tuple(frame.notes()))


def _row(region: Region, whole: Change, held: BaseGeometry, frame: Frame) -> Row:
    part = change_within(whole, region.plane)
    area = area_km2(shapely.intersection(held, region.plane))
    share = 100 * area / area_km2(region.plane)
    return frame.row(region.name, Numbers(part.net_km2, part.gain_km2, part.loss_km2, area, share))


def _outside(rows: Sequence[Row], whole: Change, held: BaseGeometry, frame: Frame, share_of: float) -> Iterator[Row]:
    """What the map draws outside every region: another country, the sea, or a border drawn elsewhere."""
    gain = whole.gain_km2 - sum(row.gain_km2 or 0.0 for row in rows)
    loss = whole.loss_km2 - sum(row.loss_km2 or 0.0 for row in rows)
    area = area_km2(held) - sum(row.end_area_km2 for row in rows)
    if max(gain, loss, area) > OUTSIDE_KM2:
        notes = (f"{area:.1f} km2 of the map lie outside every region",)
        yield frame.row(OUTSIDE, Numbers(gain - loss, gain, loss, area, 100 * area / share_of), notes)
