"""Pairs of spans and what lies between them."""

from __future__ import annotations

import numpy as np

from onrecord.annotate.encoder.links import MAX_CANDIDATES, PAIR_FEATURE_SIZES, pair_up
from onrecord.annotate.encoder.pieces import Pieces


def make_pieces(n, paragraphs=None, features=None):
    at = np.arange(n)
    return Pieces(
        ids=at,
        features=np.zeros((n, 4), dtype=np.int64) if features is None else features,
        starts=at,
        ends=at + 1,
        paragraphs=np.zeros(n, dtype=np.int64) if paragraphs is None else np.array(paragraphs),
    )


def ranges(*pairs):
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def test_nearest_candidates_are_kept_in_reading_order():
    many = ranges(*[(i, i + 1) for i in range(0, 80, 2)])
    (chosen,) = pair_up(ranges((41, 42)), many, ranges(), make_pieces(90)).candidates
    assert len(chosen) == MAX_CANDIDATES
    assert chosen.tolist() == sorted(chosen.tolist())
    assert {20, 21} <= set(chosen.tolist())


def test_fewer_candidates_than_columns_are_filled_with_none():
    pairs = pair_up(ranges((0, 1), (50, 51)), ranges((2, 3)), ranges(), make_pieces(60))
    assert sorted(pairs.candidates[0].tolist())[-1] == 0
    assert set(pairs.candidates.ravel().tolist()) == {-1, 0}


def test_without_candidates_there_are_no_columns():
    assert pair_up(ranges((0, 1)), ranges(), ranges(), make_pieces(5)).candidates.shape == (1, 0)


def test_without_anchors_there_are_no_rows():
    assert len(pair_up(ranges(), ranges((0, 1)), ranges(), make_pieces(5)).candidates) == 0


def test_side_and_spans_between_are_told():
    pairs = pair_up(ranges((10, 12)), ranges((2, 4), (6, 8), (20, 21)), ranges((13, 18)), make_pieces(30))
    by_candidate = dict(zip(pairs.candidates[0].tolist(), pairs.features[0].tolist(), strict=True))
    assert by_candidate[0][1] == 1  # before, one candidate between
    assert by_candidate[1][1] == 0  # before, none between
    assert by_candidate[2][1] == 4  # after, none between
    assert by_candidate[2][3] == 1  # the other role's span lies between


def test_features_stay_within_their_tables():
    rng = np.random.default_rng(0)
    n = 400
    features = np.stack([rng.integers(0, size, n) for size in (5, 4, 3, 16)], axis=1)
    pieces = make_pieces(n, paragraphs=np.sort(rng.integers(0, 9, n)), features=features)
    starts = np.sort(rng.choice(n - 5, 60, replace=False))
    spans = np.stack([starts, starts + 1 + rng.integers(0, 4, 60)], axis=1)
    found = pair_up(spans[::2], spans[1::2], spans[::5], pieces).features
    assert (found >= 0).all()
    assert (found < np.array(PAIR_FEATURE_SIZES)).all()
