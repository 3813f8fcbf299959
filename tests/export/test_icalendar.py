"""Meetings in a calendar: what moves is updated, not doubled."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from made_readings import bare, span_of
from onrecord.export.icalendar import to_icalendar
from onrecord.model import Actor
from onrecord.model.reading import Event
from onrecord.queries.talks import talks
from onrecord.record.open import open_record
from onrecord.record.view import View
from onrecord.record.writer import Writer

TEXT = "Tarn and Osmark: the talks."
PARTIES = ("Tarn", "Osmark")
ACTORS = tuple(Actor(id=name.casefold(), name=name, kind="country", party=name) for name in PARTIES)


@pytest.fixture
def record(tmp_path):
    with open_record(tmp_path / "record.sqlite") as opened:
        yield opened


def tell(record, published, status, value=None, place=None):
    """Add a report of that day in March with one event: talks of Tarn and Osmark."""
    event = Event(
        id="e1", type="CONSULT", actors=PARTIES, recipients=PARTIES, status=status, date=value, place=place,
        span=span_of("the talks", TEXT),
    )  # fmt: skip
    published = f"2026-03-{published:02}"
    reading = bare(f"r-{published}-{status}", TEXT, published=published, publisher="Harbour Post")
    Writer(record).add(reading.model_copy(update={"events": (event,), "actors": ACTORS}))


def meetings(record):
    return [meeting for series in talks(View(record)) for meeting in series.rounds]


def entries(record):
    return Calendar.from_ical(to_icalendar(meetings(record), "onrecord")).walk("VEVENT")


def laid_out(record):
    """Sequence, status, first day and the day after the last of each entry."""
    return [(one["sequence"], one["status"], one["dtstart"].dt, one["dtend"].dt) for one in entries(record)]


def test_a_meeting_that_moves_is_the_same_entry_at_a_later_revision(record):
    tell(record, 4, "planned", "2026-03-12")
    [before] = entries(record)
    assert laid_out(record) == [(0, "CONFIRMED", date(2026, 3, 12), date(2026, 3, 13))]
    tell(record, 9, "moved", "2026-03-20")
    [after] = entries(record)
    assert laid_out(record) == [(1, "CONFIRMED", date(2026, 3, 20), date(2026, 3, 21))]
    assert before["uid"] == after["uid"]
    assert before["dtstamp"].dt < after["dtstamp"].dt


def test_an_older_report_that_comes_later_changes_no_uid(record):
    tell(record, 4, "planned", "2026-03-12")
    tell(record, 9, "moved", "2026-03-20")
    [before] = entries(record)
    tell(record, 2, "proposed", "2026-03-12")
    [after] = entries(record)
    assert (before["uid"], before["sequence"] < after["sequence"]) == (after["uid"], True)


STATUSES = [
    ("planned", [(4, "planned", "2026-03-12")], "CONFIRMED"),
    ("proposed", [(4, "proposed", "2026-03-12")], "TENTATIVE"),
    ("some day of a month", [(4, "planned", "2026-04")], "TENTATIVE"),
    ("for two days", [(4, "planned", "2026-03-12"), (5, "planned", "2026-03-13")], "TENTATIVE"),
    ("held", [(4, "planned", "2026-03-12"), (13, "happened", "2026-03-12")], "CONFIRMED"),
    ("called off", [(4, "planned", "2026-03-12"), (9, "called-off", None)], "CANCELLED"),
    ("put off without a new day", [(4, "planned", "2026-03-12"), (9, "moved", None)], "CANCELLED"),
    ("called off and on again", [(4, "planned", "2026-03-12"), (9, "called-off", None), (10, "planned", "2026-03-14")], "CONFIRMED"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "status"), [case[1:] for case in STATUSES], ids=[case[0] for case in STATUSES])
def test_the_status_of_an_entry(record, told, status):
    for published, what, value in told:
        tell(record, published, what, value)
    assert [entry["status"] for entry in entries(record)] == [status]


def test_what_is_put_off_keeps_the_day_it_had_so_that_the_entry_is_found(record):
    tell(record, 4, "planned", "2026-03-12")
    tell(record, 9, "moved")
    assert laid_out(record) == [(1, "CANCELLED", date(2026, 3, 12), date(2026, 3, 13))]


def test_several_days_end_on_the_day_after_the_last(record):
    tell(record, 14, "happened", "2026-03-12/2026-03-13", place="Lund")
    [entry] = entries(record)
    assert (entry["dtstart"].dt, entry["dtend"].dt, str(entry["location"])) == (date(2026, 3, 12), date(2026, 3, 14), "Lund")


def test_the_last_day_of_all_has_no_day_after(record):
    tell(record, 4, "planned", "9999-12-31")
    [entry] = entries(record)
    assert (entry["dtstart"].dt, "dtend" in entry) == (date(9999, 12, 31), False)


def test_both_days_of_a_conflict_and_who_says_them_are_in_the_entry(record):
    tell(record, 4, "planned", "2026-03-12")
    tell(record, 5, "planned", "2026-03-13")
    [entry] = entries(record)
    assert "reported for 2026-03-13 and for 2026-03-12" in entry["description"]
    assert "Harbour Post, 2026-03-04: planned 2026-03-12" in entry["description"]


def test_a_meeting_that_never_had_a_day_is_left_out(record):
    tell(record, 4, "planned")
    assert (len(meetings(record)), len(entries(record))) == (1, 0)


def test_the_file_is_the_same_each_time(record):
    tell(record, 4, "planned", "2026-03-12")
    assert to_icalendar(meetings(record), "x") == to_icalendar(meetings(record), "x")
