"""Intake: known is asked before anything is read."""

from __future__ import annotations

import pytest

from made_readings import reading, report
from onrecord.errors import InvalidReport
from onrecord.ingest import Failure, Incoming
from onrecord.intake import Intake
from onrecord.record.forget import forget
from onrecord.record.rows import Case
from onrecord.record.view import View
from onrecord.record.writer import Writer


class Counted:
    """A reader made by hand that counts what it reads, and how often it was loaded."""

    def __init__(self):
        self.loaded, self.read = 0, []

    def load(self):
        self.loaded += 1
        return self._read

    def _read(self, source):
        self.read.append(source.id)
        return reading(source)


@pytest.fixture
def reader():
    return Counted()


def take(record, reader, *reports, case="default", **options):
    items = [Incoming(one, f"{one.id}.txt") for one in reports]
    return list(Intake(record, case, reader.load, relate=lambda _: None, **options).take(items))


def test_what_is_known_is_not_read_again(record, reader):
    (first,) = take(record, reader, report())
    (again,) = take(record, reader, report())
    assert (first.added.new, again.added.new) == (True, False)
    assert (reader.loaded, reader.read) == (1, ["dam-1"])
    assert again.reading == first.reading


def test_of_a_folder_added_again_only_what_changed_is_read(record, reader):
    take(record, reader, report(), report(id="dam-2"))
    take(record, reader, report(), report(id="dam-2", title="Another title"), report(id="dam-3"))
    assert reader.read == ["dam-1", "dam-2", "dam-2", "dam-3"]


def test_a_known_report_joins_another_case_unread(record, reader):
    Writer(record).put_case(Case("dam"))
    take(record, reader, report())
    (taken,) = take(record, reader, report(), case="dam")
    assert taken.added.new_in_case
    assert reader.read == ["dam-1"]
    assert [head.report_id for head in View(record).reports("dam")] == ["dam-1"]


def test_a_forgotten_report_is_refused_before_it_is_read(record, reader):
    take(record, reader, report())
    forget(record, "dam-1", "a court", "Ada")
    (refused,) = take(record, reader, report())
    assert "forgotten" in refused.error.message
    assert reader.read == ["dam-1"]
    (forced,) = take(record, reader, report(), force=True)
    assert forced.added.new_report


def test_a_failure_stops_nothing_and_relations_are_made_once_at_the_end(record, reader):
    done = []
    items = [Failure("a.txt", InvalidReport("no words")), Incoming(report(), "b.txt"), Incoming(report(id="dam-2"), "c.txt")]
    taken = list(Intake(record, "default", reader.load, relate=done.append).take(items))
    assert [one.error is None for one in taken] == [False, True, True]
    assert done == [record]
