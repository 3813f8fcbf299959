from __future__ import annotations

import pytest

from onrecord.annotate.datelines import dateline_end, find_dateline


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
