"""Talks of an invented dispute: who meets, what became of it, who says so, as known on a day."""

from __future__ import annotations

import pytest

from made_readings import bare, span_of
from onrecord.model import Actor, SourceRef, Statement
from onrecord.model.reading import Event, Mention, NextStep
from onrecord.queries.next_steps import next_steps
from onrecord.queries.talks import talks
from onrecord.record.view import View
from onrecord.record.writer import Writer

PLAN = "Delegations of Tarn and Osmark will meet in Lund on 12 March, Ilse Varga said."
MOVED = "The second round of talks was moved to 20 March, Oke Brandt said, according to Tarn Radio."
HELD = "Varga and Brandt met in Lund on 20 March."
STEP = "A third round with Osmark is due in April, Varga said."

ACTORS = (
    Actor(id="tarn", name="Tarn", kind="country", party="Tarn"),
    Actor(id="osmark", name="Osmark", kind="country", party="Osmark"),
    Actor(id="ilse-varga", name="Ilse Varga", kind="person", party="Tarn", aliases=("Varga",)),
    Actor(id="oke-brandt", name="Oke Brandt", kind="person", party="Osmark", aliases=("Brandt",)),
    Actor(id="nils-oder", name="Nils Oder", kind="person"),
    Actor(id="r:1", name="Delegations", kind="group"),
)


def event(words, text, status, date, actors=("Tarn",), recipients=("Osmark",)):
    return Event(
        id="e1", type="CONSULT", actors=actors, recipients=recipients, status=status, date=date, place="Lund",
        span=span_of(words, text),
    )  # fmt: skip


def said(by, actor, words, text, cue="said", via=()):
    return Statement(
        id="s1", source=SourceRef(name=by, actor=actor), source_span=[span_of(by.split()[-1], text)], cue=cue,
        cue_span=[span_of(cue, text)], content_span=[span_of(words, text)], kind="indirect", via=via,
    )  # fmt: skip


@pytest.fixture
def view(record):
    plan = "Delegations of Tarn and Osmark will meet in Lund on 12 March"
    moved = "The second round of talks was moved to 20 March"
    held = "Varga and Brandt met in Lund on 20 March"
    step = "A third round with Osmark is due in April"
    mentions = tuple(Mention(span=span_of(name.title(), PLAN), actor=name) for name in ("tarn", "osmark"))
    rows = [
        ("a", "2026-03-04", PLAN, {
            "events": (event(plan, PLAN, "planned", "2026-03-12", ("Delegations",), ()),), "mentions": mentions,
            "next_steps": (NextStep(what=plan, who=("Delegations",), date="2026-03-12", span=span_of(plan, PLAN), event="e1"),),
            "statements": (said("Ilse Varga", "ilse-varga", plan, PLAN),),
        }),
        ("b", "2026-03-09", MOVED, {
            "events": (event(moved, MOVED, "moved", "2026-03-20"),),
            "statements": (said("Oke Brandt", "oke-brandt", moved, MOVED, via=("Tarn Radio",)),),
        }),
        ("c", "2026-03-21", HELD, {
            "events": (event(held, HELD, "happened", "2026-03-20", ("Ilse Varga",), ("Oke Brandt", "Nils Oder")),),
        }),
        ("d", "2026-03-21", STEP, {
            "next_steps": (NextStep(what=step, who=("Varga", "Osmark"), date="2026-04", span=span_of(step, STEP)),),
        }),
    ]  # fmt: skip
    for report_id, published, text, layers in rows:
        reading = bare(report_id, text, published=published, publisher="Harbour Post")
        Writer(record).add(reading.model_copy(update={"actors": ACTORS, **layers}))
    return View(record)


def test_a_plan_is_linked_to_what_became_of_it_with_who_said_so(view):
    [series] = talks(view)
    first, second = series.rounds
    assert series.parties == ("Osmark", "Tarn")
    assert (first.outcome, first.dates, first.number, first.conflict) == ("held", ("2026-03-20",), 2, False)
    assert [(a.report, a.status, a.date, a.said_by, a.via) for a in first.accounts] == [
        ("a", "planned", "2026-03-12", "Ilse Varga", ()),
        ("b", "moved", "2026-03-20", "Oke Brandt", ("Tarn Radio",)),
        ("c", "happened", "2026-03-20", None, ()),
    ]
    assert (second.outcome, second.dates, second.number) == ("open", ("2026-04",), 3)


def test_as_known_on_a_day(view):
    known = View(view.record, known_on="2026-03-10")
    [series] = talks(known)
    assert [(one.outcome, one.dates) for one in series.rounds] == [("open", ("2026-03-20",))]
    assert series.rounds[0].uid == talks(view)[0].rounds[0].uid


def test_only_a_party_or_a_time(view):
    assert talks(view, party="Velm") == []
    assert [one.dates for one in talks(view, party="Tarn", since="2026-04-01")[0].rounds] == [("2026-04",)]


def test_next_says_what_became_of_a_meeting(view):
    rows = {row.report: row for row in next_steps(view)}
    assert (rows["a"].outcome, rows["a"].dates) == ("held", ("2026-03-20",))
    assert rows["a"].meeting == talks(view)[0].rounds[0].uid
    assert rows["d"].outcome == "open"
