"""Rules and model together: the rules' word holds, and the model adds what is sure, sourced and said."""

from __future__ import annotations

import pytest

from onrecord.annotate.document import parse_document
from onrecord.annotate.language import load_language
from onrecord.annotate.statements.combine import BOTH, ONE, combine
from onrecord.model.draft import Attribution
from onrecord.model.report import Report
from onrecord.model.span import Span

pytestmark = pytest.mark.model


def attribution(text, source, cue, content, confidence=0.9):
    def spans(words):
        return (Span(text.index(words), text.index(words) + len(words)),) if words else ()

    return Attribution(spans(source), spans(cue), spans(content), confidence)


def parsed(text):
    return parse_document(Report(id="r", text=text), load_language())


ADDED = [
    pytest.param("The minister", "estimated", "demand had doubled", 0.9, True, id="sure"),
    pytest.param("The minister", "estimated", "demand had doubled", 0.6, False, id="unsure"),
    pytest.param("", "estimated", "demand had doubled", 0.9, False, id="no-source"),
    pytest.param("The minister", "will insist", "the bridge is safe", 0.9, False, id="not-said-yet"),
    pytest.param("The minister", "radioed", "that demand had doubled", 0.9, True, id="cue-that-no-lexicon-knows"),
    pytest.param("The minister", "said", "this", 0.9, False, id="refers-back"),
    pytest.param("The firm", "in talks", "to buy a rival", 0.9, False, id="no-word-of-speech"),
    pytest.param("The Herald", "citing", "an official", 0.9, False, id="passes-on"),
]


@pytest.mark.parametrize(("source", "cue", "content", "confidence", "kept"), ADDED)
def test_what_the_model_adds(source, cue, content, confidence, kept):
    text = f"{source or 'Somebody'} {cue} {content}."
    found = combine([], [attribution(text, source, cue, content, confidence)], parsed(text))
    assert [item.confidence for item in found] == ([ONE] if kept else [])


TEXT = "The minister said the bridge is safe for trains."


@pytest.mark.parametrize(
    ("content", "confidence"),
    [pytest.param("the bridge is safe", BOTH, id="agree"), pytest.param("trains", 0.5, id="differ")],
)
def test_the_rules_hold_where_both_speak(content, confidence):
    rule = attribution(TEXT, "The minister", "said", "the bridge is safe for trains", 0.5)
    [found] = combine([rule], [attribution(TEXT, "The minister", "said", content)], parsed(TEXT))
    assert (found.content, found.confidence) == (rule.content, confidence)
