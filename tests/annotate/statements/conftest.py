"""Read invented sentences with the real language model and the rules alone, and show statements as words."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from onrecord.annotate.dates import find_dates
from onrecord.annotate.document import Document, parse_document
from onrecord.annotate.language import load_language
from onrecord.annotate.quotations import find_quotations
from onrecord.annotate.statements.checks import check_attributions, without_hardly_anyones
from onrecord.annotate.statements.drafts import draft_statements
from onrecord.annotate.statements.rules import find_attributions
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import StatementDraft
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.scheme.actor_entry import ActorEntry
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory

OUTLETS = ("Harbour Herald", "Ostvar Courier", "Delta Wire", "Nordmark Radio")
VOCABULARY = Vocabulary(
    Directory(tuple(ActorEntry(id=name.lower().replace(" ", "-"), name=name, kind="outlet") for name in OUTLETS)),
    Codebook("none", ()),
)


@dataclass(frozen=True)
class Shown:
    """A statement in words."""

    source: str
    cue: str
    content: tuple[str, ...]
    draft: StatementDraft
    text: str

    def words(self, spans: Span | tuple[Span, ...] | None) -> object:
        if spans is None:
            return None
        if isinstance(spans, Span):
            return self.text[spans.start : spans.end]
        return [self.text[s.start : s.end] for s in spans]


def parsed(text: str, publisher: str | None = None) -> Document:
    document = parse_document(Report(id="r", text=text, publisher=publisher, published="2026-03-04"), load_language())
    document.annotations.quotations = find_quotations(document, VOCABULARY)
    return document


@pytest.fixture(scope="session")
def parse():
    return parsed


def by_rules(document: Document) -> list[StatementDraft]:
    """What the rules propose, with nothing to judge it."""
    found = check_attributions(find_attributions(document, VOCABULARY.directory), document)
    return draft_statements(without_hardly_anyones(found, document), document, VOCABULARY)


def shown(document: Document) -> list[Shown]:
    text = document.text
    return [
        Shown(
            " ... ".join(text[s.start : s.end] for s in draft.source),
            " ... ".join(text[s.start : s.end] for s in draft.cue),
            tuple(text[s.start : s.end] for s in draft.content),
            draft,
            text,
        )
        for draft in by_rules(document)
    ]


@pytest.fixture(scope="session")
def statements():
    return lambda text, publisher=None: shown(parsed(text, publisher))


@pytest.fixture(scope="session")
def dated_statements():
    def read(text: str) -> list[Shown]:
        document = parsed(text)
        document.annotations.dates = find_dates(document, VOCABULARY)
        return shown(document)

    return read


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return VOCABULARY
