"""Lines: the same after any order of adds, decisions and undos as when all are made anew, and the same answers with and without."""

from __future__ import annotations

import sqlite3
import tempfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from made_readings import TEXT, bare, reading, report
from older import without_0004
from onrecord.errors import OnrecordError
from onrecord.record import schema
from onrecord.record.forget import forget
from onrecord.record.judging import Judge
from onrecord.record.judging_actors import ActorJudge
from onrecord.record.lines import ORDERS
from onrecord.record.listing import KIND, rebuild
from onrecord.record.open import open_record
from onrecord.record.rows import Case
from onrecord.record.selection import Selection
from onrecord.record.verify import verify
from onrecord.record.view import View
from onrecord.record.writer import Writer
from onrecord.relate.refresh import refresh
from random_readings import readings

REPORTS = ("r1", "r2", "dam-1")
ROWS = ("statements", "events", "figures", "positions", "commitments", "next_steps")
NAMES = ("Ilse Varga", "Tarn", "Osmark", "ÉLISE", "İstanbul", "osmark")


def add(work, given_):
    for case in ("one", "two"):
        Writer(work).put_case(Case(case))
    Writer(work).add(given_, case="two" if given_.report.id == "r2" else "one")


def also_in_two(work, report_id):
    Writer(work).add_to_case(report_id, "two")


def decide(work, layer, number, kind):
    """Decide about a row, whichever there is at that place."""
    rows = View(work, confidence=0.0).rows(layer)
    judge, row = Judge(work, "Ada"), rows[number % len(rows)] if rows else None
    if row is None or not row.spans:
        return
    changes = {
        "statements": {"date": "2026-02-01", "source": "Osmark"}, "events": {"date": "2026-02"}, "figures": {"unit": "km"},
        "positions": {"party": "Osmark"}, "commitments": {"what": "peace"}, "next_steps": {"date": "2026-05-01"},
    }  # fmt: skip
    if kind == "correct":
        judge.correct(row.id, changes[layer])
    else:
        getattr(judge, kind)(row.id)


def enter(work, report_id):
    words = View(work).report(report_id).text[:9]
    Judge(work, "Ada").add("figures", report_id, words, {"value": "7", "unit": "boats"}, nth=1)


def about_actors(work, kind, one, other):
    judge = ActorJudge(work, "Ada")
    if kind in {"merge", "rename", "party"}:
        getattr(judge, kind)(one, other)
    elif kind == "split":
        judge.split(one, [], None)
    elif kind == "apart":
        judge.split(one, ["dam-1"], None)
    else:
        judge.reject(one)


def undo(work, number):
    log = View(work).decisions()
    if log:
        Writer(work).undo(log[number % len(log)].id, "Ben")


def forgotten(work, report_id):
    forget(work, report_id, "a court", "Ada")


NUMBERS = st.integers(0, 9)
STEPS = st.one_of(
    st.tuples(st.just(add), readings(REPORTS)),
    st.tuples(st.just(add), st.sampled_from([reading(), reading(report(text=TEXT + " More.", published="2026-03-08")), bare("r1")])),
    st.tuples(st.just(also_in_two), st.sampled_from(REPORTS)),
    st.tuples(st.just(decide), st.sampled_from(ROWS), NUMBERS, st.sampled_from(["reject", "accept", "correct"])),
    st.tuples(st.just(enter), st.sampled_from(REPORTS)),
    st.tuples(
        st.just(about_actors), st.sampled_from(["merge", "split", "apart", "rename", "party", "reject"]),
        st.sampled_from(NAMES), st.sampled_from(NAMES),
    ),
    st.tuples(st.just(undo), NUMBERS),
    st.tuples(st.just(forgotten), st.sampled_from(REPORTS)),
)  # fmt: skip


def listed(work):
    """All lines with their postings, by what they are rather than by their numbers in the file."""
    lines, postings, readings_, terms = schema.lines, schema.postings, schema.readings, schema.terms
    with work.read() as connection:
        spelled = dict(connection.execute(select(terms.c.number, terms.c.term)).all())
        reports = dict(connection.execute(select(readings_.c.number, readings_.c.id)).all())
        rows = connection.execute(select(lines)).mappings().all()
        own = {row["number"]: (reports[row["reading"]], row["layer"], row["place"], row["once"]) for row in rows}
        found = [
            (str(spelled.get(row.term, row.term)), spelled[row.in_case], row.sort, row.day, row.published, own[row.line])
            for row in connection.execute(select(postings)).all()
        ]
        names = [(spelled[row.term], reports[row.reading]) for row in connection.execute(select(schema.named_in)).all()]
    return sorted(found), sorted((own[row["number"]], row["last"], row["confidence"]) for row in rows), sorted(names)


def unlist(work):
    with work.write() as connection:
        connection.execute(delete(schema.relation_stamps).where(schema.relation_stamps.c.kind == KIND))


SELECTIONS = [
    Selection(layer, case, since=since, until=until, backwards=backwards)
    for layer in ORDERS
    for case, since, until, backwards in [
        (None, None, None, False), ("one", None, None, True), ("two", "2026-03-04", None, False), (None, None, "2026-03-04", True),
    ]
] + [
    Selection("statements", terms=(Selection("statements").named("by speaks_for", ["ilse varga", "tarn"]),)),
    Selection("events", terms=(Selection("events").named("by", ["tarn"]), Selection("events").named("type", ["CONSULT"]))),
    Selection("figures", terms=(Selection("figures").named("unit", ["people"]),), since="2026-03-01"),
]  # fmt: skip


def answers(work, known_on=None):
    view = View(work, known_on, confidence=0.0)
    return [[(row.id, row.head.report_id, row.item) for row in view.page(one, limit=None)] for one in SELECTIONS]


def paged(work, selection):
    """The rows of a selection, two at a time."""
    view, found, after = View(work, confidence=0.0), [], None
    while True:
        page = view.page(selection, limit=2, after=after)
        found += [row.id for row in page]
        if page.next is None:
            return found
        after = page.next


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(STEPS, min_size=1, max_size=7))
def test_any_order_of_adds_decisions_and_undos_gives_the_lines_that_making_all_anew_gives(steps):
    with tempfile.TemporaryDirectory() as folder, open_record(f"{folder}/record.sqlite") as work:
        add(work, reading())
        for step, *values in steps:
            try:
                step(work, *values)
            except OnrecordError:
                continue  # what cannot be decided changes nothing
        assert [note.message for note in verify(work) if note.kind == "problem"] == []
        kept, by_lines, earlier = listed(work), answers(work), answers(work, "2026-03-05")
        pages = [paged(work, one) for one in SELECTIONS[::5]]
        unlist(work)
        assert answers(work) == by_lines
        assert answers(work, "2026-03-05") == earlier
        assert [paged(work, one) for one in SELECTIONS[::5]] == pages
        assert pages == [[row[0] for row in rows] for rows in by_lines[::5]]
        rebuild(work, "2026-03-01T00:00:00.000000Z")
        assert listed(work) == kept


def test_a_record_of_schema_0003_is_listed_by_the_next_relating(path, record):
    add(record, reading())
    Judge(record, "Ada").correct(View(record).rows("events")[0].id, {"date": "2026-04"})
    before, kept = answers(record), listed(record)
    record.close()
    with sqlite3.connect(path) as older:
        without_0004(older)
    older.close()
    with open_record(path) as again:
        assert answers(again) == before
        assert View(again).ask(select(schema.lines)) == []
        refresh(again, [])
        assert listed(again) == kept
        assert answers(again) == before


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM lines WHERE number = 1",
        "DELETE FROM postings WHERE line = 2",
        "UPDATE lines SET day = day + 1, last = last + 1 WHERE number = 3",
        "UPDATE terms SET term = 'statements by nobody' WHERE term LIKE 'statements%by%ilse varga'",
    ],
)
def test_lines_that_were_tampered_with_are_named(record, harm):
    add(record, reading())
    with record.write() as connection:
        connection.exec_driver_sql(harm)
    assert [(note.kind, note.report_id) for note in verify(record)] == [("problem", "dam-1")]
