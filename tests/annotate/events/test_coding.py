"""Event coding of single sentences with the weights that come with onrecord."""

from __future__ import annotations

import pytest

from onrecord.annotate.events.coding import code_events, code_type
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.span import Span
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import load_directory

pytestmark = pytest.mark.model
VOCABULARY = Vocabulary(load_directory(), Codebook(name="none", issues=()))

CODED = [
    pytest.param("Norwegian troops attacked a Swedish army base.", "ASSAULT", id="assault"),
    pytest.param("The Norwegian president met the Swedish prime minister on Monday.", "CONSULT", id="consult"),
    pytest.param("Norway accused Sweden of spying.", "ACCUSE", id="accuse"),
    pytest.param("Norway rejected the Swedish proposal.", "REJECT", id="reject"),
    pytest.param("Norway imposed sanctions on Sweden.", "COERCE", id="the-corpus-codes-new-sanctions-as-coercion"),
    pytest.param("Norway provided humanitarian aid to Sweden.", "AID", id="aid"),
]


@pytest.mark.parametrize(("text", "kind"), CODED)
def test_the_first_event_of_a_sentence(parse, text, kind):
    first = code_events(parse(text), VOCABULARY)[0]
    assert first.type == kind
    assert "Norw" in text[slice(*first.source)]
    assert "Swed" in text[slice(*first.target)]


def test_a_marked_pair_decides_the_direction(parse):
    text = "Norway accused Sweden of spying."
    assert code_type(parse(text), VOCABULARY, Span(0, 6), Span(15, 21)) == "ACCUSE"


@pytest.mark.parametrize("text", ["", "🙂", "Yes.", "А" * 200])
def test_a_sentence_without_two_phrases_has_no_event(parse, text):
    assert code_events(parse(text), VOCABULARY) == []
