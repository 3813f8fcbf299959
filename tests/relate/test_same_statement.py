"""One statement in two reports: which pairs are taken for one, and how they are gathered."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from onrecord.annotate.encoder.sentences import embed_spans
from onrecord.model import Reading, Report, SourceRef, Span, Statement
from onrecord.model.reading import Actor
from onrecord.reader import load_reader
from onrecord.relate.said import said_in
from onrecord.relate.same_statement import cluster

HERE = Path(__file__).parent
ACTORS = HERE.parents[1] / "samples" / "actors.toml"
PAIRS = tomllib.loads((HERE / "same_statement.toml").read_text(encoding="utf-8"))["pair"]


@cache
def reader():
    return load_reader(actors=[ACTORS])


def said(number: int, *, speaker="Ilka Dorran", cue="said", content, published="2026-03-04", on=None):
    """A statement as if a report had it; figures, dates and names in it are the reader's."""
    text = f"{cue}: {content}."
    report = Report(id=f"report-{number}", published=published or None, language="en", text=text)
    read = reader().read(report)
    entry = next(iter(reader().vocabulary.directory.find(speaker)), None)
    party = reader().vocabulary.directory.party(entry) if entry else None
    actor = Actor(id=entry.id, name=entry.name, kind=entry.kind, party=party) if entry else None
    source = SourceRef(name=speaker, actor=actor.id if actor else f"report-{number}:0-4", speaks_for=party)
    start = len(cue) + 2
    statement = Statement(
        id="s1",
        source=source,
        source_span=(Span(0, len(cue)),),
        cue=cue,
        cue_span=(Span(0, len(cue)),),
        content_span=(Span(start, start + len(content)),),
        kind="indirect",
        said_on=on,
    )
    actors = (*(one for one in read.actors if actor is None or one.id != actor.id), *((actor,) if actor else ()))
    made = Reading(**{**dict(read), "statements": (statement,), "actors": actors, "positions": (), "commitments": ()})
    return said_in(made, embed_spans)[0]


def row(number, pair):
    marks = [pytest.mark.xfail(reason=pair["gap"], strict=True)] if "gap" in pair else []
    return pytest.param(pair, id=f"{number}-{pair['kind']}", marks=marks)


@pytest.mark.model
@pytest.mark.parametrize("pair", [row(number, pair) for number, pair in enumerate(PAIRS)])
def test_pairs_of_statements(pair):
    a, b = said(1, **pair["a"]), said(2, **pair["b"])
    assert cluster([a, b], reader().vocabulary.directory) == ([(0, 1)] if pair["same"] else [])
