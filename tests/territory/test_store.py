"""Data sets of maps: added once, added again, opened."""

from __future__ import annotations

import json
from datetime import date

import pytest

from onrecord.errors import InvalidMap
from onrecord.territory.dataset import DESCRIPTION
from onrecord.territory.intake import kind_of
from onrecord.territory.store import Terms, add, data_sets, open_maps, open_regions, open_table
from onrecord.territory.surface import area_km2, to_plane

TERMS = Terms(licence="CC-BY-4.0", origin="Office of Maps")


@pytest.fixture
def root(tmp_path):
    return tmp_path / "root"


def test_maps_are_added_with_what_the_user_states(root, maps_folder):
    added = add(root, "front", maps_folder, TERMS)
    assert added.added == ("2031-04-30", "2031-05-01", "2031-05-02", "2031-05-04")
    (data,) = data_sets(root)
    assert (data.kind, data.licence, data.origin) == ("maps", "CC-BY-4.0", "Office of Maps")
    assert all(len(part.sha256) == 64 and part.area_km2 > 0 for part in data.parts)


def test_adding_twice_adds_nothing(root, maps_folder):
    add(root, "front", maps_folder, TERMS)
    before = (root / "front" / DESCRIPTION).read_bytes()
    again = add(root, "front", maps_folder)
    assert (again.added, again.unchanged) == ((), 4)
    assert (root / "front" / DESCRIPTION).read_bytes() == before


def test_only_what_is_new_or_changed_is_added(root, maps_folder, write_map):
    add(root, "front", maps_folder)
    write_map(maps_folder / "front_20310504.geojson", (0, 2))
    write_map(maps_folder / "front_20310505.geojson", (0, 2))
    again = add(root, "front", maps_folder)
    assert (again.added, again.unchanged) == (("2031-05-04", "2031-05-05"), 3)


def test_opened_maps_are_those_that_were_added(root, maps_folder):
    add(root, "front", maps_folder)
    maps = open_maps(root, "front")
    assert maps.days[0] == date(2031, 4, 30)
    assert all(maps.area(day) == pytest.approx(maps.known_area(day)) for day in maps.days)


def test_a_bad_map_is_left_out_and_the_rest_is_added(root, maps_folder, write_map):
    (maps_folder / "front_20310506.geojson").write_bytes(b"{")
    write_map(maps_folder / "front.geojson", (0, 1))
    write_map(maps_folder / "old_20310504.geojson", (0, 9))
    added = add(root, "front", maps_folder)
    assert len(added.added) == 4
    said = " ".join(sorted(added.left_out))
    assert all(words in said for words in ("front_20310506.geojson: not JSON", "holds no day", "a second map of 2031-05-04"))


def test_one_file_may_hold_many_days(root, tmp_path, write_map):
    path = tmp_path / "all.geojson"
    write_map(path, (0, 1, {"date": "2031-05-01"}), (0, 2, {"date": "2031-05-02"}), (0, 3))
    added = add(root, "all", path)
    assert added.added == ("2031-05-01", "2031-05-02")
    assert added.left_out == ("all.geojson: feature 2 has no day; left out",)


def test_a_table_is_added_and_opened(root, tmp_path):
    path = tmp_path / "areas.json"
    path.write_text(json.dumps([{"date": "2031-05-01", "layerType": "held", "areaKm2": 7}]), encoding="utf-8")
    assert add(root, "areas", path).data.kind == "areas"
    assert open_table(root, "areas").layers == {"held": {date(2031, 5, 1): 7.0}}


def test_folder_with_nothing_but_a_table_is_that_table(root, tmp_path):
    folder = tmp_path / "areas"
    folder.mkdir()
    (folder / "README.md").write_text("Areas by day.", encoding="utf-8")
    (folder / "daily.csv").write_text("date,km2\n2031-05-01,10\n2031-05-02,12\n", encoding="utf-8")
    assert add(root, "areas", folder).data.kind == "areas"
    assert list(open_table(root, "areas").layers.values()) == [{date(2031, 5, 1): 10.0, date(2031, 5, 2): 12.0}]


def test_boundaries_are_added_and_opened(root, tmp_path, write_map):
    path = tmp_path / "regions.geojson"
    write_map(path, (0, 1, {"name_en": "West"}), (1, 2, {"name_en": "East"}), (2, 3))
    added = add(root, "regions", path)
    assert added.data.kind == "boundaries"
    assert [region.name for region in open_regions(root, "regions")] == ["East", "West"]
    assert added.data.parts[0].notes == ("regions.geojson: feature 2 has no name; left out",)


def test_another_kind_needs_another_name(root, tmp_path, maps_folder):
    add(root, "front", maps_folder)
    path = tmp_path / "areas.csv"
    path.write_text("date,area\n2031-05-01,7\n", encoding="utf-8")
    with pytest.raises(InvalidMap, match="add it under another name"):
        add(root, "front", path)
    with pytest.raises(InvalidMap, match="holds maps, not areas"):
        open_table(root, "front")


@pytest.mark.parametrize("name", ["", "..", "a/b", "A", "a b", ".hidden", "x" * 70])
def test_a_name_is_no_path(root, maps_folder, name):
    with pytest.raises(InvalidMap, match="small letters"):
        add(root, name, maps_folder)


def test_nothing_there_is_named(root, tmp_path):
    with pytest.raises(InvalidMap, match="no such file or folder"):
        kind_of(tmp_path / "absent")
    with pytest.raises(InvalidMap, match="onrecord maps add"):
        open_maps(root, "absent")
    with pytest.raises(InvalidMap, match="nothing could be added"):
        add(root, "empty", tmp_path)


def test_a_damaged_description_is_named(root, maps_folder):
    add(root, "front", maps_folder)
    (root / "front" / DESCRIPTION).write_text('{"version": 1}', encoding="utf-8")
    with pytest.raises(InvalidMap, match="damaged"):
        open_maps(root, "front")


def test_a_damaged_map_is_named(root, maps_folder):
    add(root, "front", maps_folder)
    (root / "front" / "content" / "2031-05-01.wkb").write_bytes(b"x")
    with pytest.raises(InvalidMap, match="damaged or absent"):
        open_maps(root, "front").area(date(2031, 5, 1))


def test_the_merged_map_is_what_was_drawn(root, maps_folder):
    add(root, "front", maps_folder)
    maps = open_maps(root, "front")
    west = maps.change(date(2031, 4, 30), date(2031, 5, 1))
    assert west.loss_km2 == 0
    assert west.gain_km2 == pytest.approx(area_km2(to_plane(maps.read[date(2031, 5, 1)]())) - maps.area(date(2031, 4, 30)))
