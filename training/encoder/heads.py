"""The heads for events, positions and next steps, beside those for attribution in `network.py`."""

from __future__ import annotations

import torch
from network import FORBIDDEN, HIDDEN, LinkHead, Network, TagHead
from torch import Tensor, nn
from torch.nn import functional

from onrecord.annotate.encoder.candidates import FEATURE_SIZES
from onrecord.annotate.encoder.types import POSITION_TAGS, STATUSES, TYPES

PAIR_WIDTH = 96
PAIR_HEADS = ("actor", "recipient", "date", "place", "holder", "step_who", "step_date")


class SpanTags(nn.Module):
    """Hidden states -> scores of begin and inside tags of each kind of span.

    Where a span begins and goes on is learned for all kinds together, so that rare kinds need few examples.
    """

    def __init__(self, kinds: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.bounds, self.kinds = nn.Linear(HIDDEN, 3), nn.Linear(HIDDEN, kinds)

    def forward(self, hidden: Tensor) -> Tensor:
        """(..., HIDDEN) -> (..., 1 + 2 * kinds): outside, then begin and inside of each kind in turn."""
        hidden = self.dropout(hidden)
        bounds, kinds = self.bounds(hidden), self.kinds(hidden)
        both = torch.stack((kinds + bounds[..., 1:2], kinds + bounds[..., 2:3]), -1).flatten(-2)
        return torch.cat((bounds[..., :1], both), -1)


class PairHead(nn.Module):
    """An anchor beside a candidate -> how likely they belong together."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.anchor, self.candidate = (nn.Linear(3 * HIDDEN, 2 * PAIR_WIDTH) for _ in range(2))
        self.features = nn.ModuleList(nn.Embedding(size, PAIR_WIDTH) for size in FEATURE_SIZES)
        self.out = nn.Linear(PAIR_WIDTH, 1)
        for table in self.features:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, anchors: Tensor, candidates: Tensor, chosen: Tensor, features: Tensor) -> Tensor:
        """anchors: (a, 3H); candidates: (n, 3H); chosen: (a, k) rows of candidates; features: (a, k, 10) -> (a, k)."""
        add_a, mul_a = self.anchor(self.dropout(anchors)).chunk(2, -1)
        add_c, mul_c = self.candidate(self.dropout(candidates))[chosen].chunk(2, -1)
        mixed = add_a[:, None] + add_c
        for column, table in enumerate(self.features):
            mixed = mixed + table(features[:, :, column])
        return (
            self.out(functional.gelu(mixed, approximate="tanh"))[:, :, 0] + (mul_a[:, None] * mul_c).sum(-1) / PAIR_WIDTH**0.5
        )


class SpanHead(nn.Module):
    """The pooled states of a span -> classes."""

    def __init__(self, classes: int, dropout: float = 0.1, spans: int = 1) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.inner, self.out = nn.Linear(3 * HIDDEN * spans, PAIR_WIDTH), nn.Linear(PAIR_WIDTH, classes)

    def forward(self, spans: Tensor) -> Tensor:
        """(n, 3H) -> (n, classes)."""
        return self.out(functional.gelu(self.inner(self.dropout(spans)), approximate="tanh"))


class ReaderNetwork(Network):
    """Encoder with all heads: PolNeAR's attribution, and statements, events, positions and next steps as READING.md has them."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__(dropout)
        self.said = nn.ModuleDict({"tags": TagHead(dropout), "source": LinkHead(dropout), "content": LinkHead(dropout)})
        self.events, self.positions = SpanTags(len(TYPES), dropout), SpanTags(len(POSITION_TAGS), dropout)
        self.conditions = SpanTags(1, dropout)
        self.status, self.step = SpanHead(len(STATUSES), dropout), SpanHead(1, dropout)
        self.act = SpanHead(len(TYPES), dropout, spans=3)
        self.pairs = nn.ModuleDict({name: PairHead(dropout) for name in PAIR_HEADS})

    def copy_attribution(self) -> None:
        """Start the statements' heads from PolNeAR's."""
        self.said["tags"].load_state_dict(self.tags.state_dict())
        self.said["source"].load_state_dict(self.source_links.state_dict())
        self.said["content"].load_state_dict(self.content_links.state_dict())


def pooled(hidden: Tensor, ranges: Tensor) -> Tensor:
    """hidden: (n, H); ranges: (r, 2) -> (r, 3H): first, last and mean state of each range."""
    sums = torch.cat((hidden.new_zeros(1, hidden.shape[1]), hidden.cumsum(0)))
    first, last = ranges.unbind(-1)
    mean = (sums[last] - sums[first]) / (last - first)[:, None]
    return torch.cat((hidden[first], hidden[last - 1], mean), -1)


__all__ = ["FORBIDDEN", "PAIR_HEADS", "ReaderNetwork", "pooled"]
