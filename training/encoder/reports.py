"""Reports with gold as word pieces with everything that the heads learn: `prepare` reads them once and keeps what it made.

A gold event names who took part, not where they are mentioned; the mention that stands for a name is the nearest one that the
scorer would accept, and the other mentions of the same actor are neither right nor wrong.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from corpus import GoldLink, ranges_of, tags_of
from numpy.typing import NDArray

from onrecord.annotate.document import Document
from onrecord.annotate.encoder.candidates import Candidates, date_candidates, mention_candidates, place_candidates
from onrecord.annotate.encoder.pieces import Pieces, cut_pieces
from onrecord.annotate.encoder.syntax import Syntax, read_syntax
from onrecord.annotate.encoder.types import POSITION_TAGS, STATUSES, TYPES
from onrecord.annotate.pipeline import annotate_document
from onrecord.model import Reading, Report
from onrecord.reader import Reader, load_reader

Range = tuple[int, int]
Labels = NDArray[np.int64]
RIGHT, WRONG, EITHER = 1, 0, -1
WORD = re.compile(r"[a-z0-9]+")
# Layers that the heads are for; who is mentioned hangs on none of them.
UNUSED = ("events", "positions", "commitments", "open_issues", "next_steps")
# A day in common says as much as one word that stands nowhere else in the report.
DAY_WORTH = 1.0


@dataclass(frozen=True)
class GoldEvent:
    """An event's anchor and what it is linked to; labels are over candidates: RIGHT, WRONG, EITHER."""

    anchor: Range
    type: int
    status: int
    actors: Labels
    recipients: Labels
    date: Labels | None
    """None where the gold's day is under no time expression."""
    place: Labels | None


@dataclass(frozen=True)
class GoldPosition:
    """A position's anchor, its stance, and who holds it."""

    anchor: Range
    stance: int
    holders: Labels


@dataclass(frozen=True)
class GoldStep:
    """A next step: the sentence that tells it, who takes part, and when."""

    sentence: int
    who: Labels
    date: Labels | None


@dataclass
class Example:
    """A report ready for training."""

    id: str
    story: str
    pieces: Pieces
    syntax: Syntax
    mentions: Candidates
    dates: Candidates
    places: Candidates
    tags: Labels
    links: tuple[GoldLink, ...]
    events: list[GoldEvent]
    positions: list[GoldPosition]
    conditions: list[Range]
    sentences: list[Range]
    steps: list[GoldStep]


def prepare(shared: Path, kept: Path, scorer: ModuleType) -> list[Example]:
    """Read the open reports with gold by the package's own layers; what was made is kept in a file."""
    if kept.exists():
        with kept.open("rb") as file:
            found: list[Example] = pickle.load(file)  # noqa: S301 - our own
            return found
    reader = load_reader()
    examples = [prepare_one(report, gold, reader, scorer) for report, gold in read_gold(shared)]
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("wb") as file:
        pickle.dump(examples, file)
    return examples


def read_gold(shared: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every open report with its gold; reports without a story each get `given`."""
    for folder in ("reports", "stories"):
        for path in sorted((shared / "data" / folder / "gold").glob("*.json")):
            if path.name == "pairs.json":
                continue
            gold = json.loads(path.read_text(encoding="utf-8"))
            report = json.loads((path.parent.parent / "reports" / path.name).read_text(encoding="utf-8"))
            yield {"story": "given", **report}, gold


def prepare_one(report: dict[str, Any], gold: dict[str, Any], reader: Reader, scorer: ModuleType) -> Example:
    """Align one report's gold with its pieces and candidates."""
    fields = ("id", "url", "title", "publisher", "published", "language", "text")
    model = Report(**{name: report[name] for name in fields if report.get(name) is not None})
    document = annotate_document(model, reader.language, reader.vocabulary, without=UNUSED)
    reading = reader.resolve(document.annotations)
    pieces = cut_pieces(model.text, document.annotations.paragraphs, reader.vocabulary.model.tokenizer)
    syntax = read_syntax(document.doc, pieces)
    mentions = mention_candidates(document.annotations.mentions, pieces)
    dates = date_candidates(document.annotations.dates, model.published, pieces)
    states = [is_state(reader, model.text[s.start : s.end]) for s in document.annotations.toponyms]
    places = place_candidates(document.annotations.toponyms, states, pieces)
    aligner = Aligner(scorer, gold, reading, document, pieces, syntax)
    sentences = [r for s in document.annotations.sentences for r in ranges_of([[s.start, s.end]], pieces)]
    links = gold_links(gold, pieces)
    return Example(
        id=model.id,
        story=str(report["story"]),
        pieces=pieces,
        syntax=syntax,
        mentions=mentions,
        dates=dates,
        places=places,
        tags=tags_of(links, len(pieces)),
        links=links,
        events=[e for item in gold["events"] if (e := aligner.event(item, mentions, dates, places)) is not None],
        positions=list(aligner.positions(gold["positions"], mentions)),
        conditions=conditions_of(gold, model.text, pieces),
        sentences=sentences,
        steps=list(aligner.steps(gold["next_steps"], sentences, mentions, dates)),
    )


def is_state(reader: Reader, words: str) -> bool:
    """Whether words name a state."""
    entries = reader.vocabulary.directory.find(words)
    return bool(entries) and entries[0].kind == "country"


def spans_of(value: Any) -> list[list[int]]:
    """One span or several, as several."""
    if not value:
        return []
    return [value] if isinstance(value[0], int) else list(value)


def gold_links(gold: dict[str, Any], pieces: Pieces) -> tuple[GoldLink, ...]:
    """The statements of a gold file as linked ranges."""
    return tuple(
        GoldLink(
            ranges_of(spans_of(s.get("source_span")), pieces),
            ranges_of(spans_of(s.get("cue_span")), pieces),
            ranges_of(spans_of(s.get("content_span")) + spans_of(s.get("more_spans")), pieces),
        )
        for s in gold["statements"]
    )


def conditions_of(gold: dict[str, Any], text: str, pieces: Pieces) -> list[Range]:
    """Where the words of conditions stand, near the positions that they belong to."""
    found = []
    for position in gold["positions"]:
        words, anchor = position.get("condition"), spans_of(position["anchor_span"])[0]
        places = [m.start() for m in re.finditer(re.escape(words), text)] if words else []
        if places:
            start = min(places, key=lambda place: abs(place - anchor[0]))
            found += ranges_of([[start, start + len(words)]], pieces)
    return sorted(set(found))


@dataclass
class Aligner:
    """Finds what a gold file names among the candidates of its report."""

    scorer: ModuleType
    gold: dict[str, Any]
    reading: Reading
    document: Document
    pieces: Pieces
    syntax: Syntax

    def __post_init__(self) -> None:
        read = json.loads(self.reading.model_dump_json())
        self.parties = self.scorer.parties_of(self.gold, read)
        names = {actor["id"]: actor["name"] for actor in read["actors"]}
        self.name_at = {tuple(m["span"]): names.get(m["actor"]) for m in read["mentions"]}

    def event(self, item: dict[str, Any], mentions: Candidates, dates: Candidates, places: Candidates) -> GoldEvent | None:
        """Align one event; None where its anchor has no piece."""
        anchor = self._anchor(item)
        if anchor is None:
            return None
        return GoldEvent(
            anchor=anchor,
            type=TYPES.index(item["type"]),
            status=STATUSES.index(item["status"]) if item["status"] in STATUSES else 0,
            actors=self._people(anchor, self.scorer.as_list(item.get("actors")), mentions),
            recipients=self._people(anchor, self.scorer.as_list(item.get("recipients")), mentions),
            date=self._date(item.get("date"), dates),
            place=self._place(item.get("place"), places),
        )

    def positions(self, items: list[dict[str, Any]], mentions: Candidates) -> Iterator[GoldPosition]:
        """Align positions; those of several holders at one anchor are one."""
        by_anchor: dict[Range, list[dict[str, Any]]] = {}
        for item in items:
            anchor = self._anchor(item)
            if anchor is not None:
                by_anchor.setdefault(anchor, []).append(item)
        for anchor, several in sorted(by_anchor.items()):
            holders = self._people(anchor, [item["actor"] for item in several], mentions)
            yield GoldPosition(anchor, POSITION_TAGS.index(several[0]["stance"]), holders)

    def steps(
        self, items: list[dict[str, Any]], sentences: list[Range], mentions: Candidates, dates: Candidates
    ) -> Iterator[GoldStep]:
        """Align next steps with the sentence that shares most of their words, told by their rarity in the report, and their day."""
        text = self.document.text
        words = [
            set(WORD.findall(text[int(self.pieces.starts[a]) : int(self.pieces.ends[b - 1])].lower())) for a, b in sentences
        ]
        for item in items:
            asked = set(WORD.findall(item["what"].lower()))
            worth = {w: 1 / sum(w in other for other in words) for w in asked if any(w in other for other in words)}
            scores = [sum(worth.get(w, 0.0) for w in other) for other in words]
            date = self._date(item.get("date"), dates)
            if date is not None and date.any():
                days = dates.ranges[date == RIGHT, 0]
                scores = [
                    s + DAY_WORTH * bool(((days >= a) & (days < b)).any()) for s, (a, b) in zip(scores, sentences, strict=True)
                ]
            if scores and max(scores) > 0:
                best = int(np.argmax(scores))
                yield GoldStep(best, self._people(sentences[best], self.scorer.as_list(item.get("who")), mentions), date)

    def _anchor(self, item: dict[str, Any]) -> Range | None:
        spans = spans_of(self.scorer.anchor(item))
        found = ranges_of([list(spans[0])], self.pieces) if spans and not isinstance(spans[0], str) else ()
        return found[0] if found else None

    def _people(self, anchor: Range, names: list[str], mentions: Candidates) -> Labels:
        labels = np.zeros(len(mentions.ranges), dtype=np.int64)
        roots = self.syntax.roots(mentions.ranges)
        own = int(self.syntax.roots(np.array([anchor]))[0])
        drafts = self.document.annotations.mentions
        known = [self.name_at.get(tuple(drafts[n].span)) or self._words(n) for n in mentions.numbers.tolist()]
        for name in names:
            fits = [i for i, other in enumerate(known) if self.scorer.shared_actor(name, other, self.parties)]
            if not fits:
                continue
            exact = {i for i in fits if self.scorer.agree(name, known[i])}

            def distance(i: int, exact: set[int] = exact) -> tuple[int, int, int]:
                start, end = mentions.ranges[i].tolist()
                gap = max(start - anchor[1], anchor[0] - end, 0)
                apart = abs(int(self.syntax.sentence[roots[i]]) - int(self.syntax.sentence[own]))
                return apart, int(i not in exact), gap

            best = min(fits, key=distance)
            labels[[i for i in fits if labels[i] != RIGHT]] = EITHER
            labels[best] = RIGHT
        return labels

    def _words(self, number: int) -> str:
        span = self.document.annotations.mentions[number].span
        return self.document.text[span.start : span.end]

    def _date(self, value: Any, dates: Candidates) -> Labels | None:
        wanted = self.scorer.known(value)
        labels = np.zeros(len(dates.ranges), dtype=np.int64)
        if wanted is None:
            return labels
        found = self.document.annotations.dates
        for i, number in enumerate(dates.numbers.tolist()):
            labels[i] = int(self.scorer.same_day(wanted, found[number].value or ""))
        return labels if labels.any() else None

    def _place(self, name: Any, places: Candidates) -> Labels | None:
        labels = np.zeros(len(places.ranges), dtype=np.int64)
        if not name:
            return labels
        spans = self.document.annotations.toponyms
        for i, number in enumerate(places.numbers.tolist()):
            span = spans[number]
            labels[i] = int(self.scorer.agree(name, self.document.text[span.start : span.end]))
        return labels if labels.any() else None
