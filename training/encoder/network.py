"""The network: a small BERT with features beside its words, a tag head with a CRF, and two link heads."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.annotate.encoder.links import PAIR_FEATURE_SIZES
from onrecord.annotate.encoder.pieces import FEATURE_SIZES

HIDDEN, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
N_TAGS = 7
LINK_WIDTH = 160
FORBIDDEN = -1e4


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT is."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.grow, self.shrink = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm_attention, self.norm_out = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """hidden: (batch, pieces, HIDDEN); bias: (batch, 1, 1, pieces), 0 or very negative."""
        q, k, v = (self._split(part(hidden)) for part in (self.query, self.key, self.value))
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        seen = seen.transpose(1, 2).flatten(2)
        hidden = self.norm_attention(hidden + self.dropout(self.out(seen)))
        return self.norm_out(hidden + self.dropout(self.shrink(functional.gelu(self.grow(hidden)))))

    @staticmethod
    def _split(projected: Tensor) -> Tensor:
        return projected.unflatten(2, (ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS)).transpose(1, 2)


class Encoder(nn.Module):
    """ids and features -> hidden states, (batch, pieces, HIDDEN)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.places = nn.Embedding(POSITIONS, HIDDEN)
        self.features = nn.ModuleList(nn.Embedding(size, HIDDEN) for size in FEATURE_SIZES)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.words.weight.requires_grad_(False)
        self.places.weight.requires_grad_(False)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """ids: (batch, pieces); features: (batch, pieces, 4); mask: (batch, pieces), 1 for pieces, 0 for padding."""
        hidden = self.words(ids) + self.places.weight[: ids.shape[1]]
        for column, table in enumerate(self.features):
            hidden = hidden + table(features[:, :, column])
        hidden = self.dropout(self.norm(hidden))
        bias = (1.0 - mask.float())[:, None, None, :] * FORBIDDEN
        for layer in self.layers:
            hidden = layer(hidden, bias)
        return hidden


class TagHead(nn.Module):
    """hidden -> scores of tags, with the transitions of a linear-chain CRF."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.score = nn.Linear(HIDDEN, N_TAGS)
        self.moves = nn.Parameter(torch.zeros(N_TAGS, N_TAGS))
        allowed = torch.zeros(N_TAGS, N_TAGS)
        for inside in (2, 4, 6):
            allowed[[t for t in range(N_TAGS) if t not in (inside - 1, inside)], inside] = FORBIDDEN
        self.register_buffer("allowed", allowed)

    def forward(self, hidden: Tensor) -> Tensor:
        """Hidden states -> scores, (batch, pieces, N_TAGS)."""
        return self.score(self.dropout(hidden))

    def transitions(self) -> Tensor:
        """(from, to) scores, forbidden ones very low."""
        return self.moves + self.allowed

    def nll(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """The CRF's negative log likelihood, summed. Sequences start on the left, after an `outside`."""
        moves = self.transitions()
        before = functional.pad(tags[:, :-1], (1, 0))
        gold = scores.gather(2, tags[:, :, None])[:, :, 0] + moves[before, tags]
        # Unbound at once: a column taken in every step has a gradient as large as the whole.
        columns = scores.unbind(1)
        alpha = moves[0] + columns[0]
        for i in range(1, len(columns)):
            step = torch.logsumexp(alpha[:, :, None] + moves, 1) + columns[i]
            alpha = torch.where(mask[:, i, None], step, alpha)
        return torch.logsumexp(alpha, 1).sum() - (gold * mask).sum()


class LinkHead(nn.Module):
    """A pair of spans -> a score; an anchor alone -> the score of its having no partner."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.anchor, self.candidate = (nn.Linear(2 * HIDDEN, 2 * LINK_WIDTH) for _ in range(2))
        self.features = nn.ModuleList(nn.Embedding(size, LINK_WIDTH) for size in PAIR_FEATURE_SIZES)
        self.nobody = nn.Parameter(torch.zeros(LINK_WIDTH))
        self.out, self.out_nobody = nn.Linear(LINK_WIDTH, 1), nn.Linear(LINK_WIDTH, 1)
        for table in self.features:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, anchors: Tensor, candidates: Tensor, features: Tensor) -> Tensor:
        """anchors: (n, 2 * HIDDEN); candidates: (n, k, 2 * HIDDEN); features: (n, k, 7) -> (n, 1 + k), nobody first."""
        add_a, mul_a = self.anchor(self.dropout(anchors)).chunk(2, -1)
        add_c, mul_c = self.candidate(self.dropout(candidates)).chunk(2, -1)
        mixed = add_a[:, None] + add_c
        for column, table in enumerate(self.features):
            mixed = mixed + table(features[:, :, column])
        pairs = self.out(functional.gelu(mixed))[:, :, 0] + (mul_a[:, None] * mul_c).sum(-1) / LINK_WIDTH**0.5
        nobody = self.out_nobody(functional.gelu(add_a + self.nobody))
        return torch.cat((nobody, pairs), 1)


class Network(nn.Module):
    """Encoder and heads together, as trained."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.tags = TagHead(dropout)
        self.source_links, self.content_links = LinkHead(dropout), LinkHead(dropout)


def load_pretrained(encoder: Encoder, path: Path) -> None:
    """Fill an encoder from a BERT checkpoint in safetensors; the type of a first sentence is folded into the places."""
    found = load_file(path)
    wanted = {name: found[source] for name, source in _names().items()}
    wanted["places.weight"] = wanted["places.weight"] + found["embeddings.token_type_embeddings.weight"][0]
    own = encoder.state_dict()
    missing = set(own) - set(wanted) - {name for name in own if name.startswith("features.")}
    if missing:
        raise ValueError(f"{path} lacks {sorted(missing)}")
    encoder.load_state_dict({**own, **wanted})


def _names() -> dict[str, str]:
    """Our names of the weights -> BERT's."""
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "out": "attention.output.dense", "norm_attention": "attention.output.LayerNorm",
        "grow": "intermediate.dense", "shrink": "output.dense", "norm_out": "output.LayerNorm",
    }  # fmt: skip
    for layer in range(LAYERS):
        for own, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{layer}.{own}.{kind}"] = f"encoder.layer.{layer}.{theirs}.{kind}"
    return names
