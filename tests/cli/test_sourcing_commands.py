"""`relate`, `chain` and `versions` as a user runs them; `add` and `forget` keep relations up to date."""

from __future__ import annotations

import json

import pytest

from made_readings import TEXT, bare, reading, report
from onrecord.record.open import open_record
from onrecord.record.view import View
from onrecord.record.writer import Writer
from onrecord.relate.derived import read

COPY = f"LUND (Coast Wire) - {TEXT}"


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "record.sqlite"
    with open_record(path) as record:
        Writer(record).add(reading())
        Writer(record).add(bare("copy", COPY, publisher="Wyck Echo", published="2026-03-05"))
        Writer(record).add(bare("copy", COPY.replace("40", "45"), publisher="Wyck Echo", published="2026-03-05"))
    return path


def clusters(db):
    with open_record(db) as record:
        return {one.report_id: one.cluster for one in read(View(record), "copies")}


def test_relate_makes_everything_anew(onrecord, db):
    status, printed, _ = onrecord("relate", "--db", db)
    assert (status, printed.splitlines()[0]) == (0, "copies: 2 reports related")
    assert clusters(db) == {"copy": "dam-1", "dam-1": "dam-1"}
    _, printed, _ = onrecord("relate", "--db", db, "--case", "default", "--json")
    assert json.loads(printed)[0] == {"kind": "copies", "reports": 2, "everything": True}
    status, _, errors = onrecord("relate", "--db", db, "--case", "none")
    assert (status, "no case 'none'" in errors) == (2, True)


def test_chain_draws_the_tree_and_says_what_is_pending(onrecord, db):
    status, printed, errors = onrecord("chain", "dam-1", "--db", db)
    assert status == 0
    assert printed.splitlines() == ["Harbour Post", "└── Tarn Radio  “citing Tarn Radio”  origin"]
    assert "copies: 2 reports came or changed since relations were made; run `onrecord relate`" in errors
    onrecord("relate", "--db", db)
    _, printed, errors = onrecord("chain", "dam-1", "--db", db)
    assert errors == ""
    assert "The same text: one origin" in printed
    assert "Wyck Echo" in printed


def test_chain_as_json(onrecord, db):
    with open_record(db) as record:
        row = View(record).rows("statements")[1]
    _, printed, _ = onrecord("chain", row.id, "--db", db, "--json")
    found = json.loads(printed)
    assert found["origins"] == ["Ilse Varga"]
    assert [hop["name"] for hop in found["tree"]["below"]] == ["Tarn Radio"]
    assert found["row"]["words"] == "We ask for nothing else,"


def test_relays_in_a_circle_are_said_to_be_one(onrecord, tmp_path):
    db = tmp_path / "circle.sqlite"
    hops = [{"by": a, "of": b, "span": None, "verb": None, "scope": "report"} for a, b in (("A", "B"), ("B", "A"))]
    with open_record(db) as record:
        Writer(record).add(reading(report(publisher="A", relays=hops), statements=(), positions=(), commitments=()))
    _, printed, _ = onrecord("chain", "dam-1", "--db", db)
    assert "again: the relays go round" in printed
    assert "they lead to no origin" in printed


def test_versions_shows_changes_of_fact(onrecord, db):
    status, printed, _ = onrecord("versions", "copy", "--db", db)
    assert status == 0
    assert "fact (number)" in printed
    assert "[-40-]{+45+}" in printed
    _, printed, _ = onrecord("versions", "copy", "--db", db, "--json")
    assert [row["of_fact"] for row in json.loads(printed)] == [0, 1]
    status, _, errors = onrecord("versions", "nothing", "--db", db)
    assert (status, "report nothing is not in record" in errors) == (2, True)


def test_forget_lets_go_of_the_copies(onrecord, db):
    onrecord("relate", "--db", db)
    status, _, _ = onrecord("forget", "copy", "--reason", "order", "--author", "Ada", "--db", db)
    assert status == 0
    assert clusters(db) == {}
    _, _, errors = onrecord("chain", "dam-1", "--db", db)
    assert errors == ""


def test_statements_and_figures_say_on_how_many_origins_they_rest(onrecord, tmp_path):
    db = tmp_path / "three.sqlite"
    with open_record(db) as record:
        for name, publisher in (("one", "Harbour Post"), ("two", "Wyck Echo"), ("three", "Harbour Post")):
            Writer(record).add(reading(report(id=name, publisher=publisher, title=name)))
    _, printed, errors = onrecord("statements", "--db", db, "--json")
    assert "copies: 3 reports came or changed" in errors
    counts = {row["words"].split()[0]: (row["origins"], row["reports"]) for row in json.loads(printed)}
    assert counts == {"Tarn": (2, 3), "We": (1, 3), "the": (2, 3)}  # all have "We ..." from Tarn Radio
    onrecord("relate", "--db", db)
    for command in ("statements", "figures"):
        _, printed, errors = onrecord(command, "--db", db, "--json")
        assert {(row["origins"], row["reports"]) for row in json.loads(printed)} == {(1, 3)}
        assert errors == ""
    _, printed, _ = onrecord("figures", "--db", db)
    assert printed.count("1 origin, 3 reports") == 3


@pytest.mark.model
def test_add_relates_what_it_took_in(onrecord, report, tmp_path):
    db = tmp_path / "new.sqlite"
    files = [report(f"{name}.json", id=name, publisher=name, text=TEXT) for name in ("one", "two")]
    assert onrecord("add", files[0], "--db", db)[0] == 0
    assert clusters(db) == {}
    assert onrecord("add", files[1], "--db", db)[0] == 0
    assert clusters(db) == {"one": "one", "two": "one"}
