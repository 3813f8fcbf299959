"""Score the reader on everything that can be scored here, and write the results page.

    python -m evaluation.report [--shared DIR] [--out docs/results.md] [--only NAME ...] [--folds DIR]

Every figure comes from a scorer of the shared folder, run on predictions made in the same run. Sets that are absent are named
as such on the page. `--folds` names a folder of weights trained with stories left out (evaluation/stories.py).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from evaluation.calibration import confidence_section
from evaluation.page import Rows, percent, table
from evaluation.run import TASKS, predict_copies, read_lines, same_statements, write_lines, write_readings
from evaluation.scorer import bench_of
from evaluation.stories import BLIND, GIVEN, OPEN, Readers, load_readers, story_section
from onrecord import __version__
from onrecord.ingest import Incoming, find_inputs
from onrecord.reader import Reader
from onrecord.scheme.thresholds import default_thresholds

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Measure:
    """One section of the page: a set, the task that predicts on it, the scorer, and how its answer becomes rows."""

    name: str
    gold: str
    run: Callable[[Reader, Path, Path], dict[str, Any]]
    rows: Callable[[dict[str, Any]], Rows]
    head: tuple[str, ...]
    beside: str = ""


def score(scorer: Path, *arguments: str) -> dict[str, Any]:
    """Run a scorer with --json and return what it prints. Raises: RuntimeError, with the scorer's own words."""
    done = subprocess.run([sys.executable, str(scorer), *arguments, "--json"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{scorer.name}: {done.stderr.strip()}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def predict(reader: Reader, task: str, gold: Path, out: Path) -> Path:
    """Write the predictions of a line-by-line task; return their file."""
    write_lines(out, (TASKS[task](reader, record) for record in read_lines(gold)))
    return out


def run_copies(_: Reader, gold: Path, folder: Path) -> dict[str, Any]:
    """Cluster the texts of one file; this needs no reading."""
    out = folder / "copies.jsonl"
    write_lines(out, predict_copies(list(read_lines(gold))))
    return score(bench_of(gold) / "score_copies.py", str(gold), str(out))


def by_lines(task: str, scorer: str, *before: str) -> Callable[[Reader, Path, Path], dict[str, Any]]:
    """Make a runner for a task whose gold is one JSON Lines file."""

    def run(reader: Reader, gold: Path, folder: Path) -> dict[str, Any]:
        found = predict(reader, task, gold, folder / f"{gold.stem}.{task}.jsonl")
        return score(bench_of(gold) / scorer, *before, str(gold), str(found))

    return run


def run_seed(reader: Reader, gold: Path, folder: Path) -> dict[str, Any]:
    """Read the seed article as `onrecord read` does, and score it."""
    [item] = list(find_inputs([str(gold.with_name("article.txt"))]))
    if not isinstance(item, Incoming):
        raise RuntimeError(item.error.message)  # noqa: TRY004 - the input failed, no argument has a wrong type
    out = folder / "seed.json"
    out.write_text(reader.read(item.report).confident(default_thresholds()).model_dump_json(), encoding="utf-8")
    return score(bench_of(gold) / "score_reading.py", str(gold), str(out))


def run_reports(reader: Reader, gold: Path, folder: Path) -> dict[str, Any]:
    """Read the development reports and score them together."""
    out = folder / "readings"
    write_readings(reader, gold.with_name("reports"), out)
    return score(bench_of(gold) / "score_reading.py", "--gold-dir", str(gold), "--reading-dir", str(out))


def run_same(reader: Reader, gold: Path, folder: Path) -> dict[str, Any]:
    """Join the statements of the development reports that are one, and score the pairs."""
    out = folder / "same.jsonl"
    write_lines(out, same_statements(reader, gold.with_name("reports")))
    return score(bench_of(gold) / "score_same.py", str(gold), str(out))


def reading_rows(found: dict[str, Any]) -> Rows:
    """Sections with precision, recall and F1, then the attributes of what matched."""
    rows: Rows = [
        (name, percent(v["precision"]), percent(v["recall"]), percent(v["f1"]), str(v["gold"]))
        for name, v in found["sections"].items()
    ]
    rows += [(name, "", "", percent(v["accuracy"]), str(v["of"])) for name, v in found["attributes"].items()]
    return rows


def flat_rows(found: dict[str, Any], prefix: str = "") -> Rows:
    """Every number of a scorer's answer under its path."""
    rows: Rows = []
    for key, value in found.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            rows += flat_rows(value, f"{name}.")
        elif isinstance(value, float):
            rows.append((name, f"{value:.3f}"))
        elif isinstance(value, int) and not isinstance(value, bool):
            rows.append((name, str(value)))
    return rows


def chosen_rows(*paths: str) -> Callable[[dict[str, Any]], Rows]:
    """Make rows of the figures of record alone, each by its dotted path in the scorer's answer."""

    def rows(found: dict[str, Any]) -> Rows:
        named = {row[0]: row[1] for row in flat_rows(found)}
        return [(path, named[path]) for path in paths]

    return rows


READING_HEAD = ("", "precision", "recall", "F1 or accuracy", "gold")
EVENTS_OPEN = ("type", "full", "swapped", "per_text", "full_f1")
READ_WHOLE = (
    Measure("The seed", "seed/gold.json", run_seed, reading_rows, READING_HEAD),
    Measure("The development reports", "data/reports/gold", run_reports, reading_rows, READING_HEAD),
)
MEASURES = (
    Measure(
        "Attribution: PolNeAR",
        "data/polnear/dev.jsonl.gz",
        by_lines("attribution", "score_attribution.py"),
        chosen_rows(
            "attributions.match.f1",
            "attributions.joint.f1",
            "spans_exact.source.f1",
            "spans_exact.cue.f1",
            "spans_exact.content.f1",
        ),
        ("", ""),
        "Beside it, by the same scorer on the same articles (match, joint; exact source, cue, content): BBC Citron trained on the "
        "same data 0.583, 0.526; 0.65, 0.54, 0.46. textacy, by paragraph, direct quotes only 0.289, 0.261; 0.26, 0.31, 0.29. Two "
        "human annotators 0.794, 0.754; 0.78, 0.71, 0.71. CofeNet with BERT as published (test set, spans alone): 0.83, 0.75, 0.73.",
    ),
    Measure(
        "Events of single sentences: PLOVER gold records",
        "data/events/gsr_dev.jsonl",
        by_lines("events-open", "score_events.py", "open"),
        chosen_rows(*EVENTS_OPEN),
        ("", ""),
    ),
    Measure(
        "Dates: WikiWars",
        "data/dates/wikiwars_dev.jsonl",
        by_lines("dates", "score_dates.py"),
        chosen_rows("value_f1", "relaxed.f1", "strict.f1", "day_f1", "anchored.resolved", "relative.resolved"),
        ("", ""),
    ),
    Measure(
        "Places: GeoVirus, spans given",
        "data/places/geovirus_dev.jsonl",
        by_lines("places", "score_places.py"),
        chosen_rows("acc161", "precision", "f1"),
        ("", ""),
    ),
    Measure("The same statement in several reports", "data/reports/gold", run_same, flat_rows, ("", "")),
    Measure("Copies of one text (simulated)", "data/neardup/dev.jsonl", run_copies, flat_rows, ("", "")),
    Measure("Money", "data/quantities/currency.jsonl", by_lines("quantities", "score_quantities.py"), flat_rows, ("", "")),
)


HEADING = f"""# Results

onrecord {__version__}, written by `make evaluate`. F1, precision, recall and accuracy of readings are in per cent.
The seed and the development reports were read while the rules were written: expect lower figures on reports that nobody
looked at. The open stories are there to learn from, the blind ones are only scored. Attribution is the layer that `add` uses;
the head for the act between two sides is trained on the PLV set, so it is scored on the PLOVER gold records.
"""


def section(measure: Measure, reader: Reader, shared: Path, folder: Path) -> str:
    """Run one measure; return its part of the page."""
    gold = shared / measure.gold
    if not gold.exists():
        return f"## {measure.name}\n\nNot measured: the data ({measure.gold}) is absent.\n"
    figures = table(measure.head, measure.rows(measure.run(reader, gold, folder)))
    return f"## {measure.name}\n\n{figures}\n" + (f"\n{measure.beside}\n" if measure.beside else "")


def sections(readers: Readers, shared: Path, folder: Path, picture: Path | None) -> Iterator[tuple[str, Callable[[], str]]]:
    """The sections of the page in order, each by its name with what makes it. `picture` is where that of confidence is drawn."""
    reader = readers.reader_for(None)
    for measure in READ_WHOLE:
        # The given reports were trained on, so they are read as a story left out; the seed was not.
        left_out = readers.reader_for(GIVEN) if measure.run is run_reports else reader
        yield measure.name, partial(section, measure, left_out, shared, folder)
    for chosen in (OPEN, BLIND):
        yield chosen.name, partial(story_section, chosen, readers, shared, folder)
    yield "Confidence", partial(confidence_section, readers, shared, folder, picture)
    for measure in MEASURES:
        yield measure.name, partial(section, measure, reader, shared, folder)


def is_wanted(name: str, parts: list[str] | None) -> bool:
    """Whether a section is asked for: nothing is named, or a part of its name."""
    return not parts or any(part.lower() in name.lower() for part in parts)


def main() -> None:
    """Measure, print and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--only", nargs="*", help="names of sections, in part")
    parser.add_argument("--folds", type=Path, help="folder of weights with stories left out, and its folds.json")
    options = parser.parse_args()
    readers = load_readers(options.folds)
    picture = options.out.with_name("reliability.svg") if options.out else None
    with tempfile.TemporaryDirectory() as folder:
        found = sections(readers, options.shared, Path(folder), picture)
        parts = [make() for name, make in found if is_wanted(name, options.only)]
    page = "\n".join([HEADING, *parts])
    print(page)
    if options.out:
        options.out.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
