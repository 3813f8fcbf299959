"""How pairs are gathered into clusters, and which speakers count as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.relate.said import Speaker
from onrecord.relate.same_statement import Pair, complete_groups
from onrecord.relate.speakers import is_one_speaker
from onrecord.relate.words import denies, stem, telling
from onrecord.scheme.directory import load_directory

ACTORS = Path(__file__).parents[2] / "samples" / "actors.toml"


def pairs(*numbers):
    return [Pair(first, second, score) for first, second, score in numbers]


def test_three_that_all_pair_are_one_group():
    assert complete_groups(3, pairs((0, 1, 0.9), (0, 2, 0.8), (1, 2, 0.7))) == [(0, 1, 2)]


def test_a_chain_is_not_one_group():
    assert complete_groups(4, pairs((0, 1, 0.9), (1, 2, 0.8), (2, 3, 0.7))) == [(0, 1), (2, 3)]


def test_what_merges_two_remarks_stands_with_each():
    assert complete_groups(4, pairs((0, 1, 0.9), (0, 2, 0.6), (0, 3, 0.6), (2, 3, 0.8))) == [(0, 1), (0, 2, 3)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 99)), max_size=40))
def test_every_member_pairs_with_every_other(given_pairs):
    made = {(min(a, b), max(a, b)): Pair(min(a, b), max(a, b), score / 100) for a, b, score in given_pairs if a != b}
    groups = complete_groups(10, made.values())
    for group in groups:
        assert all((one, other) in made for at, one in enumerate(group) for other in group[at + 1 :])
    assert groups == complete_groups(10, reversed(list(made.values())))


DORRAN = Speaker("Ilka Dorran", "ilka-dorran", "person", "Velmora")
VASCH = Speaker("Teodor Vasch", "teodor-vasch", "person", "Velmora")
VELMORA = Speaker("Velmora", "velmora", "country", "Velmora")
CABINET = Speaker("Government of Velmora", "government-of-velmora", "government", "Velmora")
MINISTRY = Speaker("Velmoran Foreign Ministry", "velmoran-foreign-ministry", "office", "Velmora")
GUARD = Speaker("a guard", "r1:3-10", "person", None)
BRILL = Speaker("Hanne Brill", "r1:3-14", "person", None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (DORRAN, DORRAN, True),
        (DORRAN, VELMORA, True),
        (DORRAN, CABINET, True),
        (VASCH, MINISTRY, True),
        (MINISTRY, VELMORA, True),
        (DORRAN, VASCH, False),
        (VASCH, VELMORA, False),
        (VASCH, CABINET, False),
        (DORRAN, MINISTRY, False),
        (GUARD, Speaker("a guard", "r2:8-15", "person", None), False),
        (BRILL, Speaker("Hanne Brill", "r2:40-51", "person", None), True),
        (BRILL, Speaker("Odo Farrant", "r2:40-51", "person", None), False),
        (DORRAN, Speaker("Marek Olund", "marek-olund", "person", "Tessaria"), False),
    ],
    ids=lambda value: value.name if isinstance(value, Speaker) else None,
)
def test_who_counts_as_one_speaker(one, other, same):
    directory = load_directory(ACTORS)
    assert is_one_speaker(one, other, directory) is same
    assert is_one_speaker(other, one, directory) is same


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("it will not open", True),
        ("they won’t come", True),
        ("he ruled out a truce", True),
        ("If the deadline is not met, we leave", False),
        ("it will open", False),
        ("nothing was agreed", True),
    ],
)
def test_what_denies(text, found):
    assert denies(text) is found


def test_words_that_stand_for_one_another_are_one():
    assert telling("a truce and a deal") == telling("the cease-fire and the agreement")
    assert stem("progressing") == stem("Progress")
