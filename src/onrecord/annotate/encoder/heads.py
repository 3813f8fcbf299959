"""The heads: states of the encoder -> tags of spans, classes of spans, links between spans.

All are a matrix or two, run by numpy. Their shapes are those of `training/encoder/network.py` and `heads.py`.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.encoder.candidates import FEATURE_SIZES, Linked
from onrecord.annotate.encoder.links import PAIR_FEATURE_SIZES, Ranges

Floats = NDArray[np.float32]
Hidden = Floats
"""(n, HIDDEN_SIZE): the state of each piece."""
Scores = Floats
"""(n, tags)."""
Weights = Mapping[str, Floats]
PAIR_HEADS = ("actor", "recipient", "date", "place", "holder", "step_who", "step_date")


@dataclass(frozen=True, slots=True)
class Linear:
    """x @ weight + bias."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """(..., in) -> (..., out)."""
        y: Floats = x @ self.weight + self.bias
        return y


def _linear(weights: Weights, name: str) -> Linear:
    return Linear(np.ascontiguousarray(weights[f"{name}.weight"].T), weights[f"{name}.bias"])


def gelu(x: Floats) -> Floats:
    """The activation of the heads, by its usual approximation (Hendrycks and Gimpel 2016)."""
    y: Floats = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
    return y


@dataclass(frozen=True, slots=True)
class SpanTags:
    """States -> scores of outside, and of begin and inside of each kind of span."""

    bounds: Linear
    kinds: Linear

    def __call__(self, hidden: Hidden) -> Scores:
        """(n, H) -> (n, 1 + 2 * kinds)."""
        bounds, kinds = self.bounds(hidden), self.kinds(hidden)
        both = np.stack((kinds + bounds[:, 1:2], kinds + bounds[:, 2:3]), axis=-1).reshape(len(hidden), -1)
        scores: Scores = np.concatenate((bounds[:, :1], both), axis=1)
        return scores


@dataclass(frozen=True, slots=True)
class SpanClasses:
    """Pooled spans -> scores of classes."""

    inner: Linear
    out: Linear

    def __call__(self, spans: Floats) -> Floats:
        """(n, 3H) -> (n, classes)."""
        return self.out(gelu(self.inner(spans)))


@dataclass(frozen=True, slots=True)
class PairScores:
    """An anchor beside candidates -> how likely each belongs to it."""

    anchor: Linear
    candidate: Linear
    features: tuple[Floats, ...]
    out: Linear

    def __call__(self, anchors: Floats, candidates: Floats, linked: Linked) -> Floats:
        """anchors: (a, 3H); candidates: (n, 3H) -> (a, k), -inf where an anchor has fewer candidates."""
        chosen = np.maximum(linked.candidates, 0)
        width = self.out.weight.shape[0]
        own, other = self.anchor(anchors), self.candidate(candidates)[chosen]
        mixed = own[:, None, :width] + other[..., :width]
        for column, table in enumerate(self.features):
            mixed = mixed + table[linked.features[:, :, column]]
        product = (own[:, None, width:] * other[..., width:]).sum(-1) / width**0.5
        scores: Floats = np.where(linked.candidates >= 0, self.out(gelu(mixed))[..., 0] + product, -np.inf)
        return scores


@dataclass(frozen=True, slots=True)
class Crf:
    """States -> scores of tags, (n, 7), beside the scores of moves from tag to tag, (7, 7)."""

    score: Linear
    moves: Floats


@dataclass(frozen=True, slots=True)
class LinkScores:
    """An anchor beside candidates and nobody -> scores; see `links.pair_up` for the features."""

    anchor: Linear
    candidate: Linear
    features: tuple[Floats, ...]
    nobody: Floats
    out: Linear
    out_nobody: Linear

    def __call__(self, anchors: Floats, candidates: Floats, features: NDArray[np.int64]) -> Floats:
        """anchors: (n, 2H); candidates: (n, k, 2H); features: (n, k, 7) -> (n, 1 + k), nobody first."""
        width = len(self.nobody)
        own, other = self.anchor(anchors), self.candidate(candidates)
        mixed = own[:, None, :width] + other[..., :width]
        for column, table in enumerate(self.features):
            mixed = mixed + table[features[:, :, column]]
        product = (own[:, None, width:] * other[..., width:]).sum(-1) / width**0.5
        alone = self.out_nobody(gelu(own[:, :width] + self.nobody))
        scores: Floats = np.concatenate((alone, self.out(gelu(mixed))[..., 0] + product), axis=1)
        return scores


@dataclass(frozen=True, slots=True)
class AttributionHeads:
    """What finds attributions in one set of conventions."""

    tags: Crf
    source_links: LinkScores
    content_links: LinkScores


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads. `corpus` finds attributions as PolNeAR has them, `said` as docs/reading.md does."""

    corpus: AttributionHeads
    said: AttributionHeads
    events: SpanTags
    positions: SpanTags
    conditions: SpanTags
    status: SpanClasses
    step: SpanClasses
    act: SpanClasses
    """(actor, recipient, sentence) side by side -> the type of the act between them."""
    pairs: dict[str, PairScores]


def read_heads(content: bytes) -> Heads:
    """The heads in a file as `training/encoder/export.py` writes it, 16 bits a weight."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files}
    return Heads(
        corpus=_attribution(weights, "tags", "source_links", "content_links"),
        said=_attribution(weights, "said.tags", "said.source", "said.content"),
        events=_tags(weights, "events"),
        positions=_tags(weights, "positions"),
        conditions=_tags(weights, "conditions"),
        status=_classes(weights, "status"),
        step=_classes(weights, "step"),
        act=_classes(weights, "act"),
        pairs={name: _pair(weights, f"pairs.{name}") for name in PAIR_HEADS},
    )


def _tags(weights: Weights, name: str) -> SpanTags:
    return SpanTags(_linear(weights, f"{name}.bounds"), _linear(weights, f"{name}.kinds"))


def _classes(weights: Weights, name: str) -> SpanClasses:
    return SpanClasses(_linear(weights, f"{name}.inner"), _linear(weights, f"{name}.out"))


def _attribution(weights: Weights, tags: str, source: str, content: str) -> AttributionHeads:
    crf = Crf(_linear(weights, f"{tags}.score"), weights[f"{tags}.moves"] + weights[f"{tags}.allowed"])
    return AttributionHeads(crf, _links(weights, source), _links(weights, content))


def _links(weights: Weights, name: str) -> LinkScores:
    parts = {part: _linear(weights, f"{name}.{part}") for part in ("anchor", "candidate", "out", "out_nobody")}
    tables = tuple(weights[f"{name}.features.{column}.weight"] for column in range(len(PAIR_FEATURE_SIZES)))
    return LinkScores(**parts, features=tables, nobody=weights[f"{name}.nobody"])


def _pair(weights: Weights, name: str) -> PairScores:
    tables = tuple(weights[f"{name}.features.{column}.weight"] for column in range(len(FEATURE_SIZES)))
    return PairScores(
        _linear(weights, f"{name}.anchor"), _linear(weights, f"{name}.candidate"), tables, _linear(weights, f"{name}.out")
    )


def pooled(hidden: Hidden, ranges: Ranges) -> Floats:
    """The first, the last and the mean state of each range, (r, 3H). Cost: linear."""
    sums = np.zeros((len(hidden) + 1, hidden.shape[1]), dtype=np.float64)
    np.cumsum(hidden, axis=0, out=sums[1:])
    first, last = ranges[:, 0], ranges[:, 1]
    mean = (sums[last] - sums[first]) / np.maximum(last - first, 1)[:, None]
    states: Floats = np.concatenate((hidden[first], hidden[last - 1], mean), axis=1).astype(np.float32)
    return states
