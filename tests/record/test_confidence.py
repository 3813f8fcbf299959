"""What the reader was not sure enough of: left out of every question, kept for review."""

from __future__ import annotations

import sqlite3

import pytest

from made_readings import reading
from older import without_0003
from onrecord.queries.brief import brief
from onrecord.queries.next_steps import next_steps
from onrecord.queries.positions import position_rows
from onrecord.queries.review import review
from onrecord.queries.show import show
from onrecord.queries.statements import statements
from onrecord.queries.timeline import timeline
from onrecord.record.judging import Judge
from onrecord.record.open import open_record
from onrecord.record.schema import REVISION
from onrecord.record.verify import verify
from onrecord.record.view import View
from onrecord.record.writer import Writer

JUDGED = ("statements", "events", "positions", "next_steps")


def unsure(confidence: float):
    """The reading of the dam, each row of a judged kind as sure as this."""
    full = reading()
    return full.model_copy(
        update={
            name: tuple(row.model_copy(update={"confidence": confidence}) for row in getattr(full, name)) for name in JUDGED
        }
    )


@pytest.fixture
def doubtful(record):
    Writer(record).add(unsure(0.3))
    return record


@pytest.mark.parametrize("layer", JUDGED)
def test_rows_below_the_confidence_asked_for_are_left_out(doubtful, layer):
    full = len(getattr(reading(), layer))
    assert [len(View(doubtful, confidence=least).rows(layer)) for least in (0.0, 0.3, 0.31)] == [full, full, 0]


def test_other_layers_have_no_confidence_and_stay(doubtful):
    view = View(doubtful, confidence=1.0)
    assert [len(view.rows(name)) for name in ("figures", "commitments", "open_issues", "dates")] == [1, 1, 1, 2]


def test_without_a_wish_the_default_threshold_holds(doubtful, monkeypatch):
    monkeypatch.setattr("onrecord.scheme.thresholds.load_scheme", lambda _: dict.fromkeys(JUDGED, 0.0) | {"events": 0.4})
    from onrecord.scheme.thresholds import default_thresholds

    default_thresholds.cache_clear()
    try:
        assert View(doubtful).rows("events") == []
        assert len(View(doubtful).rows("statements")) == 3
        assert len(View(doubtful, confidence=0.0).rows("events")) == 1
    finally:
        default_thresholds.cache_clear()


def test_review_sees_what_the_questions_leave_out(doubtful):
    view = View(doubtful, confidence=0.9)
    stances = position_rows(view, issue=None, party=None, case=None)
    assert (statements(view), timeline(view), stances, next_steps(view)) == ([], [], [], [])
    assert {row.layer for row in review(view, limit=None)} >= set(JUDGED)


def test_a_row_that_rests_on_one_left_out_is_shown_without_it(record):
    full = unsure(0.9)
    Writer(record).add(
        full.model_copy(
            update={
                "statements": tuple(row.model_copy(update={"confidence": 0.1}) for row in full.statements),
                "events": tuple(row.model_copy(update={"confidence": 0.1}) for row in full.events),
            }
        )
    )
    view = View(record, confidence=0.5)
    rows = position_rows(view, issue=None, party=None, case=None)
    assert ({row.actor for row in rows}, {row.source for row in rows}) == ({"Tarn", "Osmark"}, {None})
    assert [row.status for row in next_steps(view)] == [None]
    assert brief(view).happened == ()


def test_what_a_person_corrected_is_always_sure(doubtful):
    view = View(doubtful, confidence=0.9)
    row = View(doubtful, confidence=0.0).rows("events")[0]
    Judge(doubtful, "Ada").correct(row.id, {"status": "moved"})
    assert [one.id for one in view.rows("events")] == [row.id]


def test_what_a_person_accepted_is_always_sure(doubtful):
    view = View(doubtful, confidence=0.9)
    row = View(doubtful, confidence=0.0).rows("events")[0]
    Judge(doubtful, "Ada").accept(row.id)
    assert [one.id for one in view.rows("events")] == [row.id]


def test_what_waits_for_review_can_be_judged_and_shown(record):
    Writer(record).add(unsure(0.0))
    [row] = review(View(record, confidence=0.9), layers=["events"])
    assert show(View(record), row.id).row is not None
    Judge(record, "Ada").reject(row.id)
    assert review(View(record), layers=["events"]) == []


def test_what_was_read_is_seen_whole_by_what_compares_readings(doubtful):
    assert len(View(doubtful, confidence=0.9).rows("statements", as_read=True)) == 3


def test_what_is_stored_keeps_its_confidence(doubtful):
    assert View(doubtful).reading("dam-1") == unsure(0.3)


def test_a_record_of_schema_0002_gains_the_column_with_the_middle(path, record):
    Writer(record).add(unsure(0.5))  # as the old reader left it: defaults are in no hash
    record.close()
    with sqlite3.connect(path) as older:
        without_0003(older)
    older.close()
    with open_record(path) as again:
        view = View(again, confidence=0.0)
        assert {row.item.confidence for name in ("positions", "next_steps") for row in view.rows(name)} == {0.5}
        assert list(verify(again)) == []
    with sqlite3.connect(path) as newer:
        assert newer.execute("SELECT version_num FROM alembic_version").fetchone() == (REVISION,)
    newer.close()
