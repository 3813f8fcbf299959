"""Which texts of many are worth comparing: those whose samples share hashes. Memory and time grow with the samples only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.relate.shingles import Sample

Numbers = NDArray[np.int64]

# Hashes that two samples must share, and the share of the smaller sample that this must be.
SHARED = 2
SHARE = 0.2
# A hash found in more texts than this is no reason to compare all of them: each then meets only its neighbours in the list.
# So a set phrase costs little, and a wire printed by hundreds is still held together, by all of its hashes.
RARE = 16
NEIGHBOURS = 2
# Texts whose partners are counted at a time: this bounds the memory.
BLOCK = 10_000


@dataclass(frozen=True, slots=True)
class Index:
    """The samples of all texts by hash: `owners` and `sizes` are texts by number, `starts` and `ends` the lists of equal hashes."""

    owners: Numbers
    starts: Numbers
    ends: Numbers
    sizes: Numbers


def index_of(samples: Sequence[Sample]) -> Index:
    """Sort the hashes of all samples."""
    sizes = np.fromiter((len(one) for one in samples), dtype=np.int64, count=len(samples))
    hashes = np.concatenate([*samples, np.empty(0, np.uint32)])
    order = np.argsort(hashes, kind="stable")  # within a hash the texts stay in the order of their numbers
    owners = np.repeat(np.arange(len(samples), dtype=np.int32), sizes)[order].astype(np.int64)
    hashes = hashes[order]
    bounds = np.flatnonzero(np.diff(hashes)) + 1
    starts, ends = np.concatenate([[0], bounds]), np.concatenate([bounds, [len(hashes)]])
    lengths = ends - starts
    return Index(owners, np.repeat(starts, lengths), np.repeat(ends, lengths), sizes)


def meetings(index: Index, asked: Numbers) -> Iterator[tuple[int, int, float]]:
    """Yield (one, other, share) for each of the texts asked about and the others that it should be compared with.

    A pair of two texts that are both asked about comes once. `share` is that of the samples: an estimate.
    """
    is_asked = np.zeros(len(index.sizes), dtype=bool)
    is_asked[asked] = True
    for start in range(0, len(asked), BLOCK):
        yield from _meetings_of_block(index, asked[start : start + BLOCK], is_asked)


def _meetings_of_block(index: Index, block: Numbers, is_asked: NDArray[np.bool_]) -> Iterator[tuple[int, int, float]]:
    in_block = np.zeros(len(index.sizes), dtype=bool)
    in_block[block] = True
    places = np.flatnonzero(in_block[index.owners])
    reach = np.where(index.ends[places] - index.starts[places] <= RARE, RARE, NEIGHBOURS)
    found = [_at_distance(index, places[reach >= abs(step)], step, is_asked) for step in _steps()]
    keys, counts = np.unique(np.concatenate(found), return_counts=True)
    one, other = np.divmod(keys, len(index.sizes))
    smaller = np.minimum(index.sizes[one], index.sizes[other])
    worth = (counts >= np.minimum(SHARED, smaller)) & (counts >= SHARE * smaller)
    shares = counts[worth] / smaller[worth]
    yield from zip(one[worth].tolist(), other[worth].tolist(), shares.tolist(), strict=True)


def _steps() -> Iterator[int]:
    for distance in range(1, RARE):
        yield from (-distance, distance)


def _at_distance(index: Index, places: Numbers, step: int, is_asked: NDArray[np.bool_]) -> Numbers:
    """Return the pairs, as one number each, of the texts at these places with those that stand `step` further in their lists."""
    others = places + step
    inside = (others >= index.starts[places]) & (others < index.ends[places])
    one, other = index.owners[places[inside]], index.owners[others[inside]]
    new = ~is_asked[other] | (other > one)
    return one[new] * len(index.sizes) + other[new]
