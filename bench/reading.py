"""Speed and memory of the reading and of its statement layer, with spaCy alone beside them on the same texts.

    python -m bench.reading [--shared DIR] [--words N] [--rounds N] [--json]

Each round times spaCy's pipeline alone, the statement layer alone (rules and model, on documents that spaCy and the layers
before it have analysed) and the whole reading, one after the other, so that all meet the same machine; the figures are the
medians. `make bench` sets one thread for numpy and ONNX Runtime. The texts are the seed and the development
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
from itertools import takewhile
from pathlib import Path

from onrecord.annotate.document import Document, parse_document
from onrecord.annotate.pipeline import LAYERS
from onrecord.ingest import Incoming, find_inputs
from onrecord.model import Report
from onrecord.reader import Reader, load_reader

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Speed:
    """Words per second on one core, and the peak memory of the whole run in MB."""

    words: int
    spacy_words_per_second: float
    statements_words_per_second: float
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


def documents_before(layer: str, reports: list[Report], reader: Reader) -> list[Document]:
    """The reports as a layer meets them: analysed, and annotated by the layers before it."""
    documents = [parse_document(report, reader.language, reader.vocabulary.model) for report in reports]
    for document in documents:
        for name, find in takewhile(lambda item: item[0] != layer, LAYERS.items()):
            setattr(document.annotations, name, find(document, reader.vocabulary))
    return documents


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

    documents = documents_before("statements", reports, reader)

    def statements() -> None:
        for document in documents:
            LAYERS["statements"](document, reader.vocabulary)

    def whole() -> None:
        for report in reports:
            reader.read(report)

    whole()  # what is loaded on first use
    timed = [(rate(count, spacy_alone), rate(count, statements), rate(count, whole)) for _ in range(rounds)]
    alone, layer, reading = (statistics.median(side) for side in zip(*timed, strict=True))
    ratio = statistics.median(row[2] / row[0] for row in timed)
    return Speed(count, alone, layer, reading, ratio, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


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
    print(f"statement layer, words/s    {speed.statements_words_per_second:>10,.0f}")
    print(f"whole reading, words/s      {speed.reading_words_per_second:>10,.0f}")
    print(f"reading / spaCy             {speed.ratio:>10.2f}")
    print(f"peak memory, MB             {speed.peak_memory_mb:>10,.0f}")


if __name__ == "__main__":
    main()
