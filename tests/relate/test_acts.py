"""Acts between parties: who did what to whom, told once, counted by quarter and month."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.relate.acts import Doing, count_acts, find_acts, load_quarters

BASE = Doing("e1", "ASSAULT", None, "happened", "2026-03-04", "2026-03-05", frozenset({"Tarn"}), frozenset({"Osmark"}))  # fmt: skip


def acts(*doings):
    found = [
        replace(BASE, id=f"e{number}") if one is None else replace(BASE, id=f"e{number}", **one)
        for number, one in enumerate(doings)
    ]
    return find_acts(found, lambda name: name == "Tarn", load_quarters())


def names(*found):
    return frozenset(found)


def test_every_type_of_event_has_one_of_four_quarters():
    quarters = load_quarters()
    assert quarters.names == ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
    assert len(quarters.of_type) == 16


@pytest.mark.parametrize(
    ("actors", "recipients", "found"),
    [
        (names("Tarn"), names("Osmark"), [("Osmark", "to")]),
        (names("Osmark"), names("Tarn"), [("Osmark", "from")]),
        (names("Tarn", "Osmark"), names(), [("Osmark", "mutual")]),
        (names("Tarn", "Osmark"), names("Osmark", "Tarn"), [("Osmark", "mutual")]),
        (names("Tarn", "Osmark"), names("Lund"), [("Lund", "to")]),
        (names("Osmark"), names("Tarn", "Lund"), [("Osmark", "from")]),
        (names("Tarn"), names("Osmark", "Lund"), [("Lund", "to"), ("Osmark", "to")]),
        (names("Osmark"), names("Lund"), []),
        (names("Osmark", "Lund"), names(), []),
        (names("Tarn"), names("Tarn"), []),
        (names("Tarn"), names(), []),
    ],
    ids=str,
)
def test_who_did_it_to_whom(actors, recipients, found):
    assert [(act.other, act.direction) for act in acts({"actors": actors, "recipients": recipients})] == found


@pytest.mark.parametrize(
    ("second", "events"),
    [
        ({}, [2]),
        ({"status": "denied"}, [1, 1]),
        ({"mode": "aerial"}, [1, 1]),
        ({"type": "COERCE"}, [1, 1]),
        ({"date": "2026-03-05"}, [1, 1]),
        ({"actors": names("Osmark"), "recipients": names("Tarn")}, [1, 1]),
    ],
    ids=str,
)
def test_one_act_in_two_reports_is_told_once(second, events):
    assert [len(act.events) for act in acts(None, second)] == events


@pytest.mark.parametrize(
    ("date", "published", "month", "merged"),
    [
        ("2026-03-04", "2026-04-01", "2026-03", True),
        ("2026-W10", "2026-04-01", "2026-03", True),
        ("2026-02", "2026-03-05", "2026-02", False),
        ("2025", "2026-03-05", None, False),
        (None, "2026-03-05", "2026-03", True),
        (None, None, None, False),
        ("2026-02-31", "2026-03-05", None, False),
    ],
    ids=str,
)
def test_an_act_belongs_to_the_month_of_its_date_or_of_its_report(date, published, month, merged):
    found = acts({"date": date, "published": published}, {"date": date, "published": published})
    assert {(act.month, act.reported) for act in found} == {(month, date is None)}
    assert len(found) == (1 if merged else 2)


def test_what_is_only_planned_or_was_called_off_is_listed_and_not_counted():
    consult = {"type": "CONSULT", "actors": names("Tarn", "Osmark"), "recipients": names()}
    found = acts(
        None,
        {"actors": names("Osmark"), "recipients": names("Tarn"), "date": "2026-03-06"},
        *(consult | {"status": status} for status in ("happened", "planned", "called-off", "moved", "denied")),
    )
    assert len(found) == 7
    assert [(one.month, one.quarter, one.to, one.by_other, one.mutual) for one in count_acts(found)] == [
        ("2026-03", "material-conflict", 1, 1, 0),
        ("2026-03", "verbal-cooperation", 0, 0, 1),
    ]


def test_a_type_that_is_not_of_the_manual_is_left_out():
    assert acts({"type": "RAIN"}) == []
