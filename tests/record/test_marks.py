"""Marks of figures: logged, shown, undone, and kept with their words."""

from __future__ import annotations

import pytest

from made_readings import TEXT, reading, report
from onrecord.errors import NotInRecord, UsageError
from onrecord.queries.figures import figures
from onrecord.record.marks import find_figure, mark_figure, marks_of_figures
from onrecord.record.view import View
from onrecord.record.writer import Writer


@pytest.fixture
def writer(record):
    writer = Writer(record)
    writer.add(reading())
    return writer


def figure_of(record):
    (row,) = figures(View(record))
    return row


def test_a_mark_is_shown_with_its_figure(record, writer):
    key = figure_of(record).id
    mark_figure(writer, View(record), key[:8], "disputed", "Ada", note="counts both banks", link="https://post.example/count")
    (mark,) = figure_of(record).marks
    assert (mark.judgement, mark.author) == ("disputed", "Ada")
    assert mark.words() == "disputed by Ada: counts both banks (https://post.example/count)"
    (decision,) = View(record).decisions()
    assert (decision.kind, decision.anchor.exact) == ("mark", "Some 40 prisoners")


def test_marks_stand_in_the_order_of_time_and_are_undone(record, writer):
    key = figure_of(record).id
    first = mark_figure(writer, View(record), key, "disputed", "Ada")
    mark_figure(writer, View(record), key, "confirmed", "Ben")
    assert [mark.words() for mark in figure_of(record).marks] == ["disputed by Ada", "confirmed by Ben"]
    writer.undo(first, "Ada")
    assert [mark.words() for mark in figure_of(record).marks] == ["confirmed by Ben"]


def test_a_mark_stays_with_its_words(record, writer):
    mark_figure(writer, View(record), figure_of(record).id, "withdrawn", "Ada")
    writer.add(reading(report(text="CORRECTED: a name.\n\n" + TEXT)))
    assert [mark.judgement for mark in figure_of(record).marks] == ["withdrawn"]
    writer.add(reading(report(text=TEXT + " More."), figures=()))
    assert marks_of_figures(View(record)) == {}


def test_what_is_no_figure_or_no_judgement_is_named(record, writer):
    view, key = View(record), figure_of(record).id
    with pytest.raises(UsageError, match="confirmed, disputed, withdrawn, not 'wrong'"):
        mark_figure(writer, view, key, "wrong", "Ada")
    statement = view.rows("statements")[0].id
    for unknown in ("abcdef", "", statement):
        with pytest.raises(NotInRecord, match="no figure"):
            find_figure(view, unknown)
    assert view.decisions() == []
