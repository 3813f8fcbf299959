"""Decisions: undone by rows, and anchored in words."""

from __future__ import annotations

import pytest

from made_readings import TEXT, bare, reading, report, span_of
from onrecord.errors import NotInRecord, UsageError
from onrecord.model import Span
from onrecord.record.anchors import anchor_at, locate, overlap
from onrecord.record.reread import reread
from onrecord.record.view import View
from onrecord.record.writer import Writer


def anchor(words: str, layer: str = "statements", text: str = TEXT):
    return anchor_at(span_of(words, text), text, report_id="dam-1", layer=layer)


@pytest.mark.parametrize(
    ("words", "edit", "found"),
    [
        ("We ask for nothing else,", lambda text: text, "We ask for nothing else,"),
        ("We ask for nothing else,", lambda text: "A new line on top.\n\n" + text, "We ask for nothing else,"),
        ("said", lambda text: "It was said before that they said. " + text, "said"),
        ("the offer", lambda text: text.replace("Osmark rejected the offer.", ""), None),
        ("We ask for nothing else,", lambda text: text.replace("nothing else", "little else"), None),
        ("Lund", lambda text: text.replace("meet in Lund on 12", "meet in Lund on 13"), "Lund"),
        ("Lund", lambda _: "Lund.", None),
    ],
    ids=["same text", "edit on top", "same word earlier", "sentence gone", "words changed", "near edit", "elsewhere"],
)
def test_words_are_found_again_where_they_belong(words, edit, found):
    text = edit(TEXT)
    span = locate(anchor(words), text)
    assert (text[span.start : span.end] if span else None) == found
    if found == "said":
        assert text[: span.start].endswith("Ilse Varga ")


def test_repeated_words_far_apart_are_found_in_linear_time():
    text = "a" * 200_000
    assert locate(anchor_at(Span(5, 6), text, report_id="r", layer="dates"), text) is not None


def test_no_words_are_nowhere():
    assert locate(anchor_at(Span(3, 3), TEXT, report_id="r", layer="dates"), TEXT) is None


@pytest.mark.parametrize(
    ("one", "other", "share"), [((0, 10), (0, 10), 1.0), ((0, 10), (5, 10), 0.5), ((0, 5), (5, 9), 0.0)], ids=str
)
def test_overlap_is_a_share_of_the_union(one, other, share):
    assert overlap(Span(*one), Span(*other)) == share


def test_a_decision_is_kept_with_all_that_was_said(record):
    writer = Writer(record)
    writer.add(reading())
    key = writer.decide("correct", "Ada", anchor=anchor("the offer"), data={"source": "Osmark"})
    (decision,) = View(record).decisions()
    assert (decision.id, decision.kind, decision.author, decision.undone) == (key, "correct", "Ada", False)
    assert decision.anchor == anchor("the offer")
    assert decision.data == {"source": "Osmark"}


def test_an_undo_is_a_row_and_so_is_its_undo(record):
    writer = Writer(record)
    first = writer.decide("merge", "Ada", data={"from": "e-varga", "into": "ilse-varga"})
    undo = writer.undo(first, "Ben")
    assert View(record).decisions(standing=True) == []
    with pytest.raises(UsageError, match="undone already"):
        writer.undo(first, "Ben")
    writer.undo(undo, "Ada")
    assert [decision.id for decision in View(record).decisions(standing=True)] == [first]
    writer.undo(first, "Ben")
    assert View(record).decisions(standing=True) == []
    assert len(View(record).decisions()) == 4


def test_what_is_not_there_cannot_be_decided_on_or_undone(record):
    writer = Writer(record)
    with pytest.raises(NotInRecord, match="report dam-1"):
        writer.decide("reject", "Ada", anchor=anchor("the offer"))
    with pytest.raises(NotInRecord, match="decision x"):
        writer.undo("x", "Ada")
    with pytest.raises(UsageError, match="author"):
        writer.decide("reject", " ")


def test_an_edit_near_the_top_and_a_reread_lose_no_decision(record):
    writer = Writer(record)
    writer.add(reading())
    for words, layer in (("the offer", "statements"), ("Some 40 prisoners", "figures"), ("Lund", "places")):
        writer.decide("correct", "Ada", anchor=anchor(words, layer))
    writer.decide("reviewed", "Ada", report_id="dam-1")
    writer.add(reading(report(text="CORRECTED on 5 March: a name.\n\n" + TEXT)))
    assert all(done.failure is None for done in reread(record, lambda source: reading(source, open_issues=())))
    fits = View(record).fits()
    assert [fit.held for fit in fits] == [True] * 4
    assert [fit.row.words for fit in fits if fit.row] == ["the offer", "Some 40 prisoners", "Lund"]


def test_a_decision_that_no_longer_fits_is_listed(record):
    writer = Writer(record)
    writer.add(reading())
    writer.decide("correct", "Ada", anchor=anchor("the offer"))
    writer.decide("reject", "Ada", anchor=anchor("Some 40 prisoners", "figures"))
    writer.add(reading(report(text=TEXT + " More."), statements=(), positions=(), commitments=(), figures=()))
    kept = {fit.decision.kind: (fit.held, fit.span is not None) for fit in View(record).fits()}
    # A correction needs what it corrects; a rejection holds also where nothing is read any more.
    assert kept == {"correct": (False, True), "reject": (True, True)}
    writer.add(bare("dam-1", "Another article altogether."))
    assert [fit.held for fit in View(record).fits()] == [False, False]
    assert len(View(record).decisions()) == 2


def test_decisions_follow_the_clock_of_the_record(record):
    writer = Writer(record)
    writer.decide("merge", "Ada")
    assert View(record, recorded_by="2000-01-01").decisions() == []
