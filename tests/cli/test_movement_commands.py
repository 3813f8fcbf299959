"""Positions, moves, silence, offers, commitments and relations from the command line, of a record made without a model."""

from __future__ import annotations

import json

import pytest

from made_positions import positions_report, said
from made_readings import reading
from onrecord.record.open import open_record
from onrecord.record.rows import Case
from onrecord.record.writer import Writer


@pytest.fixture
def ask(onrecord, tmp_path):
    path = tmp_path / "dam.sqlite"
    with open_record(path) as record:
        writer = Writer(record)
        writer.put_case(Case("dam"))
        writer.add(reading(), "dam")
        offer = said("Osmark", "aid-access", "offer", "[red]safe roads[/red]", condition="if Tarn pays")
        writer.add(positions_report("r1", "2026-03-01", [offer, said("Tarn", "dam", "oppose", "the dam stays")]), "dam")
        writer.add(positions_report("r2", "2026-04-20", [said("Tarn", "dam", "support", "the dam may go")]), "dam")

    def run(*words):
        return onrecord(*words, "--db", path)

    return run


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("positions", ["troop-withdrawal", "reversed 2026-04-20", "offer (if)", "[Harbour Post says: oppose 2026-03-04"]),
        ("positions --at 2026-03-02", ["new 2026-03-01"]),
        ("positions --list", ["[red]safe roads[/red]", "oppose (so Harbour Post says)"]),
        ("positions --party nobody", ["nothing recorded"]),
        ("moves", ["reversed (oppose -> support)", "Ascribed by others"]),
        ("moves --kind reversed --party Tarn", ["the dam may go"]),
        ("silence", ["Silent from 2026-03-21 to 2026-04-20 (1 reports meanwhile)", "aid-access"]),
        ("offers --unanswered", ["[red]safe roads[/red] [if: if Tarn pays]", "none"]),
        ("commitments", ["Commitments, as of 2026-04-20", "open the sluices", "promised"]),
        ("commitments --overdue", ["nothing recorded"]),
        ("relations Tarn Osmark", ["Tarn <-> Osmark", "2026-03-12"]),
        ("relations Tarn --until 2026-01-01", ["Acts: nothing recorded"]),
    ],
)
def test_what_is_shown(ask, words, shown):
    status, out, err = ask(*words.split())
    assert (status, err) == (0, "")
    line = " ".join(out.split())
    assert [part for part in shown if part not in line] == []


@pytest.mark.parametrize(
    "words", ["positions", "positions --list", "moves", "silence", "offers", "commitments", "relations Tarn"]
)
def test_every_table_is_json_too_and_keeps_to_the_clocks(ask, words):
    status, out, _ = ask(*words.split(), "--json")
    assert (status, bool(json.loads(out))) == (0, True)
    status, out, _ = ask(*words.split(), "--json", "--known-on", "2020-01-01", "--case", "dam")
    assert status == 0
    assert "r1" not in out
    status, out, _ = ask(*words.split(), "--json", "--recorded-by", "2020-01-01")
    assert (status, "r1" in out) == (0, False)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("moves --kind sideways", "'sideways' is no kind of move; there are: new, repeated"),
        ("positions --at soon", "'soon' is not a day"),
        ("positions --case none", "there is no case 'none'"),
        ("relations Tarn tarn", "'Tarn' and 'tarn' are the same party"),
        ("commitments --at 31", "'31' is not a day"),
    ],
)
def test_what_is_asked_wrongly_is_named_in_one_line(ask, words, message):
    status, out, err = ask(*words.split())
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err
