"""The commands same and drift, on two reports of one remark."""

from __future__ import annotations

import json

import pytest

pytestmark = [pytest.mark.model, pytest.mark.usefixtures("told")]

FIRST = "The observers will probably leave the dam before the summer, the spokeswoman Hanne Brill said on Monday."
SECOND = "The observers will leave the dam before the summer, the spokeswoman Hanne Brill said on Monday."


@pytest.fixture
def told(onrecord, report):
    files = [
        report("a.json", id="a", publisher="Harbour Post", published="2025-03-03", text=FIRST),
        report("b.json", id="b", publisher="Lund Times", published="2025-03-04", text=SECOND),
    ]
    assert onrecord("add", *files)[0] == 0


def test_same_lists_the_tellings_of_a_statement(onrecord):
    status, out, _ = onrecord("same", "--json")
    [claim] = json.loads(out)
    assert status == 0
    assert (claim["source"], claim["reports"]) == ("Hanne Brill", 2)
    assert [row["report"] for row in claim["tellings"]] == ["a", "b"]
    assert "2 reports" in onrecord("same", "a")[1]


def test_drift_sets_two_tellings_side_by_side(onrecord):
    status, out, _ = onrecord("drift", "--json")
    [row] = json.loads(out)
    assert status == 0
    assert (row["earlier"]["report"], row["later"]["report"], row["order"]) == ("a", "b", "later")
    assert [change["kind"] for change in row["changes"]] == ["hedge-dropped"]
    assert "hedge-dropped" in onrecord("drift")[1]


@pytest.mark.parametrize("command", ["same", "drift"])
def test_an_unknown_id_is_named(onrecord, command):
    status, _, err = onrecord(command, "nowhere")
    assert status == 2
    assert "nowhere" in err
