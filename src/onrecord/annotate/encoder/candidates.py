"""Who, when and where an event may have: an anchor beside the mentions, dates or places near it.

What a pair looks like from outside (distance, parse, kind) stands here; the words inside are the trained heads'. Training
reads pairs through this module too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.encoder.links import Counter, Ranges, gap_buckets, nearest
from onrecord.annotate.encoder.pieces import Pieces
from onrecord.annotate.encoder.syntax import N_ATTACHMENTS, PREPOSITIONS, RELATIONS, Integers, Syntax, attachment
from onrecord.model.draft import MentionDraft
from onrecord.model.reading import Timex
from onrecord.model.span import Span

# Nearest candidates that are weighed for one anchor: of the open stories' actors, days and places, 99 % lie within.
MAX_CANDIDATES = 40

KINDS = 36
PLACES_OF_TEXT = 3
N_GAPS = 28
FEATURE_SIZES = (N_GAPS, 7, N_ATTACHMENTS, len(RELATIONS), len(PREPOSITIONS), KINDS, 5, 5, 4, PLACES_OF_TEXT)

FORMS = ("name", "description", "pronoun")
LABELS = {"PERSON": 1, "GPE": 2, "LOC": 2, "FAC": 2, "NORP": 3, "ORG": 4}
LATEST_OPENING_PIECE = 12


@dataclass(frozen=True, slots=True)
class Candidates:
    """Spans that may be linked to an anchor, in reading order. ranges: (n, 2) of pieces; kinds: (n,) int64 below KINDS."""

    ranges: Ranges
    kinds: Integers
    numbers: Integers
    """(n,) int64: the place of each in the layer that it comes from; spans without a piece are left out."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Anchors beside their nearest candidates. candidates: (a, k) indices, -1 for none; features: (a, k, 10)."""

    candidates: NDArray[np.int64]
    features: NDArray[np.int64]


def mention_candidates(mentions: Sequence[MentionDraft], pieces: Pieces) -> Candidates:
    """Everybody who is mentioned."""
    return _candidates([m.span for m in mentions], [_kind_of_mention(m) for m in mentions], pieces)


def _kind_of_mention(mention: MentionDraft) -> int:
    plural = int(mention.number == "plur")
    return (FORMS.index(mention.form) * 5 + LABELS.get(mention.label, 0)) * 2 + plural


def date_candidates(dates: Sequence[Timex], published: str | None, pieces: Pieces) -> Candidates:
    """Every time expression, by how fine it is and how it lies to the report's day."""
    return _candidates([d.span for d in dates], [_kind_of_date(d, published) for d in dates], pieces)


def _kind_of_date(timex: Timex, published: str | None) -> int:
    value = timex.value or ""
    if timex.type == "DURATION" or timex.type == "SET":
        return 28 + int(timex.type == "SET")
    if not value or value.endswith("_REF") or not value[:4].isdigit():
        return 30
    fineness = {4: 0, 7: 1, 8: 2, 10: 3}.get(len(value.split("T")[0]), 4) + 5 * int("/" in value)
    return min(fineness, 6) * 4 + _order(value, published)


def _order(value: str, published: str | None) -> int:
    """Before, on or after the report's day; 3 where nobody knows."""
    try:
        day, own = date.fromisoformat(value[:10]), date.fromisoformat((published or "")[:10])
    except ValueError:
        return 3
    return 0 if day < own else 1 if day == own else 2


def place_candidates(toponyms: Sequence[Span], states: Sequence[bool], pieces: Pieces) -> Candidates:
    """Every place that is named; `states` tells which are states."""
    return _candidates(list(toponyms), [int(state) for state in states], pieces)


def _candidates(spans: Sequence[Span], kinds: Sequence[int], pieces: Pieces) -> Candidates:
    starts = np.array([s.start for s in spans], dtype=np.int64)
    ends = np.array([s.end for s in spans], dtype=np.int64)
    first = np.searchsorted(pieces.ends, starts, side="right")
    last = np.searchsorted(pieces.starts, ends, side="left")
    kept = np.flatnonzero(last > first)
    order = kept[np.lexsort((last[kept], first[kept]))]
    ranges = np.stack([first[order], last[order]], axis=1).reshape(-1, 2)
    return Candidates(ranges, np.array(kinds, dtype=np.int64)[order], order)


def link_up(anchors: Ranges, candidates: Candidates, syntax: Syntax, pieces: Pieces) -> Linked:
    """Set each anchor beside the candidates nearest to it. Cost: linear in the anchors."""
    chosen = nearest(anchors, candidates.ranges, MAX_CANDIDATES)
    if not chosen.size:
        return Linked(chosen, np.zeros((*chosen.shape, len(FEATURE_SIZES)), dtype=np.int64))
    known = np.maximum(chosen, 0)
    spans = candidates.ranges[known]
    own = np.broadcast_to(anchors[:, None, :], spans.shape)
    low, high = np.minimum(own[..., 1], spans[..., 1]), np.maximum(own[..., 0], spans[..., 0])
    after = spans[..., 0] >= own[..., 0]
    roots, anchor_roots = syntax.roots(candidates.ranges)[known], syntax.roots(anchors)
    sentences = syntax.sentence[roots] - syntax.sentence[anchor_roots][:, None]
    inside = pieces.features[:, 1] > 0
    columns = (
        gap_buckets(high - low, after),
        np.clip(sentences, -3, 3) + 3,
        attachment(syntax, syntax.tokens(anchors), anchor_roots, roots),
        syntax.relation[roots],
        syntax.preposition[roots],
        candidates.kinds[known],
        np.clip(Counter(candidates.ranges[:, 0], len(pieces)).between(low, high), 0, 4),
        np.clip(pieces.paragraphs[spans[..., 0]] - pieces.paragraphs[own[..., 0]], -2, 2) + 2,
        inside[spans[..., 0]] + 2 * inside[own[..., 0]],
        np.where(spans[..., 0] < LATEST_OPENING_PIECE, 0, np.where(pieces.paragraphs[spans[..., 0]] <= 1, 1, 2)),
    )
    return Linked(chosen, np.stack(columns, axis=-1).astype(np.int64))
