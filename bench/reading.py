"""Reading speed and memory, with spaCy alone beside it on the same texts.

    python -m bench.reading [--shared DIR] [--words N] [--rounds N] [--json]

Each round times spaCy's pipeline alone and the whole reading, one after the other, so that both meet the same machine; the
figures are the medians. `make bench` sets one thread for numpy and ONNX Runtime. The texts are the seed and the development
reports of the shared folder, else the samples.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from onrecord.ingest import Incoming, find_inputs
from onrecord.model import Report
from onrecord.reader import load_reader

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Speed:
    """Words per second on one core, and the peak memory of the whole run in MB."""

    words: int
    spacy_words_per_second: float
    reading_words_per_second: float
    ratio: float
    peak_memory_mb: float


def load_reports(shared: Path, words: int) -> list[Report]:
    """Return reports of at least `words` words together, the same ones again if there are too few."""
    folders = [shared / "seed" / "article.txt", shared / "data" / "reports" / "reports"]
    names = [str(path) for path in folders if path.exists()] or [str(ROOT / "samples" / "reports")]
    found = [item.report for item in find_inputs(names) if isinstance(item, Incoming)]
    have = sum(len(report.text.split()) for report in found)
    return found * max(1, -(-words // have))


def rate(words: int, run: Callable[[], None]) -> float:
    """Words per second of one run."""
    start = time.perf_counter()
    run()
    return words / (time.perf_counter() - start)


def measure(shared: Path, words: int, rounds: int) -> Speed:
    """Time spaCy alone and the whole reading, round by round."""
    reports, reader = load_reports(shared, words), load_reader()
    count = sum(len(report.text.split()) for report in reports)

    def spacy_alone() -> None:
        for report in reports:
            reader.language(report.text)

    def whole() -> None:
        for report in reports:
            reader.read(report)

    whole()  # what is loaded on first use
    pairs = [(rate(count, spacy_alone), rate(count, whole)) for _ in range(rounds)]
    alone, reading = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    return Speed(count, alone, reading, ratio, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--words", type=int, default=8000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    speed = measure(options.shared, options.words, options.rounds)
    if options.json:
        print(json.dumps(asdict(speed), indent=1))
        return
    print(f"words read per round        {speed.words:>10,}")
    print(f"spaCy alone, words/s        {speed.spacy_words_per_second:>10,.0f}")
    print(f"whole reading, words/s      {speed.reading_words_per_second:>10,.0f}")
    print(f"reading / spaCy             {speed.ratio:>10.2f}")
    print(f"peak memory, MB             {speed.peak_memory_mb:>10,.0f}")


if __name__ == "__main__":
    main()
