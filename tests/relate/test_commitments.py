"""What became of promises: tables of an invented dispute."""

from __future__ import annotations

import pytest

from onrecord.relate.commitments import Evidence, Promise, Sign, find_evidence, is_overdue, state_of


def verdicts(what, words, *, actors=("tarn",), day="2026-03-20", due=None, undone=False, event=None, roles=()):
    promise = Promise("c1", "tarn", what, "2026-03-01", due)
    found = find_evidence([promise], [Sign("e1", frozenset(actors), words, day, undone, event, roles)])
    return [one.verdict for one in found.get("c1", ())]


@pytest.mark.parametrize(
    ("what", "words", "verdict"),
    [
        ("open the sluices by 1 April", "Tarn opened the sluices at dawn", "kept"),
        ("open the sluices", "Tarn has not opened the sluices", "broken"),
        ("open the sluices", "Tarn hasn't yet opened the sluices", "broken"),
        ("open the sluices", "Tarn failed to open the sluices", "broken"),
        ("open the sluices", "Tarn did not fail to open the sluices", "kept"),
        ("open the sluices", "Tarn kept its promise to open the sluices", "kept"),
        ("open the sluices", "Tarn broke its pledge to open the sluices", "broken"),
        ("release forty prisoners", "Tarn freed forty captives", "kept"),
        ("withdraw its troops from the dam", "Tarnish soldiers left the dam", "kept"),
        ("withdraw its troops from the dam", "The withdrawal of Tarnish troops from the dam is complete", "kept"),
        ("withdraw its troops from the dam", "Tarn withdrew its troops from the dam", "kept"),
        ("pay forty crowns to the miners", "Tarn paid the miners forty crowns", "kept"),
        ("pay forty crowns to the miners", "Tarn stopped payment of forty crowns to the miners", "broken"),
        ("stop the shelling of Lund", "Tarn shelled Lund overnight", "broken"),
        ("stop the shelling of Lund", "Tarn halted the shelling of Lund", "kept"),
        ("stop the shelling of Lund", "Tarn failed to stop the shelling of Lund", "broken"),
        ("not to attack the dam", "Tarn attacked the dam", "broken"),
        ("not to attack the dam", "Tarn has not attacked the dam", "kept"),
        ("never attack the dam", "Tarn broke its vow not to attack the dam", "broken"),
        ("lift its sanctions on Lund", "Tarn ended sanctions on Lund", "kept"),
        ("lift its sanctions on Lund", "Tarn imposed new sanctions on Lund", "broken"),
        ("open the sluices", "Tarn will open the sluices", None),
        ("open the sluices", "Tarn promised again to open the sluices", None),
        ("open the sluices", "Osmark urged Tarn to open the sluices", None),
        ("open the sluices", "Tarn opened a school", None),
        ("open the sluices", "Tarn repaired the sluices", None),
        ("withdraw its troops from the dam", "Tarn sent troops to the dam", None),
        ("of it", "Tarn did it", None),
        ("release forty sailors by the end of the month", "Tarn freed forty sailors", "kept"),
        ("sign the river treaty", "Tarn signed the river treaty", "kept"),
    ],
)
def test_what_is_told_of_a_promise(what, words, verdict):
    assert verdicts(what, words) == ([verdict] if verdict else [])


@pytest.mark.parametrize(
    ("what", "event", "words", "roles", "verdict"),
    [
        ("release forty sailors", "CONCEDE", "Tarn handed over the forty sailors", (), "kept"),
        ("not to attack the dam", "ASSAULT", "Tarn bombed the dam", (), "broken"),
        ("not to attack Lund", "ASSAULT", "Tarn bombed the harbour", ("Lund",), "broken"),
        ("visit Lund", "CONSULT", "Tarn met the council", ("Lund",), "kept"),
        ("visit Lund", "CONSULT", "Tarn met the council", ("Osmark",), None),
        ("visit Lund", "ASSAULT", "Tarn bombed the council", ("Lund",), None),
        ("visit Lund", None, "Tarn met the council of Lund", (), None),
        ("withdraw its troops from the northern dam", "RETREAT", "Tarn pulled back from the hills", (), None),
    ],
)
def test_an_event_of_a_type_that_the_promise_names_needs_its_other_words_or_roles(what, event, words, roles, verdict):
    assert verdicts(what, words, event=event, roles=roles) == ([verdict] if verdict else [])


def test_evidence_says_how_it_was_found():
    promise = Promise("c1", "tarn", "visit Lund", "2026-03-01")
    signs = [
        Sign("e1", frozenset({"tarn"}), "Tarn met the council", "2026-03-09", type="CONSULT", roles=("Lund",)),
        Sign("e2", frozenset({"tarn"}), "Tarn visited Lund", "2026-03-10", type="CONSULT"),
    ]
    assert [(one.sign, one.by) for one in find_evidence([promise], signs)["c1"]] == [("e1", "type"), ("e2", "word")]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"actors": ("osmark",)}, []),
        ({"actors": ("osmark", "tarn")}, ["kept"]),
        ({"day": "2026-03-01"}, []),
        ({"day": "2026-02-20"}, []),
        ({"undone": True}, ["broken"]),
    ],
    ids=str,
)
def test_only_later_doings_of_the_same_actor_count(changes, found):
    assert verdicts("open the sluices", "opened the sluices", **changes) == found


@pytest.mark.parametrize(("day", "late"), [("2026-04-01", False), ("2026-04-02", True)])
def test_what_is_kept_after_the_last_day_is_late(day, late):
    promise = Promise("c1", "tarn", "open the sluices", "2026-03-01", "2026-04-01")
    sign = Sign("e1", frozenset({"tarn"}), "Tarn opened the sluices", day)
    assert find_evidence([promise], [sign]) == {"c1": [Evidence("e1", "kept", day, late)]}


KEPT, BROKEN = (Evidence("e", verdict, "2026-03-20", False) for verdict in ("kept", "broken"))


@pytest.mark.parametrize(
    ("stated", "evidence", "state"),
    [
        ("promised", [], "promised"),
        ("unknown", [], "unknown"),
        ("promised", [KEPT], "kept"),
        ("promised", [BROKEN, BROKEN], "broken"),
        ("promised", [BROKEN, KEPT], "disputed"),
        ("kept", [BROKEN], "kept"),
        ("broken", [KEPT], "broken"),
    ],
)
def test_what_became_of_it(stated, evidence, state):
    assert state_of(stated, evidence) == state


@pytest.mark.parametrize(
    ("stated", "evidence", "state"), [("promised", [], "unknown"), ("promised", [KEPT], "kept"), ("kept", [], "kept")]
)
def test_without_a_word_it_is_unknown_once_its_last_day_has_passed(stated, evidence, state):
    assert state_of(stated, evidence, passed=True) == state


@pytest.mark.parametrize(
    ("state", "due", "overdue"),
    [
        ("promised", "2026-03-31", True),
        ("promised", "2026-04-01", False),
        ("promised", None, False),
        ("kept", "2026-03-31", False),
        ("broken", "2026-03-31", True),
        ("disputed", "2026-03-31", True),
    ],
)
def test_overdue_is_what_nobody_tells_as_kept_by_the_day_after_the_last(state, due, overdue):
    assert is_overdue(state, due, "2026-04-01") is overdue


def test_many_promises_and_signs_meet_through_their_words_alone():
    promises = [Promise(f"c{n}", "tarn", f"open{n} gate{n}", "2026-03-01") for n in range(2000)]
    signs = [Sign(f"e{n}", frozenset({"tarn"}), f"Tarn open{n} gate{n}", "2026-03-09") for n in range(2000)]
    found = find_evidence(promises, signs)
    assert {id_: [one.sign for one in several] for id_, several in found.items()} == {f"c{n}": [f"e{n}"] for n in range(2000)}
