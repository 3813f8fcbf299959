"""The parse as arrays, of sentences parsed by hand."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from onrecord.annotate.encoder.pieces import Pieces
from onrecord.annotate.encoder.syntax import N_ATTACHMENTS, PREPOSITIONS, RELATIONS, STEPS, attachment, read_syntax

# Norway attacked the old port of Arden.  It rained.
WORDS = ["Norway", "attacked", "the", "old", "port", "of", "Arden", ".", "It", "rained", "."]
HEADS = [1, 1, 4, 4, 1, 4, 5, 1, 9, 9, 9]
DEPS = ["nsubj", "ROOT", "det", "amod", "dobj", "prep", "pobj", "punct", "nsubj", "ROOT", "punct"]


def make_pieces(spans) -> Pieces:
    spans = np.array(spans, dtype=np.int64).reshape(-1, 2)
    n = len(spans)
    return Pieces(np.arange(n), np.zeros((n, 4), np.int64), spans[:, 0], spans[:, 1], np.zeros(n, np.int64))


@pytest.fixture(scope="module")
def doc() -> Doc:
    return Doc(spacy.blank("en").vocab, words=WORDS, heads=HEADS, deps=DEPS, sent_starts=[i in (0, 8) for i in range(11)])


@pytest.fixture(scope="module")
def syntax(doc):
    """One piece a token."""
    return read_syntax(doc, make_pieces([(t.idx, t.idx + len(t)) for t in doc]))


def ranges(*pairs):
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def test_heads_relations_and_sentences_are_read(syntax):
    assert syntax.head.tolist() == HEADS
    assert [RELATIONS[r] for r in syntax.relation[[0, 1, 4, 5]]] == ["nsubj", "ROOT", "dobj", "other"]
    assert syntax.sentence.tolist() == [0] * 8 + [1] * 3


def test_only_what_hangs_on_a_preposition_has_one(syntax):
    assert [PREPOSITIONS[p] for p in syntax.preposition[[0, 4, 6]]] == ["none", "none", "of"]


def test_several_pieces_of_a_word_are_one_token(doc):
    pieces = make_pieces([(0, 3), (3, 6), (7, 15)])  # Nor ##way attacked
    assert read_syntax(doc, pieces).token.tolist() == [0, 0, 1]


def test_the_root_of_a_range_is_the_first_word_whose_head_lies_outside(syntax):
    assert syntax.roots(ranges((2, 5), (0, 2), (6, 7), (2, 4), (8, 11))).tolist() == [4, 1, 6, 2, 9]


def test_no_ranges_have_no_roots(syntax):
    assert syntax.roots(ranges()).shape == (0,)


# How a candidate hangs on the anchor "attacked", or on "port".
ATTACHED = [
    pytest.param((1, 2), 1, 1, id="within"),
    pytest.param((1, 2), 0, 2, id="one-step-up"),
    pytest.param((1, 2), 5, 3, id="two-steps-up"),
    pytest.param((1, 2), 6, 4, id="three-steps-up"),
    pytest.param((1, 2), 8, 0, id="in-another-sentence"),
    pytest.param((4, 5), 0, 2 + STEPS, id="both-hang-on-one-word"),
    pytest.param((6, 7), 0, 4 + STEPS, id="what-the-anchor-hangs-on-three-steps-up"),
    pytest.param((2, 5), 6, 3, id="an-anchor-of-several-words"),
]


@pytest.mark.parametrize(("anchor", "candidate", "expected"), ATTACHED)
def test_steps_of_attachment(syntax, anchor, candidate, expected):
    anchors = ranges(anchor)
    found = attachment(syntax, syntax.tokens(anchors), syntax.roots(anchors), np.array([[candidate]]))
    assert found.tolist() == [[expected]]
    assert expected < N_ATTACHMENTS


def test_an_empty_text_has_an_empty_syntax():
    syntax = read_syntax(Doc(spacy.blank("en").vocab, words=[]), make_pieces([]))
    assert (len(syntax.head), len(syntax.token)) == (0, 0)
