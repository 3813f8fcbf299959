"""`onrecord check` as a user runs it: on a file, on a report or figure of the record, on all."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.model

TEXT = (
    "Osmark's army took 713 square kilometres (235 square miles) of Tarn last month, the Lund Institute said. "
    "The sides freed 314 prisoners in all, 157 from each side, on Tuesday, 5 March 2026."
)
VERDICTS = [("conversion", "differs"), ("parts and total", "agrees"), ("calendar", "differs")]


@pytest.fixture
def path(report):
    return report("dam.json", id="dam-7", text=TEXT, published="2026-03-06")


def test_a_file_is_checked_and_nothing_is_kept(onrecord, path, tmp_path):
    status, printed, _ = onrecord("check", path, "--json")
    assert [(row["rule"], row["verdict"]) for row in json.loads(printed)] == VERDICTS
    assert status == 1
    assert not (tmp_path / "home" / "record.sqlite").exists()


def test_a_report_and_one_of_its_figures_are_checked_in_the_record(onrecord, path):
    onrecord("add", path)
    status, printed, _ = onrecord("check", "dam-7", "--json")
    rows = json.loads(printed)
    assert [(row["rule"], row["verdict"]) for row in rows] == VERDICTS
    assert status == 1
    status, printed, _ = onrecord("check", rows[1]["rows"][0], "--json")
    assert [row["rule"] for row in json.loads(printed)] == ["parts and total"]
    assert status == 0
    assert len(json.loads(onrecord("check", "--all", "--json")[1])) == 3
    assert "713 km2 would be 275.3 mi2" in onrecord("check", "--all")[1]


def test_nothing_to_check_is_said(onrecord, report):
    onrecord("add", report("calm.json", id="calm-1", text="The talks went on. Nobody gave a number."))
    assert onrecord("check", "calm-1")[:2] == (
        0,
        "no rule applies: no conversion, sum, share, weekday or claim that could be checked\n",
    )
    status, _, errors = onrecord("check")
    assert (status, errors) == (2, "onrecord: say what to check: a report, a figure or a file, or --all\n")
    assert "nowhere" in onrecord("check", "nowhere")[2]
