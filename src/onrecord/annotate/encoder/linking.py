"""What belongs to an anchor: the mentions, dates or places near it, weighed by the heads for pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.annotate.encoder.candidates import Candidates, link_up
from onrecord.annotate.encoder.encoded import Encoded
from onrecord.annotate.encoder.heads import Floats, pooled
from onrecord.annotate.encoder.links import Ranges
from onrecord.model.draft import MentionDraft
from onrecord.model.span import Span

LIKELY = 0.5
# Nearly every event has an actor: without a likely one the likeliest is taken, if it has this chance.
POSSIBLE = 0.08
# A day or place is told from this chance on. Set by hand, with the one above, after a look at one fold; others were not tried.
TELLING = 0.3


def likely_spans(linked: list[tuple[int, float]], mentions: Sequence[MentionDraft]) -> tuple[Span, ...]:
    """The spans of the mentions that belong to an anchor: all that likely do, else the likeliest of those that may."""
    least = min(LIKELY, max(best_chance(linked), POSSIBLE))
    return tuple(mentions[number].span for number, chance in linked if chance >= least)


def best_chance(linked: list[tuple[int, float]]) -> float:
    """The chance of the likeliest candidate; 0 without one."""
    return max((chance for _, chance in linked), default=0.0)


def softmax(scores: Floats) -> Floats:
    """Scores of classes as chances, row by row."""
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: Floats = grown / grown.sum(axis=-1, keepdims=True)
    return chances


def link(encoded: Encoded, name: str, ranges: Ranges, anchors: Floats, candidates: Candidates) -> list[list[tuple[int, float]]]:
    """For each anchor the places in their layer of all candidates near it, with the chance that each belongs to it."""
    if not len(candidates.ranges):
        return [[] for _ in range(len(ranges))]
    linked = link_up(ranges, candidates, encoded.syntax, encoded.pieces)
    scores = encoded.model.heads.pairs[name](anchors, pooled(encoded.hidden, candidates.ranges), linked)
    chances = 1 / (1 + np.exp(-scores))
    return [
        [(int(candidates.numbers[c]), float(p)) for c, p in zip(row.tolist(), chance.tolist(), strict=True) if c >= 0]
        for row, chance in zip(linked.candidates, chances, strict=True)
    ]


def choose(
    encoded: Encoded, name: str, ranges: Ranges, anchors: Floats, candidates: Candidates
) -> list[tuple[int | None, float]]:
    """For each anchor the likeliest of the candidates near it, or None where none is likely, with the chance of the likeliest."""
    if not len(candidates.ranges):
        return [(None, 0.0)] * len(ranges)
    linked = link_up(ranges, candidates, encoded.syntax, encoded.pieces)
    scores = encoded.model.heads.pairs[name](anchors, pooled(encoded.hidden, candidates.ranges), linked)
    chances = softmax(np.concatenate((np.zeros((len(scores), 1), np.float32), scores), axis=1))
    found: list[tuple[int | None, float]] = []
    for row, columns in zip(chances, linked.candidates, strict=True):
        best = 1 + int(row[1:].argmax())
        chosen = int(candidates.numbers[columns[best - 1]]) if row[best] >= TELLING else None
        found.append((chosen, float(row[best])))
    return found
