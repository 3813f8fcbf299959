"""A sentence in, its figures out."""

from __future__ import annotations

import pytest

from onrecord.annotate.dates import find_dates
from onrecord.annotate.document import parse_document
from onrecord.annotate.figures import find_figures
from onrecord.annotate.language import load_language
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model import Report
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory

PUBLISHED = "2031-05-14"  # a Wednesday
VOCABULARY = Vocabulary(Directory(), Codebook(name="none", issues=()))


@pytest.fixture(scope="session")
def document_of():
    """Analyse a text and find its dates."""
    language = load_language()

    def parse(text):
        document = parse_document(Report(id="r-1", text=text, published=PUBLISHED, language="en"), language)
        document.annotations.dates = find_dates(document, VOCABULARY)
        return document

    return parse


@pytest.fixture(scope="session")
def figures_of(document_of):
    """The figures of a text."""
    return lambda text: find_figures(document_of(text), VOCABULARY)
