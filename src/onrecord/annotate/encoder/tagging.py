"""Scores of tags -> the best sequence of tags, how sure it is, and the spans in it.

Tags are 0 outside, 1 + 2 * kind where a span begins, 2 + 2 * kind inside it; of attributions the kinds are `links.ROLES`.
Reference: Lafferty, McCallum and Pereira 2001 (linear-chain CRF).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.encoder.heads import Scores
from onrecord.annotate.encoder.links import ROLES, Ranges, Role
from onrecord.annotate.encoder.pieces import Pieces

_FORBIDDEN = np.float32(-1e4)


def constrain(scores: Scores, pieces: Pieces) -> Scores:
    """Forbid what no reader would do: a span that runs over a paragraph's end, or begins in the middle of a word."""
    allowed = scores.copy()
    opens = pieces.opens_paragraph
    allowed[:, 2::2] += opens[:, None] * _FORBIDDEN
    allowed[:, 1::2] += (pieces.joins_word & ~opens)[:, None] * _FORBIDDEN
    return allowed


def plain_moves(n_tags: int) -> Scores:
    """Moves for heads that learned none: inside a span only after its own begin or inside."""
    moves = np.zeros((n_tags, n_tags), dtype=np.float32)
    for inside in range(2, n_tags, 2):
        moves[:, inside] = _FORBIDDEN
        moves[[inside - 1, inside], inside] = 0
    return moves


def best_tags(scores: Scores, moves: Scores) -> NDArray[np.int64]:
    """Find the sequence of tags with the highest score (Viterbi).

    scores: (n, t); moves: (t, t), from a tag to the next; a text starts after an outside tag.
    """
    n, n_tags = scores.shape
    came_from = np.zeros((n, n_tags), dtype=np.int64)
    best = np.full(n_tags, _FORBIDDEN)
    best[0] = 0
    columns = np.arange(n_tags)
    for i in range(n):
        paths = best[:, None] + moves
        came_from[i] = paths.argmax(axis=0)
        best = paths[came_from[i], columns] + scores[i]
        best -= best.max()
    tags = np.zeros(n, dtype=np.int64)
    tag = int(best.argmax())
    for i in range(n - 1, -1, -1):
        tags[i] = tag
        tag = int(came_from[i, tag])
    return tags


def tag_chances(scores: Scores, moves: Scores) -> NDArray[np.float64]:
    """The probability of each tag at each piece (forward-backward), (n, t), rows sum to 1."""
    n, n_tags = scores.shape
    step = np.exp(moves.astype(np.float64))
    seen = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True)) + 1e-30
    forward, backward = np.empty((n, n_tags)), np.empty((n, n_tags))
    state = np.eye(n_tags)[0]
    for i in range(n):
        state = (state @ step) * seen[i]
        state = forward[i] = state / state.sum()
    state = np.ones(n_tags)
    for i in range(n - 1, -1, -1):
        backward[i] = state
        state = step @ (seen[i] * state)
        state = state / state.sum()
    both = forward * backward
    chances: NDArray[np.float64] = both / both.sum(axis=1, keepdims=True)
    return chances


def role_chances(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, kinds): the probability that a piece belongs to a span of each kind."""
    return chances[:, 1::2] + chances[:, 2::2]


def read_ranges(tags: NDArray[np.int64]) -> tuple[Ranges, NDArray[np.int64]]:
    """Read the spans off valid tags: ranges of pieces in reading order, and their kinds."""
    starts = np.flatnonzero(tags % 2 == 1)
    goes_on = (tags > 0) & (tags % 2 == 0)
    stops = np.flatnonzero(~np.append(goes_on, False))
    ends = stops[np.searchsorted(stops, starts + 1)]
    return np.stack([starts, ends], axis=1).astype(np.int64), (tags[starts] - 1) // 2


def read_spans(tags: NDArray[np.int64]) -> dict[Role, Ranges]:
    """Read the spans of sources, cues and contents off valid tags."""
    ranges, kinds = read_ranges(tags)
    return {role: ranges[kinds == number] for number, role in enumerate(ROLES)}
