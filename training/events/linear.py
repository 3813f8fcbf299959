"""Linear models over hashed binary features, trained with numpy alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Objective = Callable[[Array], tuple[float, Array]]


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: `index` and `value` of every feature, `row` the row it belongs to. All (features,)."""

    index: NDArray[np.int64]
    value: Array
    row: NDArray[np.int64]
    count: int

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Rows:
        """Rows of ones from lists of buckets."""
        index = np.concatenate([np.asarray(r, dtype=np.int64) for r in rows])
        row = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
        return cls(index, np.ones(len(index)), row, len(rows))

    def weighted(self, weights: Array) -> Rows:
        """The rows with each feature weighted, scaled to length 1."""
        value = weights[self.index]
        length = np.sqrt(np.bincount(self.row, value * value, self.count))
        return Rows(self.index, value / np.where(length == 0, 1, length)[self.row], self.row, self.count)

    def times(self, weights: Array) -> Array:
        """The product with weights (buckets, columns): (rows, columns)."""
        return np.stack([np.bincount(self.row, self.value * w[self.index], self.count) for w in weights.T], axis=1)

    def transposed_times(self, errors: Array, buckets: int) -> Array:
        """The product of the transpose with errors (rows, columns): (buckets, columns)."""
        return np.stack([np.bincount(self.index, self.value * e[self.row], buckets) for e in errors.T], axis=1)


def idf_of(rows: Rows, buckets: int, min_rows: int = 2) -> Array:
    """Inverse document frequency of every bucket, 0 for what fewer than `min_rows` rows have."""
    seen = np.bincount(rows.index, minlength=buckets)
    return np.where(seen >= min_rows, np.log((1 + rows.count) / (1 + seen)) + 1, 0.0)


def softmax(logits: Array) -> Array:
    """Probabilities along the last axis."""
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True))


def minimise(objective: Objective, start: Array, steps: int = 150, memory: int = 10) -> Array:
    """L-BFGS with backtracking (Nocedal & Wright, algorithm 7.5)."""
    at = start
    value, slope = objective(at)
    moves: list[tuple[Array, Array]] = []
    for _ in range(steps):
        direction = -_two_loops(slope, moves)
        size, gain = 1.0, float(slope @ direction)
        while True:
            following = at + size * direction
            next_value, next_slope = objective(following)
            if next_value <= value + 1e-4 * size * gain or size < 1e-8:
                break
            size *= 0.5
        moves = [*moves[-memory + 1 :], (following - at, next_slope - slope)]
        if abs(value - next_value) < 1e-7 * max(1.0, abs(value)):
            return following
        at, value, slope = following, next_value, next_slope
    return at


def _two_loops(slope: Array, moves: list[tuple[Array, Array]]) -> Array:
    result, factors = slope.copy(), []
    for step, change in reversed(moves):
        factor = (step @ result) / (change @ step)
        factors.append(factor)
        result -= factor * change
    if moves:
        step, change = moves[-1]
        result *= (step @ change) / (change @ change)
    for (step, change), factor in zip(moves, reversed(factors), strict=True):
        result += step * (factor - (change @ result) / (change @ step))
    return result


def fit_types(rows: Rows, labels: NDArray[np.int64], kinds: int, buckets: int, strength: float) -> tuple[Array, Array]:
    """Multinomial logistic regression with classes weighted to count alike. Returns: weights (buckets, kinds), bias (kinds,)."""
    counts = np.bincount(labels, minlength=kinds)
    weight = (rows.count / (kinds * np.maximum(counts, 1)))[labels]
    wanted = np.eye(kinds)[labels]

    def objective(flat: Array) -> tuple[float, Array]:
        weights, bias = flat[: buckets * kinds].reshape(buckets, kinds), flat[buckets * kinds :]
        chances = softmax(rows.times(weights) + bias)
        loss = -float((weight * np.log(chances[np.arange(rows.count), labels] + 1e-12)).sum()) * strength + 0.5 * float(
            (weights**2).sum()
        )
        errors = (chances - wanted) * weight[:, None] * strength
        slope = rows.transposed_times(errors, buckets) + weights
        return loss, np.concatenate([slope.ravel(), errors.sum(axis=0)])

    flat = minimise(objective, np.zeros(buckets * kinds + kinds))
    return flat[: buckets * kinds].reshape(buckets, kinds), flat[buckets * kinds :]


def fit_ranking(rows: Rows, group: NDArray[np.int64], right: NDArray[np.bool_], buckets: int, strength: float) -> Array:
    """Choose a right row in each group: maximise the log chance of the right ones, softmax within the group."""
    groups = int(group.max()) + 1

    def objective(weights: Array) -> tuple[float, Array]:
        score = np.bincount(rows.row, rows.value * weights[rows.index], rows.count)
        highest = np.full(groups, -np.inf)
        np.maximum.at(highest, group, score)
        odds = np.exp(score - highest[group])
        every, ours = np.bincount(group, odds, groups), np.bincount(group, odds * right, groups)
        chance, share = odds / every[group], odds * right / np.maximum(ours, 1e-30)[group]
        has = ours > 0
        loss = -float(np.log(ours[has] / every[has]).sum()) * strength + 0.5 * float(weights @ weights)
        error = np.where(has[group], chance - share, 0.0) * strength
        return loss, np.bincount(rows.index, rows.value * error[rows.row], buckets) + weights

    return minimise(objective, np.zeros(buckets))
