"""Tables of areas: rows that are kept, and rows that are not."""

from __future__ import annotations

import json
from datetime import date

import pytest

from onrecord.errors import InvalidMap
from onrecord.territory.geojson import Findings
from onrecord.territory.table import definitions, parse_table


def rows(*triples):
    return json.dumps([{"date": day, "layerType": layer, "areaKm2": area} for day, layer, area in triples]).encode()


def test_a_sum_of_layers_has_the_days_that_all_of_them_have():
    content = rows(("2031-05-01", "held", 100), ("2031-05-01", "claimed", 5.5), ("2031-05-02", "held", 101))
    table = parse_table(content, Findings("t.json"), 1000).table(["held", "claimed"])
    assert table.areas == {date(2031, 5, 1): 105.5}


def test_a_table_may_be_csv():
    content = b"date,layer,area_km2\n2031-05-01,held,100\n2031-05-02,held,\n"
    findings = Findings("t.csv")
    assert parse_table(content, findings, 1000).layers == {"held": {date(2031, 5, 1): 100.0}}
    assert findings.notes == ["t.csv: row 1 (2031-05-02, held) has no area; left out"]


BAD_ROWS = {
    "negative": (("2031-05-02", "held", -1), "not between 0 and 1000"),
    "absurd": (("2031-05-02", "held", 1e9), "not between 0 and 1000"),
    "no number": (("2031-05-02", "held", "much"), "has no area"),
    "no day": (("soon", "held", 1), "has no day"),
    "twice": (("2031-05-01", "held", 99), "a second area (99 km2); the first is kept"),
}


@pytest.mark.parametrize(("row", "words"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_bad_row_is_left_out_and_named(row, words):
    findings = Findings("t.json")
    table = parse_table(rows(("2031-05-01", "held", 100), row), findings, 1000)
    assert table.layers == {"held": {date(2031, 5, 1): 100.0}}
    assert [words in note for note in findings.notes] == [True]


@pytest.mark.parametrize("content", [b"[]", b"{}", b"[1]", b"\xff", b"", b"a,b\n1,2\n"], ids=range(6))
def test_what_is_no_table_is_refused(content):
    with pytest.raises(InvalidMap):
        parse_table(content, Findings("t.json"), 1000)


def test_an_unknown_layer_is_named_with_those_there_are():
    table = parse_table(rows(("2031-05-01", "held", 100)), Findings("t.json"), 1000)
    with pytest.raises(InvalidMap, match="no layer taken; it has held"):
        table.table(["taken"])


def test_the_definitions_say_what_they_are():
    assert all(definition.says and definition.convention for definition in definitions().values())
