"""What holds of every two maps."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from onrecord.territory.surface import DEGREES, EQUAL_AREA, area_km2, change, to_plane, transformed, valid

M2 = 1e-6  # of a square kilometre


def polygons():
    """Polygons of some degrees somewhere in Europe, of few or many corners, made valid where they cross themselves."""
    corner = st.tuples(st.floats(20, 40), st.floats(44, 53))
    shapes = st.lists(corner, min_size=3, max_size=12).map(shapely.Polygon).map(valid)
    return shapes.filter(lambda shape: area_km2(to_plane(shape)) > 1).map(to_plane)


@settings(deadline=None, max_examples=40)
@given(polygons(), polygons())
def test_gain_one_way_is_loss_the_other_way(before, after):
    there, back = change(before, after), change(after, before)
    assert there.gain_km2 == pytest.approx(back.loss_km2, abs=M2)
    assert there.loss_km2 == pytest.approx(back.gain_km2, abs=M2)


@settings(deadline=None, max_examples=40)
@given(polygons(), polygons())
def test_gain_less_loss_is_the_difference_of_the_areas(before, after):
    assert change(before, after).net_km2 == pytest.approx(area_km2(after) - area_km2(before), abs=M2)


@settings(deadline=None, max_examples=40)
@given(polygons(), polygons(), polygons())
def test_net_adds_up_over_days(first, second, third):
    days = change(first, second).net_km2 + change(second, third).net_km2
    assert days == pytest.approx(change(first, third).net_km2, abs=M2)


@settings(deadline=None, max_examples=40)
@given(polygons())
def test_nothing_changes_between_a_map_and_itself(held):
    assert (change(held, held).gain_km2, change(held, held).loss_km2) == (0, 0)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.floats(20, 40), st.floats(44, 53)), min_size=3, max_size=9, unique=True), st.integers(0, 8))
def test_direction_and_start_of_a_ring_are_irrelevant(corners, shift):
    turned = corners[shift % len(corners) :] + corners[: shift % len(corners)]
    areas = [area_km2(to_plane(shapely.Polygon(ring))) for ring in (corners, turned, corners[::-1])]
    assert areas == pytest.approx([areas[0]] * 3, abs=M2)


def test_a_small_square_has_its_geodesic_area():
    square = shapely.box(36.0, 48.0, 36.1, 48.1)
    geodesic = abs(Geod(ellps="WGS84").geometry_area_perimeter(square)[0]) / 1e6
    assert area_km2(to_plane(square)) == pytest.approx(geodesic, rel=1e-6)


def test_a_hole_is_not_held():
    whole, hole = shapely.box(30, 48, 32, 50), shapely.box(30.5, 48.5, 31, 49)
    ring = shapely.Polygon(whole.exterior.coords, [hole.exterior.coords])
    assert area_km2(to_plane(ring)) == pytest.approx(area_km2(to_plane(whole)) - area_km2(to_plane(hole)))


def test_the_plane_and_back():
    square = shapely.box(36.0, 48.0, 36.1, 48.1)
    back = transformed(to_plane(square), EQUAL_AREA, DEGREES)
    assert shapely.equals_exact(shapely.normalize(back), shapely.normalize(square), tolerance=1e-7)


def test_another_coordinate_system_gives_the_same_area():
    square = shapely.box(36.0, 48.0, 36.1, 48.1)
    mercator = transformed(square, "OGC:CRS84", "EPSG:3857")
    assert area_km2(to_plane(transformed(mercator, "EPSG:3857", "OGC:CRS84"))) == pytest.approx(area_km2(to_plane(square)))
