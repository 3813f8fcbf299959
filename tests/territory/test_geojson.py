"""GeoJSON as it comes: mended, left out and named, or refused."""

from __future__ import annotations

import json

import pytest

from onrecord.errors import InvalidMap
from onrecord.territory.geojson import Findings, parse_features, union
from onrecord.territory.surface import area_km2, to_plane

SQUARE = (0, 0, 1, 1)


def ring(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(*boxes, **properties):
    coordinates = [[ring(*box)] for box in boxes]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "MultiPolygon", "coordinates": coordinates}}


def collection(*features, **members):
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)}).encode()


def polygon(*rings):
    return {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": list(rings)}}


def held_km2(content, crs=None):
    findings = Findings("map.geojson")
    return area_km2(to_plane(union(parse_features(content, findings, crs), findings))), findings.notes


ONE_DEGREE = held_km2(collection(feature(SQUARE)))[0]
POINT = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}}
BOW_TIE = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]
HIGH = [[x, y, 100.0] for x, y in ring(*SQUARE)]
MENDED = {
    "drawn twice": (collection(feature(SQUARE), feature(SQUARE)), 1, []),
    "inside out": (collection(polygon(ring(*SQUARE)[::-1])), 1, []),
    "with heights": (collection(polygon(HIGH)), 1, []),
    "bare polygon": (json.dumps(polygon(ring(*SQUARE))["geometry"]).encode(), 1, []),
    "crosses itself": (collection(polygon(BOW_TIE)), 0.5, ["feature 0 crosses itself"]),
    "no geometry": (collection(feature(SQUARE), {"type": "Feature", "geometry": None}), 1, ["feature 1 has no geometry"]),
    "a point": (collection(feature(SQUARE), POINT), 1, ["a Point"]),
    "too few corners": (collection(feature(SQUARE), polygon([[0, 0], [1, 1]])), 1, ["feature 1 cannot be read"]),
    "liberated": (collection(feature(SQUARE), feature((2, 0, 3, 1), name="Liberated")), 1, ["1 of 2 features are not held"]),
    "named system": (collection(feature(SQUARE), crs={"properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}), 1, []),
}


@pytest.mark.parametrize(("content", "squares", "said"), MENDED.values(), ids=MENDED)
def test_what_can_be_mended_is_mended_and_named(content, squares, said):
    area, notes = held_km2(content)
    assert area == pytest.approx(squares * ONE_DEGREE, rel=1e-3)
    assert len(notes) == len(said)
    assert all(words in note and note.startswith("map.geojson: ") for words, note in zip(said, notes, strict=True))


REFUSED = {
    "empty": (b"", "not JSON"),
    "cut short": (collection(feature(SQUARE))[:-9], "not JSON"),
    "binary": (b"\xff\xfe\x00", "not UTF-8"),
    "deep": (b"[" * 100_000, "not JSON"),
    "a list": (b"[]", "not GeoJSON"),
    "no features": (collection(), "holds no polygon"),
    "only null": (collection({"type": "Feature", "geometry": None}), "feature 0 has no geometry"),
    "metres": (collection(feature((3e6, 6e6, 3.1e6, 6.1e6))), "not degrees; give the coordinate system"),
    "no number": (collection(polygon([[0, 0], [float("nan"), 1], [1, 0], [0, 0]])), "no number"),
    "odd system": (collection(feature(SQUARE), crs={"properties": {"name": "Mars 2000"}}), "'Mars 2000' is not known"),
    "nameless system": (collection(feature(SQUARE), crs=4326), "has no name"),
    "all liberated": (collection(feature(SQUARE, status="liberated")), "no feature counts as held"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_map_is_refused_in_one_line(content, words):
    with pytest.raises(InvalidMap) as error:
        held_km2(content)
    assert words in error.value.message
    assert "\n" not in error.value.message


def test_metres_are_read_in_the_system_they_are_in():
    area, _ = held_km2(collection(feature((0, 0, 111_319.4908, 111_325.1429))), crs="EPSG:3857")
    assert area == pytest.approx(ONE_DEGREE, rel=1e-6)
