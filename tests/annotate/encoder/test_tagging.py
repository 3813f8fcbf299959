"""Tags from scores, without a trained model."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from onrecord.annotate.encoder.pieces import Pieces
from onrecord.annotate.encoder.tagging import best_tags, constrain, read_spans, role_chances, tag_chances

FORBIDDEN = -1e4
MOVES = np.zeros((7, 7), dtype=np.float32)
for inside in (2, 4, 6):
    MOVES[[t for t in range(7) if t not in (inside - 1, inside)], inside] = FORBIDDEN

scores_of_text = hnp.arrays(np.float32, st.tuples(st.integers(1, 4), st.just(7)), elements=st.floats(-5, 5, width=16))


def make_pieces(paragraphs, spacing=None):
    n = len(paragraphs)
    features = np.zeros((n, 4), dtype=np.int64)
    features[:, 2] = spacing or [1] * n
    at = np.arange(n)
    return Pieces(ids=at, features=features, starts=at * 2, ends=at * 2 + 1, paragraphs=np.array(paragraphs))


def path_score(tags, scores):
    steps = zip([0, *tags], tags, strict=False)
    return sum(MOVES[a, b] for a, b in steps) + sum(scores[i, tag] for i, tag in enumerate(tags))


@given(scores_of_text)
def test_best_tags_score_no_less_than_any_other_sequence(scores):
    best = max(path_score(tags, scores) for tags in itertools.product(range(7), repeat=len(scores)))
    assert path_score(best_tags(scores, MOVES).tolist(), scores) == pytest.approx(best, abs=1e-2)


@given(scores_of_text)
def test_chances_are_the_shares_of_all_sequences(scores):
    totals = np.zeros((len(scores), 7))
    for tags in itertools.product(range(7), repeat=len(scores)):
        weight = np.exp(path_score(tags, scores))
        for i, tag in enumerate(tags):
            totals[i, tag] += weight
    expected = totals / totals.sum(axis=1, keepdims=True)
    assert np.allclose(tag_chances(scores, MOVES), expected, atol=1e-3)


def test_a_span_never_runs_over_the_end_of_a_paragraph():
    scores = np.zeros((4, 7), dtype=np.float32)
    scores[:, 6] = 3  # everything wants to be inside a content
    tags = best_tags(constrain(scores, make_pieces([0, 0, 1, 1])), MOVES)
    assert read_spans(tags)["content"].tolist() == [[0, 2], [2, 4]]


def test_a_span_does_not_begin_in_the_middle_of_a_word():
    scores = np.zeros((3, 7), dtype=np.float32)
    scores[1, 3] = 5  # "##s" wants to begin a cue
    tags = best_tags(constrain(scores, make_pieces([0, 0, 0], spacing=[2, 0, 1])), MOVES)
    assert tags[1] != 3


def test_spans_that_touch_are_kept_apart():
    spans = read_spans(np.array([5, 6, 5, 6, 0, 1, 3, 4]))
    assert spans["content"].tolist() == [[0, 2], [2, 4]]
    assert spans["source"].tolist() == [[5, 6]]
    assert spans["cue"].tolist() == [[6, 8]]


def test_no_tags_give_no_spans():
    assert {len(ranges) for ranges in read_spans(np.zeros(5, dtype=np.int64)).values()} == {0}


def test_role_chances_add_beginning_and_inside():
    chances = np.array([[0.1, 0.2, 0.1, 0.3, 0.1, 0.1, 0.1]])
    assert role_chances(chances)[0] == pytest.approx([0.3, 0.4, 0.2])
