from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.document import Document
from onrecord.annotate.paragraphs import find_paragraphs
from onrecord.annotate.quotations import find_quotations
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import Annotations
from onrecord.model.report import Report
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory

BLANK = spacy.blank("en")
NOBODY = Vocabulary(Directory(), Codebook("none", ()))


def quotations(text: str) -> list[tuple[str, bool]]:
    report = Report(id="r", text=text)
    document = Document(report, BLANK.make_doc(""), Annotations(report, paragraphs=find_paragraphs(text)))
    return [(text[q.span.start : q.span.end], q.closed) for q in find_quotations(document, NOBODY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("She said: “We will wait.”", [("We will wait.", True)], id="curly"),
        pytest.param('She said: "We will wait."', [("We will wait.", True)], id="straight"),
        pytest.param("'We will wait,' she said.", [("We will wait,", True)], id="single straight"),
        pytest.param("‘We will wait,’ she said.", [("We will wait,", True)], id="single curly"),
        pytest.param("„Wir warten“, sagte sie.", [("Wir warten", True)], id="German"),
        pytest.param("« Nous attendons », a-t-elle dit.", [("Nous attendons", True)], id="French with spaces"),
        pytest.param("»Wir warten«, sagte sie.", [("Wir warten", True)], id="German guillemets"),
        pytest.param(
            "“They called it a ‘victory’ twice.”", [("They called it a ‘victory’ twice.", True)], id="nested: outermost"
        ),
        pytest.param("The dam’s gates and the mayor's plan aren't closed.", [], id="apostrophes"),
        pytest.param("The '90s were wet, the ministers' plan was dry.", [], id="elision and plural possessive"),
        pytest.param(
            "'The ministers' plan is dry,' she said.", [("The ministers' plan is dry,", True)], id="plural in single quotes"
        ),
        pytest.param("A pipe of 5'10\" is short.", [], id="feet and inches"),
        pytest.param('He said "never again. The end', [("never again. The end", False)], id="never closed"),
        pytest.param('He said "never again.\nThe end', [("never again.", False)], id="never closed ends with its paragraph"),
        pytest.param("“We wait.\n“We hope.”", [("We wait.", False), ("We hope.", True)], id="runs into a new paragraph"),
        pytest.param("“”", [], id="empty"),
        pytest.param("", [], id="no text"),
    ],
)
def test_words_between_marks(text, expected):
    assert quotations(text) == expected


MARKED = st.text(alphabet="ab .,'’\"“”«»„‘\n\u0301🙂Ж", max_size=200)


@given(MARKED)
def test_quotations_are_ordered_apart_and_inside_their_paragraph(text):
    report = Report(id="r", text=text)
    paragraphs = find_paragraphs(text)
    document = Document(report, BLANK.make_doc(""), Annotations(report, paragraphs=paragraphs))
    spans = [q.span for q in find_quotations(document, NOBODY)]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.start < span.end and any(p.covers(span) for p in paragraphs) for span in spans)


def test_a_huge_paragraph_of_open_marks_ends():
    found = quotations("'a \"b “c " * 40_000)
    assert found
    assert all(words for words, _ in found)
