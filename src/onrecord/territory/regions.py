"""Boundaries: the named regions of a country."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from onrecord.errors import InvalidMap
from onrecord.territory.geojson import Feature, Findings, first_property, parse_features
from onrecord.territory.surface import area_km2, to_plane

# Overlap of two regions, in square kilometres, from which it is named: less is rounding along a shared border.
OVERLAP_KM2 = 1.0


@dataclass(frozen=True, slots=True)
class Region:
    """A named part of a country, on the equal-area plane."""

    name: str
    plane: BaseGeometry


def parse_regions(content: bytes, findings: Findings, crs: str | None = None) -> list[Region]:
    """Read the regions of a GeoJSON file, sorted by name; features of one name are one region.

    Raises: InvalidMap, if it is no GeoJSON or no feature has a name.
    """
    named: dict[str, list[Feature]] = {}
    for number, feature in enumerate(parse_features(content, findings, crs)):
        name = first_property(feature.properties, "region")
        if isinstance(name, str):
            named.setdefault(name, []).append(feature)
        else:
            findings.say(f"feature {number} has no name; left out")
    if not named:
        raise InvalidMap(f"{findings.name}: no feature has a name")
    regions = [_region(name, named[name]) for name in sorted(named)]
    _name_overlaps(regions, findings)
    return regions


def _region(name: str, features: list[Feature]) -> Region:
    whole = features[0].geometry if len(features) == 1 else shapely.union_all([feature.geometry for feature in features])
    return Region(name, to_plane(whole))


def _name_overlaps(regions: list[Region], findings: Findings) -> None:
    """Name the regions that cover the same ground: it would be counted twice."""
    tree = shapely.STRtree([region.plane for region in regions])
    for number, region in enumerate(regions):
        for other in sorted(int(found) for found in tree.query(region.plane, predicate="intersects")):
            if other <= number:
                continue
            shared = area_km2(shapely.intersection(region.plane, regions[other].plane))
            if shared > OVERLAP_KM2:
                findings.say(f"{region.name} and {regions[other].name} overlap by {shared:.1f} km2")
