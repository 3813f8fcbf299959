"""A long text is analysed piece by piece, and comes out as one document of the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.language import LONGEST_SENTENCE, load_language
from onrecord.annotate.stretches import STRETCH_CHARS, analyse, cut_stretches

SENTENCE = "Velmora will attend the talks, its envoy Ana Kovac said on Monday. "


@given(st.text(alphabet="ab. \n“”’!é🙂", max_size=200), st.integers(1, 40))
def test_stretches_joined_are_the_text(text, most):
    stretches = list(cut_stretches(text, most))
    assert "".join(stretches) == text
    assert all(len(stretch) <= most for stretch in stretches)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("They met. They left.\nAll was over then.", "They met. They left.\n"),
        ("They met. They left once more and all of them", "They met. "),
        ("They met and then left", "They met and "),
        ("Theymetandthenleftagainandagain", "Theymetandthenleft"),
    ],
)
def test_stretch_ends_with_a_line_a_sentence_or_a_word(text, first):
    assert next(cut_stretches(text, 24 if "\n" in text else 18)) == first


@pytest.mark.model
def test_long_text_is_one_document_of_the_same_words():
    text = SENTENCE * (STRETCH_CHARS // len(SENTENCE) + 20)
    doc, alone = analyse(text, load_language()), load_language()(SENTENCE)
    assert doc.text == text
    sentences = list(doc.sents)
    assert len(sentences) == len(text) // len(SENTENCE)
    assert [token.dep_ for token in sentences[-1]] == [token.dep_ for token in alone]
    assert [(e.text, e.label_) for e in sentences[-1].ents] == [(e.text, e.label_) for e in alone.ents]


@pytest.mark.model
def test_words_without_a_full_stop_are_cut_into_sentences():
    doc = load_language()("Ana Kovac, Pavel Doru, Maria Stone and John Reed of Norway, " * 60)
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST_SENTENCE * 3 // 2
    assert {sentence.text.split()[-1] for sentence in doc.sents if len(sentence) >= LONGEST_SENTENCE} <= {
        "Norway,",
        "Kovac,",
        "Doru,",
    }
