from __future__ import annotations

import pytest

from onrecord.annotate.statements.contents import conventional, index_quotations, kind_of
from onrecord.annotate.statements.merging import merge_split
from onrecord.model.draft import Attribution, Quotation
from onrecord.model.span import Span


def marked(text: str) -> tuple[str, list[Span]]:
    """Take the brackets out of a text; return it with the spans that they were round."""
    plain, spans, start = "", [], 0
    for char in text:
        if char == "⟦":
            start = len(plain)
        elif char == "⟧":
            spans.append(Span(start, len(plain)))
        else:
            plain += char
    return plain, spans


def quotations_of(text: str):
    found, start = [], None
    for index, char in enumerate(text):
        if char == "“":
            start = index + 1
        elif char == "”" and start is not None:
            found.append(Quotation(Span(start, index)))
            start = None
    return index_quotations(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("⟦“We will wait,”⟧ she said.", ["We will wait"], id="outer marks and comma go"),
        pytest.param("She said: ⟦“We will wait.”⟧", ["We will wait."], id="a quote keeps its full stop"),
        pytest.param("She said ⟦that they will wait.⟧", ["that they will wait"], id="an indirect content does not"),
        pytest.param("She said ⟦they left the U.S.⟧", ["they left the U.S."], id="an abbreviation keeps it"),
        pytest.param("She called it ⟦“a farce”.⟧", ["a farce"], id="stop behind the mark"),
        pytest.param("She said ⟦it was “a long⟧ wait”.", ["it was “a long wait"], id="a closed quotation is made whole"),
        pytest.param("⟦“We will wait,”⟧ she said. ⟦“We hope.”⟧", ["We will wait", "We hope."], id="split quote"),
        pytest.param("She said ⟦“We wait.⟧ ⟦We hope.”⟧", ["We wait. We hope."], id="spans of one run are joined"),
        pytest.param("⟦“,”⟧ she said.", [], id="no word left"),
    ],
)
def test_content_by_convention(text, expected):
    plain, spans = marked(text)
    found = conventional(tuple(spans), plain, quotations_of(plain))
    assert [plain[s.start : s.end] for s in found] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("⟦they will wait⟧", "indirect"),
        ("“⟦We will wait⟧”", "direct"),
        ("⟦that “they will wait⟧”", "direct"),
        ("⟦that they “will wait⟧”", "mixed"),
        ("⟦the “wait” is over⟧", "mixed"),
        ("“⟦We wait⟧,” she said. “⟦We hope⟧.”", "direct"),
    ],
)
def test_kind_by_the_share_of_quoted_words(text, kind):
    plain, spans = marked(text)
    assert kind_of(tuple(spans), plain, quotations_of(plain)) == kind


def test_quote_without_a_cue_joins_the_quote_that_its_attribution_splits():
    text, (first, source, cue, second) = marked("“⟦We wait⟧,” ⟦she⟧ ⟦said⟧. “⟦We hope⟧.”")
    merged = merge_split(
        [Attribution((source,), (cue,), (first,)), Attribution((source,), (), (second,))], text, quotations_of(text)
    )
    assert [m.content for m in merged] == [(first, second)]


def test_words_between_two_quotes_keep_them_apart():
    text, (first, source, cue, second) = marked("“⟦We wait⟧,” ⟦she⟧ ⟦said⟧. The hall fell silent. “⟦We hope⟧.”")
    merged = merge_split(
        [Attribution((source,), (cue,), (first,)), Attribution((source,), (), (second,))], text, quotations_of(text)
    )
    assert len(merged) == 2
