"""Promises and what later reports tell of them, asked of a record."""

from __future__ import annotations

import pytest

from made_readings import bare, span_of
from onrecord.model import Actor, Commitment, Event, SourceRef, Statement, Timex
from onrecord.queries.commitments import commitments
from onrecord.record.rows import Case
from onrecord.record.view import View
from onrecord.record.writer import Writer

PROMISED = "Tarn promised Osmark to open the sluices by 1 April. Osmark pledged to lift its sanctions if they were opened."
OPENED = "Minister Ada Brenn opened the sluices on 5 April."
DOUBTED = "Tarn has not opened the sluices, Osmark said."
OWN_WORD = "We have opened the sluices, Tarn said. Tarn promised again to open the sluices by 1 April."


def promise(report_id, published):
    return bare(report_id, PROMISED, publisher="Harbour Post", published=published).model_copy(
        update={
            "commitments": (
                Commitment(id="c1", actor="Tarn", what="open the sluices", to="Osmark", deadline="2026-04-01",
                           span=span_of("promised Osmark to open the sluices by 1 April", PROMISED)),
                Commitment(id="c2", actor="Osmark", what="lift its sanctions", condition="if they were opened",
                           span=span_of("pledged to lift its sanctions", PROMISED)),
            ),
            "events": (
                Event(id="e1", type="COOPERATE", status="happened", actors=("Tarn",), span=span_of("open the sluices", PROMISED)),
            ),
        }
    )  # fmt: skip


def opened():
    return bare("opened", OPENED, publisher="Daily Ledger", published="2026-04-06").model_copy(
        update={
            "actors": (Actor(id="x:1", name="Ada Brenn", kind="person", party="Tarn"),),
            "events": (
                Event(id="e1", type="COOPERATE", status="happened", actors=("Ada Brenn",), date="2026-04-05",
                      span=span_of("Minister Ada Brenn opened the sluices on 5 April", OPENED)),
            ),
        }
    )  # fmt: skip


def told(report_id, published, text, content, source, **changes):
    statement = Statement(
        id="s1", source=SourceRef(name=source), source_span=(span_of(source, text, text.count(source) - 1),), cue="said",
        cue_span=(span_of("said", text),), content_span=(span_of(content, text),), kind="indirect", said_by=published, **changes,
    )  # fmt: skip
    return bare(report_id, text, publisher="Daily Ledger", published=published).model_copy(update={"statements": (statement,)})


@pytest.fixture
def view(record):
    writer = Writer(record)
    writer.put_case(Case("dam"))
    writer.add(promise("promise", "2026-03-01"), case="dam")
    writer.add(promise("again", "2026-03-02"), case="dam")
    writer.add(bare("weather", "It rained.", published="2026-04-02"), case="dam")
    return View(record)


def laid_out(found):
    return [(row.actor, row.state, row.overdue, [one.verdict for one in row.evidence]) for row in found.promises]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [("Osmark", "promised", False, []), ("Tarn", "unknown", True, [])]),
        ({"overdue": True}, [("Tarn", "unknown", True, [])]),
        ({"at": "2026-04-01"}, [("Osmark", "promised", False, []), ("Tarn", "promised", False, [])]),
        ({"overdue": True, "at": "2026-04-01"}, []),
        ({"at": "2026-02-28"}, []),
        ({"party": "osmark"}, [("Osmark", "promised", False, [])]),
        ({"case": "dam", "overdue": True}, [("Tarn", "unknown", True, [])]),
    ],
    ids=str,
)
def test_promises_asked_for(view, asked, found):
    assert sorted(laid_out(commitments(view, **asked))) == found


def test_one_promise_in_two_reports_is_one_with_its_conditions(view):
    by_actor = {row.actor: row for row in commitments(view).promises}
    assert [row.report for row in by_actor["Tarn"].told] == ["promise", "again"]
    assert (by_actor["Tarn"].to, by_actor["Tarn"].due) == ("Osmark", "2026-04-01")
    assert by_actor["Osmark"].condition == "if they were opened"


def test_what_was_kept_late_is_not_overdue(record):
    writer = Writer(record)
    writer.add(promise("promise", "2026-03-01"))
    writer.add(opened())
    (row,) = commitments(View(record), party="Tarn").promises
    assert (row.state, row.overdue, [(one.verdict, one.on, one.late, one.told_by) for one in row.evidence]) == (
        "kept", False, [("kept", "2026-04-05", True, None)],
    )  # fmt: skip
    assert row.evidence[0].row.words == "Minister Ada Brenn opened the sluices on 5 April"
    (before,) = commitments(View(record, known_on="2026-04-05"), party="Tarn").promises
    assert (before.state, before.overdue) == ("unknown", True)


def test_another_says_it_was_broken_and_the_promiser_that_it_was_kept(record):
    writer = Writer(record)
    writer.add(promise("promise", "2026-03-01"))
    writer.add(told("doubt", "2026-04-02", DOUBTED, "Tarn has not opened the sluices", "Osmark"))
    (row,) = commitments(View(record), party="Tarn").promises
    assert (row.state, row.overdue, row.evidence[0].told_by) == ("broken", True, "Osmark")
    writer.add(told("own", "2026-04-03", OWN_WORD, "We have opened the sluices", "Tarn"))
    (row,) = commitments(View(record), party="Tarn").promises
    assert (row.state, [(one.verdict, one.told_by) for one in row.evidence]) == (
        "disputed", [("broken", "Osmark"), ("kept", "Tarn")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "on", "late"),
    [("2026-03-31", "2026-03-31", False), ("2026-04-09", "2026-04-03", True), (None, "2026-04-03", True)],
)
def test_a_deed_that_a_statement_dates_is_of_that_day(record, value, on, late):
    text = "We have opened the sluices on Tuesday, Tarn said."
    day = Timex(span=span_of("Tuesday", text), value=value, type="DATE")
    writer = Writer(record)
    writer.add(promise("promise", "2026-03-01"))
    reading = told("own", "2026-04-03", text, "We have opened the sluices on Tuesday", "Tarn")
    writer.add(reading.model_copy(update={"dates": (day,)}))
    (row,) = commitments(View(record), party="Tarn").promises
    assert [(one.on, one.late) for one in row.evidence] == [(on, late)]


def test_what_somebody_denies_is_turned_round(record):
    writer = Writer(record)
    writer.add(promise("promise", "2026-03-01"))
    writer.add(told("own", "2026-04-03", OWN_WORD, "We have opened the sluices", "Tarn", negated=True))
    (row,) = commitments(View(record), party="Tarn").promises
    assert [one.verdict for one in row.evidence] == ["broken"]


def test_an_empty_record_has_no_promises(record):
    found = commitments(View(record))
    assert (found.at, found.promises) == (None, ())
