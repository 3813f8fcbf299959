"""The two linear models of event coding: which pair of a sentence acts, and what type of act it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ModelMissing

WEIGHTS = "coding.npz"


@dataclass(frozen=True, slots=True)
class CodingModel:
    """Weights by hashed feature.

    `types`: the names of the columns. `type_weights`: (buckets, types) and `type_bias`: (types,), over features weighted by
    `idf`: (buckets,) and scaled to length 1. `pair_weights`: (pair buckets,) and `pair_bias`, over plain features. All float32.
    """

    types: tuple[str, ...]
    type_weights: NDArray[np.float32]
    type_bias: NDArray[np.float32]
    idf: NDArray[np.float32]
    pair_weights: NDArray[np.float32]
    pair_bias: float

    def type_scores(self, rows: Sequence[int]) -> NDArray[np.float32]:
        """Probabilities of the types, shape (types,), summing to 1, for the buckets of one pair's features."""
        index = np.asarray(rows, dtype=np.int64)
        values = self.idf[index]
        length = float(np.sqrt((values * values).sum())) or 1.0
        logits = (values / length) @ self.type_weights[index] + self.type_bias
        odds = np.exp(logits - logits.max())
        return np.asarray(odds / odds.sum(), dtype=np.float32)

    def pair_score(self, rows: Sequence[int]) -> float:
        """How likely the pair is the one that acts, in log-odds."""
        return float(self.pair_weights[np.asarray(rows, dtype=np.int64)].sum() + self.pair_bias)


@cache
def load_coding() -> CodingModel:
    """Load the weights that come with onrecord. Raises: ModelMissing."""
    resource = files("onrecord.annotate.events.coding").joinpath(WEIGHTS)
    if not resource.is_file():
        raise ModelMissing(f"the event coding weights {WEIGHTS!r} do not come with this installation; reinstall onrecord")
    with resource.open("rb") as stream, np.load(stream, allow_pickle=False) as found:
        return CodingModel(
            types=tuple(str(name) for name in found["types"]),
            type_weights=found["type_weights"].astype(np.float32),
            type_bias=found["type_bias"].astype(np.float32),
            idf=found["idf"].astype(np.float32),
            pair_weights=found["pair_weights"].astype(np.float32),
            pair_bias=float(found["pair_bias"]),
        )
