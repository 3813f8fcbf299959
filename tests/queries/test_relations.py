"""What parties did and said to each other, asked of a record."""

from __future__ import annotations

import pytest

from made_readings import bare, reading, span_of
from onrecord.errors import UsageError
from onrecord.model import Actor, Event, SourceRef, Statement
from onrecord.queries.relations import relations
from onrecord.record.rows import Case
from onrecord.record.view import View
from onrecord.record.writer import Writer

WORDS = "Minister Ada Brenn shelled Osmark on 9 March. The minister told Osmark that it was a warning. Osmark sent aid to Tarn in April."


def war(report_id, published):
    def at(words, nth=0):
        return span_of(words, WORDS, nth)

    statement = Statement(
        id="s1", source=SourceRef(name="Ada Brenn", speaks_for="Tarn"), source_span=(at("The minister"),), cue="told",
        cue_span=(at("told"),), content_span=(at("it was a warning"),), kind="indirect", addressee="Osmark", said_by=published,
    )  # fmt: skip
    return bare(report_id, WORDS, publisher="Daily Ledger", published=published).model_copy(
        update={
            "actors": (Actor(id="x:1", name="Ada Brenn", kind="person", party="Tarn", aliases=("the minister",)),),
            "statements": (statement,),
            "events": (
                Event(id="e1", type="ASSAULT", status="happened", actors=("Ada Brenn",), recipients=("Osmark",),
                      date="2026-03-09", span=at("Minister Ada Brenn shelled Osmark on 9 March")),
                Event(id="e2", type="AID", status="happened", actors=("Osmark",), recipients=("Tarn",), date="2026-04",
                      span=at("Osmark sent aid to Tarn in April")),
                Event(id="e3", type="AID", status="happened", actors=("Lund",), recipients=("Tarn",), date="2026-04-02",
                      span=at("aid to Tarn")),
            ),
        }
    )  # fmt: skip


@pytest.fixture
def view(record):
    writer = Writer(record)
    writer.put_case(Case("dam"))
    writer.add(reading(), case="dam")
    writer.add(war("w1", "2026-03-10"), case="dam")
    writer.add(war("w2", "2026-04-11"), case="dam")
    writer.add(bare("weather", "It rained.", published="2026-03-11"))
    return View(record)


def laid_out(found):
    return [(act.date, act.type, act.direction, act.other, len(act.events)) for act in found.acts]


def test_what_two_parties_did_to_each_other(view):
    found = relations(view, "Tarn", "osmark", case="dam")
    assert laid_out(found) == [
        ("2026-03-09", "ASSAULT", "to", "Osmark", 2),
        ("2026-03-12", "CONSULT", "mutual", "Osmark", 1),
        ("2026-04", "AID", "from", "Osmark", 1),
        ("2026-04", "AID", "from", "Osmark", 1),
    ]
    assert [(row.month, row.quarter, row.to, row.by_other, row.mutual) for row in found.months] == [
        ("2026-03", "material-conflict", 1, 0, 0),
        ("2026-04", "material-cooperation", 0, 2, 0),
    ]
    assert [(row.source, row.addressee, row.words) for row in found.said] == [("Ada Brenn", "Osmark", "it was a warning")] * 2
    for act in found.acts:
        for row in act.events:
            assert [view.text(row.version)[start:end] for start, end in row.spans] == [row.words]


def test_the_other_side_sees_the_same_turned_round(view):
    mine, theirs = (relations(view, *pair) for pair in (("Tarn", "Osmark"), ("Osmark", "Tarn")))
    turned = {"to": "from", "from": "to", "mutual": "mutual"}
    assert [turned[act.direction] for act in mine.acts] == [act.direction for act in theirs.acts]
    assert [row.id for row in mine.said] == [row.id for row in theirs.said]


def test_with_all_others(view):
    assert {act.other for act in relations(view, "Tarn").acts} == {"Osmark", "Lund"}


def test_a_person_is_asked_about_apart_from_the_party(view):
    found = relations(view, "Ada Brenn", "Osmark")
    assert laid_out(found) == [("2026-03-09", "ASSAULT", "to", "Osmark", 2)]
    assert len(found.said) == 2


@pytest.mark.parametrize(
    ("asked", "dates"),
    [
        ({"since": "2026-04-01"}, ["2026-04", "2026-04"]),
        ({"until": "2026-03-10"}, ["2026-03-09"]),
        ({"since": "2027-01-01"}, []),
    ],
    ids=str,
)
def test_between_days(view, asked, dates):
    assert [act.date for act in relations(view, "Tarn", "Osmark", **asked).acts] == dates


def test_as_known_on_a_day(record, view):
    assert (
        len(relations(View(record, known_on="2026-03-10"), "Tarn", "Osmark").acts)
        == len(relations(view, "Tarn", "Osmark").acts) - 1
    )


def test_a_party_has_no_relations_with_itself(view):
    with pytest.raises(UsageError, match="are the same party"):
        relations(view, "Tarn", "TARN")
