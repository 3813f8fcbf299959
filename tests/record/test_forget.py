"""Forgetting: the words are gone from the file, a tombstone stays."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.event import listens_for

from made_readings import TEXT, bare, reading, report
from onrecord.errors import NotInRecord, RecordUnavailable, UsageError, Withheld
from onrecord.record.anchors import anchor_at
from onrecord.record.forget import forget
from onrecord.record.verify import verify
from onrecord.record.view import View
from onrecord.record.writer import Writer

WORDS = "The informant Quillon Vesterbrandt lives in Zymurgy Lane."  # nobody's name, and in no other report


def secret_reading(report_id: str = "secret"):
    return reading(report(id=report_id, text=f"{WORDS}\n\n{TEXT}", title="Vesterbrandt speaks"))


def bytes_of(path):
    return b"".join(file.read_bytes() for file in path.parent.iterdir()).lower()


@pytest.fixture
def careless(record):
    """A record on a SQLite that leaves deleted bytes where they are, as most do; some are built to wipe them."""
    listens_for(record.engine, "connect")(lambda connection, _: connection.execute("PRAGMA secure_delete=OFF"))
    record.engine.dispose()
    return record


def test_the_words_are_not_in_the_file(path, careless):
    record = careless
    writer = Writer(record)
    writer.add(bare("other", "Another report, which stays. " * 200))
    writer.add(secret_reading(), original=WORDS.encode())
    row = View(record).rows("figures", reports=["secret"])[0]
    text = View(record).report("secret").text
    writer.decide("reject", "Ada", anchor=anchor_at(row.spans[0], text, report_id="secret", layer="figures"))
    for word in (b"quillon", b"vesterbrandt", b"zymurgi", b"some 40 prisoners", b"ilse varga"):  # zymurgi: the stem
        assert word in bytes_of(path), word
    forget(record, "secret", "court order 12/26", "Ada")
    for word in (b"quillon", b"vesterbrandt", b"zymurg", b"some 40 prisoners", b"ilse varga", b"sluices"):
        assert word not in bytes_of(path), word
    assert b"another report, which stays" in bytes_of(path)


def test_a_tombstone_says_who_when_and_why(record):
    added = Writer(record).add(secret_reading())
    forget(record, "secret", "wrong person", "Ada")
    (stone,) = View(record).tombstones()
    assert (stone.report_id, stone.version_id, stone.author, stone.reason) == (
        "secret",
        added.version_id,
        "Ada",
        "wrong person",
    )
    notes = list(verify(record))
    assert [(note.kind, note.report_id) for note in notes] == [("withheld", "secret")]
    with pytest.raises(NotInRecord, match=r"withheld: forgotten on .*wrong person"):
        View(record).report("secret")


@pytest.mark.parametrize("report_id", ["secret", "another-id"])
def test_a_forgotten_report_is_not_taken_in_again(record, report_id):
    writer = Writer(record)
    writer.add(secret_reading())
    forget(record, "secret", "wrong person", "Ada")
    with pytest.raises(Withheld, match=r"was forgotten on .* by Ada \(wrong person\)"):
        writer.add(secret_reading(report_id))
    assert writer.add(secret_reading(report_id), force=True).new
    assert [note.kind for note in verify(record)] == ["withheld"]


def test_a_forgotten_report_is_not_taken_in_with_another_text(record):
    writer = Writer(record)
    writer.add(secret_reading())
    forget(record, "secret", "wrong person", "Ada")
    with pytest.raises(Withheld):
        writer.add(bare("secret", WORDS + " Slightly changed."))


def test_every_version_goes(path, record):
    writer = Writer(record)
    writer.add(bare("secret", "Quillon lives here."))
    writer.add(bare("secret", "Vesterbrandt lives there."))
    assert forget(record, "secret", "order", "Ada").versions == 2
    assert b"quillon" not in bytes_of(path)
    assert b"vesterbrandt" not in bytes_of(path)


def test_the_same_words_in_another_report_are_named(record):
    writer = Writer(record)
    writer.add(bare("one", WORDS))
    writer.add(bare("two", WORDS))
    assert forget(record, "one", "order", "Ada").also_in == ("two",)
    assert View(record).report("two").text == WORDS
    assert [note.kind for note in verify(record)] == ["withheld"]


def test_forgetting_twice_is_forgetting(record):
    Writer(record).add(secret_reading())
    forget(record, "secret", "order", "Ada")
    assert forget(record, "secret", "order", "Ada").versions == 0
    assert len(View(record).tombstones()) == 1


def test_what_was_never_there_is_named(record):
    with pytest.raises(NotInRecord, match="report nobody"):
        forget(record, "nobody", "order", "Ada")
    with pytest.raises(UsageError, match="reason"):
        forget(record, "nobody", "  ", "Ada")


def test_a_reader_who_keeps_old_bytes_alive_is_reported(path, record, monkeypatch):
    Writer(record).add(secret_reading())
    monkeypatch.setattr("onrecord.record.open.BUSY_TIMEOUT_S", 0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM texts").fetchone()
    with pytest.raises(RecordUnavailable, match=r"gone|in use"):
        forget(record, "secret", "order", "Ada")
    other.close()
    assert View(record).reports() == []
    forget(record, "secret", "order", "Ada")
    assert b"vesterbrandt" not in bytes_of(path)
