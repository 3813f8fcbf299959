"""What sentences mean: one vector for a span, made from the states of the encoder that also finds attributions.

A head fitted to the sentence vectors of all-MiniLM-L6-v2 (training/encoder/sentences.py); the cosine of two vectors says how
near two spans are in meaning.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.encoder.encode import encode_layers
from onrecord.annotate.encoder.heads import Hidden
from onrecord.annotate.encoder.pieces import Pieces, cut_pieces
from onrecord.annotate.encoder.weights import DEFAULT_FOLDER, INNER, load_model, read_checked
from onrecord.model.span import Span

SENTENCES = "sentences.npz"
LAYERS = ("hidden", *INNER)
LINE = re.compile(r"[^\n]+")

Vectors = NDArray[np.float32]
"""(n, width) float32, rows of length 1 or 0 (a span without words)."""


@dataclass(frozen=True, slots=True)
class SentenceHead:
    """Pooled states -> a vector: standardise, then two layers, the first with a rectifier, beside a straight one.

    rarity: (vocabulary,) float32, how much each piece weighs in the second pooling.
    """

    rarity: NDArray[np.float32]
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    straight: NDArray[np.float32]
    bias: NDArray[np.float32]
    inner: NDArray[np.float32]
    inner_bias: NDArray[np.float32]
    outer: NDArray[np.float32]

    def __call__(self, pooled: NDArray[np.float32]) -> Vectors:
        """pooled: (n, 2 * layers * HIDDEN_SIZE) -> (n, width)."""
        x = (pooled - self.mean) * self.scale
        y = x @ self.straight + np.maximum(x @ self.inner + self.inner_bias, 0) @ self.outer + self.bias
        vectors: Vectors = (y / np.maximum(np.linalg.norm(y, axis=1, keepdims=True), 1e-9)).astype(np.float32)
        return vectors


@cache
def load_sentence_head(folder: Path = DEFAULT_FOLDER) -> SentenceHead:
    """Load the head that comes with onrecord. Raises: ModelMissing."""
    with np.load(io.BytesIO(read_checked(folder, SENTENCES)), allow_pickle=False) as arrays:
        return SentenceHead(**{name: arrays[name].astype(np.float32) for name in SentenceHead.__dataclass_fields__})


@cache
def sentence_version(folder: Path = DEFAULT_FOLDER) -> str:
    """A short hash of what makes vectors: encoder and head. Raises: ModelMissing."""
    parts = (read_checked(folder, name) for name in ("encoder.onnx", SENTENCES))
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:12]


def embed_spans(text: str, spans: Sequence[Sequence[Span]]) -> Vectors:
    """Give each list of spans one vector, by the weights that come with onrecord.

    Only the paragraphs (lines) that hold one are encoded. Cost: linear. Raises: ModelMissing.
    """
    model, head = load_model(), load_sentence_head()
    lines = [match.span() for match in LINE.finditer(text) if match.group().strip()]
    wanted = [(a, b) for a, b in lines if any(s < b and a < e for several in spans for s, e in several)]
    pieces = cut_pieces(text, wanted, model.tokenizer)
    return head(pool(pieces, encode_layers(pieces, model, LAYERS), spans, head.rarity))


def pool(
    pieces: Pieces, layers: Sequence[Hidden], spans: Sequence[Sequence[Span]], rarity: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The mean of each layer over the pieces of each list of spans, plain and with rare pieces weighing more.

    Returns: (n, 2 * layers * HIDDEN_SIZE); a row of zeros where there are no pieces.
    """
    states = np.concatenate(layers, axis=1)
    pooled = np.zeros((len(spans), 2 * states.shape[1]), dtype=np.float32)
    weights = rarity[pieces.ids]
    for row, several in enumerate(spans):
        chosen = _pieces_in(pieces, several)
        if chosen.size:
            found, weight = states[chosen], weights[chosen]
            weighed = (found * weight[:, None]).sum(axis=0) / weight.sum()
            pooled[row] = np.concatenate([found.mean(axis=0), weighed])
    return pooled


def _pieces_in(pieces: Pieces, spans: Sequence[Span]) -> NDArray[np.int64]:
    """Indices of the pieces that spans touch."""
    ranges: list[Any] = [
        np.arange(np.searchsorted(pieces.ends, start, side="right"), np.searchsorted(pieces.starts, end, side="left"))
        for start, end in spans
    ]
    chosen: NDArray[np.int64] = np.concatenate(ranges) if ranges else np.zeros(0, dtype=np.int64)
    return chosen
