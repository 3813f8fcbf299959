"""Rereading: what differs is kept, and shown by layer."""

from __future__ import annotations

from made_readings import READER, reading, report, span_of
from onrecord.errors import InvalidReport
from onrecord.model import OpenIssue, Relay
from onrecord.record.reread import reread
from onrecord.record.verify import verify
from onrecord.record.view import View
from onrecord.record.writer import Writer

NEWER = READER.model_copy(update={"reader": "onrecord 0.2.0"})


def again(source, **changes):
    return reading(report(id=source.id, title=source.title), NEWER, **changes)


def test_a_reader_that_reads_the_same_changes_nothing(record):
    Writer(record).add(reading())
    (done,) = reread(record, again)
    assert (done.stored, done.layers) == (False, {})
    assert len(View(record).readings("dam-1")) == 1


def test_what_changed_is_shown_by_layer(record):
    Writer(record).add(reading())
    figure = reading().figures[0].model_copy(update={"value": 41.0})
    issues = (OpenIssue(issue="other:prisoners", span=span_of("prisoners remain in custody")),)
    (done,) = reread(record, lambda source: again(source, figures=(figure,), open_issues=issues))
    assert set(done.layers) == {"figures", "open_issues"}
    ((before, after),) = done.layers["figures"].changed
    assert (before.item.value, after.item.value) == (40.0, 41.0)
    assert [row.item.issue for row in done.layers["open_issues"].added] == ["other:prisoners"]
    assert [row.item.issue for row in done.layers["open_issues"].removed] == ["other:dam"]
    assert [row.item.value for row in View(record).rows("figures")] == [41.0]
    assert list(verify(record)) == []


def test_only_the_layers_asked_for_are_shown(record):
    Writer(record).add(reading())
    (done,) = reread(record, lambda source: again(source, figures=(), open_issues=()), layers=["figures"])
    assert set(done.layers) == {"figures"}
    assert View(record).rows("open_issues") == []


def test_a_report_that_cannot_be_read_does_not_stop_the_rest(record):
    writer = Writer(record)
    for report_id in ("a", "b", "c"):
        writer.add(reading(report(id=report_id)))

    def read(source):
        if source.id == "b":
            raise InvalidReport("report b: cannot be read")
        return again(source, open_issues=())

    done = list(reread(record, read))
    assert [(one.head.report_id, one.stored, one.failure) for one in done] == [
        ("a", True, None),
        ("b", False, "report b: cannot be read"),
        ("c", True, None),
    ]


def test_only_current_versions_and_the_reports_asked_for_are_read(record):
    writer = Writer(record)
    writer.add(reading())
    writer.add(reading(report(title="Another title")))
    writer.add(reading(report(id="other")))
    seen = []
    assert len(list(reread(record, lambda source: seen.append(source) or again(source), reports=["dam-1"]))) == 1
    assert [source.title for source in seen] == ["Another title"]


def test_relays_that_came_with_the_report_are_handed_over_again(record):
    given = Relay(by="Harbour Post", of="Coast Agency", span=None, verb=None, scope="report")
    source = report()
    Writer(record).add(reading(source.model_copy(update={"relays": (*source.relays, given)})))
    seen = []
    list(reread(record, lambda one: seen.append(one) or again(one)))
    assert seen[0].relays == (given,)
