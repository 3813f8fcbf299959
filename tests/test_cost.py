"""The cost of every layer grows linearly with a report, counted in calls."""

from __future__ import annotations

import pytest

from counted import calls
from onrecord.annotate.document import Document, parse_document
from onrecord.annotate.pipeline import LAYERS
from onrecord.model import Report
from onrecord.reader import Reader, load_reader
from onrecord.resolve.reading import resolve

pytestmark = pytest.mark.model

NEWS = (
    "Norway's foreign minister, Ola Berg, told the Harbour Herald on Tuesday that 300 soldiers had left Sweden for Denmark. "
    '"We will not agree to a ceasefire," he said. Talks between Norway and Sweden are to be held in Bergen next week, '
    "according to two officials.\n\n"
)
ONE_PARAGRAPH = "Norway and Sweden met on Monday, and Norway accused Sweden of spying. "
NO_STOPS = "Norway and Sweden met on Monday and Norway accused Sweden of spying while "
NAMES = "Ana Kovac, Pavel Doru, Maria Stone and John Reed of Norway, "
FEW, MANY = 20, 200
# Ten times the text may cost a little more than ten times as much: a search in a sorted list takes a step more.
MOST = 1.2 * MANY / FEW


def costs(text: str, reader: Reader) -> dict[str, int]:
    """Calls by layer, and of all that resolves."""
    document = parse_document(Report(id="r", published="2031-05-13", language="en", text=text), reader.language)
    found = {name: calls(lambda name=name: _fill(document, name, reader)) for name in LAYERS}
    vocabulary = reader.vocabulary
    found["resolve"] = calls(lambda: resolve(document.annotations, vocabulary.directory, vocabulary.codebook))
    return found


def _fill(document: Document, name: str, reader: Reader) -> None:
    setattr(document.annotations, name, LAYERS[name](document, reader.vocabulary))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NEWS, id="news"),
        pytest.param(ONE_PARAGRAPH, id="one-paragraph"),
        pytest.param(NO_STOPS, id="no-sentence-ends"),
        pytest.param(NAMES, id="names-only"),
    ],
)
def test_no_layer_costs_more_than_linearly(text):
    reader = load_reader()
    costs(text, reader)  # what is loaded on first use
    few, many = costs(text * FEW, reader), costs(text * MANY, reader)
    assert {name: (few[name], many[name]) for name in few if many[name] > MOST * few[name]} == {}
