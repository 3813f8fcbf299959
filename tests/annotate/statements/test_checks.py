from __future__ import annotations

import pytest

from onrecord.annotate.statements.checks import check_attributions
from onrecord.annotate.statements.rules import find_attributions
from onrecord.model.draft import Attribution
from onrecord.model.span import Span

pytestmark = pytest.mark.model

TEXT = "“We will wait,” the mayor said loudly."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def checked(parse, **roles):
    given = {"source": (span("the mayor"),), "cue": (span("said"),), "content": (span("“We will wait,”"),), **roles}
    return check_attributions([Attribution(**given)], parse(TEXT))


def test_what_holds_is_kept(parse):
    (kept,) = checked(parse)
    assert (kept.source, kept.content) == ((span("the mayor"),), (span("“We will wait,”"),))


def test_source_that_is_no_noun_phrase_becomes_unknown(parse):
    assert checked(parse, source=(span("loudly"),))[0].source == ()


def test_closed_quotation_is_not_cut_in_two(parse):
    cut = Span(0, TEXT.index("wait"))
    assert checked(parse, content=(cut,))[0].content[0].end >= TEXT.index(",”")


@pytest.mark.parametrize(
    "content", [(), (Span(900, 950),), (Span(5, 5),), (Span(7, 3),)], ids=["none", "outside", "empty", "reversed"]
)
def test_attribution_without_a_content_in_the_text_is_dropped(parse, content):
    assert checked(parse, content=content) == []


HOSTILE = {
    "no space for a sentence": "said " * 3000,
    "quotes never closed": '“We wait, she said. "No, he said. ' * 300,
    "capitals": "THE MAYOR SAID THE DAM WAS SAFE. “IT HOLDS,” SHE ADDED.",
    "Cyrillic": "«Плотина цела», — сказал мэр. " * 50,
    "emoji and combining": "🙂 “Ве́ wa\u0301it,” sa\u0301id 🙂 the mayor. " * 50,
    "nested": "“She said ‘he said “they said ‘no’”’,” the mayor said. " * 50,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_gives_spans_that_hold(parse, text):
    document = parse(text)
    found = find_attributions(document)
    assert check_attributions(found, document) == found
