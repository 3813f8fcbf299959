"""Hidden states -> attributions: tags give spans, links join each content to its cue and each cue to its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.encoder.encode import encode_pieces
from onrecord.annotate.encoder.heads import AttributionHeads, Hidden, LinkScores
from onrecord.annotate.encoder.links import ROLES, Pairs, Ranges, Role, pair_up
from onrecord.annotate.encoder.pieces import Pieces, cut_pieces
from onrecord.annotate.encoder.tagging import (
    best_tags,
    constrain,
    read_spans,
    role_chances,
    tag_chances,
)
from onrecord.annotate.encoder.weights import Calibration, EncoderModel
from onrecord.model.draft import Attribution
from onrecord.model.span import Span

# Anchors scored together: 256 anchors with 12 candidates each take 10 MB.
BATCH_ANCHORS = 256
NO_RANGES: Ranges = np.zeros((0, 2), dtype=np.int64)
CUE, CONTENT = ROLES.index("cue"), ROLES.index("content")
_FORBIDDEN = -1e4


@dataclass(frozen=True, slots=True)
class Choice:
    """For each anchor the candidate it is linked to (-1: none) and the log-probability of that choice."""

    candidates: NDArray[np.int64]
    log_chances: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution before calibration: ranges of pieces, and the evidence for it as four log-probabilities.

    evidence: that the contents are content, that the cue is a cue, that they belong together, that the source is right.
    """

    source: Ranges
    cue: Ranges
    content: Ranges
    evidence: tuple[float, float, float, float]


def find_attributions(text: str, paragraphs: Sequence[tuple[int, int]], model: EncoderModel) -> list[Attribution]:
    """Find who is credited with what, in the conventions of PolNeAR (a content may keep its outer quotation marks).

    One attribution for each cue that has a content; a content has one cue, a source may serve several. Text outside
    the paragraphs is not read. Cost: linear.

    Returns: attributions in the order of their cues, spans in code points of `text`.
    """
    pieces = cut_pieces(text, paragraphs, model.tokenizer)
    return attribute(pieces, encode_pieces(pieces, model), model.heads.corpus, model.calibration)


def attribute(pieces: Pieces, hidden: Hidden, heads: AttributionHeads, calibration: Calibration) -> list[Attribution]:
    """As `find_attributions`, for a text that has been encoded already, by heads of either conventions."""
    found = find_linked(pieces, hidden, heads)
    evidence = np.array([item.evidence for item in found], dtype=np.float64).reshape(-1, 4)
    confidences = calibration.confidence(evidence)
    return [
        Attribution(
            source=_spans(item.source, pieces),
            cue=_spans(item.cue, pieces),
            content=_spans(item.content, pieces),
            confidence=round(float(confidence), 4),
        )
        for item, confidence in zip(found, confidences, strict=True)
    ]


def find_linked(pieces: Pieces, hidden: Hidden, heads: AttributionHeads) -> list[Found]:
    """Tag, link and gather: one `Found` for each cue with a content."""
    if not len(pieces):
        return []
    scores, moves = constrain(heads.tags.score(hidden), pieces), heads.tags.moves
    spans = read_spans(best_tags(scores, moves))
    certainty = np.log(role_chances(tag_chances(scores, moves)) + 1e-9)
    cue_of = choose_links(heads.content_links, hidden, spans, ("content", "cue", "source"), pieces)
    source_of = choose_links(heads.source_links, hidden, spans, ("cue", "source", "content"), pieces)
    contents_of: dict[int, list[int]] = defaultdict(list)
    for content, cue in enumerate(cue_of.candidates.tolist()):
        if cue >= 0:
            contents_of[cue].append(content)
    found = []
    for cue, contents in sorted(contents_of.items()):
        source = source_of.candidates[cue]
        item = Found(
            source=spans["source"][source : source + 1] if source >= 0 else NO_RANGES,
            cue=spans["cue"][cue : cue + 1],
            content=spans["content"][contents],
            evidence=(
                _mean_over(certainty[:, CONTENT], spans["content"][contents]),
                _mean_over(certainty[:, CUE], spans["cue"][cue : cue + 1]),
                float(cue_of.log_chances[contents].mean()),
                float(source_of.log_chances[cue]),
            ),
        )
        found.append(item)
    return found


def choose_links(
    head: LinkScores, hidden: Hidden, spans: dict[Role, Ranges], roles: tuple[Role, Role, Role], pieces: Pieces
) -> Choice:
    """Choose for each span of the first role its partner among those of the second, or none."""
    anchors, candidates = spans[roles[0]], spans[roles[1]]
    pairs = pair_up(anchors, candidates, spans[roles[2]], pieces)
    chosen = np.full(len(anchors), -1, dtype=np.int64)
    log_chances = np.zeros(len(anchors))
    for first in range(0, len(anchors) if pairs.candidates.size else 0, BATCH_ANCHORS):
        rows = slice(first, first + BATCH_ANCHORS)
        scores = _score(head, hidden, anchors[rows], candidates, Pairs(pairs.candidates[rows], pairs.features[rows]))
        best = scores.argmax(axis=1)
        log_chances[rows] = np.take_along_axis(scores, best[:, None], 1)[:, 0]
        partners = np.concatenate([np.full((len(scores), 1), -1), pairs.candidates[rows]], axis=1)
        chosen[rows] = np.take_along_axis(partners, best[:, None], 1)[:, 0]
    return Choice(chosen, log_chances)


def _score(head: LinkScores, hidden: Hidden, anchors: Ranges, candidates: Ranges, pairs: Pairs) -> NDArray[np.float64]:
    """(n, 1 + k) log-probabilities, none first."""
    others = _ends(hidden, candidates[np.maximum(pairs.candidates, 0)])
    scores = head(_ends(hidden, anchors), others, pairs.features).astype(np.float64)
    scores[:, 1:][pairs.candidates < 0] = _FORBIDDEN
    scores -= scores.max(axis=1, keepdims=True)
    log_chances: NDArray[np.float64] = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return log_chances


def _ends(hidden: Hidden, ranges: Ranges) -> Hidden:
    """The states of the first and the last piece of each range, side by side."""
    states: Hidden = np.concatenate([hidden[ranges[..., 0]], hidden[ranges[..., 1] - 1]], axis=-1)
    return states


def _mean_over(values: NDArray[np.float64], ranges: Ranges) -> float:
    """The mean over all pieces of some ranges."""
    return float(np.concatenate([values[start:end] for start, end in ranges]).mean())


def _spans(ranges: Ranges, pieces: Pieces) -> tuple[Span, ...]:
    """Ranges of pieces as spans of the text."""
    return tuple(Span(int(pieces.starts[start]), int(pieces.ends[end - 1])) for start, end in ranges)
