"""Shingles: the runs of three words of a text as hashes, and a sample of them small enough to keep.

The sample is a scaled MinHash: all hashes in the lowest eighth of their range, so that the sample of a part is part of the
sample of the whole, and how much of one text is in the other can be told, whatever their lengths.
Reference: Broder, On the resemblance and containment of documents (1997); Irber et al., sourmash (2022).
"""

from __future__ import annotations

import re
import unicodedata
import zlib

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Sample = NDArray[np.uint32]

# Words in a run. Two meet by chance in long texts, four break at every changed word.
RUN = 3
# One hash in so many is sampled.
SCALE = 8
# Hashes that are sampled at least, the lowest there are, so that a few lines can be found again too.
LEAST = 8
# Bits of a sampled hash that are dropped: the three highest are zero, the lowest tell nothing apart.
DROPPED_BITS = 29

WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """Return the words of a text without case, marks of punctuation and typographic variants."""
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def shingles(text: str) -> Hashes:
    """Return the hashes of all runs of words, sorted, each once; a text shorter than a run is one run. Empty: no words."""
    words = words_of(text)
    hashed = np.fromiter((zlib.crc32(word.encode("utf-8", "replace")) for word in words), dtype=np.uint64, count=len(words))
    length = min(RUN, len(words))
    if not length:
        return hashed
    ends = len(words) - length + 1
    runs = hashed[:ends]
    for place in range(1, length):
        runs = _mixed(runs) + hashed[place : ends + place]
    return np.unique(_mixed(runs))


def _mixed(values: Hashes) -> Hashes:
    """Spread the bits, so that any range of the result is a fair sample (splitmix64, Steele et al. 2014)."""
    mixed = values + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    spread: Hashes = mixed ^ (mixed >> np.uint64(31))
    return spread


def sample(hashes: Hashes) -> Sample:
    """Return the sample of a text's sorted hashes, sorted."""
    low = int(np.searchsorted(hashes, np.uint64(2**64 // SCALE)))
    kept = hashes[: max(low, LEAST)] >> np.uint64(DROPPED_BITS)
    sampled: Sample = np.minimum(kept, np.uint64(2**32 - 1)).astype(np.uint32)
    return sampled


def share(one: NDArray[np.unsignedinteger], other: NDArray[np.unsignedinteger]) -> float:
    """Return how much of the smaller set is in the larger: 1 where all of it is, 0 where one of them is empty."""
    smaller = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / smaller if smaller else 0.0
