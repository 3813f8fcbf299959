"""Where a text names outlets: by the directory, by form, by taking one up again. All outlets are invented."""

from __future__ import annotations

import pytest

from onrecord.annotate.language import load_language
from onrecord.annotate.outlets import find_outlets
from onrecord.scheme.actor_entry import ActorEntry
from onrecord.scheme.directory import Directory

pytestmark = pytest.mark.model

DIRECTORY = Directory(
    (
        ActorEntry(id="wire", name="Delta Wire", kind="outlet"),
        ActorEntry(id="dan", name="DAN", kind="outlet", aliases=("Dan news agency",)),
        ActorEntry(id="gull-az", name="Gull.Az", kind="outlet"),
        ActorEntry(id="times", name="The Times", kind="outlet"),
        ActorEntry(id="velmora", name="Velmora", kind="country", demonyms=("Velmoran",)),
    )
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("She told Velmora's Delta Wire that it rained.", ["Delta Wire"], id="behind its country"),
        pytest.param(
            "It rained, the official Velmoran news agency Ostvarin said.", ["Ostvarin"], id="state news agency with a name"
        ),
        pytest.param("It rained, Velmoran state television said.", ["Velmoran state television"], id="state television"),
        pytest.param("State media reported more rain.", ["State media"], id="state media"),
        pytest.param("The semi-official Ostvarin agency said so.", [], id="an agency that may carry no news"),
        pytest.param("She told the Harbour Gull newspaper that it rained.", ["Harbour Gull"], id="newspaper behind its name"),
        pytest.param("She told the London-based daily al-Ostvar that it rained.", ["al-Ostvar"], id="daily before its name"),
        pytest.param(
            "She told the radio station Voice of Ostvar that it rained.", ["Voice of Ostvar"], id="name joined by a small word"
        ),
        pytest.param("It rained, according to the state-run Harbour TV.", ["Harbour TV"], id="TV in the name"),
        pytest.param("It rained, Radio Ostvar reported.", ["Radio Ostvar"], id="radio in the name"),
        pytest.param("It rained, GullTV reported.", ["GullTV"], id="one word that ends in TV"),
        pytest.param("She told Ostvar.com that it rained.", ["Ostvar.com"], id="an address"),
        pytest.param("The clerk said two local newspapers had closed.", ["local newspapers"], id="number left out"),
        pytest.param(
            "It rained on Tuesday, Gull.Az reports, citing Delta Wire.", ["Gull.Az", "Delta Wire"], id="a name with a dot"
        ),
        pytest.param("The space agency said the probe was lost.", [], id="an agency that carries no news"),
        pytest.param("The press conference began.", [], id="press is no outlet"),
        pytest.param("On his website, Bellow promised more.", [], id="a name that begins its clause"),
        pytest.param(
            "The Ostvar Courier reported rain. The paper said it would last.", ["Ostvar Courier"] * 2, id="the paper taken up"
        ),
        pytest.param("The Ostvar Times reported rain. The Times said more.", ["Ostvar Times"] * 2, id="last word taken up"),
        pytest.param(
            "The Gull newspaper reported rain. It lasted, the Gull said.", ["Gull"] * 2, id="known once its form was given"
        ),
        pytest.param("The paper said more.", [], id="nothing to take up"),
        pytest.param("", [], id="empty"),
    ],
)
def test_outlets_of_a_text(text, names):
    found = find_outlets(load_language()(text), DIRECTORY)
    assert [text[slice(*outlet.name)] for outlet in found] == names


def test_description_is_told_from_a_name():
    described, named = find_outlets(load_language()("State television said so, Delta Wire reported."), DIRECTORY)
    assert (described.named, named.named) == (False, True)
