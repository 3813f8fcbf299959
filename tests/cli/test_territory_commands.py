"""`onrecord maps` and `onrecord territory` on invented maps."""

from __future__ import annotations

import json
import sys

import pytest

from onrecord.cli.app import main


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the command with its own data folder; returns exit status, standard output and standard error."""
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path / "home"))

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    return command


@pytest.fixture
def maps(tmp_path):
    folder = tmp_path / "maps"
    folder.mkdir()
    for day, east in (("20310501", 1.0), ("20310601", 1.2)):
        corners = [[0, 0], [east, 0], [east, 1], [0, 1], [0, 0]]
        content = {"type": "Polygon", "coordinates": [corners]}
        (folder / f"front_{day}.geojson").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_maps_are_added_listed_and_measured(run, maps):
    status, out, _ = run("maps", "add", "front", maps, "--licence", "CC0", "--origin", "Office of Maps")
    assert (status, out) == (0, "front: 2 added, 0 there already; maps, 2031-05-01 to 2031-06-01\n")
    status, out, _ = run("maps", "list", "--json")
    assert json.loads(out)[0]["origin"] == "Office of Maps"
    status, out, _ = run("territory", "--map", "front", "--from", "2031-05", "--to", "2031-05", "--json")
    (row,) = json.loads(out)
    assert (row["month"], row["loss_km2"], row["map"]) == ("2031-05", 0, "front")
    assert row["net_km2"] == pytest.approx(2461.9, rel=0.001)


def test_the_table_names_what_it_rests_on(run, maps):
    run("maps", "add", "front", maps, "--licence", "CC0")
    status, out, _ = run("territory", "--map", "front", "--from", "2031-05", "--to", "2031-05", "--share-of", "100000")
    assert status == 0
    assert all(
        words in " ".join(out.split())
        for words in ("2031-05", "first-to-first", "100,000 km²", "licence CC0", "origin not stated")
    )


def test_a_month_without_maps_is_named_and_ends_with_status_1(run, maps):
    run("maps", "add", "front", maps)
    status, out, err = run("territory", "--map", "front", "--from", "2031-07", "--to", "2031-07", "--json")
    assert (status, json.loads(out)) == (1, [])
    assert "the maps run from 2031-05-01 to 2031-06-01" in " ".join(err.split())


def test_a_bad_file_is_named_and_the_rest_is_added(run, maps):
    (maps / "front_20310602.geojson").write_text("{", encoding="utf-8")
    status, out, err = run("maps", "add", "front", maps)
    assert status == 1
    assert out.startswith("front: 2 added")
    assert "left out: front_20310602.geojson: not JSON" in " ".join(err.split())


WRONG = {
    "no data set": ("territory", "--map", "absent"),
    "no month": ("territory", "--map", "front", "--from", "May"),
    "no file": ("maps", "add", "front", "/nowhere/at/all"),
    "no name": ("maps", "add", "../front", "/nowhere/at/all"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_what_cannot_be_done_is_one_line_and_status_2(run, words):
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.startswith("onrecord: ")


def test_pictures_are_written_where_they_are_asked_for(run, maps, tmp_path):
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    run("maps", "add", "front", maps, "--licence", "CC0")
    asked = ("territory", "--map", "front", "--from", "2031-05", "--to", "2031-05")
    status, _, errors = run(*asked, "--picture", tmp_path / "map.svg", "--chart", tmp_path / "chart.svg")
    assert (status, errors) == (0, "")
    assert "licence: CC0" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "2031-05" in (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert (
        run(*asked, "--chart", tmp_path / "chart.pdf")[2] == f"onrecord: {tmp_path}/chart.pdf: a picture ends in .svg or .png\n"
    )
    table = tmp_path / "areas.csv"
    table.write_text("date,area\n2031-05-01,100\n2031-06-01,140\n", encoding="utf-8")
    run("maps", "add", "table", table)
    asked = ("territory", "--map", "table", "--from", "2031-05", "--to", "2031-05")
    assert run(*asked, "--picture", tmp_path / "table.svg")[2] == "onrecord: the data set 'table' holds areas, not maps\n"
