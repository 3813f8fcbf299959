"""Verify finds whatever was changed behind the record's back."""

from __future__ import annotations

import pytest

from made_readings import TEXT, bare, reading, report
from onrecord.record.anchors import anchor_at
from onrecord.record.open import open_record
from onrecord.record.verify import verify
from onrecord.record.view import View
from onrecord.record.writer import Writer

DAMAGE = {
    "a span that moved": ("UPDATE dates SET span_start = span_start + 1", "other words"),
    "a span outside the text": ("UPDATE places SET span_end = 99999", "outside the text"),
    "a span turned around": ("UPDATE places SET span_start = span_end", "outside the text"),
    "a statement's span": (
        """UPDATE statements SET payload = replace(payload, '"cue_span":[', '"cue_span":[1')""",
        "outside the text",
    ),
    "a text that was edited": ("UPDATE texts SET text = replace(text, 'sluices', 'SLUICES')", "is not the one that was stored"),
    "another publisher": ("UPDATE versions SET publisher = 'Tarn Radio'", "metadata"),
    "another speaker": ("UPDATE statements SET source = 'Osmark'", "not the one that was stored"),
    "a value of another type": ("UPDATE events SET status = 'maybe'", "does not hold"),
    "a row taken out": ("DELETE FROM open_issues", "not the one that was stored"),
    "another reader": ("UPDATE readings SET reader = 'x'", "not the one that was stored"),
    "no current reading": ("UPDATE readings SET current = 0", "current row in readings"),
    "no current version": ("UPDATE versions SET current = 0", "current row in versions"),
    "a log that was cut": ("DELETE FROM currents", "no current reading"),
    "an index of names without a name": ("DELETE FROM names WHERE role = 'via'", "index of names"),
    "an index that lost a version": ("DELETE FROM search_docsize", "search index"),
    "a text that nobody has": ("INSERT INTO texts VALUES ('abc', 'x')", "belongs to no version"),
    "a row without a reading": ("DELETE FROM readings", "does not exist"),
}


@pytest.mark.parametrize(("statement", "said"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_found(record, statement, said):
    Writer(record).add(reading())
    assert list(verify(record)) == []
    with record.engine.connect() as connection:
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute(statement)
        raw.execute("PRAGMA foreign_keys=ON")
    notes = list(verify(record))
    assert any(said in note.message for note in notes), notes
    assert {note.kind for note in notes} == {"problem"}


def test_a_record_that_holds_says_nothing(record):
    writer = Writer(record)
    writer.add(reading())
    writer.add(reading(report(text=TEXT + " More.")))
    writer.add(reading(report(id="dam-2", published=None)))
    assert list(verify(record)) == []


def test_a_record_opened_to_be_read_only_is_verified(record, path):
    Writer(record).add(reading())
    with open_record(path, read_only=True) as again:
        assert list(verify(again)) == []


def test_a_decision_that_lost_its_words_is_listed(record):
    writer = Writer(record)
    writer.add(reading())
    row = View(record).rows("open_issues")[0]
    writer.decide("reject", "Ada", anchor=anchor_at(row.spans[0], TEXT, report_id="dam-1", layer="open_issues"))
    assert list(verify(record)) == []
    shorter = TEXT.replace(", and the future of the dam is unresolved", "")
    writer.add(bare("dam-1", shorter))
    notes = list(verify(record))
    assert [(note.kind, note.report_id) for note in notes] == [("adrift", "dam-1")]
    assert "words are gone" in notes[0].message
