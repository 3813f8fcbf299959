"""Promises in invented sentences."""

from __future__ import annotations

import pytest

from onrecord.annotate.commitments import find_commitments
from onrecord.annotate.document import parse_document
from onrecord.annotate.language import load_language
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.reading import Timex
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import load_directory

pytestmark = pytest.mark.model
VOCABULARY = Vocabulary(load_directory(), Codebook(name="none", issues=()))

PROMISES = [
    pytest.param("Norway promised to withdraw its troops.", ["Norway"], "withdraw its troops", None, None, id="infinitive"),
    pytest.param("Norway pledged that it would pay Sweden.", ["Norway"], "it would pay Sweden", None, None, id="clause"),
    pytest.param(
        "Norway made a commitment to Sweden to open the border.", ["Norway"], None, "Sweden", None, id="noun-and-addressee"
    ),
    pytest.param("Norway vowed to sign if Sweden agrees.", ["Norway"], None, None, "if Sweden agrees", id="condition"),
]


def read(text: str, dates: dict[str, str] | None = None):
    document = parse_document(Report(id="r", text=text, published="2031-05-14"), load_language())
    for words, value in (dates or {}).items():
        start = text.index(words)
        document.annotations.dates.append(Timex(span=Span(start, start + len(words)), value=value, type="DATE"))
    return find_commitments(document, VOCABULARY)


@pytest.mark.parametrize(("text", "holders", "what", "to", "condition"), PROMISES)
def test_what_is_promised(text, holders, what, to, condition):
    first = read(text)[0]
    assert [text[slice(*s)] for s in first.holders] == holders
    assert what is None or text[slice(*first.what)] == what
    assert (text[slice(*first.to)] if first.to else None) == to
    assert (text[slice(*first.condition)] if first.condition else None) == condition


def test_the_day_by_which_it_is_due():
    (promise,) = read("Norway promised to withdraw its troops by 1 June.", {"1 June": "2031-06-01"})
    assert promise.deadline == 0


@pytest.mark.parametrize(
    "text",
    [
        "Norway did not promise to withdraw.",
        "Norway demanded a guarantee to withdraw.",
        "Norway should promise to withdraw.",
        "",
        "🙂 promise",
    ],
)
def test_what_is_no_promise(text):
    assert read(text) == []
