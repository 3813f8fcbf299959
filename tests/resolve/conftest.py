"""Invented states and people, and a way to write a report with its speakers in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.annotate.document import parse_document
from onrecord.annotate.language import load_language
from onrecord.annotate.mentions import find_mentions
from onrecord.annotate.quotations import find_quotations
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model import Reading, Report
from onrecord.model.draft import StatementDraft
from onrecord.model.span import Span
from onrecord.resolve.reading import resolve
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory, load_directory

ACTORS = """
[[actor]]
name = "Velmora"
kind = "country"
demonyms = ["Velmoran", "Velmorans"]
capitals = ["Arden"]

[[actor]]
name = "Tessaria"
kind = "country"
demonyms = ["Tessarian", "Tessarians"]
capitals = ["Lunet"]

[[actor]]
name = "Amber Palace"
kind = "office"
party = "Velmora"
place = true

[[actor]]
name = "Council of Littoral States"
kind = "organisation"
party = "Council of Littoral States"

[[actor]]
name = "Arden Courier"
kind = "outlet"

[[actor]]
name = "Lunet Wire"
kind = "outlet"

[[actor]]
name = "Ilka Dorran"
kind = "person"
gender = "f"
aliases = ["Dorran"]
roles = [{ role = "president", of = "Velmora", from = 2022-06-01 }]

[[actor]]
name = "Teodor Vasch"
kind = "person"
aliases = ["Theodor Vasch"]
roles = [{ role = "foreign minister", of = "Velmora", from = 2023-01-10 }]

[[actor]]
name = "Marek Osterling"
kind = "person"
roles = [
    { role = "president", of = "Velmora", from = 2016-06-01, to = 2022-06-01 },
]

[[actor]]
name = "Henrik Salvane"
kind = "person"
roles = [{ role = "prime minister", of = "Tessaria", from = 2021-03-01 }]

[[actor]]
name = "Bruno Salvane"
kind = "person"
roles = [{ role = "chief negotiator", of = "Tessaria", from = 2024-03-01 }]
"""

MARK = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True)
class Marked:
    """A text without its brackets, and where they stood."""

    text: str
    spans: tuple[Span, ...]


def unmark(written: str) -> Marked:
    spans, text, last = [], "", 0
    for match in MARK.finditer(written):
        text += written[last : match.start()]
        spans.append(Span(len(text), len(text) + len(match.group(1))))
        text += match.group(1)
        last = match.end()
    return Marked(text + written[last:], tuple(spans))


def statement(text: str, source: Span) -> StatementDraft:
    """A statement whose content is what follows the source, to the end of its line."""
    end = text.find("\n", source.end)
    end = len(text) if end < 0 else end
    cue = re.compile(r"\w+").search(text, source.end)
    assert cue is not None, f"no verb after {text[source.start : source.end]!r}"
    return StatementDraft(
        source=(source,), cue=(Span(*cue.span()),), content=(Span(min(cue.end() + 1, end - 1), end),), kind="indirect"
    )


class Desk:
    """Resolves texts with the test's directory."""

    def __init__(self, directory: Directory) -> None:
        self.vocabulary = Vocabulary(directory, Codebook("test", ()))

    def read(self, written: str, *, published: str | None = "2026-02-10", publisher: str | None = "Arden Courier") -> Reading:
        marked = unmark(written)
        report = Report(id="r1", text=marked.text, published=published, publisher=publisher)
        document = parse_document(report, load_language())
        annotations = document.annotations
        annotations.quotations = find_quotations(document, self.vocabulary)
        annotations.mentions = find_mentions(document, self.vocabulary)
        annotations.statements = [statement(marked.text, span) for span in marked.spans]
        return resolve(annotations, self.vocabulary.directory, self.vocabulary.codebook)

    def speakers(self, written: str, **options: str | None) -> list[tuple[str | None, str | None]]:
        """Name and party of each bracketed speaker."""
        reading = self.read(written, **options)
        return [(s.source.name, s.source.speaks_for) if s.source else (None, None) for s in reading.statements]


@pytest.fixture(scope="session")
def actors_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("actors") / "actors.toml"
    path.write_text(ACTORS, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def desk(actors_file) -> Desk:
    return Desk(load_directory(actors_file))
