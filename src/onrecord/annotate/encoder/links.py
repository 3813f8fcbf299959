"""Links between spans of a report: which cue a content belongs to, and which source a cue credits.

Here stands what a pair of spans looks like from outside (distance, what lies between); the words inside them are the
link head's. Training reads pairs through this module too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.encoder.pieces import MARKS, Pieces

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")

Ranges = NDArray[np.int64]
"""(n, 2) int64: half-open ranges of pieces, in reading order."""

# Nearest candidates that are weighed for one anchor. Of the development set's links 99.9 % go to one of the nearest three;
# the rest are for texts with spans that were invented or missed.
MAX_CANDIDATES = 12

_GAP_EDGES = np.array([1, 2, 3, 4, 5, 7, 10, 15, 23, 35, 55, 90, 150])
_STOPS = (MARKS.index("stop"), MARKS.index("question"))
_HALF = len(_GAP_EDGES) + 1
PAIR_FEATURE_SIZES = (2 * _HALF, 8, 4, 4, 5, 4, 4)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Each anchor beside its nearest candidates: `n` anchors, `k` columns, at most MAX_CANDIDATES.

    candidates: (n, k) int64, indices of candidate ranges, -1 where an anchor has fewer.
    features: (n, k, 7) int64, columns as in PAIR_FEATURE_SIZES.
    """

    candidates: NDArray[np.int64]
    features: NDArray[np.int64]


class Counter:
    """Counts how many things start in a range of pieces."""

    def __init__(self, starts: NDArray[np.int64], n_pieces: int) -> None:
        marked = np.zeros(n_pieces + 1, dtype=np.int64)
        np.add.at(marked, starts + 1, 1)
        self._before = np.cumsum(marked)

    def between(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many start in `[low, high)`; 0 where the range is empty."""
        found: NDArray[np.int64] = np.maximum(self._before[high] - self._before[low], 0)
        return found


def pair_up(anchors: Ranges, candidates: Ranges, others: Ranges, pieces: Pieces) -> Pairs:
    """Set each anchor beside the candidates nearest to it.

    `others` are the ranges of the third role, whose number between the two is a feature. Cost: linear in the anchors.
    """
    chosen = nearest(anchors, candidates, MAX_CANDIDATES)
    if not chosen.size:
        return Pairs(chosen, np.zeros((*chosen.shape, len(PAIR_FEATURE_SIZES)), dtype=np.int64))
    spans = candidates[np.maximum(chosen, 0)]
    own = np.broadcast_to(anchors[:, None, :], spans.shape)
    low = np.minimum(own[..., 1], spans[..., 1])
    high = np.maximum(own[..., 0], spans[..., 0])
    after = spans[..., 0] >= own[..., 0]
    n = len(pieces)
    stops = np.flatnonzero(np.isin(pieces.features[:, 3], _STOPS))
    rank = np.minimum(Counter(candidates[:, 0], n).between(low, high), 3)
    inside = pieces.features[:, 1] > 0
    columns = (
        gap_buckets(high - low, after),
        rank + 4 * after,
        np.minimum(Counter(anchors[:, 0], n).between(low, high), 3),
        np.minimum(Counter(others[:, 0], n).between(low, high), 3),
        np.clip(pieces.paragraphs[spans[..., 0]] - pieces.paragraphs[own[..., 0]], -2, 2) + 2,
        np.minimum(Counter(stops, n).between(low, high), 3),
        inside[spans[..., 0]] + 2 * inside[own[..., 0]],
    )
    return Pairs(chosen, np.stack(columns, axis=-1).astype(np.int64))


def gap_buckets(gaps: NDArray[np.int64], after: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Distances in pieces as a few classes, apart for what stands before and after."""
    buckets: NDArray[np.int64] = np.searchsorted(_GAP_EDGES, np.maximum(gaps, 0), side="right") + _HALF * after
    return buckets


def nearest(anchors: Ranges, candidates: Ranges, at_most: int) -> NDArray[np.int64]:
    """(n, k) indices of the candidates nearest to each anchor, in reading order, -1 for none."""
    reach = np.arange(-at_most, at_most)
    at = np.searchsorted(candidates[:, 0], anchors[:, 0])[:, None] + reach[None, :]
    exists = (at >= 0) & (at < len(candidates))
    if not exists.any():
        return np.full((len(anchors), 0), -1, dtype=np.int64)
    spans = candidates[np.clip(at, 0, len(candidates) - 1)]
    gaps = np.maximum(spans[..., 0] - anchors[:, None, 1], anchors[:, None, 0] - spans[..., 1])
    gaps = np.where(exists, gaps, np.iinfo(np.int64).max)
    best = np.sort(np.argsort(gaps, axis=1, kind="stable")[:, :at_most], axis=1)
    chosen: NDArray[np.int64] = np.where(np.take_along_axis(exists, best, 1), np.take_along_axis(at, best, 1), -1)
    return chosen
