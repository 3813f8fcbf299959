"""Fit the judges on proposals of weights that never saw the story, and measure them on stories left out.

    python training/judge/fit.py --shared ../shared --folds training/runs/folds --out src/onrecord/weights/encoder

A kind is judged after those that it reads: statements, events, positions, next steps; each is fitted on rows whose earlier kinds
were judged by a judge that never saw the story either.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier

sys.path.insert(0, str(Path(__file__).parents[1] / "encoder"))

from reports import read_gold

from export import write_manifest
from onrecord.annotate.document import Document
from onrecord.annotate.encoder.weights import JUDGES
from onrecord.annotate.judge.trees import Judge
from onrecord.annotate.kinds import EVENTS, KINDS, NEXT_STEPS, POSITIONS, STATEMENTS, Kind
from onrecord.annotate.pipeline import LAYERS, annotate_document, annotate_further
from onrecord.annotate.positions.choosing import FEATURES, weigh
from onrecord.annotate.positions.issues import Issues
from onrecord.model import Report
from onrecord.reader import Reader, load_reader
from onrecord.resolve.actors import Actors
from onrecord.resolve.events import resolve_events, resolve_next_steps
from onrecord.resolve.ids import Ids
from onrecord.resolve.positions import positions_of
from onrecord.resolve.scene import Scene
from onrecord.resolve.statements import resolve_statements
from scorer import load_scorer

FIELDS = ("id", "url", "title", "publisher", "published", "language", "text")
LATER = list(LAYERS)[list(LAYERS).index("statements") :]
TREES, DEPTH, RATE, LEAST_ROWS = 120, 3, 0.06, 25


@dataclass
class Case:
    """A report under judgement: its document so far, its gold, its proposals with their features and labels by kind."""

    story: str
    fold: str
    """The folder of the weights that read it: they never saw its story."""
    reader: Reader
    document: Document
    gold: dict[str, Any]
    proposals: dict[str, list[Any]] = field(default_factory=dict)
    features: dict[str, list[dict[str, float]]] = field(default_factory=dict)
    labels: dict[str, list[int | None]] = field(default_factory=dict)


def read_cases(shared: Path, folds: Path) -> Iterator[Case]:
    """Every open report of the stories that folds.json names, read up to its statements by weights that never saw its story."""
    names = json.loads((folds / "folds.json").read_text(encoding="utf-8"))
    readers: dict[str, Reader] = {}
    for report, gold in read_gold(shared):
        name = names.get(report["story"])
        if name is None:
            continue
        reader = readers.setdefault(name, load_reader(weights=folds / name))
        model = Report(**{f: report[f] for f in FIELDS if report.get(f) is not None})
        yield Case(
            report["story"], name, reader, annotate_document(model, reader.language, reader.vocabulary, without=LATER), gold
        )


def label_statements(case: Case, scorer: ModuleType) -> list[int | None]:
    """Right: content and source are those of a gold statement; None where that one may be left out."""
    labels: list[int | None] = []
    for proposal in case.proposals["statements"]:
        content = [list(s) for s in proposal.content]
        best = max(case.gold["statements"], key=lambda g: scorer.jaccard(scorer.content_of(g), content), default=None)
        right = best is not None and scorer.jaccard(scorer.content_of(best), content) >= 0.5
        if right and best.get("source_span") and best.get("source_form") != "none":
            right = scorer.overlap(best["source_span"], [list(s) for s in proposal.found.source])
        labels.append(None if right and not best.get("required", True) else int(right))
    return labels


def label_matched(
    want: list[dict[str, Any]], have: list[list[dict[str, Any]]], score: Callable, scorer: ModuleType
) -> list[int | None]:
    """Label rows as the scorer pairs them. have: the rows that each proposal becomes."""
    flat = [(owner, row) for owner, rows in enumerate(have) for row in rows]
    labels: list[int | None] = [0] * len(have)
    for g, f in scorer.match(want, [row for _, row in flat], score):
        owner = flat[f][0]
        if want[g].get("required", True):
            labels[owner] = 1
        elif labels[owner] == 0:
            labels[owner] = None
    return labels


def rows_of(items: Any) -> list[dict[str, Any]]:
    """Models as JSON values."""
    return [json.loads(item.model_dump_json()) for item in items]


def label_resolved(kind: str, case: Case, scorer: ModuleType) -> list[int | None]:
    """Labels of events, positions or next steps, which the scorer compares by the names of those who take part."""
    notes = case.document.annotations
    actors, ids = Actors(Scene(notes, case.reader.vocabulary.directory)), Ids(notes.report.id)
    statements = resolve_statements(actors, ids)
    read = {"statements": rows_of(statements), "actors": rows_of(actors.actors())}
    parties = scorer.parties_of(case.gold, read)
    drafts = [p.draft for p in case.proposals[kind]]
    if kind == "positions":
        have = [rows_of(positions_of(d, statements, actors, ids)) for d in drafts]
    elif kind == "events":
        notes.events = drafts
        have = [[row] for row in rows_of(resolve_events(actors, ids, statements))]
    else:
        events = resolve_events(actors, ids, statements)
        notes.next_steps = drafts
        have = [[row] for row in rows_of(resolve_next_steps(events, actors))]
    score = scorer.SCORES[kind]
    return label_matched(case.gold[kind], have, lambda g, f: score(g, f, parties), scorer)


def fit_trees(rows: NDArray, labels: NDArray, names: tuple[str, ...]) -> Judge:
    """Boosted trees on some rows."""
    model = GradientBoostingClassifier(
        n_estimators=TREES, max_depth=DEPTH, learning_rate=RATE, subsample=0.6, min_samples_leaf=LEAST_ROWS,
        max_features=0.4, random_state=1,
    )  # fmt: skip
    model.fit(rows, labels)
    trees = [estimator.tree_ for estimator in model.estimators_[:, 0]]
    size = max(tree.node_count for tree in trees)

    def padded(values: list[NDArray], kind: type, fill: float) -> NDArray:
        table = np.full((len(values), size), fill, dtype=kind)
        for row, value in enumerate(values):
            table[row, : len(value)] = value
        return table

    share = labels.mean()
    return Judge(
        names=names,
        feature=padded([np.where(t.children_left < 0, -1, t.feature) for t in trees], np.int32, -1),
        threshold=padded([t.threshold for t in trees], np.float64, 0),
        left=padded([np.maximum(t.children_left, 0) for t in trees], np.int32, 0),
        right=padded([np.maximum(t.children_right, 0) for t in trees], np.int32, 0),
        value=padded([RATE * t.value[:, 0, 0] for t in trees], np.float64, 0),
        start=float(np.log(share / (1 - share))),
    )


def table(cases: list[Case], kind: str, names: tuple[str, ...]) -> tuple[NDArray, NDArray]:
    """The labelled rows of some cases."""
    found = [
        ([row.get(name, 0.0) for name in names], label)
        for case in cases
        for row, label in zip(case.features[kind], case.labels[kind], strict=True)
        if label is not None
    ]
    return np.array([row for row, _ in found], dtype=np.float32).astype(np.float64), np.array([label for _, label in found])


def judge_left_out(cases: list[Case], kind: Kind, names: tuple[str, ...]) -> dict[str, Judge]:
    """Judge every case by trees that never saw its fold; returns them by fold, and prints how good they are."""
    chances, rights, judges = [], [], {}
    for fold in sorted({case.fold for case in cases}):
        judges[fold] = judge = fit_trees(*table([c for c in cases if c.fold != fold], kind.name, names), names)
        for case in (c for c in cases if c.fold == fold):
            given = judge.chances(case.features[kind.name]).tolist()
            kind.keep(case.document, case.reader.vocabulary, case.proposals[kind.name], given)
            for chance, label in zip(given, case.labels[kind.name], strict=True):
                if label is not None:
                    chances.append(chance)
                    rights.append(label)
    report(kind.name, np.array(chances), np.array(rights))
    return judges


def label_issues(case: Case, scorer: ModuleType) -> tuple[NDArray, NDArray]:
    """Each issue for each proposal that touches a gold position: (rows, FEATURES) and whether the gold has that issue."""
    asked, wanted = [], []
    for proposal in case.proposals["positions"]:
        span = list(proposal.draft.span)
        touching = [g for g in case.gold["positions"] if scorer.overlap(scorer.anchor(g), span)]
        if touching:
            asked.append(proposal.asked)
            wanted.append({g["issue"] for g in touching})
    codebook = case.reader.vocabulary.codebook
    rows = weigh(asked, case.document, Issues(case.document.doc, codebook), codebook)
    labels = [[int(issue.slug in slugs) for issue in codebook.issues] for slugs in wanted]
    return rows.reshape(-1, len(FEATURES)), np.array(labels, dtype=int).ravel()


def judge_issues(cases: list[Case], scorer: ModuleType) -> dict[str, Judge]:
    """Fit the choice of an issue for each fold without its stories, and ("") on all; prints how often it is right."""
    told = [label_issues(case, scorer) for case in cases]
    judges, asked = {}, []
    for fold in sorted({case.fold for case in cases} | {""}):
        used = [t for case, t in zip(cases, told, strict=True) if case.fold != fold]
        judges[fold] = fit_trees(np.concatenate([r for r, _ in used]), np.concatenate([y for _, y in used]), FEATURES)
    for case, (rows, labels) in zip(cases, told, strict=True):
        n = len(case.reader.vocabulary.codebook.issues)
        asked += list(
            zip(
                judges[case.fold].chances_of(rows).reshape(-1, n),
                labels.reshape(-1, n),
                rows.reshape(-1, n, len(FEATURES)),
                strict=True,
            )
        )
    at = FEATURES.index("told")
    by_marks = np.mean([labels[row[:, at].argmax()] if row[:, at].any() else not labels.any() for _, labels, row in asked])
    print(f"issues: {len(asked)} proposals, right by their marks alone {by_marks:.3f}; by least chance:", end="")
    for least in (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4):
        right = np.mean([labels[c.argmax()] if c.max() >= least else not labels.any() for c, labels, _ in asked])
        listed = [labels[c.argmax()] for c, labels, _ in asked if c.max() >= least]
        found = sum(listed) / sum(labels.any() for _, labels, _ in asked)
        print(f"  {least}: right {right:.3f}, of those given {np.mean(listed):.3f}, of those asked for {found:.3f}", end="")
    print(flush=True)
    return judges


def report(name: str, chances: NDArray, rights: NDArray) -> None:
    """Print the calibration error and, by threshold, precision and the share of right proposals kept."""
    bins = np.minimum((chances * 10).astype(int), 9)
    error = sum(
        abs(chances[bins == b].mean() - rights[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any()
    )
    kept = {
        t: (rights[chances >= t].mean() if (chances >= t).any() else 0, rights[chances >= t].sum() / rights.sum())
        for t in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
    }
    shown = "  ".join(f"{t}: {p:.2f}/{r:.2f}" for t, (p, r) in kept.items())
    print(
        f"{name}: {len(rights)} proposals, {rights.sum()} right, calibration error {error:.3f}; precision/kept {shown}",
        flush=True,
    )


def score_all(cases: list[Case], thresholds: dict[str, float], scorer: ModuleType) -> None:
    """Print the scorer's figures of the readings, by story and in all, with rows below the thresholds left out."""
    totals: dict[str, tuple[dict[str, Counter], Counter]] = {}
    for case in cases:
        reading = case.reader.resolve(case.document.annotations).confident(thresholds)
        counts, attributes, _ = scorer.score_report(case.gold, json.loads(reading.model_dump_json()))
        for name in (case.story, "all"):
            total, attrs = totals.setdefault(name, ({s: Counter() for s in scorer.SECTIONS}, Counter()))
            for section in scorer.SECTIONS:
                total[section].update(counts[section])
            attrs.update(attributes)
    for name, (total, attrs) in totals.items():
        sections = {
            s: scorer.prf(total[s]) for s in ("statements", "statements_joint", "events", "positions", "next_steps", "relays")
        }
        shown = "  ".join(f"{s} {v['f1']:.3f} ({v['precision']:.2f}/{v['recall']:.2f})" for s, v in sections.items())
        kept = (
            "source",
            "party",
            "no_party",
            "via",
            "event_date",
            "event_place",
            "event_direction",
            "event_status",
            "event_not_happened",
            "ascribed",
        )
        marks = "  ".join(f"{k} {attrs[k + '_ok'] / attrs[k + '_of']:.3f}" for k in kept if attrs[k + "_of"])
        print(f"{name}: {shown}\n    {marks}", flush=True)


def write(judges: dict[str, Judge], path: Path) -> None:
    """Write judges as one file."""
    arrays: dict[str, NDArray] = {}
    for kind, judge in judges.items():
        arrays[f"{kind}.names"], arrays[f"{kind}.start"] = np.array(judge.names), np.array(judge.start)
        for name in ("feature", "threshold", "left", "right", "value"):
            values = getattr(judge, name)
            arrays[f"{kind}.{name}"] = values.astype(np.int16) if values.dtype == np.int32 else values.astype(np.float32)
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    path.write_bytes(file.getvalue())
    write_manifest(path.parent)


def main() -> None:
    """Read the command line, judge kind by kind, and write judges fitted on all stories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--folds", type=Path, required=True, help="folders of weights, and folds.json: story -> folder")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    scorer = load_scorer(options.shared)
    cases = list(read_cases(options.shared, options.folds))
    judges: dict[str, Judge] = {}
    by_fold: dict[str, dict[str, Judge]] = {}
    for kind in (STATEMENTS, EVENTS, POSITIONS, NEXT_STEPS):
        if kind is POSITIONS:
            for case in cases:
                case.reader.vocabulary.model.judges.pop("issues", None)
                case.proposals["positions"] = kind.propose(case.document, case.reader.vocabulary)
            issues = judge_issues(cases, scorer)
            judges["issues"] = issues.pop("")
            for case in cases:
                case.reader.vocabulary.model.judges["issues"] = by_fold.setdefault(case.fold, {})["issues"] = issues[case.fold]
        for case in cases:
            case.proposals[kind.name] = kind.propose(case.document, case.reader.vocabulary)
            case.features[kind.name] = kind.features(case.proposals[kind.name], case.document)
            labels = label_statements(case, scorer) if kind is STATEMENTS else label_resolved(kind.name, case, scorer)
            case.labels[kind.name] = labels
        names = tuple(sorted({name for case in cases for row in case.features[kind.name] for name in row}))
        for fold, judge in judge_left_out(cases, kind, names).items():
            by_fold.setdefault(fold, {})[kind.name] = judge
        judges[kind.name] = fit_trees(*table(cases, kind.name, names), names)
    for case in cases:
        annotate_further(case.document, case.reader.vocabulary, [n for n in LATER if n not in KINDS])
    for least in (0.15, 0.25, 0.3, 0.4):
        print(f"rows from {least}")
        score_all(cases, dict.fromkeys(KINDS, least), scorer)
    for fold, several in by_fold.items():
        write(several, options.folds / fold / JUDGES)
        write_manifest(options.folds / fold)
    write(judges, options.out / JUDGES)


if __name__ == "__main__":
    main()
