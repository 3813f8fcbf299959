"""The heads on small weights made by hand: what goes in, what comes out."""

from __future__ import annotations

import math

import numpy as np
import pytest

from onrecord.annotate.encoder.candidates import FEATURE_SIZES, Linked
from onrecord.annotate.encoder.heads import Linear, PairScores, SpanClasses, SpanTags, gelu, pooled

HIDDEN, WIDTH = 4, 2


def linear(n_in: int, n_out: int, weight: float = 0.0, bias: float = 0.0) -> Linear:
    return Linear(np.full((n_in, n_out), weight, np.float32), np.full(n_out, bias, np.float32))


@pytest.mark.parametrize("x", [-8.0, -1.0, 0.0, 0.5, 1.0, 8.0])
def test_gelu_is_near_its_exact_form(x):
    exact = 0.5 * x * (1 + math.erf(x / math.sqrt(2)))
    assert gelu(np.array([x], np.float32))[0] == pytest.approx(exact, abs=2e-3)


def test_a_linear_map_keeps_the_axes_before():
    assert linear(3, 2, 1.0, 0.5)(np.ones((5, 7, 3), np.float32)).tolist() == np.full((5, 7, 2), 3.5).tolist()


def test_tags_are_outside_and_begin_and_inside_of_each_kind():
    bounds = Linear(np.zeros((HIDDEN, 3), np.float32), np.array([1, 10, 20], np.float32))
    kinds = Linear(np.zeros((HIDDEN, 2), np.float32), np.array([3, 5], np.float32))
    scores = SpanTags(bounds, kinds)(np.zeros((1, HIDDEN), np.float32))
    assert scores.tolist() == [[1, 13, 23, 15, 25]]


def test_classes_of_spans():
    head = SpanClasses(linear(3 * HIDDEN, WIDTH, bias=1.0), linear(WIDTH, 6, weight=1.0))
    scores = head(np.zeros((5, 3 * HIDDEN), np.float32))
    assert scores.shape == (5, 6)
    assert scores[0, 0] == pytest.approx(2 * float(gelu(np.float32(1.0))))


def test_a_range_is_pooled_as_first_last_and_mean():
    hidden = np.array([[0.0], [2.0], [7.0]], np.float32)
    assert pooled(hidden, np.array([[0, 3], [1, 2]])).tolist() == [[0, 7, 3], [2, 2, 2]]


def pair_scores() -> PairScores:
    """A head that likes the first gap best, then the product of anchor and candidate."""
    tables = [np.zeros((size, WIDTH), np.float32) for size in FEATURE_SIZES]
    tables[0][0] = 5.0
    return PairScores(linear(3, 2 * WIDTH, 1.0), linear(3, 2 * WIDTH, 1.0), tuple(tables), linear(WIDTH, 1, 1.0))


def linked(candidates, gaps) -> Linked:
    features = np.zeros((*np.shape(candidates), len(FEATURE_SIZES)), np.int64)
    features[..., 0] = gaps
    return Linked(np.array(candidates), features)


def test_pairs_score_by_product_and_features_and_who_is_not_there_scores_nothing():
    anchors, candidates = np.ones((1, 3), np.float32), np.array([[1, 1, 1], [0, 0, 0]], np.float32)
    [[near, far, same, none]] = pair_scores()(anchors, candidates, linked([[0, 1, 1, -1]], [[0, 0, 1, 1]]))
    # Anchor 3 in each of the four columns; candidate 3 or 0; the first table gives 5; product 2 * 3 * c / sqrt(2).
    assert near == pytest.approx(2 * 11 + 2 * 9 / math.sqrt(2), rel=1e-5)
    assert far == pytest.approx(2 * 8, rel=1e-3)
    assert same == pytest.approx(2 * 3, rel=5e-3)
    assert none == -np.inf
