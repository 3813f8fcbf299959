"""Mending from the outside: who is who, corrections, the queue, the log, and each bad input named in one line."""

from __future__ import annotations

import json

import pytest

from made_readings import bare, reading
from onrecord.config import record_url
from onrecord.record.open import open_record
from onrecord.record.writer import Writer
from onrecord.relate.refresh import refresh


@pytest.fixture
def desk(onrecord, monkeypatch):
    """Run a command on a record of one report; `--json` in, values out."""
    monkeypatch.setenv("ONRECORD_AUTHOR", "Ada")
    with open_record(record_url()) as record:
        Writer(record).add(reading())
        refresh(record)  # as `add` does, so that no question says that relations are to be made

    def ask(*words):
        status, printed, error = onrecord(*words, "--json")
        assert (status, error) == (0, ""), error
        return json.loads(printed)

    ask.run = onrecord
    return ask


def test_actors_are_listed_merged_renamed_and_found(desk):
    assert [(row["name"], row["mentions"], len(row["reports"])) for row in desk("actors")] == [
        ("Ilse Varga", 2, 1),
        ("Osmark", 1, 1),
    ]
    done = desk("actors", "merge", "Varga", "osmark", "--by", "Ben", "--note", "so says the mayor")
    assert (done["kind"], done["author"], done["note"], done["about"]) == (
        "merge", "Ben", "so says the mayor", "Ilse Varga is Osmark"
    )  # fmt: skip
    assert {row["source"] for row in desk("statements")} == {"Osmark"}
    desk("undo", done["id"][:8])
    desk("actors", "rename", "Osmark", "Republic of Osmark")
    desk("actors", "party", "Ilse Varga", "none")
    assert {row["speaks_for"] for row in desk("statements", "--by", "Varga")} == {None}
    desk("actors", "split", "Ilse Varga", "--report", "dam-1", "--as", "Inge Varga")
    assert {row["name"] for row in desk("actors")} == {"Inge Varga", "Republic of Osmark"}
    desk("actors", "reject", "Inge Varga")
    assert [row["name"] for row in desk("actors", "--case", "default")] == ["Republic of Osmark"]
    assert "Republic of Osmark" in desk.run("actors")[1]


def test_rows_are_corrected_rejected_and_entered(desk):
    (figure,) = desk("figures")
    done = desk("correct", figure["id"][:8], "--value", "45", "--of", "captives")
    assert (done["author"], done["row"]) == ("Ada", figure["id"])
    (after,) = desk("figures", "--of", "captives")
    assert (after["value"], after["decision"]) == (45.0, done["id"])
    desk("reject", figure["id"], "--note", "counted twice")
    assert desk("figures") == []
    made = desk("enter", "figure", "dam-1", "--words", "40 prisoners", "--value", "40", "--unit", "people")
    assert [row["id"] for row in desk("figures")] == [made["id"]]
    made = desk("enter", "statement", "dam-1", "--words", "The two sides will meet", "--source", "Varga", "--to", "Osmark")
    (entered,) = [row for row in desk("statements", "--by", "Tarn") if row["id"] == made["id"]]
    assert (entered["source"], entered["addressee"]) == ("Ilse Varga", "Osmark")
    (event,) = desk("timeline")
    desk("correct", event["id"], "--who", "Tarn", "--to", "Osmark", "--to", "Merrow", "--date", "2026-03-20")
    (event,) = desk("timeline")
    assert (event["actors"], event["recipients"], desk("next")[0]["date"]) == (["Tarn"], ["Osmark", "Merrow"], "2026-03-20")
    assert desk.run("verify")[0] == 0


def test_the_queue_empties_as_it_is_worked_through(desk):
    queue = desk("review", "--limit", "0")
    assert desk("review", "--limit", "1") == queue[:1]
    desk("accept", queue[0]["id"])
    assert [row["id"] for row in desk("review", "--limit", "0")] == [row["id"] for row in queue[1:]]
    assert {row["layer"] for row in desk("review", "--layer", "dates", "--limit", "0")} <= {"dates"}
    desk("reviewed", "dam-1")
    assert desk("review") == []
    assert "nothing recorded" in desk.run("review")[1]


def test_the_log_and_the_clock(desk):
    (figure,) = desk("figures")
    done = desk("correct", figure["id"], "--value", "45")
    assert [row["id"] for row in desk("decisions", "--by", "Ada", "--standing")] == [done["id"]]
    assert desk("decisions", "--by", "Ben") == []
    before = str(int(done["decided_at"][:4]) - 1) + done["decided_at"][4:10]
    assert desk("decisions", "--recorded-by", before) == []
    undo = desk("undo", done["id"])
    assert desk("figures")[0]["value"] == 40.0
    desk("undo", undo["id"])  # the undo of the undo
    assert desk("figures")[0]["value"] == 45.0
    status, printed, _ = desk.run("decisions")
    assert (status, "value: 40.0 -> 45.0" in " ".join(printed.split()), "undone" in printed) == (0, True, True)
    with open_record(record_url()) as record:
        Writer(record).add(bare("dam-1", "It rained."))
    assert [row["problem"] for row in desk("decisions", "--adrift")] == ["its words are gone"]


def test_two_people_are_compared(desk):
    (figure,) = desk("figures")
    desk("reject", figure["id"])
    desk("reject", figure["id"], "--by", "Ben")
    found = desk("agreement", "dam-1", "--between", "Ada", "Ben")
    assert [(row["layer"], row["judged"], row["agreed"]) for row in found["layers"]] == [("figures", 1, 1)]
    desk("reviewed", "dam-1")
    desk("correct", desk("timeline")[0]["id"], "--place", "none", "--by", "Ben")
    status, printed, _ = desk.run("agreement", "dam-1", "--between", "Ada", "Ben")
    assert (status, "Ada: kept; Ben: corrected" in printed) == (0, True)


BAD = [
    (("actors", "merge", "Nobody", "Osmark"), "is called 'Nobody'; `onrecord actors` lists them"),
    (("actors", "merge", "Osmark", "Osmark"), "are one actor already"),
    (("actors", "split", "Osmark"), "merged into nobody"),
    (("correct", "0000000000", "--kind", "direct"), "has the id '0000000000'"),
    (("correct", "FIGURE", "--kind", "direct"), "--kind says nothing of figures; give --value"),
    (("correct", "FIGURE", "--to", "Tarn", "--to", "Osmark"), "--to names one addressee of figures, not 2"),
    (("correct", "FIGURE"), "say what to correct"),
    (("enter", "rumour", "dam-1", "--words", "Tarn"), "'rumour' is none of statement, event"),
    (("enter", "event", "dam-1", "--words", "the dam"), "needs --type"),
    (("reviewed", "dam-9"), "report dam-9 is not in record"),
    (("undo", "feed"), "has the id 'feed'; `onrecord decisions` lists them"),
    (("undo", ""), "has the id ''"),
    (("review", "--layer", "mentions"), "--layer 'mentions' is none of statements"),
    (("agreement", "dam-1", "--between", "Ada", "Ben"), "'Ada' decided nothing about report dam-1"),
    (("reject", "FIGURE", "--by", " "), "a decision needs an author"),
]


@pytest.mark.parametrize(("words", "message"), BAD, ids=[" ".join(words)[:40] for words, _ in BAD])
def test_bad_input_is_one_line_and_nothing_is_decided(desk, words, message):
    figure = desk("figures")[0]["id"]
    status, out, error = desk.run(*(figure if word == "FIGURE" else word for word in words))
    assert (status, out, error.count("\n"), "Traceback" in error) == (2, "", 1, False)
    assert message in error
    assert desk("decisions") == []


def test_what_is_undone_is_not_undone_again(desk):
    done = desk("actors", "rename", "Osmark", "Osmar")
    desk("undo", done["id"])
    status, _, error = desk.run("undo", done["id"])
    assert (status, "is undone already" in error) == (2, True)
