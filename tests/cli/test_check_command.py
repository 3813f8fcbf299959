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


FREED = "The sides freed 314 prisoners in all on Tuesday, the Lund Radio said."
SIDES = "Each side freed 157 prisoners on Tuesday, Osmark said."


def test_figures_about_the_same_thing_stand_together(onrecord, report):
    onrecord("add", report("one.json", id="one", text=FREED, publisher="Lund Radio", published="2026-03-05"))
    onrecord("add", report("two.json", id="two", text=SIDES, publisher="Port Post", published="2026-03-06"))
    (group,) = json.loads(onrecord("figures", "--groups", "--json")[1])
    assert (group["relation"], group["reports"], group["low"], group["high"]) == ("compatible", 2, 157, 314)
    assert [member["relation"] for member in group["members"]] == [None, "compatible"]
    assert "compatible  157 to 314 people, prisoners (freed): 2 reports" in onrecord("figures", "--groups")[1]
    (finding,) = json.loads(onrecord("check", "two", "--json")[1])
    assert (finding["rule"], finding["verdict"]) == ("other reports", "agrees")


def test_copies_of_one_text_are_one_origin(onrecord, report):
    wire = (
        f"{FREED} The exchange took place on the bridge of Halm before noon, and both ministries confirmed the lists of names."
    )
    onrecord("add", report("one.json", id="one", text=wire, publisher="Lund Post", published="2026-03-05"))
    onrecord("add", report("two.json", id="two", text=wire, publisher="Port Post", published="2026-03-05"))
    (group,) = json.loads(onrecord("figures", "--groups", "--json")[1])
    assert (group["relation"], group["reports"], group["independent"]) == ("repeated", 2, 1)
    assert "2 reports, 1 independent origin (Lund Radio)" in onrecord("figures", "--groups")[1]


def test_a_figure_is_marked_and_shown_so(onrecord, report):
    onrecord("add", report("one.json", id="one", text=FREED, publisher="Lund Radio", published="2026-03-05"))
    key = json.loads(onrecord("figures", "--json")[1])[0]["id"]
    status, printed, _ = onrecord("mark", key[:8], "disputed", "--note", "the lists differ", "--by", "Ada", "--json")
    assert (status, json.loads(printed)["mark"]["judgement"]) == (0, "disputed")
    assert json.loads(onrecord("figures", "--json")[1])[0]["marks"][0]["note"] == "the lists differ"
    assert "disputed by Ada: the lists differ" in onrecord("figures")[1]
    onrecord("add", report("two.json", id="two", text=SIDES, publisher="Port Post", published="2026-03-06"))
    assert "note: disputed by Ada: the lists differ" in onrecord("check", "one")[1]
    status, _, errors = onrecord("mark", key, "doubted")
    assert (status, errors) == (2, "onrecord: a figure is confirmed, disputed, withdrawn, not 'doubted'\n")
    assert "is not an address" in onrecord("mark", key, "disputed", "--link", "nowhere")[2]
