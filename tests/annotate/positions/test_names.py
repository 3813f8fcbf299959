"""Stances by a name for them: lists of demands, opponents, what something is called."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model

NAMED = {
    "an opponent": ("Dag Holm, an opponent of the treaty, arrived early.", "Dag Holm: oppose deal"),
    "a supporter": ("Dag Holm is a supporter of the carbon tax.", "Dag Holm: support emissions"),
    "demands include": ("Norway's demands include the release of prisoners.", "Norway: demand prisoners"),
    "among the terms": ("Among Norway's terms is a ceasefire of ten days.", "Norway: demand ceasefire"),
    "is a demand": ("The return of the prisoners is a key Norwegian demand.", "Norwegian: demand prisoners"),
    "one of the demands": ("A ceasefire was one of Norway's demands.", "Norway: demand ceasefire"),
    "apposed": ("A ceasefire, a Norwegian demand, was left out of the text.", "Norwegian: demand ceasefire"),
    "called": ("Norway called the ceasefire unacceptable.", "Norway: oppose ceasefire"),
    "considered": (
        "The minister said foreign troops would be considered legitimate targets.",
        "[The minister]: oppose peacekeepers",
    ),
    "described as": ("The Norwegian minister described the treaty as a disaster.", "Norwegian minister: oppose deal"),
}


@pytest.mark.parametrize(("text", "expected"), NAMED.values(), ids=NAMED.keys())
def test_a_stance_is_read_from_its_name(positions, text, expected):
    assert expected in positions(text)


NONE = {
    "nobody's demand": "The demands include a ceasefire.",
    "a critic of somebody": "Dag Holm, a critic of the author, arrived early.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_a_name_alone_is_no_stance(positions, text):
    assert positions(text) == []
