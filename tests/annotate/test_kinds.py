"""What is kept of proposals, and what every reading promises, whatever the weights are."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from onrecord.annotate.document import parse_document
from onrecord.annotate.kinds import EVENTS, KINDS, LEAST, SUREST
from onrecord.annotate.language import load_language
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import EventDraft
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.reader import load_reader
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory

pytestmark = pytest.mark.model
VOCABULARY = Vocabulary(Directory(), Codebook("none", ()))
NEWS = (
    "ARDEN, March 3 (Valley Post) - Velmora demanded that Tessaria withdraw its troops, the envoy said on Monday. "
    "“We will not agree to a ceasefire,” he said. Velmora and Tessaria will meet in Oslo on Friday, two officials said."
)


@dataclass(frozen=True)
class Proposed:
    """A proposal as `keep` sees it."""

    draft: EventDraft


def event(start: int, end: int) -> Proposed:
    return Proposed(EventDraft(span=Span(start, end), type="CONSULT", mode=None, actors=(), recipients=(), status="happened"))


def kept(*given: tuple[Proposed, float]) -> list[tuple[int, int, float]]:
    document = parse_document(Report(id="r", text="x " * 50), load_language())
    EVENTS.keep(document, VOCABULARY, [p for p, _ in given], [c for _, c in given])
    return [(e.span.start, e.span.end, e.confidence) for e in document.annotations.events]


def test_what_is_likelier_wrong_than_the_least_chance_goes():
    assert kept((event(0, 9), LEAST), (event(20, 29), LEAST - 0.01)) == [(0, 9, LEAST)]


def test_the_chance_is_the_confidence_and_rows_stand_in_reading_order():
    assert kept((event(20, 29), 0.9), (event(0, 9), 0.51239)) == [(0, 9, 0.5124), (20, 29, 0.9)]


def test_of_rivals_for_the_same_words_the_likelier_is_kept():
    assert kept((event(0, 10), 0.4), (event(2, 12), 0.7)) == [(2, 12, 0.7)]


def test_rows_that_share_few_words_stand_side_by_side():
    assert len(kept((event(0, 10), 0.4), (event(8, 18), 0.7))) == 2


def test_without_weights_the_reader_finds_statements_by_rules_alone():
    reader = load_reader()
    bare = replace(reader, vocabulary=replace(reader.vocabulary, model=None))
    found = bare.read(Report(id="r", text=NEWS, published="2025-03-03", language="en"))
    assert {row.confidence for row in found.statements} == {SUREST}


@pytest.mark.parametrize("name", list(KINDS))
@pytest.mark.parametrize("text", [NEWS, "", "“", "!!! ??? ...", "🙂 met 🙂", "Переговоры прошли.", "e\u0301" * 50, "if " * 300])
def test_rows_of_any_text_stand_over_its_words_with_a_confidence(name, text):
    reading = load_reader().read(Report(id="r", text=text, published="2025-03-03", language="en"))
    for row in getattr(reading, name):
        assert 0 <= row.confidence <= 1
    assert all(text[span.start : span.end].strip() for owner, span in reading.spans() if not owner.startswith("dates"))
