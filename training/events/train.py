"""Train the event coding models on PLV and write `coding.npz`, or estimate them by cross-validation.

    python training/events/train.py DATA/events/plv_dev.jsonl --folds 5            estimate
    python training/events/train.py DATA/events/plv_dev.jsonl --out FILE.npz       train on all of it and write

Needs the package, spaCy's model and numpy; takes about half a minute.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from linear import Rows, fit_ranking, fit_types, idf_of

from onrecord.annotate.document import Document, parse_document
from onrecord.annotate.events.coding.features import BUCKETS
from onrecord.annotate.events.coding.model import CodingModel
from onrecord.annotate.events.coding.pairs import Pair, find_pairs
from onrecord.annotate.events.coding.sentence import PAIR_BUCKETS, pair_rows, type_rows
from onrecord.annotate.events.coding.told import told_in
from onrecord.annotate.events.find import scene_of
from onrecord.annotate.language import load_language
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import load_directory

INVENTED = Path(__file__).with_name("invented.tsv")
FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
# Inverse strengths of the penalty, by five-fold cross-validation on plv_dev. The curve is flat around both.
TYPE_STRENGTH, PAIR_STRENGTH = 60.0, 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its marked pair, its type, and every pair that could have been marked."""

    record: dict[str, Any]
    kind: str
    rows: list[int]
    pairs: list[Pair]
    pair_rows: list[list[int]]
    right: list[bool]
    by_pair: list[list[int]]


def actor_span(actor: dict[str, Any], text: str) -> Span:
    """The span of a gold actor; where it has no offsets, the first place of its words."""
    if "start" in actor:
        return Span(actor["start"], actor["end"])
    start = max(0, text.find(actor["text"]))
    return Span(start, start + len(actor["text"]))


def example_of(record: dict[str, Any], document: Document, vocabulary: Vocabulary) -> Example:
    """Read one record of the corpus."""
    event, text = record["events"][0], record["text"]
    sources = [actor_span(a, text) for a in event["source"]]
    targets = [actor_span(a, text) for a in event["target"]]
    scene = scene_of(document, vocabulary)
    told, doc = told_in(scene), document.doc
    pairs = list(find_pairs(doc))
    right = [any(p.source.overlaps(s) for s in sources) and any(p.target.overlaps(t) for t in targets) for p in pairs]
    return Example(
        record=record,
        kind=FOLDED.get(event["type"], event["type"]),
        rows=type_rows(doc, sources[0], targets[0], told, scene),
        pairs=pairs,
        pair_rows=[pair_rows(p, told) for p in pairs],
        right=right,
        by_pair=[type_rows(doc, p.source, p.target, told, scene) for p in pairs],
    )


def read_examples(path: Path) -> list[Example]:
    """Parse the corpus and compute all features."""
    language, vocabulary = load_language(), Vocabulary(load_directory(), Codebook(name="none", issues=()))
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = [parse_document(Report(id=r["id"], text=r["text"]), language) for r in records]
    return [example_of(r, d, vocabulary) for r, d in zip(records, documents, strict=True)]


def read_invented(path: Path) -> list[Example]:
    """Read the sentences written for the types that the corpus has few of: lines of type, tab, marked sentence."""
    language, vocabulary = load_language(), Vocabulary(load_directory(), Codebook(name="none", issues=()))
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    records = [record_of(f"invented-{number}", kind, marked) for number, (kind, marked) in enumerate(lines)]
    return [example_of(r, parse_document(Report(id=r["id"], text=r["text"]), language), vocabulary) for r in records]


def record_of(name: str, kind: str, marked: str) -> dict[str, Any]:
    """A record in the corpus's format from a sentence with <s>source</s> and <t>target</t>."""
    sides = {}
    for mark, side in (("s", "source"), ("t", "target")):
        match = re.search(rf"<{mark}>(.*?)</{mark}>", marked)
        if match is None:
            raise ValueError(f"{name}: no <{mark}> in {marked!r}")
        start = len(re.sub(r"</?[st]>", "", marked[: match.start()]))
        sides[side] = [{"text": match[1], "start": start, "end": start + len(match[1])}]
    return {"id": name, "text": re.sub(r"</?[st]>", "", marked), "events": [{"type": kind, **sides}]}


def train(examples: list[Example]) -> CodingModel:
    """Fit both models."""
    kinds = tuple(sorted({e.kind for e in examples}))
    plain = Rows.of([e.rows for e in examples])
    idf = idf_of(plain, BUCKETS)
    labels = np.array([kinds.index(e.kind) for e in examples])
    weights, bias = fit_types(plain.weighted(idf), labels, len(kinds), BUCKETS, TYPE_STRENGTH)
    flat = [(n, row, ok) for n, e in enumerate(examples) for row, ok in zip(e.pair_rows, e.right, strict=True)]
    ranking = fit_ranking(
        Rows.of([row for _, row, _ in flat]), np.array([n for n, _, _ in flat]), np.array([ok for _, _, ok in flat]),
        PAIR_BUCKETS, PAIR_STRENGTH,
    )  # fmt: skip
    to32 = np.float32
    return CodingModel(kinds, weights.astype(to32), bias.astype(to32), idf.astype(to32), ranking.astype(to32), 0.0)


def save(model: CodingModel, path: Path) -> None:
    """Write the weights in half precision."""
    np.savez_compressed(
        path, types=np.array(model.types), type_weights=model.type_weights.astype(np.float16), type_bias=model.type_bias,
        idf=model.idf.astype(np.float16), pair_weights=model.pair_weights.astype(np.float16), pair_bias=np.float32(model.pair_bias),
    )  # fmt: skip


def predict(model: CodingModel, example: Example, within: float, most: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A classify and an open prediction in the scorer's format."""
    text, name = example.record["text"], example.record["id"]
    kind = model.types[int(model.type_scores(example.rows).argmax())]
    scored = sorted(((model.pair_score(r), n) for n, r in enumerate(example.pair_rows)), key=lambda s: -s[0])
    events = []
    for score, number in scored[:most]:
        if score < scored[0][0] - within:
            break
        pair = example.pairs[number]
        sides = {
            side: [{"text": text[s.start : s.end], "start": s.start, "end": s.end}]
            for side, s in (("source", pair.source), ("target", pair.target))
        }
        events.append({"type": model.types[int(model.type_scores(example.by_pair[number]).argmax())], **sides})
    return {"id": name, "events": [{"type": kind}]}, {"id": name, "events": events}


def cross_validate(examples: list[Example], more: list[Example], folds: int, out: Path, within: float, most: int) -> None:
    """Predict each fold by a model of the others and write both prediction files."""
    fold = np.random.default_rng(0).permutation(len(examples)) % folds
    rows: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for number in range(folds):
        model = train([*more, *(e for e, f in zip(examples, fold, strict=True) if f != number)])
        rows += [predict(model, e, within, most) for e, f in zip(examples, fold, strict=True) if f == number]
        print(f"fold {number + 1} of {folds}", flush=True)
    for index, task in enumerate(("classify", "open")):
        lines = "\n".join(json.dumps(r[index]) for r in rows)
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{task}.jsonl").write_text(lines + "\n", encoding="utf-8")


def main() -> None:
    """Read the arguments and do what they ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--more", type=Path, default=INVENTED, help="marked sentences to train on besides")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path())
    parser.add_argument("--within", type=float, default=0.5)
    parser.add_argument("--most", type=int, default=3)
    args = parser.parse_args()
    examples, more = read_examples(args.corpus), read_invented(args.more)
    found = sum(any(e.right) for e in examples) / len(examples)
    print(f"{len(examples)} sentences; the marked pair is among the candidates in {found:.3f}", flush=True)
    if args.folds:
        cross_validate(examples, more, args.folds, args.out, args.within, args.most)
    else:
        save(train([*more, *examples]), args.out)


if __name__ == "__main__":
    main()
