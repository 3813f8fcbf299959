"""Questions to data sets: what is asked, what is answered, what cannot be."""

from __future__ import annotations

import json
from datetime import date

import pytest

from onrecord.errors import InvalidMap
from onrecord.territory.request import Request, answer, first_day, last_day
from onrecord.territory.store import add


@pytest.fixture
def root(tmp_path, maps_folder, write_map):
    folder = tmp_path / "root"
    add(folder, "front", maps_folder)
    write_map(tmp_path / "regions.geojson", (0, 1.2, {"name": "West"}), (1.2, 9, {"name": "East"}))
    add(folder, "regions", tmp_path / "regions.geojson")
    layers = ("ukraine_control_map", "russian_advances", "russian_claimed")
    rows = [{"date": f"2031-0{m}-01", "layerType": layer, "areaKm2": 10 * m} for m in (4, 5, 6) for layer in layers]
    (tmp_path / "areas.json").write_text(json.dumps(rows), encoding="utf-8")
    add(folder, "areas", tmp_path / "areas.json")
    return folder


def test_a_month_may_be_a_day_or_a_month():
    assert (first_day("2031-02"), last_day("2031-02")) == (date(2031, 2, 1), date(2031, 2, 28))
    assert (first_day("2031-02-03"), last_day("2031-02-03")) == (date(2031, 2, 3), date(2031, 2, 3))


@pytest.mark.parametrize("words", ["", "2031", "May", "2031-13", "2031-02-30"])
def test_what_is_no_month_is_named(words):
    with pytest.raises(InvalidMap, match="write 2025-11"):
        first_day(words)


def test_every_row_says_what_it_rests_on(root):
    rows = answer(root, Request("areas", share_of=1000, days="first-to-first")).rows()
    assert [(row["month"], row["net_km2"], row["end_share_pct"]) for row in rows] == [("2031-04", 30, 15), ("2031-05", 30, 18)]
    assert {(row["map"], row["definition"], row["days"], row["share_of_km2"]) for row in rows} == {
        ("areas", "isw-control-advances-claimed", "first-to-first", 1000)
    }


def test_another_definition_counts_other_layers(root):
    (row,) = answer(
        root, Request("areas", date(2031, 5, 1), date(2031, 5, 1), days="first-to-first", definition="isw-control")
    ).rows()
    assert (row["net_km2"], row["end_area_km2"], row["gain_km2"]) == (10, 60, None)


def test_without_a_convention_that_of_the_definition_is_used(root):
    (row,) = answer(root, Request("areas", date(2031, 5, 1), date(2031, 5, 1))).rows()
    assert (row["days"], row["first_day"], row["last_map"]) == ("end-to-end", "2031-04-30", "2031-05-01")


def test_days_and_regions_of_maps(root):
    assert [row["day"] for row in answer(root, Request("front", by="day")).rows()] == ["2031-05-01", "2031-05-02", "2031-05-04"]
    rows = answer(root, Request("front", by="region")).rows()
    assert [row["region"] for row in rows] == ["East", "West"]
    assert all(row["gain_km2"] > 0 for row in rows)


WRONG = {
    "no such map": (Request("absent"), "there is no data set"),
    "boundaries": (Request("regions"), "holds boundaries"),
    "no such definition": (Request("areas", definition="mine"), "'mine' is not one of"),
    "no such convention": (Request("front", days="noon-to-noon"), "'noon-to-noon' is not one of"),
    "no polygons": (Request("areas", by="region"), "has no polygons"),
    "backwards": (Request("front", date(2031, 6, 1), date(2031, 5, 1)), "is no time"),
    "no whole": (Request("front", share_of=0), "cannot be told"),
    "no such regions": (Request("front", by="region", regions="oblasts"), "there is no data set"),
}


@pytest.mark.parametrize(("request_", "words"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_answered_is_said(root, request_, words):
    with pytest.raises(InvalidMap) as error:
        answer(root, request_)
    assert words in error.value.message


def test_the_range_over_the_day_conventions_is_given_when_asked_for(root):
    (row,) = answer(root, Request("areas", date(2031, 5, 1), date(2031, 5, 1), days="first-to-first", with_range=True)).rows()
    assert {name: other["net_km2"] for name, other in row["by_days"].items()} == {"first-to-first": 30, "end-to-end": 30}


def test_a_table_of_other_layers_is_summed_whole(root, tmp_path):
    rows = [{"date": f"2031-0{month}-01", "layer": layer, "area": month} for month in (4, 5) for layer in ("north", "south")]
    (tmp_path / "own.json").write_text(json.dumps(rows), encoding="utf-8")
    add(root, "own", tmp_path / "own.json")
    found = answer(root, Request("own", share_of=100))
    assert (found.definition.name, [row["net_km2"] for row in found.rows()]) == ("all-layers", [2])
