"""Strips for maps: an invented front near the equator, where a tenth of a degree is some 11 km."""

from __future__ import annotations

import json

import pytest


def feature(west, east, **properties):
    corners = [[west, 0], [east, 0], [east, 1], [west, 1], [west, 0]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [corners]}}


@pytest.fixture
def write_map():
    """Write a map of strips, each from a western to an eastern edge with the properties of its feature."""

    def write(path, *strips):
        features = [feature(west, east, **(properties[0] if properties else {})) for west, east, *properties in strips]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")

    return write


@pytest.fixture
def maps_folder(tmp_path, write_map):
    """Four daily maps of an advance to the east by a tenth of a degree a day; there is none of 3 May."""
    folder = tmp_path / "maps"
    folder.mkdir()
    for day, east in ((30, 1.0), (1, 1.1), (2, 1.2), (4, 1.4)):
        month = "04" if day == 30 else "05"
        write_map(folder / f"front_2031{month}{day:02d}.geojson", (0, east))
    return folder
