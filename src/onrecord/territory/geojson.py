"""GeoJSON to polygons in degrees: what counts, what is mended, what is left out, and saying so.

Reference: RFC 7946 (GeoJSON); GeoJSON 2008, section 3 (the `crs` member).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from onrecord.errors import InvalidMap
from onrecord.scheme.toml import load_scheme
from onrecord.territory.surface import DEGREES, transformed, valid

POLYGONS = {"Polygon", "MultiPolygon"}
# Names of WGS84 in degrees; files of all of them have longitude first, whatever EPSG says of the order of its axes.
SAME_AS_DEGREES = {
    "urn:ogc:def:crs:ogc:1.3:crs84",
    "urn:ogc:def:crs:ogc::crs84",
    "ogc:crs84",
    "epsg:4326",
    "urn:ogc:def:crs:epsg::4326",
}
# Degrees past the edge of the world that rounding may leave.
SLACK_DEGREES = 1e-6


@dataclass(slots=True)
class Findings:
    """What was mended or left out while a file was read; `name` is the file's."""

    name: str
    notes: list[str] = field(default_factory=list)

    def say(self, what: str) -> None:
        """Add a note, naming the file."""
        self.notes.append(f"{self.name}: {what}")


@dataclass(frozen=True, slots=True)
class Feature:
    """A polygonal geometry in degrees, with the properties of its feature."""

    geometry: BaseGeometry
    properties: dict[str, Any]


def parse_json(content: bytes, name: str) -> Any:
    """Parse JSON. Raises: InvalidMap, naming file and place."""
    try:
        return json.loads(content)
    except UnicodeDecodeError as error:
        raise InvalidMap(f"{name}: not UTF-8 text: {error}") from error
    except (ValueError, RecursionError) as error:
        raise InvalidMap(f"{name}: not JSON: {error}") from error


def parse_features(content: bytes, findings: Findings, crs: str | None = None) -> list[Feature]:
    """Read a GeoJSON file's polygons, in degrees, without Z, made valid.

    Args:
        content: the file's bytes.
        findings: where what was mended or left out is written down.
        crs: the coordinate system, where the file names none or a wrong one.

    Raises: InvalidMap, if it is not GeoJSON, its coordinates are not of its coordinate system, or it holds no polygon.
    """
    document = parse_json(content, findings.name)
    source = crs or _named_crs(document, findings.name)
    features = [
        Feature(geometry, properties)
        for number, (raw, properties) in enumerate(_raw_features(document, findings.name))
        if (geometry := _geometry(raw, number, source, findings)) is not None
    ]
    if not features:
        raise InvalidMap(f"{findings.name}: holds no polygon" + "".join(f"; {note}" for note in findings.notes[:3]))
    return features


def _named_crs(document: Any, name: str) -> str:
    """The coordinate system that a file names; degrees where it names none, as RFC 7946 has it."""
    crs = document.get("crs") if isinstance(document, dict) else None
    if crs is None:
        return DEGREES
    named = crs.get("properties", {}).get("name") if isinstance(crs, dict) and isinstance(crs.get("properties"), dict) else None
    if not isinstance(named, str):
        raise InvalidMap(f"{name}: its crs {str(crs)[:80]} has no name; give the coordinate system")
    return DEGREES if named.casefold() in SAME_AS_DEGREES else named


def _raw_features(document: Any, name: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The geometries of a collection, a feature or a bare geometry, each with its properties."""
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        for feature in document["features"]:
            yield from _raw_features(feature, name)
    elif kind == "Feature":
        properties = document.get("properties")
        yield document.get("geometry"), properties if isinstance(properties, dict) else {}
    elif kind in POLYGONS or kind == "GeometryCollection":
        yield document, {}
    else:
        raise InvalidMap(f"{name}: type {kind!r} is not GeoJSON; expected a FeatureCollection, a Feature or a polygon")


def _geometry(raw: Any, number: int, source: str, findings: Findings) -> BaseGeometry | None:
    """One feature's polygons in degrees, or None where there is none."""
    if not isinstance(raw, dict) or not raw.get("type"):
        findings.say(f"feature {number} has no geometry; left out")
        return None
    try:
        with np.errstate(invalid="ignore"):  # what is no number is named below
            geometry = shapely.force_2d(shape(raw))
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        findings.say(f"feature {number} cannot be read ({type(error).__name__}: {str(error)[:80]}); left out")
        return None
    return _polygons(geometry, number, source, findings)


def _polygons(geometry: BaseGeometry, number: int, source: str, findings: Findings) -> BaseGeometry | None:
    _check_coordinates(geometry, number, source, findings.name)
    moved = transformed(geometry, source, DEGREES)
    if not shapely.is_valid(moved):
        findings.say(f"feature {number} crosses itself ({shapely.is_valid_reason(moved)}); made valid")
    held = valid(moved)
    if held.is_empty:
        findings.say(f"feature {number} is a {geometry.geom_type} without an area; left out")
        return None
    return held


def _check_coordinates(geometry: BaseGeometry, number: int, source: str, name: str) -> None:
    """Raise InvalidMap where coordinates are not finite, or are no degrees though they should be."""
    points = shapely.get_coordinates(geometry)
    if points.size and not np.isfinite(points).all():
        raise InvalidMap(f"{name}: feature {number} has a coordinate that is no number")
    if source != DEGREES or not points.size:
        return
    x, y = float(np.abs(points[:, 0]).max()), float(np.abs(points[:, 1]).max())
    if x > 180 + SLACK_DEGREES or y > 90 + SLACK_DEGREES:
        raise InvalidMap(
            f"{name}: feature {number} reaches ({x:g}, {y:g}), which are not degrees; give the coordinate system the file is in"
        )


def counts(feature: Feature) -> bool:
    """Whether a feature is held by the party mapped: liberated and unknown areas are not."""
    rule = load_scheme("territory")["features"]
    values = (feature.properties.get(name) for name in rule["property"])
    said = " ".join(value.casefold() for value in values if isinstance(value, str))
    return not any(word in said for word in rule["leave_out"])


def union(features: list[Feature], findings: Findings) -> BaseGeometry:
    """All polygons of a day as one geometry: what is drawn twice counts once. Raises: InvalidMap, if none counts."""
    held = [feature.geometry for feature in features if counts(feature)]
    if len(held) < len(features):
        findings.say(f"{len(features) - len(held)} of {len(features)} features are not held (liberated or unknown); left out")
    if not held:
        raise InvalidMap(f"{findings.name}: no feature counts as held")
    return held[0] if len(held) == 1 else valid(shapely.union_all(held))


def first_property(properties: dict[str, Any], kind: str) -> Any:
    """The value of the first property that may hold a date, a layer, an area or a region's name; None where there is none."""
    for name in load_scheme("territory")["properties"][kind]:
        value = properties.get(name)
        if value not in (None, "") and not (isinstance(value, float) and math.isnan(value)):
            return value
    return None
