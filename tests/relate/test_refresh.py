"""Derived tables: brought up to date by what changed, made anew by another stamp, and rid of what was forgotten."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import replace

import pytest

from made_readings import bare
from older import without_0002
from onrecord.errors import RecordUnavailable
from onrecord.record.forget import forget
from onrecord.record.open import open_record
from onrecord.record.view import View
from onrecord.record.writer import Writer
from onrecord.relate.derived import kept, kept_bodies, mates, pending, read
from onrecord.relate.refresh import refresh, stale
from onrecord.relate.relation import Made, Maker, Relation

FILL = "Nothing was said."


class FirstWords:
    """A kind for tests: reports whose texts begin with the same word belong together. It notes what it was given."""

    def __init__(self):
        self.given = []

    def __call__(self, task):
        self.given.append(([head.report_id for head in task.heads], task.everything))
        words = {head.report_id: task.view.text(head.version_id).split()[0] for head in task.heads}
        words |= {report_id: body.decode() for report_id, body in kept_bodies(task)}
        members = defaultdict(set)
        for report_id, word in words.items():
            members[word].add(report_id)
        todo = {head.report_id for head in task.heads}
        touched = {word: ids for word, ids in members.items() if ids & todo and len(ids) > 1}
        rows = [Relation(word, one, data={"size": len(ids)}) for word, ids in touched.items() for one in ids]
        replaces = frozenset(one for ids in touched.values() for one in ids) - todo
        task.done(len(todo))
        return Made(rows, replaces, {one: words[one].encode() for one in todo})


@pytest.fixture
def making():
    return FirstWords()


@pytest.fixture
def maker(making):
    return Maker("first words", lambda: "first-words 1", making, made_from="version")


def add(record, *reports):
    for report_id, word in reports:
        Writer(record).add(bare(report_id, f"{word} {report_id} {FILL}"))


def clusters(record, **asked):
    found = defaultdict(set)
    for one in read(View(record), "first words", **asked):
        found[one.cluster].add(one.report_id)
    return dict(found)


def test_what_came_is_related_to_what_is_kept(record, maker, making):
    add(record, ("a", "Dam"), ("b", "Toll"), ("c", "Dam"), ("d", "Rail"))
    refresh(record, [maker])
    assert clusters(record) == {"Dam": {"a", "c"}}
    add(record, ("e", "Toll"))
    assert stale(View(record), [maker]) == {"first words": 1}
    refresh(record, [maker])
    assert clusters(record) == {"Dam": {"a", "c"}, "Toll": {"b", "e"}}
    assert making.given[1:] == [(["e"], False)]
    assert stale(View(record), [maker]) == {}


def test_nothing_is_made_where_nothing_changed(record, maker, making):
    add(record, ("a", "Dam"), ("b", "Dam"))
    assert [(one.reports, one.everything) for one in refresh(record, [maker])] == [(2, True)]
    assert refresh(record, [maker]) == []
    assert len(making.given) == 1


def test_an_edited_report_leaves_its_cluster(record, maker):
    add(record, ("a", "Dam"), ("b", "Dam"), ("c", "Toll"), ("d", "Rail"), ("e", "Mine"), ("f", "Wage"))
    refresh(record, [maker])
    add(record, ("b", "Toll"))
    refresh(record, [maker])
    assert clusters(record) == {"Toll": {"b", "c"}}


def test_another_stamp_makes_everything_anew(record, maker, making):
    add(record, ("a", "Dam"), ("b", "Dam"), ("c", "Toll"))
    refresh(record, [maker])
    newer = replace(maker, stamp=lambda: "first-words 2")
    assert len(pending(View(record), newer)) == 3
    refresh(record, [newer])
    assert making.given[-1] == (["a", "b", "c"], True)
    assert pending(View(record), newer) == []
    assert clusters(record) == {"Dam": {"a", "b"}}


def test_made_anew_for_one_case_takes_the_reports_they_meet_along(record, maker, making):
    from onrecord.record.rows import Case

    Writer(record).put_case(Case("river"))
    add(record, ("a", "Dam"), ("c", "Toll"), ("d", "Rail"), ("e", "Mine"), ("f", "Wage"))
    Writer(record).add(bare("b", f"Dam b {FILL}"), "river")
    refresh(record, [maker])
    refresh(record, [maker], anew=True, case="river")
    assert making.given[-1] == (["a", "b"], False)
    assert clusters(record, case="river") == {"Dam": {"b"}}


def test_a_kind_that_cannot_be_added_to_is_given_everything(record, maker, making):
    whole = replace(maker, incremental=False)
    add(record, ("a", "Dam"), ("b", "Toll"), ("c", "Rail"))
    refresh(record, [whole])
    add(record, ("d", "Dam"))
    refresh(record, [whole])
    assert making.given[-1] == (["a", "b", "c", "d"], True)


def test_a_forgotten_report_takes_its_relations_along_and_its_mates_are_related_again(path, record, maker, making):
    add(record, *((one, "Dam") for one in "abc"), *((one, one * 5) for one in "defghi"))
    refresh(record, [maker])
    forget(record, "a", "order", "Ada")
    assert [one.report_id for one in read(View(record), "first words")] == ["b", "c"]
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM related WHERE report_id = 'a'").fetchone() == (0,)
    raw.close()
    assert stale(View(record), [maker]) == {"first words": 2}
    refresh(record, [maker])
    assert making.given[-1] == (["b", "c"], False)
    assert clusters(record) == {"Dam": {"b", "c"}}
    assert {one.data["size"] for one in read(View(record), "first words")} == {2}


def test_reports_out_of_view_are_left_out(record, maker):
    for report_id, day in (("a", "2026-03-01"), ("b", "2026-03-05"), ("c", "2026-03-03")):
        Writer(record).add(bare(report_id, f"Dam {report_id} {FILL}", published=day))
    refresh(record, [maker])
    early = View(record, known_on="2026-03-03")
    assert [one.report_id for one in read(early, "first words")] == ["a", "c"]
    assert mates(View(record), "first words", {"a"}) == {"b", "c"}


def test_relations_are_asked_for_by_report_cluster_and_row(record, maker):
    add(record, ("a", "Dam"), ("b", "Dam"), ("c", "Toll"), ("d", "Toll"))
    refresh(record, [maker])
    assert clusters(record, reports=["a", "c"]) == {"Dam": {"a"}, "Toll": {"c"}}
    assert clusters(record, reports=["a", "c"], clusters=["Dam"]) == {"Dam": {"a"}}
    assert clusters(record, rows=["nothing"]) == {}
    assert clusters(record, reports=[]) == {}


def test_what_another_process_wrote_meanwhile_is_not_lost(path, record, maker, making):
    add(record, ("a", "Dam"), ("b", "Dam"))

    def interrupted(task):
        if len(making.given) == 0:
            with open_record(path) as other:
                add(other, ("c", "Dam"))
                refresh(other, [maker])
        return making(task)

    refresh(record, [replace(maker, make=interrupted)])
    assert clusters(record) == {"Dam": {"a", "b", "c"}}
    assert stale(View(record), [maker]) == {}


def test_a_record_that_is_written_all_the_time_is_named(path, record, maker):
    def never_done(_):
        with open_record(path) as other:
            refresh(other, [maker], anew=True)
        return Made()

    add(record, ("a", "Dam"))
    with pytest.raises(RecordUnavailable, match="run `onrecord relate`"):
        refresh(record, [replace(maker, make=never_done)], anew=True)


def test_a_task_knows_what_is_kept(record, maker):
    seen = []

    def looking(task):
        seen.append([one.report_id for one in kept(task)])
        return maker.make(task)

    add(record, ("a", "Dam"), ("b", "Dam"), ("c", "Toll"))
    refresh(record, [maker])
    add(record, ("d", "Toll"))
    refresh(record, [replace(maker, make=looking)])
    assert seen == [["a", "b"]]


def test_an_older_record_gains_the_tables(path, record):
    add(record, ("a", "Dam"))
    record.close()
    with sqlite3.connect(path) as older:
        without_0002(older)
    older.close()
    with open_record(path) as again:
        assert [head.report_id for head in View(again).reports()] == ["a"]
        assert read(View(again), "first words") == []
