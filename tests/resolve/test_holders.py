"""Who acts where a description speaks of several states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Report
from onrecord.reader import load_reader

pytestmark = pytest.mark.model

SEVERAL = {
    "of two": ("The teams of Norway and Sweden accepted the ceasefire.", ["Norway", "Sweden"]),
    "capital at a sentence's start": (
        "Delegations of Norway and Sweden accepted the ceasefire on Thursday.",
        ["Norway", "Sweden"],
    ),
    "from two": ("Negotiators from Norway and Sweden accepted the ceasefire.", ["Norway", "Sweden"]),
    "from three": ("Delegations from Norway, Sweden and Finland accepted the ceasefire.", ["Norway", "Sweden", "Finland"]),
    "from three, after an article": (
        "The top officials from Norway, Sweden and Finland accepted the ceasefire.",
        ["Norway", "Sweden", "Finland"],
    ),
    "adjectives": ("Norwegian and Swedish officials accepted the ceasefire.", ["Norway", "Sweden"]),
    "one": ("Officials from Norway accepted the ceasefire.", ["Norway"]),
    "one, and whose neighbour it is": ("Officials from Norway, Sweden's neighbour, accepted the ceasefire.", ["Norway"]),
}


@pytest.mark.parametrize(("text", "parties"), SEVERAL.values(), ids=SEVERAL)
def test_states_of_a_description(text, parties):
    reader = load_reader()
    rules = replace(reader, vocabulary=replace(reader.vocabulary, model=None))  # how many positions the heads see is theirs
    reading = rules.read(Report(id="r", language="en", published="2031-05-13", text=text))
    assert [position.actor for position in reading.positions] == parties
