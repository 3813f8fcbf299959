"""The main job from the outside: files in, answers out, each bad input named in one line."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
STORY = "ARDEN, March 3, 2025 (Valley Post) - Velmora will attend the talks, its envoy said on Monday. They begin on Tuesday."

pytestmark = pytest.mark.model


def test_samples_make_a_record_that_holds_and_answers(onrecord):
    samples = ROOT / "samples"
    made = onrecord("case", "new", "sarn", "--actors", samples / "actors.toml", "--codebook", samples / "codebook.toml")
    assert made[0] == 0, made[2]
    status, out, err = onrecord("add", samples / "reports", "--json")
    assert (status, err) == (0, "")
    assert [row["result"] for row in json.loads(out)["reports"]] == ["added"] * 12
    again = json.loads(onrecord("add", samples / "reports", "--json")[1])["reports"]
    assert {row["result"] for row in again} == {"known already"}
    said = json.loads(onrecord("statements", "--by", "Teodor Vasch", "--json")[1])
    assert {row["speaks_for"] for row in said} == {"Velmora"}
    assert all(row["report"].startswith("sarn-") and row["words"] and row["spans"] for row in said)
    earlier = json.loads(onrecord("statements", "--by", "Teodor Vasch", "--known-on", "2025-03-17", "--json")[1])
    assert 0 < len(earlier) < len(said)
    assert onrecord("verify")[0] == 0
    brief = onrecord("brief")[1]
    assert "sarn, as of 2025-04-25" in brief
    assert "Sanna Rehl" in brief


def test_forgotten_words_are_in_no_file(onrecord, report, tmp_path):
    path = report("a.json", id="r-1", text=STORY.replace("attend", "circumnavigate"))
    assert onrecord("add", path)[0] == 0
    assert onrecord("forget", "r-1", "--reason", "court order", "--author", "Ann")[0] == 0
    files = [file for file in (tmp_path / "home").rglob("*") if file.is_file()]
    assert files
    assert not [file.name for file in files if b"circumnavigate" in file.read_bytes()]
    status, out, _ = onrecord("verify")
    assert (status, "withheld" in out) == (0, True)


def test_reread_says_what_changed(onrecord, report):
    onrecord("add", report("a.json", id="r-1", text=STORY))
    status, out, _ = onrecord("reread", "--json")
    assert (status, json.loads(out)) == (0, {"reread": 1, "changed": 0, "failed": 0, "reports": json.loads(out)["reports"]})


def test_read_prints_one_object_with_valid_spans(onrecord, report):
    status, out, _ = onrecord("read", report("a.json", text=f"🙂 {STORY}"), "--json")
    reading = json.loads(out)
    [statement, *_] = reading["statements"]
    start, end = statement["cue_span"]
    assert (status, reading["report"]["text"][start:end]) == (0, statement["cue"])


def test_standard_input_and_options(onrecord):
    status, out, _ = onrecord(
        "read", "-", "--published", "2025-03-03", "--publisher", "Valley Post", "--json", data=STORY.encode()
    )
    report = json.loads(out)["report"]
    assert (status, report["publisher"], report["published"]) == (0, "Valley Post", "2025-03-03")


def test_another_language_is_kept_unread(onrecord, tmp_path):
    (tmp_path / "a.txt").write_text(
        "Le ministre a déclaré lundi à Genève que les négociations étaient terminées.", encoding="utf-8"
    )
    status, out, _ = onrecord("add", "a.txt")
    assert status == 0
    assert "unread" in out
    assert "'fr'" in out


def test_missing_date_and_future_date_are_said(onrecord, report):
    path = report("a.json", text="Velmora will attend the talks, its envoy said on Monday.", published=None)
    assert "no date is known" in onrecord("add", path)[1]
    assert "lies in the future" in onrecord("add", report("b.json", text=STORY, published="2999-01-01"))[1]


BAD = [
    ("empty", "a.txt", b"", "is empty"),
    ("binary", "a.txt", b"\x7fELF\x00\x00\x01", "binary"),
    ("huge line", "a.txt", b"word " * 1_000_000, "split it into its reports"),
    ("page without text", "a.html", b"<html><body><nav>Home</nav></body></html>", "no main text"),
    ("line cut short", "a.jsonl", b'{"text": "The en', "cut short"),
    ("no text field", "a.json", b'{"title": "x"}', "text"),
]


@pytest.mark.parametrize(("name", "content", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_one_line_and_status_2(onrecord, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    status, _, err = onrecord("read", name)
    assert (status, err.count("\n"), name in err, message in err) == (2, 1, True, True)


def test_one_bad_report_does_not_stop_the_others(onrecord, report, tmp_path):
    good = report("a.json", text=STORY)
    status, out, err = onrecord("add", tmp_path / "nothing.txt", good, "--json")
    assert status == 1
    assert "no such file" in err
    assert [bool(row["report"]) for row in json.loads(out)["reports"]] == [False, True]


@pytest.mark.parametrize("words", [("next", "--nope"), ("nope",), ("show",)], ids=["option", "command", "argument"])
def test_a_slip_in_the_command_line_is_named_and_has_status_2(onrecord, words):
    status, _, err = onrecord(*words)
    assert status == 2
    assert "Traceback" not in err
    assert "Usage" in err


def test_no_record_yet_is_said_with_the_remedy(onrecord):
    status, _, err = onrecord("brief")
    assert (status, err.count("\n")) == (2, 1)
    assert "record.sqlite" in err


def test_several_cases_must_be_named(onrecord):
    onrecord("case", "new", "dam")
    onrecord("case", "new", "strike")
    status, _, err = onrecord("brief")
    assert (status, "dam, strike" in err) == (2, True)
    assert "no case 'war'" in onrecord("brief", "--case", "war")[2]


def test_a_record_that_cannot_be_made_is_named(onrecord, report, tmp_path):
    (tmp_path / "locked").write_text("a file where a folder should be")
    status, _, err = onrecord("add", report("a.json", text=STORY), "--db", tmp_path / "locked" / "record.sqlite")
    assert (status, err.count("\n"), "locked" in err) == (2, 1, True)


@pytest.mark.parametrize("option", ["--since", "--until", "--known-on"])
def test_a_day_that_is_none_is_named_with_its_option(onrecord, option):
    assert onrecord("statements", option, "yesterday")[::2] == (
        2,
        f"onrecord: {option} 'yesterday' is not a day; write it as YYYY-MM-DD\n",
    )


def test_schema_is_json(onrecord):
    status, out, _ = onrecord("schema")
    assert (status, json.loads(out)["title"]) == (0, "Reading")
