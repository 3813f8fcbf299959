"""Proposals of statements, made by hand: which are rivals, and which of them is kept."""

from __future__ import annotations

import pytest

from counted import calls
from onrecord.annotate.statements.propose import FINDERS, Proposal, compete, neighbours, propose_statements, shared
from onrecord.model.draft import Attribution
from onrecord.model.span import Span

TEXT = "The mayor said the dam was safe, adding that the gates would stay shut. The clerk wrote that it had rained."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def proposal(source: str, cue: str, content: str, finder="rules") -> Proposal:
    spans = [(span(words),) if words else () for words in (source, cue, content)]
    places = frozenset(place for start, end in spans[2] for place in range(start, end))
    return Proposal(Attribution(*spans), finder, spans[2], places)


SAID = proposal("The mayor", "said", "the dam was safe")
ADDED = proposal("The mayor", "adding", "that the gates would stay shut")
WROTE = proposal("The clerk", "wrote", "that it had rained")
WIDER = proposal("The mayor", "said", "the dam was safe, adding that the gates would stay shut", "said")


def test_of_two_proposals_for_the_same_words_the_likelier_is_kept():
    other = proposal("The clerk", "wrote", "the dam was safe", "corpus")
    assert compete([SAID, other], [0.4, 0.7]) == [other]
    assert compete([SAID, other], [0.7, 0.4]) == [SAID]


def test_a_rival_in_the_same_words_need_not_be_as_long():
    assert compete([WIDER, SAID, ADDED], [0.9, 0.8, 0.7]) == [WIDER]
    assert compete([WIDER, SAID, ADDED], [0.6, 0.8, 0.7]) == [SAID, ADDED]


def test_proposals_with_one_cue_are_rivals_whatever_they_contain():
    assert compete([SAID, proposal("The mayor", "said", "it had rained")], [0.9, 0.8]) == [SAID]


def test_what_shares_nothing_is_kept_in_reading_order():
    assert compete([WROTE, ADDED, SAID], [0.9, 0.2, 0.5]) == [SAID, ADDED, WROTE]


def test_nothing_proposed_is_nothing_kept():
    assert compete([], []) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(SAID, SAID, 1.0, id="the-same"),
        pytest.param(SAID, WROTE, 0.0, id="nothing"),
        pytest.param(
            SAID, WIDER, len("the dam was safe") / len("the dam was safe, adding that the gates would stay shut"), id="part"
        ),
    ],
)
def test_what_two_contents_share(one, other, expected):
    assert shared(one, other) == pytest.approx(expected)


def test_neighbours_touch_in_content_or_cue():
    assert neighbours([SAID, WIDER, WROTE]) == [[1], [0], []]


def test_neighbours_cost_linear_in_the_text():
    def cost(times: int) -> int:
        many = []
        for number in range(times):
            at = 60 * number
            spans = (Span(at, at + 5),), (Span(at + 6, at + 10),), (Span(at + 11, at + 50),)
            many.append(Proposal(Attribution(*spans), "rules", spans[2], frozenset(range(at + 11, at + 50))))
        return calls(lambda: neighbours(many))

    assert cost(400) < 12 * cost(40)


@pytest.mark.model
def test_without_weights_the_rules_alone_propose(parse, vocabulary):
    found = propose_statements(parse("The mayor said the dam was safe."), vocabulary)
    assert FINDERS[0] == "rules"
    assert [p.finder for p in found] == ["rules"]
