"""Reports of running stories, scored story by story, by a reader whose trained parts never saw the story.

Reports of one story share people, words and positions: a figure on a story that the weights were trained on says nothing about the
next one. So training writes several folders of weights, each with a group of stories left out, and `folds.json` beside them says
which folder to read a story with: `{"iran": "without-iran", ...}`. A story that it does not name is read with the weights that come
with onrecord, and so is every story where there are no folds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.page import Rows, percent, table
from evaluation.scorer import Json, Totals, bench_of, gold_files, load_scorer, read_json, score_one, total
from onrecord.ingest import Failure, find_inputs
from onrecord.reader import Reader, load_reader
from onrecord.scheme.thresholds import default_thresholds

FOLDS = "folds.json"
# What training calls the reports that belong to no story.
GIVEN = "given"
ALL = "all"


@dataclass(slots=True)
class Readers:
    """Which reader reads which story. Readers are made when they are first asked for, and kept."""

    folder: Path | None = None
    folds: Mapping[str, str] = field(default_factory=dict)
    _made: dict[str | None, Reader] = field(default_factory=dict)

    def reader_for(self, story: str | None) -> Reader:
        """The reader whose weights never saw a story, else the one that comes with onrecord. Raises: ModelMissing."""
        name = self.folds.get(story or "")
        if name not in self._made:
            self._made[name] = load_reader(weights=self.folder / name if self.folder is not None and name else None)
        return self._made[name]

    def said_of(self, stories: list[str]) -> str:
        """Which reader was used for some stories, in a sentence."""
        apart = sorted(story for story in stories if story in self.folds)
        if not apart:
            return "Read with the weights that come with onrecord."
        rest = sorted(set(stories) - set(apart))
        also = f"; {', '.join(rest)} with those that come with onrecord" if rest else ""
        return f"Read with weights that never saw the story ({', '.join(apart)}){also}."


def load_readers(folder: Path | None = None) -> Readers:
    """The readers of a folder of folds; without one, the reader that comes with onrecord for every story."""
    return Readers() if folder is None else Readers(folder, read_json(folder / FOLDS))


@dataclass(frozen=True, slots=True)
class StorySet:
    """A set of stories, its folder under the shared one, and what is said of it on the page."""

    name: str
    folder: str
    beside: str


OPEN = StorySet("The open stories", "data/stories", "F1 in per cent, of positions with precision/recall; the rest is accuracy.")
BLIND = StorySet("The blind stories", "data/stories-blind", "Only ever scored: nobody who works on the reader reads them.")

# Columns of the page: a section with its F1 (and, marked, precision and recall), or an attribute with its accuracy.
COLUMNS = (
    ("statements", "statements"),
    ("joint", "statements_joint"),
    ("party", "party"),
    ("source", "source"),
    ("events", "events"),
    ("date", "event_date"),
    ("place", "event_place"),
    ("direction", "event_direction"),
    ("positions", "positions"),
    ("next steps", "next_steps"),
    ("relays", "relays"),
    ("via", "via"),
)
IN_FULL = frozenset({"positions"})


def read_stories(readers: Readers, folder: Path, out: Path) -> Iterator[tuple[Json, Path]]:
    """Read the reports of a folder of stories; yield the gold of each with the file of its reading."""
    out.mkdir(parents=True, exist_ok=True)
    for path in gold_files(folder / "gold"):
        gold = read_json(path)
        reader = readers.reader_for(gold.get("story"))
        for item in find_inputs([str(folder / "reports" / path.name)]):
            if isinstance(item, Failure):
                print(f"{path.name}: not read", file=sys.stderr)
                continue
            (out / path.name).write_text(reader.read(item.report).model_dump_json(), encoding="utf-8")
            yield gold, out / path.name


def shown(reading: Json) -> Json:
    """A reading without the rows below the threshold of their kind (scheme/thresholds.toml)."""
    rows = {
        kind: [row for row in reading[kind] if row.get("confidence", 1.0) >= least]
        for kind, least in default_thresholds().items()
        if kind in reading
    }
    return {**reading, **rows}


def score_stories(readers: Readers, folder: Path, out: Path) -> dict[str, Totals]:
    """Read and score a folder of stories: counts by story in the order of their names, then of all together."""
    scorer = load_scorer(bench_of(folder / "gold"))
    found: dict[str, Totals] = {}
    for gold, reading in read_stories(readers, folder, out):
        found.setdefault(str(gold.get("story")), Totals()).add(score_one(scorer, gold, shown(read_json(reading))))
    return {story: found[story] for story in sorted(found)} | {ALL: total(found.values())}


def cell(totals: Totals, name: str) -> str:
    """A figure of the page: F1 of a section or accuracy of an attribute; empty where the gold has none of it."""
    if name not in totals.sections:
        accuracy = totals.accuracy(name)
        return "" if accuracy is None else percent(accuracy)
    figures = totals.section(name)
    if not figures["gold"]:
        return ""
    beside = f" ({percent(figures['precision'])}/{percent(figures['recall'])})" if name in IN_FULL else ""
    return percent(figures["f1"]) + beside


def story_rows(found: Mapping[str, Totals]) -> Rows:
    """A row a story: how many reports, then its figures."""
    return [(story, str(t.reports), *(cell(t, name) for _, name in COLUMNS)) for story, t in found.items()]


def story_section(chosen: StorySet, readers: Readers, shared: Path, scratch: Path) -> str:
    """Read and score a set of stories; return its part of the page."""
    folder = shared / chosen.folder
    if not folder.is_dir():
        return f"## {chosen.name}\n\nNot measured: the data ({chosen.folder}) is absent.\n"
    found = score_stories(readers, folder, scratch / folder.name)
    figures = table(("story", "reports", *(name for name, _ in COLUMNS)), story_rows(found))
    used = readers.said_of([story for story in found if story != ALL])
    return f"## {chosen.name}\n\n{used} {chosen.beside}\n\n{figures}\n"
