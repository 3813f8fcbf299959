"""Adding: once is enough, and what comes back is what went in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from made_readings import READER, TEXT, bare, reading, report
from onrecord.errors import InvalidReport, NotInRecord
from onrecord.record.rows import Case
from onrecord.record.verify import verify
from onrecord.record.view import View
from onrecord.record.writer import Writer


def dumped(record):
    """Everything that the record holds, without instants and the numbers of this file."""
    from sqlalchemy import text

    kept = {}
    with record.read() as connection:
        for (table,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all():
            rows = connection.execute(text(f"SELECT * FROM {table}")).mappings().all()  # noqa: S608
            leave = {"recorded_at", "since", "number"} if table in {"versions", "currents"} else {"recorded_at"}
            if not table.startswith("search"):
                kept[table] = sorted(repr({k: v for k, v in row.items() if k not in leave}) for row in rows)
    return kept


def test_a_reading_comes_back_as_it_went_in(record):
    Writer(record).add(reading())
    assert View(record).reading("dam-1") == reading()


def test_a_report_without_any_metadata_is_stored(record):
    Writer(record).add(bare("plain"))
    assert View(record).reading("plain") == bare("plain")


def test_adding_twice_adds_nothing(record):
    first = Writer(record).add(reading())
    before = dumped(record)
    second = Writer(record).add(reading())
    assert (first.new, second.new) == (True, False)
    assert first.version_id == second.version_id
    assert dumped(record) == before


def test_a_changed_text_becomes_the_current_version(record):
    writer = Writer(record)
    writer.add(reading())
    changed = reading(report(text=TEXT + "\n\nCorrection: the talks are in Lund."))
    added = writer.add(changed)
    assert (added.new_report, added.new_version, added.new_reading) == (False, True, True)
    view = View(record)
    assert view.report("dam-1").text.endswith("in Lund.")
    assert [version.current for version in view.versions("dam-1")] == [False, True]
    assert len(view.rows("statements")) == 3


def test_an_old_version_added_again_does_not_come_back(record):
    writer = Writer(record)
    for text in (TEXT, TEXT + " More.", TEXT):
        writer.add(reading(report(text=text)))
    assert View(record).report("dam-1").text.endswith("More.")


def test_a_page_that_was_changed_back_is_current_again(record):
    writer = Writer(record)
    for day, text in ((1, TEXT), (2, TEXT + " More."), (3, TEXT)):
        writer.add(reading(report(text=text)), fetched_at=datetime(2026, 3, day, tzinfo=UTC))
    assert View(record).report("dam-1").text == TEXT
    assert len(View(record).versions("dam-1")) == 2
    assert [note.message for note in verify(record)] == []


def test_other_metadata_is_another_version(record):
    writer = Writer(record)
    writer.add(reading())
    assert writer.add(reading(report(title="Talks to resume"))).new_version
    assert View(record).head("dam-1").title == "Talks to resume"


def test_another_reading_of_the_same_version_becomes_current(record):
    writer = Writer(record)
    writer.add(reading())
    newer = reading(reader=READER.model_copy(update={"reader": "onrecord 0.2.0"}), open_issues=())
    added = writer.add(newer)
    assert (added.new_version, added.new_reading) == (False, True)
    assert View(record).reading("dam-1") == newer
    assert [found.current for found in View(record).readings("dam-1")] == [False, True]


def test_a_newer_reader_that_reads_the_same_adds_nothing(record):
    writer = Writer(record)
    writer.add(reading())
    assert not writer.add(reading(reader=READER.model_copy(update={"reader": "onrecord 0.2.0"}))).new


def test_a_report_may_belong_to_two_cases(record):
    writer = Writer(record)
    writer.put_case(Case("dam", "river", ("Tarn", "Osmark")))
    writer.put_case(Case("prisoners"))
    writer.add(reading(), case="dam")
    assert writer.add(reading(), case="prisoners").new_in_case
    view = View(record)
    assert [head.report_id for head in view.reports("dam")] == ["dam-1"]
    assert view.case_sizes() == {"dam": 1, "prisoners": 1}
    assert view.cases() == [Case("dam", "river", ("Tarn", "Osmark")), Case("prisoners")]


def test_a_case_can_be_changed(record):
    writer = Writer(record)
    writer.put_case(Case("dam"))
    writer.put_case(Case("dam", "river", feeds=("https://post.example/feed",)))
    assert View(record).cases() == [Case("dam", "river", feeds=("https://post.example/feed",))]


def test_an_unknown_case_is_named_and_nothing_is_added(record):
    with pytest.raises(NotInRecord, match="no case 'damm'"):
        Writer(record).add(reading(), case="damm")
    assert View(record).reports() == []


def test_a_known_report_joins_a_case(record):
    writer = Writer(record)
    writer.put_case(Case("dam"))
    writer.add(reading())
    assert writer.add_to_case("dam-1", "dam")
    assert not writer.add_to_case("dam-1", "dam")
    with pytest.raises(NotInRecord, match="report dam-9"):
        writer.add_to_case("dam-9", "dam")


def test_the_original_is_kept(record):
    added = Writer(record).add(reading(), original=b"<html>" * 1000)
    assert View(record).original(added.version_id) == b"<html>" * 1000
    assert View(record).original("none") is None


def test_half_a_surrogate_pair_is_refused(record):
    with pytest.raises(InvalidReport, match="report odd: character 3"):
        Writer(record).add(bare("odd", "ab \ud800"))


@pytest.mark.parametrize("text", ["a\x00b", "𝔘nicode 👩‍👩‍👧 e\u0301", "\ue000\ue000marks\ue001\ue001", "\r\n\u2028"])
def test_any_text_is_kept_code_point_for_code_point(record, text):
    Writer(record).add(bare("odd", text))
    assert View(record).report("odd").text == text
    assert list(verify(record)) == []


def test_one_text_under_two_ids_is_stored_once(record):
    writer = Writer(record)
    writer.add(bare("one", "The same wire."))
    writer.add(bare("two", "The same wire."))
    with record.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM texts").scalar_one() == 1


def test_a_failure_in_the_middle_leaves_nothing(record, monkeypatch):
    monkeypatch.setattr("onrecord.record.writer._turn", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Writer(record).add(reading())
    assert View(record).reports() == []
    assert list(verify(record)) == []
