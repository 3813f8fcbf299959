"""Whether confidence is the chance of being right, and what a threshold on it buys.

    python -m evaluation.calibration --readings DIR --gold DIR [--picture FILE.svg] [--json]

Each row of a reading is right where the scorer pairs it with a thing of the gold, wrong where it pairs it with none, and left out
where the gold has it as optional. Precision at a threshold is that of the rows at or above it; coverage is the share of the gold's
things that they find. Pairs are made once, over all rows. A row without a confidence cannot be held back: it counts at every threshold.
"""

from __future__ import annotations

import argparse
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

from evaluation.page import Rows, percent, table
from evaluation.reliability import Bin, draw
from evaluation.scorer import Json, bench_of, gold_files, load_scorer, read_json
from evaluation.stories import OPEN, Readers, read_stories
from onrecord.scheme.toml import load_scheme

KINDS = ("statements", "events", "positions", "next_steps")
BINS = 10
THRESHOLDS = tuple(number / 10 for number in range(1, 10))
DEFAULTS = "The open stories: precision at the default thresholds by kind, with the coverage that they cost, in per cent."
CURVES = (
    "Expected calibration error in ten bins of equal width, and precision/coverage at each threshold; a dash where rows have no "
    "confidence."
)
HEAD = ("kind", "threshold", "precision", "coverage", "precision of all", "coverage of all", "coverage lost")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a reading: its confidence, None where it has none, and whether it is right."""

    confidence: float | None
    right: bool

    def reaches(self, threshold: float) -> bool:
        """Whether the row is shown at a threshold."""
        return self.confidence is None or self.confidence >= threshold


@dataclass(slots=True)
class Judged:
    """The rows of one kind, and how many things the gold asks for."""

    rows: list[Row] = field(default_factory=list)
    wanted: int = 0

    def precision(self, threshold: float = 0.0) -> float | None:
        """The share of the rows at or above a threshold that are right; None where there are none."""
        shown = [row.right for row in self.rows if row.reaches(threshold)]
        return sum(shown) / len(shown) if shown else None

    def coverage(self, threshold: float = 0.0) -> float | None:
        """The share of what the gold asks for that is found at or above a threshold."""
        return sum(row.right for row in self.rows if row.reaches(threshold)) / self.wanted if self.wanted else None

    def bins(self) -> list[Bin]:
        """The rows with a confidence in bins of equal width, the empty ones left out."""
        pairs = sorted((min(int(c * BINS), BINS - 1), c, row.right) for row in self.rows if (c := row.confidence) is not None)
        return [_bin([(c, right) for _, c, right in group]) for _, group in groupby(pairs, key=lambda pair: pair[0])]

    def error(self) -> float | None:
        """Expected calibration error: how far the share of right ones is from the mean confidence of its bin, by the bins' sizes.

        None where no row has a confidence. Reference: Naeini et al., AAAI 2015.
        """
        bins = self.bins()
        count = sum(b.rows for b in bins)
        return sum(b.rows * abs(b.right - b.confidence) for b in bins) / count if count else None


def _bin(rows: list[tuple[float, bool]]) -> Bin:
    return Bin(sum(c for c, _ in rows) / len(rows), sum(right for _, right in rows) / len(rows), len(rows))


def judge(scorer: ModuleType, kind: str, gold: Json, reading: Json) -> Judged:
    """The rows of a kind in one report, judged as the scorer pairs them; nothing where the gold was not annotated for the kind."""
    if kind not in gold:
        return Judged()
    want, have = gold[kind] or [], reading.get(kind) or []
    score: Any = scorer.SCORES[kind]
    if kind in scorer.BY_PARTY:
        score = partial(score, parties=scorer.parties_of(gold, reading))
    needed = [item.get("required", True) and not scorer.optional(kind, item) for item in want]
    paired = {found: number for number, found in scorer.match(want, have, score)}
    rows = [
        Row(item.get("confidence"), found in paired)
        for found, item in enumerate(have)
        if (needed[paired[found]] if found in paired else not scorer.optional(kind, item))
    ]
    return Judged(rows, sum(needed))


def judge_all(pairs: Iterable[tuple[Json, Json]], scorer: ModuleType) -> dict[str, Judged]:
    """The rows of every kind in many reports, given as gold and reading."""
    found = {kind: Judged() for kind in KINDS}
    for gold, reading in pairs:
        for kind, judged in found.items():
            one = judge(scorer, kind, gold, reading)
            judged.rows += one.rows
            judged.wanted += one.wanted
    return found


def pairs_of(gold: Path, readings: Path) -> Iterator[tuple[Json, Json]]:
    """Gold and reading of the same name in two folders; a report that was not read is an empty reading."""
    for path in gold_files(gold):
        found = readings / path.name
        yield read_json(path), read_json(found) if found.exists() else {}


def default_threshold(kind: str) -> float:
    """From which confidence on rows of a kind are shown (scheme/thresholds.toml)."""
    return float(load_scheme("thresholds")[kind])


def share(value: float | None) -> str:
    """A share as per cent; a dash where there is none."""
    return "-" if value is None else percent(value)


def default_rows(found: Mapping[str, Judged]) -> Rows:
    """A row a kind: precision and coverage at the default threshold, those of all rows, and the coverage that the threshold costs."""
    rows: Rows = []
    for kind, judged in found.items():
        least = default_threshold(kind)
        figures = [judged.precision(least), judged.coverage(least), judged.precision(), judged.coverage()]
        lost = (judged.coverage() or 0.0) - (judged.coverage(least) or 0.0)
        rows.append((kind, f"{least:.2f}", *map(share, figures), percent(lost)))
    return rows


def curve_rows(found: Mapping[str, Judged]) -> Rows:
    """A row a kind: its calibration error, then precision/coverage at each threshold; dashes where no row has a confidence."""
    rows: Rows = []
    for kind, judged in found.items():
        error = judged.error()
        cells = [f"{share(judged.precision(t))}/{share(judged.coverage(t))}" if error is not None else "-" for t in THRESHOLDS]
        rows.append((kind, str(len(judged.rows)), "-" if error is None else f"{error:.3f}", *cells))
    return rows


def default_table(found: Mapping[str, Judged]) -> str:
    """Precision at the default thresholds by kind, with the coverage it costs."""
    return table(HEAD, default_rows(found))


def curve_table(found: Mapping[str, Judged]) -> str:
    """Calibration error by kind, and precision/coverage at each threshold."""
    return table(("kind", "rows", "error", *(f"{t:.1f}" for t in THRESHOLDS)), curve_rows(found))


def confidence_section(readers: Readers, shared: Path, scratch: Path, picture: Path | None) -> str:
    """Judge the readings of the open stories, made in this run; return their part of the page, and draw the picture beside it."""
    folder = shared / OPEN.folder
    if not folder.is_dir():
        return f"## Confidence\n\nNot measured: the data ({OPEN.folder}) is absent.\n"
    readings = scratch / folder.name
    if not readings.is_dir():
        deque(read_stories(readers, folder, readings), maxlen=0)
    found = judge_all(pairs_of(folder / "gold", readings), load_scorer(bench_of(folder / "gold")))
    shown = ""
    if picture is not None:
        draw({kind: judged.bins() for kind, judged in found.items()}, picture)
        shown = f"\n![Confidence and the share of rows that are right]({picture.name})\n"
    return f"## Confidence\n\n{DEFAULTS}\n\n{default_table(found)}\n\n{CURVES}\n\n{curve_table(found)}\n{shown}"


def as_json(found: Mapping[str, Judged]) -> dict[str, Any]:
    """The same figures for programs, as shares of one."""
    return {
        kind: {
            "rows": len(judged.rows),
            "gold": judged.wanted,
            "error": judged.error(),
            "default": {"threshold": (least := default_threshold(kind)), **_figures(judged, least)},
            "thresholds": [{"threshold": t, **_figures(judged, t)} for t in (0.0, *THRESHOLDS)],
        }
        for kind, judged in found.items()
    }


def _figures(judged: Judged, threshold: float) -> dict[str, float | None]:
    return {"precision": judged.precision(threshold), "coverage": judged.coverage(threshold)}


def main() -> None:
    """Print both tables, and draw the picture if one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--picture", type=Path, help="where to draw confidence against the share of right rows (.svg, .png)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = judge_all(pairs_of(options.gold, options.readings), load_scorer(bench_of(options.gold)))
    print(json.dumps(as_json(found), indent=1) if options.json else f"{default_table(found)}\n\n{curve_table(found)}")
    if options.picture:
        draw({kind: judged.bins() for kind, judged in found.items()}, options.picture)


if __name__ == "__main__":
    main()
