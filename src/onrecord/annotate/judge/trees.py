"""Boosted trees: features of a proposal -> the chance that it is right. Trained in `training/judge/`, run by numpy.

Reference: Friedman 2001 (gradient boosting).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Features = Mapping[str, float]
# Kinds of rows, and what else is judged: the issue of a position.
KINDS = ("statements", "events", "issues", "positions", "next_steps")


@dataclass(frozen=True, slots=True)
class Judge:
    """Trees of one kind of row, all padded to one size.

    names: the features in their order. feature, left, right: (trees, nodes) int32, `feature` -1 in a leaf; threshold, value:
    (trees, nodes) float64. The sum of the leaves' values and `start` is the logarithm of the odds.
    """

    names: tuple[str, ...]
    feature: NDArray[np.int32]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats
    start: float

    def chances(self, proposals: Sequence[Features]) -> Floats:
        """The chance of each proposal to be right, (n,) in [0, 1]; a feature that a proposal lacks is 0. Cost: linear."""
        rows = np.array([[p.get(name, 0.0) for name in self.names] for p in proposals], dtype=np.float64)
        return self.chances_of(rows.reshape(len(proposals), len(self.names)))

    def chances_of(self, rows: Floats) -> Floats:
        """rows: (n, names) -> (n,)."""
        total = np.full(len(rows), self.start)
        each = np.arange(len(rows))
        for tree in range(len(self.feature)):
            feature, at = self.feature[tree], np.zeros(len(rows), dtype=np.int64)
            while True:
                asked = feature[at]
                inner = asked >= 0
                if not inner.any():
                    break
                low = rows[each, np.maximum(asked, 0)] <= self.threshold[tree][at]
                at = np.where(inner, np.where(low, self.left[tree][at], self.right[tree][at]), at)
            total += self.value[tree][at]
        chances: Floats = 1 / (1 + np.exp(-total))
        return chances


def read_judges(content: bytes) -> dict[str, Judge]:
    """The judges in a file as `training/judge/fit.py` writes it, by kind of row."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return {
            kind: Judge(
                names=tuple(str(name) for name in arrays[f"{kind}.names"]),
                feature=arrays[f"{kind}.feature"],
                threshold=arrays[f"{kind}.threshold"],
                left=arrays[f"{kind}.left"],
                right=arrays[f"{kind}.right"],
                value=arrays[f"{kind}.value"],
                start=float(arrays[f"{kind}.start"]),
            )
            for kind in KINDS
            if f"{kind}.names" in arrays.files
        }
