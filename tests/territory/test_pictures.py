"""Pictures: what is drawn, what is said under it, and what happens without the extra."""

from __future__ import annotations

import importlib.util
import re
from itertools import pairwise

import pytest
import shapely

from onrecord.errors import InvalidMap, UsageError
from onrecord.territory.change_map import Borders, change_map
from onrecord.territory.drawing import GAINED, LOST, check_path, save
from onrecord.territory.request import Request, answer
from onrecord.territory.series_chart import series_chart
from onrecord.territory.store import Terms, add, open_maps, open_regions

needs_altair = pytest.mark.skipif(
    importlib.util.find_spec("altair") is None or importlib.util.find_spec("vl_convert") is None, reason="needs Altair"
)
TERMS = Terms(licence="CC0", origin="Lund Institute")


@pytest.fixture
def root(tmp_path, maps_folder, write_map):
    root = tmp_path / "root"
    add(root, "front", maps_folder, TERMS)
    write_map(maps_folder / "front_20310505.geojson", (0.05, 1.4))
    add(root, "front", maps_folder)
    return root


def words_in(path):
    return re.sub(r"(?:<[^>]*>\s*)+", " ", path.read_text(encoding="utf-8"))


@needs_altair
def test_the_map_shows_what_was_gained_and_lost_and_whose_data_it_is(root, tmp_path, write_map):
    write_map(tmp_path / "regions.geojson", (0, 1, {"name": "West"}), (1, 2, {"name": "East"}))
    data = add(root, "regions", tmp_path / "regions.geojson", Terms(kind="boundaries", licence="CC-BY", origin="Survey")).data
    maps = open_maps(root, "front")
    front = answer(root, Request(map="front")).data
    chart = change_map(front, maps, maps.days[0], maps.days[-1], Borders(data, tuple(open_regions(root, "regions"))))
    save(chart, tmp_path / "front.svg")
    drawn = (tmp_path / "front.svg").read_text(encoding="utf-8")
    assert drawn.count(f'fill="{GAINED}"') == 1
    assert drawn.count(f'fill="{LOST}"') == 1
    said = words_in(tmp_path / "front.svg")
    changed = maps.change(maps.days[0], maps.days[-1])
    assert f"Gained {changed.gain_km2:,.1f} km² (orange), lost {changed.loss_km2:,.1f} km² (blue)" in said
    assert "Data: Lund Institute; licence: CC0" in said
    assert "Borders: Survey; licence: CC-BY" in said
    assert "2031-04-30 to 2031-05-05" in said


@needs_altair
def test_a_ring_is_not_taken_for_the_rest_of_the_globe(root):
    maps = open_maps(root, "front")
    chart = change_map(answer(root, Request(map="front")).data, maps, maps.days[0], maps.days[2])
    for layer in chart.to_dict()["layer"]:
        for feature in layer["data"]["values"]:
            ring = feature["geometry"]["coordinates"][0]
            turned = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring))
            assert turned > 0  # clockwise


@needs_altair
@pytest.mark.parametrize("by", ["day", "month"])
def test_a_chart_of_the_series_is_drawn(root, tmp_path, by):
    found = answer(root, Request(map="front", by=by))
    if by == "month":
        with pytest.raises(InvalidMap, match="no row can be drawn; 2031-04"):
            series_chart(found.data, found.definition, found.series)
        return
    save(series_chart(found.data, found.definition, found.series), tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


@needs_altair
def test_a_table_has_bars_of_its_net_change_alone(tmp_path):
    (tmp_path / "areas.csv").write_text("date,area\n2031-04-30,100\n2031-05-31,140\n2031-06-30,130\n", encoding="utf-8")
    add(tmp_path / "root", "table", tmp_path / "areas.csv")
    found = answer(tmp_path / "root", Request(map="table", days="end-to-end"))
    chart = series_chart(found.data, found.definition, found.series).to_dict()
    assert [(one["what"], one["km2"]) for one in chart["data"]["values"]] == [("net", 40.0), ("net", -10.0)]
    assert "licence: not stated" in chart["title"]["subtitle"][-1]


@needs_altair
def test_a_path_that_will_not_do_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"ends in .svg or .png"):
        check_path(tmp_path / "map.gif")
    with pytest.raises(UsageError, match="no folder"):
        check_path(tmp_path / "nowhere" / "map.svg")


@needs_altair
def test_nothing_held_is_nothing_to_draw(root):
    maps = open_maps(root, "front")
    maps.read = dict.fromkeys(maps.days, shapely.Polygon)
    with pytest.raises(InvalidMap, match="nothing to draw"):
        change_map(answer(root, Request(map="front")).data, maps, maps.days[0], maps.days[-1])


def test_without_the_extra_it_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(UsageError, match=r'pip install "onrecord\[charts\]"'):
        check_path(tmp_path / "map.svg")
