"""A text as the heads see it: pieces, their states, and the parse beside them. Made once a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from onrecord.annotate.encoder.encode import encode_layers
from onrecord.annotate.encoder.heads import Floats, Hidden, SpanTags
from onrecord.annotate.encoder.links import Ranges
from onrecord.annotate.encoder.pieces import Pieces, cut_pieces
from onrecord.annotate.encoder.syntax import Syntax, read_syntax
from onrecord.annotate.encoder.tagging import best_tags, constrain, plain_moves, read_ranges, role_chances, tag_chances
from onrecord.annotate.encoder.weights import INNER, EncoderModel
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Encoded:
    """The states of a text and what the heads are read with."""

    pieces: Pieces
    hidden: Hidden
    inner: tuple[Hidden, ...]
    """The states of the layers in `weights.INNER`, which say more of what words mean."""
    syntax: Syntax
    model: EncoderModel

    def span(self, start: int, end: int) -> Span:
        """The code points of a range of pieces."""
        return Span(int(self.pieces.starts[start]), int(self.pieces.ends[end - 1]))

    def range_of(self, span: Span) -> tuple[int, int] | None:
        """The pieces that a span touches; None where it touches none."""
        first = int(np.searchsorted(self.pieces.ends, span.start, side="right"))
        last = int(np.searchsorted(self.pieces.starts, span.end, side="left"))
        return (first, last) if first < last else None


def encode(text: str, paragraphs: Sequence[Span], doc: Doc, model: EncoderModel) -> Encoded:
    """Run the encoder over a text. Cost: linear."""
    pieces = cut_pieces(text, paragraphs, model.tokenizer)
    hidden, *inner = encode_layers(pieces, model, ("hidden", *INNER))
    return Encoded(pieces, hidden, tuple(inner), read_syntax(doc, pieces), model)


@dataclass(frozen=True, slots=True)
class Tagged:
    """Spans that a head tagged. ranges: (s, 2) of pieces; kinds: (s,); by_piece: (n, kinds) the chance of each piece to be in one."""

    ranges: Ranges
    kinds: NDArray[np.int64]
    by_piece: Floats

    def chances(self, ranges: Ranges) -> Floats:
        """The chances of kinds in the mean over each range, (r, kinds), also of ranges that were not tagged."""
        means = [self.by_piece[a:b].mean(axis=0) for a, b in ranges.tolist()]
        return np.array(means, dtype=np.float32).reshape(len(ranges), self.by_piece.shape[1])


def tag_spans(encoded: Encoded, head: SpanTags, eagerness: float) -> Tagged:
    """Find the spans of a head in reading order.

    eagerness: taken from the score of "outside", in nats; above 0 more is found than is likely right.
    """
    scores = constrain(head(encoded.hidden), encoded.pieces) if len(encoded.pieces) else np.zeros((0, 3), np.float32)
    moves = plain_moves(scores.shape[1])
    chances = role_chances(tag_chances(scores, moves)).astype(np.float32)
    eager = scores.copy()
    eager[:, 0] -= eagerness
    ranges, kinds = read_ranges(best_tags(eager, moves))
    return Tagged(ranges, kinds, chances)
