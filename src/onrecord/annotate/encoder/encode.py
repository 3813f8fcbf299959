"""Word pieces -> hidden states, one vector a piece, by windows of whole paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.encoder.heads import Hidden
from onrecord.annotate.encoder.pieces import FEATURE_SIZES, Pieces
from onrecord.annotate.encoder.weights import EncoderModel

HIDDEN_SIZE = 384
# Pieces, without the two marks at the ends. The encoder was trained on windows of 254 and knows no longer ones
# (at 384 a window the development score fell by seven points).
WINDOW_PIECES = 254
CONTEXT_PIECES = 64
_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `[context, end)` go in, hidden states of `[start, end)` are kept."""

    context: int
    start: int
    end: int


def encode_pieces(pieces: Pieces, model: EncoderModel) -> Hidden:
    """Encode a text's pieces, each seen with its whole paragraph and 64 pieces before. Cost: linear.

    Returns: hidden states in the order of the pieces, for the heads of this package and of others.
    """
    return encode_layers(pieces, model, ("hidden",))[0]


def encode_layers(pieces: Pieces, model: EncoderModel, layers: Sequence[str]) -> list[Hidden]:
    """As `encode_pieces`, for several layers of the encoder at once: "hidden" is the last, others are in `weights.INNER`."""
    states = [np.zeros((len(pieces), HIDDEN_SIZE), dtype=np.float32) for _ in layers]
    # One by one: on one thread a batch is no faster, pads the shorter windows, and shares one scale of 8 bits among them, so
    # that what is found in one window would hang on the others.
    for window in cut_windows(pieces.opens_paragraph):
        given = model.encoder.run(list(layers), _inputs(window, pieces))
        skipped = 1 + window.start - window.context
        for layer, found in zip(states, given, strict=True):
            layer[window.start : window.end] = found[0, skipped : skipped + window.end - window.start]
    return states


def cut_windows(opens_paragraph: NDArray[np.bool_]) -> Iterator[Window]:
    """Cut pieces into windows of whole paragraphs with context before; a paragraph too long for one is cut itself."""
    ends = [*np.flatnonzero(opens_paragraph)[1:].tolist(), len(opens_paragraph)]
    start = at = 0
    for end in ends:
        room = WINDOW_PIECES - min(start, CONTEXT_PIECES)
        if end - start > room and at > start:
            yield _window(start, at)
            start = at
        while end - start > WINDOW_PIECES:
            cut = start + WINDOW_PIECES - min(start, CONTEXT_PIECES)
            yield _window(start, cut)
            start = cut
        at = end
    if at > start:
        yield _window(start, at)


def _window(start: int, end: int) -> Window:
    """Context is shorter where a paragraph fills the window."""
    return Window(max(0, start - CONTEXT_PIECES, end - WINDOW_PIECES), start, end)


def _inputs(window: Window, pieces: Pieces) -> dict[str, NDArray[np.int64]]:
    """The encoder's inputs for a window: a batch of one, with a mark at each end."""
    inside = slice(window.context, window.end)
    shape = (1, window.end - window.context + 2)
    ids, mask = np.full(shape, _SEP, dtype=np.int64), np.ones(shape, dtype=np.int64)
    features = np.zeros((*shape, len(FEATURE_SIZES)), dtype=np.int64)
    ids[0, 0], ids[0, 1:-1] = _CLS, pieces.ids[inside]
    features[0, 1:-1] = pieces.features[inside]
    return {"ids": ids, "features": features, "mask": mask}
