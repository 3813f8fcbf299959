"""Drafts of attributions that somebody else found, by PolNeAR's conventions."""

from __future__ import annotations

import pytest

from onrecord.annotate.statements.drafts import draft_statements
from onrecord.model.draft import Attribution
from onrecord.model.span import Span

pytestmark = pytest.mark.model


def spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)


def drafts(parse, vocabulary, text, *attributions):
    given = [
        Attribution(*(spans(text, *([words] if isinstance(words, str) else words)) for words in roles))
        for roles in attributions
    ]
    return draft_statements(given, parse(text), vocabulary)


def test_marks_and_possessive_are_trimmed(parse, vocabulary):
    text = "The mayor’s claim that “the dam is safe” was mocked."
    (found,) = drafts(parse, vocabulary, text, ("The mayor’s", "claim", "that “the dam is safe”"))
    assert (found.source, found.content) == (spans(text, "The mayor"), spans(text, "that “the dam is safe"))
    assert found.kind == "direct"


def test_attribution_without_source_or_cue_is_a_draft_all_the_same(parse, vocabulary):
    text = "It was feared that the dam would burst."
    (found,) = drafts(parse, vocabulary, text, ((), (), "that the dam would burst"))
    assert (found.source, found.cue, found.kind) == ((), (), "indirect")


def test_nested_attribution_is_left_to_the_outer_one(parse, vocabulary):
    text = "The mayor said the engineer had warned that the dam was old and that nobody had ever looked at its gates."
    found = drafts(
        parse,
        vocabulary,
        text,
        ("The mayor", "said", "the engineer had warned that the dam was old and that nobody had ever looked at its gates"),
        ("the engineer", "had warned", "that the dam was old"),
    )
    assert [draft.source for draft in found] == [spans(text, "The mayor")]


def test_outlet_that_only_reports_another_statement_becomes_its_carrier(parse, vocabulary):
    text = "The mayor said the dam was safe, Delta Wire reported."
    (found,) = drafts(
        parse,
        vocabulary,
        text,
        ("The mayor", "said", "the dam was safe"),
        ("Delta Wire", "reported", "The mayor said the dam was safe"),
    )
    assert (found.source, found.via) == (spans(text, "The mayor"), spans(text, "Delta Wire"))


def test_nothing_found_gives_no_drafts(parse, vocabulary):
    assert draft_statements([], parse("The dam is safe."), vocabulary) == []
