"""Speech acts by content, and what points back."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model

SAID = [
    pytest.param(
        "The Norwegian government said Sweden must withdraw its troops.",
        "REQUEST",
        ["Norwegian government"],
        ["Sweden"],
        id="must",
    ),
    pytest.param("Norway said it will never accept the plan.", "REJECT", None, [], id="never-accept"),
    pytest.param("Sweden was firmly against the plan.", "REJECT", ["Sweden"], [], id="against"),
    pytest.param("Norway said Sweden was sabotaging the talks.", "ACCUSE", ["Norway"], ["Sweden"], id="charge-by-content"),
    pytest.param("Norway said Norway was ready for war.", "THREATEN", ["Norway"], [], id="ready-for-war"),
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), SAID)
def test_what_a_saying_amounts_to(read, text, kind, actors, recipients):
    found = [e for e in read(text) if e.event.type == kind]
    assert len(found) == 1
    assert actors is None or found[0].actors == actors
    assert found[0].recipients == recipients


def test_a_demand_on_oneself_is_none(read):
    assert [e for e in read("Norway said Norway must wait.") if e.event.type == "REQUEST"] == []


def test_a_refusal_answers_the_demand_before_it(read):
    found = read("Norway demanded that Sweden withdraw its troops. Sweden rejected this demand.")
    (refusal,) = [e for e in found if e.event.type == "REJECT"]
    assert (refusal.actors, refusal.recipients) == (["Sweden"], ["Norway"])


def test_bare_talks_take_the_parties_of_those_told_before(read):
    found = read("Norway and Sweden held talks on fishing. The talks in Geneva lasted long.")
    assert [(e.event.type, e.actors, e.place) for e in found] == [("CONSULT", ["Norway", "Sweden"], "Geneva")]


def test_trilateral_talks_take_the_states_named_last(read):
    found = read("Norway, Sweden and Denmark border the strait. Norway proposed holding trilateral talks in Geneva.")
    assert [set(e.actors) for e in found] == [{"Norway", "Sweden", "Denmark"}]


def test_a_city_before_talks_is_where_they_are_held(read):
    (event,) = read("Norway and Sweden will attend the Geneva talks.")
    assert (event.actors, event.place) == (["Norway", "Sweden"], "Geneva")
