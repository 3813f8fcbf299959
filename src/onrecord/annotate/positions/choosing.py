"""Which issue of the codebook a position is on: every issue weighed by its words, near and far, and by likeness in meaning.

A judge says how likely each issue is; it knows no issue by its name, so a codebook that it never saw is judged alike. Likeness is
the cosine between the words and what the codebook says of an issue (label, description, examples), in lower layers of the encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.document import Document
from onrecord.annotate.encoder.encode import encode_layers
from onrecord.annotate.encoder.pieces import cut_pieces
from onrecord.annotate.encoder.weights import INNER, EncoderModel
from onrecord.annotate.positions.issues import Hit, Issues
from onrecord.model.span import Span
from onrecord.scheme.codebook import Codebook, Issue

Floats = NDArray[np.float64]
# Tokens on either side that are near.
NEAR = 40
AREAS = ("words", "sentence", "near", "report")
COUNTS = tuple(f"{area}_{kind}" for area in AREAS for kind in ("marks", "hints"))
LIKENESS = tuple(f"{area}_like_{depth}" for area in ("words", "sentence") for depth in range(len(INNER)))
WEIGHED = (*COUNTS, *LIKENESS)
FEATURES = (*WEIGHED, *(f"{name}_lead" for name in WEIGHED), "general", "joint", "told", "rules", "rules_other")
# Chance below which the words name an issue of their own, none of the codebook's. Chosen with the fit (training/judge/fit.py).
LEAST = 0.2


@dataclass(frozen=True, slots=True)
class Asked:
    """Words whose issue is asked for, what their marks alone say (`told`), and what the rules found, if anything."""

    span: Span
    told: str
    rules: str | None


def weigh(asked: Sequence[Asked], document: Document, issues: Issues, codebook: Codebook) -> Floats:
    """What the judge is told of each issue for each of some words: (asked, issues, FEATURES). Cost: linear in both."""
    rows = np.zeros((len(asked), len(codebook.issues), len(FEATURES)))
    if not len(asked) or not codebook.issues:
        return rows
    number = {issue.slug: n for n, issue in enumerate(codebook.issues)}
    kinds = np.array([[issue.general, issue.joint] for issue in codebook.issues], dtype=np.float64)
    report = _counted(issues.hits, number, summed=True)
    for row, one in zip(rows, asked, strict=True):
        row[:, : len(WEIGHED)] = np.concatenate(
            (*_near(one.span, document, issues, number), report, _likeness(one.span, document, codebook)), axis=1
        )
        row[:, len(WEIGHED) : 2 * len(WEIGHED)] = _lead(row[:, : len(WEIGHED)])
        row[:, -5:-3] = kinds
        row[:, -3] = [issue.slug == one.told for issue in codebook.issues]
        row[:, -2] = [issue.slug == one.rules for issue in codebook.issues]
        row[:, -1] = one.rules is not None and row[:, -2] == 0
    return rows


def choose(asked: Sequence[Asked], document: Document, issues: Issues, codebook: Codebook) -> list[tuple[str | None, float]]:
    """The issue of each of some words, and how likely the likeliest is: the rules' where they have one of the codebook.

    None where none is likely. Without a judge: what is told.
    """
    judge = document.encoded.model.judges.get("issues") if document.encoded is not None else None
    if judge is None or not codebook.issues:
        return [(one.rules or one.told, 1.0) for one in asked]
    rows = weigh(asked, document, issues, codebook)
    chances = judge.chances_of(rows.reshape(-1, len(FEATURES))).reshape(rows.shape[:2])
    slugs = [issue.slug for issue in codebook.issues]
    found: list[tuple[str | None, float]] = []
    for one, row in zip(asked, chances, strict=True):
        likeliest = slugs[int(row.argmax())] if row.max() >= LEAST else None
        # What the rules found at a verb they know goes before: F1 of positions on the open stories is 20.9 either way, on the given
        # reports, with which the rules were written, 48.9 with it and 45.3 without.
        found.append((one.rules if one.rules in slugs else likeliest, float(row.max())))
    return found


def _near(span: Span, document: Document, issues: Issues, number: dict[str, int]) -> list[Floats]:
    """The marks and hints of each issue in the words, their sentence, and near them."""
    tokens = document.tokens(span)
    if not len(tokens):
        return [np.zeros((len(number), 2))] * 3
    first, last = tokens[0].i, tokens[-1].i
    areas = ((first, last), (tokens[0].sent.start, tokens[-1].sent.end - 1), (first - NEAR, last + NEAR))
    return [_counted(issues.within(a, b), number) for a, b in areas]


def _counted(hits: Sequence[Hit], number: dict[str, int], *, summed: bool = False) -> Floats:
    """(issues, 2): the heaviest mark (or, summed, how many there are) and how many hints."""
    found = np.zeros((len(number), 2))
    for hit in hits:
        row = found[number[hit.slug]]
        if hit.hint:
            row[1] += 1
        else:
            row[0] = row[0] + 1 if summed else max(row[0], hit.weight)
    return found


def _lead(values: Floats) -> Floats:
    """How far each issue is before the best of the others, column by column."""
    if len(values) < 2:
        return values.copy()
    ordered = np.sort(values, axis=0)
    others = np.where(values == ordered[-1], ordered[-2], ordered[-1])
    led: Floats = values - others
    return led


def _likeness(span: Span, document: Document, codebook: Codebook) -> Floats:
    """(issues, LIKENESS): how near the words and their sentence are to what the codebook says of each issue."""
    encoded = document.encoded
    if encoded is None:
        return np.zeros((len(codebook.issues), len(LIKENESS)))
    described = _described(codebook.issues, encoded.model)
    centre = described.mean(axis=0)
    tokens = document.tokens(span)
    sentence = Span(tokens.sent.start_char, tokens.sent.end_char) if len(tokens) else span
    columns = []
    for words in (span, sentence):
        own = encoded.range_of(words)
        for depth, layer in enumerate(encoded.inner):
            mean = layer[own[0] : own[1]].mean(axis=0) if own is not None else centre[depth]
            columns.append(_unit(described[:, depth] - centre[depth]) @ _unit(mean - centre[depth]))
    likeness: Floats = np.stack(columns, axis=1).astype(np.float64)
    return likeness


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-9)
    return unit


def description_of(issue: Issue) -> str:
    """What a codebook says of an issue, in one line."""
    return " ".join((f"{issue.label}.", issue.description, *issue.examples))


@lru_cache(maxsize=8)
def _described(issues: tuple[Issue, ...], model: EncoderModel) -> NDArray[np.float32]:
    """(issues, INNER, width): the mean states of what the codebook says of each issue."""
    found = []
    for issue in issues:
        words = description_of(issue)
        pieces = cut_pieces(words, [(0, len(words))], model.tokenizer)
        found.append([layer.mean(axis=0) for layer in encode_layers(pieces, model, INNER)])
    return np.array(found, dtype=np.float32)
