"""Events by the rules alone, read from invented sentences, with the dates that the dates layer would have found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from onrecord.annotate.document import Document, parse_document
from onrecord.annotate.events.find import find_events
from onrecord.annotate.language import load_language
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import EventDraft
from onrecord.model.reading import Timex
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import load_directory

PUBLISHED = "2031-05-14"  # a Wednesday
VOCABULARY = Vocabulary(load_directory(), Codebook(name="none", issues=()))


@dataclass(frozen=True)
class Read:
    """An event in words: what a table of cases is compared with."""

    document: Document
    event: EventDraft

    def _words(self, spans: tuple[Span, ...]) -> list[str]:
        return [self.document.text[s.start : s.end] for s in spans]

    @property
    def actors(self) -> list[str]:
        return self._words(self.event.actors)

    @property
    def recipients(self) -> list[str]:
        return self._words(self.event.recipients)

    @property
    def place(self) -> str | None:
        return self._words((self.event.place,))[0] if self.event.place else None

    def value(self, index: int | None) -> str | None:
        return None if index is None else self.document.annotations.dates[index].value


def timexes(text: str, dates: dict[str, str]) -> list[Timex]:
    found = []
    for words, value in dates.items():
        start = text.index(words)
        kind = "DURATION" if value.startswith("P") else "DATE"
        found.append(Timex(span=Span(start, start + len(words)), value=value, type=kind))
    return found


@pytest.fixture(scope="session")
def parse() -> Callable[..., Document]:
    language = load_language()

    def parsed(text: str, dates: dict[str, str] | None = None) -> Document:
        document = parse_document(Report(id="r", text=text, published=PUBLISHED), language)
        document.annotations.dates = timexes(text, dates or {})
        return document

    return parsed


@pytest.fixture(scope="session")
def read(parse) -> Callable[..., list[Read]]:
    def events(text: str, dates: dict[str, str] | None = None) -> list[Read]:
        document = parse(text, dates)
        return [Read(document, event) for event in find_events(document, VOCABULARY)]

    return events
