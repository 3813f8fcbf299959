"""Carriers of attributions, whoever found their spans."""

from __future__ import annotations

import pytest

from onrecord.annotate.statements.drafts import draft_statements
from onrecord.model.draft import Attribution
from onrecord.model.span import Span

pytestmark = pytest.mark.model


def carriers(parse, vocabulary, text, source, cue, content):
    """The carriers of one attribution that some proposer found."""
    spans = [(Span(text.index(words), text.index(words) + len(words)),) if words else () for words in (source, cue, content)]
    (found,) = draft_statements([Attribution(*spans)], parse(text), vocabulary)
    return [text[slice(*span)] for span in found.via]


@pytest.mark.parametrize(
    ("text", "roles", "via"),
    [
        pytest.param(
            "The mayor told Ostvar's Delta Wire that the dam was safe.",
            ("The mayor", "told", "that the dam was safe"),
            ["Delta Wire"],
            id="told",
        ),
        pytest.param(
            "“It holds,” the mayor told Delta Wire, adding that the dam was safe.",
            ("the mayor", "adding", "that the dam was safe"),
            ["Delta Wire"],
            id="a second cue of the sentence",
        ),
        pytest.param(
            "“The dam holds, “the mayor told Delta Wire.\n\n“It is dry.”",
            ("the mayor", "told", "The dam holds"),
            ["Delta Wire"],
            id="told, where a mark opens in place of closing",
        ),
        pytest.param(
            "The mayor wrote in the Ostvar Gazette that the dam was safe.",
            ("The mayor", "wrote", "that the dam was safe"),
            ["Ostvar Gazette"],
            id="wrote in",
        ),
        pytest.param(
            "In comments carried by the official Ostvarin news agency, the mayor said the dam was safe.",
            ("the mayor", "said", "the dam was safe"),
            ["Ostvarin"],
            id="carried by",
        ),
        pytest.param(
            "The mayor said the dam was safe, state television reported on Monday.",
            ("The mayor", "said", "the dam was safe"),
            ["state television"],
            id="reported behind",
        ),
        pytest.param(
            "The mayor said the dam was safe, state television reported.",
            ("The mayor", "said", "the dam was safe, state television reported"),
            ["state television"],
            id="outlet taken for content",
        ),
        pytest.param(
            "The mayor said Delta Wire reported that the dam was safe.",
            ("The mayor", "said", "Delta Wire reported that the dam was safe"),
            [],
            id="outlet in the content",
        ),
        pytest.param(
            "Delta Wire quoted a clerk. It quoted the mayor as saying the dam was safe.",
            ("the mayor", "saying", "the dam was safe"),
            ["Delta Wire"],
            id="it quoted",
        ),
        pytest.param(
            "The dam was safe, a Delta Wire reporter said.",
            ("a Delta Wire reporter", "said", "The dam was safe"),
            ["Delta Wire"],
            id="its reporter",
        ),
        pytest.param(
            "Delta Wire said the dam was safe.", ("Delta Wire", "said", "the dam was safe"), [], id="the outlet itself speaks"
        ),
        pytest.param(
            "The mayor announced on state television that the dam was safe.",
            ("The mayor", "announced", "that the dam was safe"),
            [],
            id="a channel that is only described",
        ),
        pytest.param(
            "The mayor told reporters that the dam was safe.",
            ("The mayor", "told", "that the dam was safe"),
            [],
            id="reporters",
        ),
    ],
)
def test_carriers_of_an_attribution(parse, vocabulary, text, roles, via):
    assert carriers(parse, vocabulary, text, *roles) == via
