"""Scores of tags -> the best sequence of tags, how sure it is, and the spans in it.

Tags are 0 outside, 1 + 2 * role where a span begins, 2 + 2 * role inside it; roles as in `links.ROLES`.
Reference: Lafferty, McCallum and Pereira 2001 (linear-chain CRF).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.encoder.links import ROLES, Ranges, Role
from onrecord.annotate.encoder.pieces import Pieces

Scores = NDArray[np.float32]
N_TAGS = 1 + 2 * len(ROLES)
_BEGINS = [1, 3, 5]
_INSIDES = [2, 4, 6]
_FORBIDDEN = np.float32(-1e4)


def constrain(scores: Scores, pieces: Pieces) -> Scores:
    """Forbid what no reader would do: a span that runs over a paragraph's end, or begins in the middle of a word."""
    allowed = scores.copy()
    opens = pieces.opens_paragraph
    allowed[:, _INSIDES] += opens[:, None] * _FORBIDDEN
    allowed[:, _BEGINS] += (pieces.joins_word & ~opens)[:, None] * _FORBIDDEN
    return allowed


def best_tags(scores: Scores, moves: Scores) -> NDArray[np.int64]:
    """Find the sequence of tags with the highest score (Viterbi).

    scores: (n, 7); moves: (7, 7), from a tag to the next; a text starts after an outside tag.
    """
    n = len(scores)
    came_from = np.zeros((n, N_TAGS), dtype=np.int64)
    best = np.full(N_TAGS, _FORBIDDEN)
    best[0] = 0
    columns = np.arange(N_TAGS)
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
    """The probability of each tag at each piece (forward-backward), (n, 7), rows sum to 1."""
    n = len(scores)
    step = np.exp(moves.astype(np.float64))
    seen = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True)) + 1e-30
    forward, backward = np.empty((n, N_TAGS)), np.empty((n, N_TAGS))
    state = np.eye(N_TAGS)[0]
    for i in range(n):
        state = (state @ step) * seen[i]
        state = forward[i] = state / state.sum()
    state = np.ones(N_TAGS)
    for i in range(n - 1, -1, -1):
        backward[i] = state
        state = step @ (seen[i] * state)
        state = state / state.sum()
    both = forward * backward
    chances: NDArray[np.float64] = both / both.sum(axis=1, keepdims=True)
    return chances


def role_chances(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 3): the probability that a piece belongs to a span of each role."""
    return chances[:, _BEGINS] + chances[:, _INSIDES]


def read_spans(tags: NDArray[np.int64]) -> dict[Role, Ranges]:
    """Read the spans off valid tags, as ranges of pieces in reading order."""
    starts = np.flatnonzero(np.isin(tags, _BEGINS))
    goes_on = np.isin(tags, _INSIDES)
    stops = np.flatnonzero(~np.append(goes_on, False))
    ends = stops[np.searchsorted(stops, starts + 1)]
    roles = (tags[starts] - 1) // 2
    return {
        role: np.stack([starts[roles == number], ends[roles == number]], axis=1).astype(np.int64)
        for number, role in enumerate(ROLES)
    }
