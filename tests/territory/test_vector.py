"""GeoPackage and shapefile."""

from __future__ import annotations

import importlib.util

import pytest
import shapely

from onrecord.errors import InvalidMap
from onrecord.territory.store import add, open_maps
from onrecord.territory.surface import area_km2, to_plane

needs_pyogrio = pytest.mark.skipif(importlib.util.find_spec("pyogrio") is None, reason="needs pyogrio")
SQUARE = shapely.box(30, 48, 31, 49)


@needs_pyogrio
@pytest.mark.parametrize("ending", ["gpkg", "shp"])
def test_a_map_in_another_format_and_system_has_the_same_area(tmp_path, ending):
    import numpy as np
    from pyogrio.raw import write

    path = tmp_path / f"front_20310501.{ending}"
    moved = to_plane(SQUARE)
    write(
        path,
        np.array([shapely.to_wkb(moved)], dtype=object),
        [np.array(["held"], dtype=object)],
        ["name"],
        geometry_type="Polygon",
        crs="EPSG:6933",
    )
    add(tmp_path / "root", "front", path)
    maps = open_maps(tmp_path / "root", "front")
    assert maps.area(maps.days[0]) == pytest.approx(area_km2(moved))


@needs_pyogrio
def test_what_is_no_geopackage_is_refused(tmp_path):
    path = tmp_path / "front_20310501.gpkg"
    path.write_bytes(b"not a database")
    with pytest.raises(InvalidMap, match="cannot be read"):
        add(tmp_path / "root", "front", path)


def test_without_pyogrio_it_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    path = tmp_path / "front_20310501.gpkg"
    path.write_bytes(b"")
    with pytest.raises(InvalidMap, match="needs pyogrio"):
        add(tmp_path / "root", "front", path)
