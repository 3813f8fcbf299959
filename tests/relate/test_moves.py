"""What a statement is against what the party said before: tables of an invented dispute over a dam."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from onrecord.errors import InvalidVocabulary
from onrecord.relate.changes import load_changes, to_changes
from onrecord.relate.moves import Stand, find_moves
from onrecord.scheme.toml import load_scheme

IF = "if the guards leave"


def stand(id_, day, stance, *, party="tarn", **changes):
    return Stand(id=id_, party=party, issue="dam", stance=stance, day=f"2026-03-{day:02}", **changes)


def moves(*stands, changes=None):
    found = find_moves(stands, changes or load_changes())
    return {move.first.id: (move.kind, move.against) for move in found}


@pytest.mark.parametrize(
    ("then", "now", "kind"),
    [
        (("oppose", None), ("oppose", None), "repeated"),
        (("oppose", None), ("oppose", "unless paid"), "softened"),
        (("oppose", "unless paid"), ("oppose", None), "hardened"),
        (("oppose", None), ("support", IF), "reversed"),
        (("oppose", None), ("offer", None), "reversed"),
        (("support", None), ("oppose", None), "reversed"),
        (("support", None), ("demand", None), "hardened"),
        (("support", None), ("offer", None), "softened"),
        (("support", None), ("support", IF), "hardened"),
        (("support", IF), ("support", None), "softened"),
        (("offer", None), ("offer", IF), "hardened"),
        (("offer", IF), ("offer", "IF the  guards leave"), "repeated"),
        (("offer", None), ("support", None), "repeated"),
        (("offer", None), ("demand", None), "hardened"),
        (("demand", None), ("support", None), "softened"),
        (("demand", None), ("demand", IF), "softened"),
        (("demand", IF), ("demand", None), "hardened"),
        (("demand", None), ("oppose", None), "reversed"),
    ],
    ids=str,
)
def test_a_stance_taken_again(then, now, kind):
    found = moves(stand("a", 1, then[0], condition=then[1]), stand("b", 9, now[0], condition=now[1]))
    assert found == {"a": ("new", ()), "b": (kind, ("a",))}


def test_a_move_says_what_changed():
    old, new = find_moves([stand("a", 1, "offer", condition=IF), stand("b", 9, "offer", condition="if paid")], load_changes())
    assert (old.why, new.kind, new.why) == ((), "repeated", ("condition changed",))
    *_, dropped = find_moves([stand("a", 1, "offer", condition=IF), stand("b", 9, "offer", hedged=True)], load_changes())
    assert (dropped.kind, dropped.why) == ("softened", ("condition dropped", "hedge added"))


def test_a_move_is_from_what_was_said_last_not_first():
    found = moves(stand("a", 1, "oppose"), stand("b", 9, "support"), stand("c", 20, "oppose"))
    assert [found[one] for one in "bc"] == [("reversed", ("a",)), ("reversed", ("b",))]


def test_a_hedge_is_the_reports_own_and_moves_nothing_unless_the_table_says_so():
    pair = (stand("a", 1, "demand"), stand("b", 9, "demand", hedged=True))
    assert moves(*pair)["b"] == ("repeated", ("a",))
    table = load_scheme("moves") | {
        "hedge": {**load_scheme("moves")["hedge"], "demand": {"added": "softened", "dropped": "hardened"}}
    }
    assert moves(*pair, changes=to_changes(table, "mine.toml"))["b"] == ("softened", ("a",))


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        ({"day": 2, "speaker": "envoy"}, "contradicted"),
        ({"day": 4, "speaker": "envoy"}, "contradicted"),
        ({"day": 5, "speaker": "envoy"}, "reversed"),
        ({"day": 2, "speaker": "minister"}, "reversed"),
        ({"day": 2, "speaker": None}, "reversed"),
    ],
    ids=str,
)
def test_another_speaker_within_days_contradicts(second, kind):
    values = dict(second)
    found = moves(stand("a", 1, "oppose", speaker="minister"), stand("b", values.pop("day"), "support", **values))
    assert found["b"] == (kind, ("a",))


def test_contradiction_of_one_day_is_mutual_and_of_two_days_is_kept_with_the_first():
    same = moves(stand("a", 1, "oppose", speaker="minister"), stand("b", 1, "offer", speaker="envoy"))
    assert same == {"a": ("contradicted", ("b",)), "b": ("contradicted", ("a",))}
    first, second = find_moves(
        [stand("a", 1, "oppose", speaker="minister"), stand("b", 2, "offer", speaker="envoy")], load_changes()
    )
    assert (first.kind, first.contradicted_by, second.kind) == ("new", ("b",), "contradicted")


def test_who_has_come_round_contradicts_nobody():
    found = moves(
        stand("a", 1, "oppose", speaker="minister"),
        stand("b", 2, "support", speaker="minister"),
        stand("c", 3, "support", speaker="envoy"),
    )
    assert [found[one][0] for one in "abc"] == ["new", "reversed", "repeated"]


def test_another_party_contradicts_nothing():
    found = moves(stand("a", 1, "oppose", speaker="minister"), stand("b", 1, "support", party="osmark", speaker="envoy"))
    assert {kind for kind, _ in found.values()} == {"new"}


def test_a_further_stance_beside_one_said_again_is_new_and_no_reversal():
    found = moves(stand("a", 1, "oppose"), stand("b", 9, "oppose"), stand("c", 9, "support", condition=IF))
    assert (found["b"], found["c"]) == (("repeated", ("a",)), ("new", ("a",)))


def test_copies_and_one_remark_of_a_day_repeat_nothing():
    found = find_moves(
        [
            stand("a", 1, "oppose", utterance="u1"),
            stand("b", 2, "oppose", utterance="u1"),
            stand("c", 1, "oppose"),
            stand("d", 2, "oppose"),
        ],
        load_changes(),
    )
    assert [(move.kind, [one.id for one in move.stands]) for move in found] == [("new", ["a", "c", "b"]), ("repeated", ["d"])]


def test_the_order_of_statements_does_not_matter():
    rng = random.Random(6)  # noqa: S311 - an order, not a secret
    stands = [
        stand(str(n), rng.randint(1, 9), rng.choice(["support", "oppose", "demand", "offer"]),
              speaker=rng.choice([None, "minister", "envoy"]), condition=rng.choice([None, IF]))
        for n in range(60)
    ]  # fmt: skip
    expected = find_moves(stands, load_changes())
    for _ in range(5):
        rng.shuffle(stands)
        assert find_moves(stands, load_changes()) == expected


class Counted(dict):
    """A table that counts how often it is asked."""

    asked = 0

    def __getitem__(self, key):
        Counted.asked += 1
        return super().__getitem__(key)


def test_a_statement_is_compared_with_few_of_those_before():
    known = load_changes()
    counted = replace(known, stance=Counted(known.stance), condition=Counted(known.condition), hedge=Counted(known.hedge))
    stances = ("support", "oppose", "demand")
    stands = [stand(str(n), 1 + n % 7, stances[n % 3], condition=f"if {n}" if n % 2 else None) for n in range(3000)]
    find_moves(stands, counted)
    assert 0 < Counted.asked <= 16 * len(stands)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"silence_days": -1}, r"mine\.toml: silence_days = -1 is not a number of days"),
        ({"change": {}}, r"mine\.toml: \[change\.support\] oppose = None is none of repeated"),
        ({"condition": {"support": {"added": "tougher"}}}, r"\[condition\.support\] added = 'tougher' is none of"),
    ],
)
def test_a_table_with_a_gap_or_an_unknown_change_is_named(change, message):
    with pytest.raises(InvalidVocabulary, match=message):
        to_changes(load_scheme("moves") | change, "mine.toml")
