"""Finding copies among 100,000 generated reports in one pass: time, memory, and whether what was copied is found.

    python -m bench.copies [--json]

A third of the texts are copies of earlier ones (cut, with a dateline, some words changed), one wire is printed five hundred
times, and set phrases recur in all. Texts are made again when asked for, as a record reads them from its file. The sizes double:
time has to double with them, and memory must stay below 1 GB.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from collections.abc import Iterable

import numpy as np

from onrecord.relate.copies import Comparison, find_copies, sketch_of

SIZES = (25_000, 50_000, 100_000)
WORDS = 20_000
LENGTHS = (60, 700)  # words
# Every third text is a copy of one at most so many before it, and the first of the wire's copies are these.
EVERY = 3
BACK = 3000
WIRE = 500
CHANGED = 0.05
PHRASES = tuple(f"the spokesman said in a statement number {number} on condition of anonymity" for number in range(200))


def origin_of(number: int) -> int:
    """The text that a text is a copy of: itself for an original."""
    if number % EVERY:
        return number
    if number // EVERY < WIRE:
        return 1
    back = 1 + int(np.random.default_rng(number).integers(BACK))
    origin = max(1, number - back)
    return origin if origin % EVERY else origin + 1


def text_of(number: int) -> str:
    """Make a text: words as frequent as in a language, a few set phrases; a copy is cut, changed and given a dateline."""
    origin = origin_of(number)
    made = np.random.default_rng([7, origin])
    length = int(made.integers(*LENGTHS))
    ranks = np.minimum(made.zipf(1.15, length), WORDS)
    words = [f"w{rank}" for rank in ranks]
    words[len(words) // 2 : len(words) // 2] = PHRASES[int(made.integers(len(PHRASES)))].split()
    if origin == number:
        return " ".join(words)
    edits = np.random.default_rng([11, number])
    kept = words[: int(len(words) * edits.uniform(0.5, 1.0))]
    edited = [f"e{edits.integers(WORDS)}" if edits.random() < CHANGED else word for word in kept]
    return f"CITY {number % 50} (Agency {number % 7}) - " + " ".join(edited)


def pairs(sizes: Iterable[int]) -> int:
    """How many pairs there are in clusters of these sizes."""
    return sum(size * (size - 1) // 2 for size in sizes)


def measure(count: int) -> dict[str, float]:
    """Find the copies among so many texts."""
    start = time.process_time()
    for number in range(0, count, 10):
        text_of(number)
    making = (time.process_time() - start) * 10  # what making the texts once takes, which is not what is measured
    start = time.process_time()
    comparison = Comparison([sketch_of(text_of(number)) for number in range(count)], text_of)
    clusters = find_copies(comparison).clusters
    took = time.process_time() - start - making
    gold = Counter(origin_of(number) for number in range(count))
    hit = pairs(size for found in clusters for size in Counter(map(origin_of, found)).values())
    return {
        "texts": count,
        "seconds": round(took, 1),
        "ms_each": round(1000 * took / count, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "precision": round(hit / pairs(map(len, clusters)), 4),
        "recall": round(hit / pairs(gold.values()), 4),
    }


def main() -> None:
    """Print a row a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    options = parser.parse_args()
    rows = [measure(size) for size in sorted(options.sizes)]
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    print("  ".join(f"{name:>9}" for name in rows[0]))
    for row in rows:
        print("  ".join(f"{value:>9}" for value in row.values()))


if __name__ == "__main__":
    main()
