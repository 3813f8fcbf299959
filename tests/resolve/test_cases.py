"""Who is meant: the tables in `cases/`, one file for each phenomenon; CASES.md beside them says how to write one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.annotate.language import load_language
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model import Reading, Report
from onrecord.model.reading import Actor
from onrecord.model.span import Span
from onrecord.reader import Reader
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import load_directory

pytestmark = pytest.mark.model

CASES = Path(__file__).parent / "cases"
MARK = re.compile(r"\[(?P<speaker>[^\]]*)\]|\{(?P<mention>[^}]*)\}")
NOBODY = "-"


@dataclass(frozen=True)
class Case:
    """A text, its marked words, and for each of them whom they should mean."""

    text: str
    marks: tuple[tuple[Span, bool], ...]
    expected: tuple[str, ...]
    published: str
    same: bool
    known: str


def unmark(written: str) -> tuple[str, tuple[tuple[Span, bool], ...]]:
    """The text without its marks; where they stood, and whether they mark a speaker."""
    marks, text, last = [], "", 0
    for match in MARK.finditer(written):
        text += written[last : match.start()]
        words = match["speaker"] if match["speaker"] is not None else match["mention"]
        marks.append((Span(len(text), len(text) + len(words)), match["speaker"] is not None))
        text, last = text + words, match.end()
    return text + written[last:], tuple(marks)


def load_cases():
    for path in sorted(CASES.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get("case", ()):
            text, marks = unmark(row["text"].strip("\n"))
            case = Case(
                text, marks, tuple(row["who"]), row.get("published", "2026-02-10"), row.get("same", False), row.get("known", "")
            )
            why = [pytest.mark.xfail(reason=case.known, strict=True)] if case.known else []
            yield pytest.param(case, id=f"{path.stem}: {row['name']}", marks=why)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_language(), Vocabulary(load_directory(CASES / "directory.toml"), Codebook("test", ())))


def speaker(reading: Reading, span: Span) -> Actor | None:
    """The source of the statement whose source overlaps a span."""
    for statement in reading.statements:
        spans = statement.source_span
        if statement.source and spans and any(span.overlaps(part) for part in spans):
            return next(actor for actor in reading.actors if actor.id == statement.source.actor).model_copy(
                update={"party": statement.source.speaks_for}
            )
    return None


def mention(reading: Reading, span: Span) -> Actor | None:
    """The actor of the mention that overlaps a span."""
    for found in reading.mentions:
        if found.span.overlaps(span):
            return next(actor for actor in reading.actors if actor.id == found.actor)
    return None


def fits(actor: Actor | None, expected: str) -> bool:
    return any(_fits(actor, choice.strip()) for choice in expected.split(" ~ "))


def _fits(actor: Actor | None, expected: str) -> bool:
    if expected in ("*", NOBODY):
        return expected == "*" or actor is None
    name, _, party = expected.rpartition(" | ")
    if actor is None or name not in ("*", actor.name):
        return False
    said = actor.party or NOBODY
    return said != party[1:] if party.startswith("!") else party in ("*", said)


@pytest.mark.parametrize("case", list(load_cases()))
def test_who_is_meant(reader, case):
    reading = reader.read(Report(id="r1", text=case.text, published=case.published, publisher="Arden Courier"))
    found = [(speaker if speaks else mention)(reading, span) for span, speaks in case.marks]
    shown = [f"{actor.name} | {actor.party or NOBODY}" if actor else NOBODY for actor in found]
    assert len(found) == len(case.expected)
    assert all(map(fits, found, case.expected)), f"{shown}, not {list(case.expected)}"
    if case.same:
        assert len({actor.id for actor in found if actor}) == len(set(case.expected))
