from __future__ import annotations

import pytest

from onrecord.annotate.datelines import dateline_end, find_dateline, headline_end
from onrecord.annotate.document import find_paragraphs
from onrecord.annotate.language import load_language


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        pytest.param("OSTVAR, Feb 3 (Courier) - The river rose.", "The river rose.", id="place, day, agency"),
        pytest.param("OSTVAR, Nordmark — The river rose.", "The river rose.", id="place and state"),
        pytest.param("Feb 3 (Courier) - The river rose.", "The river rose.", id="day and agency"),
        pytest.param("Ostvar - The river rose.", "The river rose.", id="place in small letters"),
        pytest.param("PORT HELM (Courier) -- The river rose.", "The river rose.", id="two words, two hyphens"),
        pytest.param("The plan — a mess — is dead.", "The plan — a mess — is dead.", id="inserted phrase"),
        pytest.param("Ostvar – the capital – is wet.", "Ostvar – the capital – is wet.", id="place with an explanation"),
        pytest.param("US - Nordmark talks", "US - Nordmark talks", id="two states"),
        pytest.param("", "", id="empty"),
    ],
)
def test_dateline_ends_where_the_words_begin(text, rest):
    assert text[dateline_end(text, 0) :] == rest


def test_dateline_knows_its_agency():
    text = "OSTVAR, Feb 3 (Courier) - The river rose."
    found = find_dateline(text, 0)
    assert found is not None
    assert found.agency is not None
    assert text[found.agency.start : found.agency.end] == "Courier"


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Envoys meet in Ostvar OSTVAR, Nordmark (Courier) - The river rose.", "Envoys meet in Ostvar"),
        ("River rises in north OSTVAR (Courier) - The river rose.", "River rises in north"),
        ("River rises again PORT HELM, Feb. 3 — The river rose.", "River rises again"),
        ("OSTVAR, Nordmark (Courier) - The river rose.", ""),
        ("Envoys told the body NATO (Northern Alliance) - which met - of it.", ""),
        ("The river rose. They met in OSTVAR, Nordmark - the capital.", ""),
        ("The river, which rose in Ostvar, fell.", ""),
    ],
)
def test_headline_ends_where_the_dateline_on_its_line_begins(text, headline):
    assert text[: headline_end(text, 0)].strip() == headline
    assert [text[a:b] for a, b in find_paragraphs(text)] == [part for part in (headline, text[len(headline) :].strip()) if part]


@pytest.mark.model
def test_headline_dateline_and_story_on_one_line_are_sentences_apart():
    text = "Envoys meet in Ostvar OSTVAR, Nordmark (Courier) - Envoys met on Monday, and Ana Kovac said they agreed."
    assert [sentence.text.strip() for sentence in load_language()(text).sents] == [
        "Envoys meet in Ostvar",
        "OSTVAR, Nordmark (Courier) -",
        "Envoys met on Monday, and Ana Kovac said they agreed.",
    ]
