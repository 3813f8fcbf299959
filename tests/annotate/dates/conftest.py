"""Documents for the tests of dates: by words alone, and with the model's parse."""

from __future__ import annotations

import pytest
import spacy

from onrecord.annotate.document import Document, parse_document
from onrecord.annotate.language import load_language
from onrecord.annotate.paragraphs import find_paragraphs
from onrecord.annotate.quotations import find_quotations
from onrecord.model.draft import Annotations
from onrecord.model.report import Report
from onrecord.model.span import Span

WORDS = spacy.blank("en")


def report_of(text: str, published: str | None) -> Report:
    return Report(id="r-1", published=published, language="en", text=text)


@pytest.fixture(scope="session")
def worded():
    """A document without a parse: paragraphs and quotations only."""

    def make(text: str, published: str | None = "2025-12-04") -> Document:
        annotations = Annotations(report_of(text, published), paragraphs=find_paragraphs(text))
        annotations.sentences = [Span(s.start, s.end) for s in annotations.paragraphs]
        document = Document(annotations.report, WORDS(text), annotations)
        annotations.quotations = find_quotations(document, None)
        return document

    return make


@pytest.fixture(scope="session")
def parsed():
    """A document with the model's parse."""

    def make(text: str, published: str | None = "2025-12-04") -> Document:
        document = parse_document(report_of(text, published), load_language())
        document.annotations.quotations = find_quotations(document, None)
        return document

    return make
