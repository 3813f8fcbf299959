"""The View and its two clocks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from made_readings import READER, TEXT, bare, reading, report
from onrecord.errors import NotInRecord, UsageError
from onrecord.record.selecting import Named
from onrecord.record.verify import verify
from onrecord.record.view import View
from onrecord.record.writer import Writer


def clock(day: int):
    return lambda: datetime(2026, 3, day, 12, tzinfo=UTC)


@pytest.fixture
def edited(record):
    """A report of 4 March, edited on the 8th, both versions stored the day after; the second read again on the 20th."""
    Writer(record, clock(5)).add(reading())
    later = reading(report(text=TEXT + " More.", published="2026-03-08"))
    Writer(record, clock(9)).add(later)
    newer = READER.model_copy(update={"reader": "onrecord 0.2.0"})
    Writer(record, clock(20)).add(later.model_copy(update={"reading": newer, "open_issues": ()}))
    Writer(record, clock(10)).add(bare("undated", "Nobody knows when."))
    return record


@pytest.mark.parametrize(
    ("clocks", "ends_with", "issues"),
    [
        ({}, "More.", 0),
        ({"known_on": "2026-03-04"}, "unresolved.", 1),
        ({"known_on": "2026-03-07"}, "unresolved.", 1),
        ({"known_on": "2026-03-08"}, "More.", 0),
        ({"recorded_by": "2026-03-05"}, "unresolved.", 1),
        ({"recorded_by": "2026-03-09"}, "More.", 1),
        ({"recorded_by": "2026-03-20"}, "More.", 0),
        ({"recorded_by": "2026-03-20T11:59:59+00:00"}, "More.", 1),
        ({"recorded_by": "2026-03-09", "known_on": "2026-03-05"}, "unresolved.", 1),
    ],
    ids=str,
)
def test_the_clocks_choose_version_and_reading(edited, clocks, ends_with, issues):
    view = View(edited, **clocks)
    assert view.report("dam-1").text.endswith(ends_with)
    assert len(view.rows("open_issues")) == issues


@pytest.mark.parametrize("clocks", [{"known_on": "2026-03-03"}, {"recorded_by": "2026-03-04"}], ids=str)
def test_what_was_not_there_yet_is_not_in_view(edited, clocks):
    view = View(edited, **clocks)
    assert view.reports() == []
    assert view.rows("statements") == []
    with pytest.raises(NotInRecord, match=r"report dam-1 is not in record .* 2026-03-0"):
        view.report("dam-1")


def test_an_undated_report_is_not_known_to_have_been_published(edited):
    assert [head.report_id for head in View(edited, known_on="2030-01-01").reports()] == ["dam-1"]
    assert [head.report_id for head in View(edited, recorded_by="2026-03-31").reports()] == ["dam-1", "undated"]


@pytest.mark.parametrize("clocks", [{"known_on": "yesterday"}, {"recorded_by": "2026-13-01"}, {"recorded_by": "now"}], ids=str)
def test_a_clock_that_is_no_day_is_refused(record, clocks):
    with pytest.raises(UsageError, match="2025-12-04"):
        View(record, **clocks)


def test_rows_carry_words_and_the_report_they_came_from(record):
    Writer(record).add(reading())
    row = View(record).rows("statements")[0]
    assert row.words == "Tarn would open the sluices ... if Osmark withdrew its guards"
    assert (row.head.report_id, row.head.publisher, row.head.published) == ("dam-1", "Harbour Post", "2026-03-04")
    assert [TEXT[start:end] for start, end in row.spans] == row.words.split(" ... ")


def test_references_between_rows_are_ids_of_rows(record):
    Writer(record).add(reading())
    view = View(record)
    statements = {row.id for row in view.rows("statements")}
    assert {row.item.statement for row in view.rows("positions")} <= statements
    assert [row.item.event for row in view.rows("next_steps")] == [row.id for row in view.rows("events")]


def test_rows_are_found_by_name_whatever_its_case(record):
    Writer(record).add(reading())
    view = View(record)
    for name in ("Ilse Varga", "ILSE  VARGA", "varga", "élise varga"):
        by = Named(("by",), view.canonical_names(name))
        assert len(view.rows("statements", named=[by])) == 2


def test_ids_survive_an_edit_near_the_top(record):
    writer = Writer(record)
    writer.add(reading())
    before = {name: {row.id for row in View(record).rows(name)} for name in ("statements", "events", "figures", "positions")}
    writer.add(reading(report(text="UPDATED: new headline. " + TEXT)))
    after = {name: {row.id for row in View(record).rows(name)} for name in before}
    assert after == before


def test_rows_of_more_reports_than_texts_kept_at_hand(record):
    writer = Writer(record)
    for number in range(150):
        writer.add(reading(report(id=f"r{number:03}", text=f"{number:03} {TEXT}")))
    rows = View(record).rows("open_issues")
    assert [row.head.report_id for row in rows] == [f"r{number:03}" for number in range(150)]
    assert {row.words for row in rows} == {"the future of the dam is unresolved"}
    assert len(View(record).rows("open_issues", reports=["r001", "r149"])) == 2


def test_a_steady_view_does_not_see_what_is_added_meanwhile(record):
    writer = Writer(record)
    writer.add(bare("one"))
    view = View(record)
    with view.steady():
        assert len(view.reports()) == 1
        writer.add(bare("two"))
        assert len(view.reports()) == 1
    assert len(view.reports()) == 2


def test_row_ids_are_found_by_their_beginning(record):
    Writer(record).add(reading())
    view = View(record)
    row = view.rows("figures")[0]
    assert view.find_row_ids(row.id[:12]) == [("figures", row.id)]
    assert view.find_row_ids("zz") == []


def test_a_clock_that_was_set_back_does_not_turn_the_log_around(record):
    Writer(record, clock(9)).add(reading())
    Writer(record, clock(5)).add(reading(report(text=TEXT + " More.")))
    assert View(record, recorded_by="2026-03-09").report("dam-1").text.endswith("More.")
    assert list(verify(record)) == []
