"""Read invented sentences by the rules alone as far as positions, and show what was found as words."""

from __future__ import annotations

import pytest

from onrecord.annotate.events.find import find_events
from onrecord.annotate.language import load_language
from onrecord.annotate.pipeline import annotate_document
from onrecord.annotate.positions.find import find_positions
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import Annotations
from onrecord.model.report import Report
from onrecord.scheme.codebook import load_codebook
from onrecord.scheme.directory import load_directory


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary(load_directory(), load_codebook())


@pytest.fixture(scope="session")
def read(vocabulary):
    def annotated(text: str) -> Annotations:
        report = Report(id="r", text=text, published="2026-03-04", language="en")
        document = annotate_document(report, load_language(), vocabulary)
        document.annotations.events = find_events(document, vocabulary)
        document.annotations.positions = find_positions(document, vocabulary)
        return document.annotations

    return annotated


@pytest.fixture(scope="session")
def positions(read):
    """Positions as "holder: stance issue", with " if CONDITION"; the source of the statement stands as its words in brackets."""

    def shown(text: str) -> list[str]:
        found = read(text)
        lines = []
        for draft in found.positions:
            source = found.statements[draft.statement].source if draft.statement is not None else ()
            holders = "+".join(text[s.start : s.end] for s in draft.holders) or f"[{text[source[0].start : source[0].end]}]"
            condition = f" if {text[draft.condition.start : draft.condition.end]}" if draft.condition else ""
            lines.append(f"{holders}: {draft.stance} {draft.issue}{condition}")
        return lines

    return shown
