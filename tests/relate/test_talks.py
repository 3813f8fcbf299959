"""Accounts of meetings linked into meetings, and meetings into rounds: planned against held, moved, called off, two days."""

from __future__ import annotations

from itertools import permutations

import pytest

from onrecord.relate.rounds import load_rules
from onrecord.relate.talks import Account, link, series

RULES = load_rules()


def account(told, status, date=None, parties="Tarn Osmark", number=None, report=None, place=None):
    """One account, published on a day of March 2026: 4 -> 2026-03-04. Dates are days of March too, or values."""
    published = f"2026-03-{told:02}" if isinstance(told, int) else told
    value = f"2026-03-{date:02}" if isinstance(date, int) else date
    report = report or f"r{told}"
    id_ = f"{report} {status} {date} {parties}"
    return Account(id_, report, published, frozenset(parties.split()), status, value, place, number)


def meetings(accounts, on=None):
    """Outcome, dates and number of accounts of each meeting."""
    return [(one.outcome(on), one.standing.dates, len(one.accounts)) for one in link(accounts, RULES)]


D = "2026-03-{:02}".format

CASES = [
    ("planned and held on that day", [account(4, "planned", 12), account(13, "happened", 12)], [("held", (D(12),), 2)]),
    ("planned, and held without a day", [account(4, "planned", 12), account(13, "happened")], [("held", (D(12),), 2)]),
    ("held a day late", [account(4, "planned", 12), account(14, "happened", 13)], [("held", (D(13),), 2)]),
    ("held for two days", [account(4, "planned", 12), account(14, "happened", "2026-03-12/2026-03-13")],
     [("held", ("2026-03-12/2026-03-13",), 2)]),
    ("planned by two reports", [account(4, "planned", 12), account(5, "planned", 12)], [("open", (D(12),), 2)]),
    ("a month, then a day of it", [account(4, "planned", "2026-04"), account(9, "planned", "2026-04-24")],
     [("open", ("2026-04-24",), 2)]),
    ("moved", [account(4, "planned", 12), account(9, "moved", 20)], [("open", (D(20),), 2)]),
    ("moved and held", [account(4, "planned", 12), account(9, "moved", 20), account(21, "happened", 20)],
     [("held", (D(20),), 3)]),
    ("moved, and the report names the old day too",
     [account(4, "planned", 12), account(9, "moved", 20, report="x"), account(9, "planned", 12, report="x")],
     [("open", (D(20),), 3)]),
    ("moved, and another still prints the old day",
     [account(4, "planned", 12), account(9, "moved", 20), account(10, "planned", 12)], [("open", (D(20),), 3)]),
    ("moved without a new day", [account(4, "planned", 12), account(9, "moved")], [("moved", (), 2)]),
    ("moved without a new day, then planned for one",
     [account(4, "planned", 12), account(9, "moved"), account(15, "planned", 30)], [("open", (D(30),), 3)]),
    ("called off", [account(4, "planned", 12), account(9, "called-off", 12)], [("called-off", (D(12),), 2)]),
    ("called off without a day", [account(4, "planned", 12), account(9, "called-off")], [("called-off", (D(12),), 2)]),
    ("called off, told a day after", [account(4, "planned", 12), account(13, "called-off")], [("called-off", (D(12),), 2)]),
    ("called off, then on again", [account(4, "planned", 12), account(9, "called-off"), account(11, "planned", 14)],
     [("open", (D(14),), 3)]),
    ("called off, then on again for the same day", [account(4, "planned", 12), account(9, "called-off"), account(11, "planned", 12)],
     [("open", (D(12),), 3)]),
    ("reported for two days", [account(4, "planned", 12), account(5, "planned", 13)], [("open", (D(13), D(12)), 2)]),
    ("reported for two days, once more for the first",
     [account(4, "planned", 12), account(5, "planned", 13), account(6, "planned", 12)], [("open", (D(12), D(13)), 3)]),
    ("two days, resolved by its being held",
     [account(4, "planned", 12), account(5, "planned", 13), account(14, "happened", 13)], [("held", (D(13),), 3)]),
    ("two rounds", [account(4, "planned", 12), account(4, "planned", 26, report="x")],
     [("open", (D(12),), 1), ("open", (D(26),), 1)]),
    ("held, then the next one", [account(13, "happened", 12), account(13, "planned", 26, report="x")],
     [("held", (D(12),), 1), ("open", (D(26),), 1)]),
    ("a round by its number, weeks away", [account(4, "planned", "2026-04", number=2), account(9, "planned", "2026-05-02", number=2)],
     [("open", ("2026-05-02", "2026-04"), 2)]),
    ("two rounds on one day by their numbers", [account(4, "planned", 12, number=1), account(4, "planned", 12, number=2, report="x")],
     [("open", (D(12),), 1), ("open", (D(12),), 1)]),
    ("other parties", [account(4, "planned", 12), account(5, "planned", 12, "Tarn Velm")],
     [("open", (D(12),), 1), ("open", (D(12),), 1)]),
    ("with the host named", [account(4, "planned", 12), account(5, "planned", 12, "Tarn Osmark Lund")], [("open", (D(12),), 2)]),
    ("one party alone meets nobody", [account(4, "planned", 12, "Tarn")], []),
    ("a report without a date", [account(4, "planned", 12), account(None, "happened", 12)], [("held", (D(12),), 2)]),
    ("denied", [account(4, "planned", 12), account(9, "denied", 12)], [("denied", (D(12),), 2)]),
    ("the first day and the last of all", [account(4, "planned", "0001-01-01"), account(5, "planned", "9999-12-31"), account(6, "moved")],
     [("open", ("0001-01-01",), 1), ("moved", (), 2)]),
    ("31 February", [account(4, "planned", "2026-02-31")], [("open", (), 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("accounts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_became_of_a_meeting(accounts, expected):
    assert meetings(accounts) == expected


@pytest.mark.parametrize("accounts", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_the_order_of_reports_does_not_matter(accounts):
    assert {str(meetings(order)) for order in permutations(accounts)} == {str(meetings(accounts))}


def test_a_plan_of_which_nobody_says_that_it_was_held_is_unknown():
    told = [account(4, "planned", 12)]
    assert (meetings(told, "2026-03-12")[0][0], meetings(told, "2026-03-13")[0][0]) == ("open", "unknown")


def test_who_said_what_became_of_it_is_kept():
    [meeting] = link([account(9, "moved", 20), account(4, "planned", 12), account(21, "happened", 20)], RULES)
    assert [(one.report, one.status, one.date) for one in meeting.accounts] == [
        ("r4", "planned", D(12)), ("r9", "moved", D(20)), ("r21", "happened", D(20)),
    ]  # fmt: skip


REVISIONS = [
    ("told twice alike", [account(4, "planned", 12), account(5, "planned", 12)], 0),
    ("moved", [account(4, "planned", 12), account(9, "moved", 20)], 1),
    ("moved and held", [account(4, "planned", 12), account(9, "moved", 20), account(21, "happened", 20)], 2),
    ("a place comes to be known", [account(4, "planned", 12), account(5, "planned", 12, place="Lund")], 1),
    ("called off", [account(4, "planned", 12), account(9, "called-off")], 1),
]  # fmt: skip


@pytest.mark.parametrize(("accounts", "expected"), [case[1:] for case in REVISIONS], ids=[case[0] for case in REVISIONS])
def test_a_revision_is_a_change_of_status_dates_or_place(accounts, expected):
    [meeting] = link(accounts, RULES)
    assert (meeting.revision, meeting.first_date) == (expected, D(12))


def test_meetings_of_the_same_parties_are_rounds():
    told = [
        account(13, "happened", 12),
        account(27, "happened", 26, "Tarn Osmark Lund"),
        account(20, "happened", 19, "Tarn Velm"),
        account(28, "planned", "2026-04"),
    ]
    found = [(sorted(parties), [one.standing.dates for one in rounds]) for parties, rounds in series(link(told, RULES))]
    assert found == [(["Osmark", "Tarn"], [(D(12),), (D(26),), ("2026-04",)]), (["Tarn", "Velm"], [(D(19),)])]


def test_a_meeting_of_more_is_a_series_of_its_own_where_it_could_belong_to_two():
    told = [
        account(13, "happened", 12),
        account(20, "happened", 19, "Osmark Velm"),
        account(28, "planned", 30, "Tarn Osmark Velm"),
    ]
    assert [sorted(parties) for parties, _ in series(link(told, RULES))] == [
        ["Osmark", "Tarn"], ["Osmark", "Tarn", "Velm"], ["Osmark", "Velm"],
    ]  # fmt: skip


NUMBERS = [
    ("the second round of talks", 2),
    ("a third peace round", 3),
    ("the 4th round", 4),
    ("a new round of talks", None),
    ("their first meeting in years", None),
    ("the second day of talks", None),
]


@pytest.mark.parametrize(("words", "number"), NUMBERS)
def test_which_round_it_is(words, number):
    assert RULES.number_of(words) == number
