"""Figures about the same thing: each case is a few reports, and how their figures stand to one another."""

from __future__ import annotations

import pytest

from onrecord.checks.figure_groups import group_figures
from onrecord.checks.others import others_rule
from onrecord.checks.run import check
from onrecord.checks.same_figure import told_in


def of(words, value, unit, **more):
    return (words, value, unit, more)


def groups_of(subject, *reports):
    subjects = [
        subject(text, figures, report_id=f"r{number}", published=published, publisher=f"Post {number}")
        for number, (published, text, *figures) in enumerate(reports)
    ]
    return subjects, [
        group for group in group_figures(told for one in subjects for told in told_in(one)) if len(group.members) > 1
    ]


FREED = ("2026-03-06", "They freed 314 prisoners in all.", of("314 prisoners", 314, "people", of="prisoners", scope="total"))
SIDES = ("2026-03-06", "Each side exchanged 157 captives.", of("157 captives", 157, "people", of="captives", scope="each-side"))
CASES = {
    "repeated": (FREED, FREED, "repeated"),
    "scope is compared first": (FREED, SIDES, "compatible"),
    "one side's share of an exchange": (
        FREED,
        ("2026-03-06", "Tarn released 157 captives.", of("157 captives", 157, "people", of="captives")),
        "compatible",
    ),
    "half of what is no exchange": (
        (
            "2026-03-06",
            "In all 314 people died.",
            of("314 people", 314, "people", of="people", scope="total", claimed_by="Tarn"),
        ),
        ("2026-03-06", "Some 157 people died.", of("157 people", 157, "people", of="people", claimed_by="Osmark")),
        "in conflict",
    ),
    "at least and a number above": (
        ("2026-03-06", "Osmark fired more than 400 drones.", of("400 drones", 400, "drones", of="drones", bound="at-least")),
        ("2026-03-07", "Osmark launched 412 attack drones.", of("412 attack drones", 412, "drones", of="attack drones")),
        "compatible",
    ),
    "two units": (
        ("2026-03-06", "Osmark took 713 km2 of Tarn.", of("713 km2", 713, "km2", of="Tarn")),
        ("2026-03-07", "Osmark seized 275 square miles of Tarn.", of("275 square miles", 275, "mi2", of="Tarn")),
        "compatible",
    ),
    "a claimant's later number": (
        ("2026-03-06", "The ministry says 12 people died.", of("12 people", 12, "people", of="people", claimed_by="Tarn")),
        ("2026-03-07", "The ministry says 9 people died.", of("9 people", 9, "people", of="people", claimed_by="Tarn")),
        "updated",
    ),
    "a toll that grows": (
        ("2026-03-06", "The quake killed 12 people.", of("12 people", 12, "people", of="people", claimed_by="Tarn")),
        ("2026-03-08", "The quake killed 40 people.", of("40 people", 40, "people", of="people", claimed_by="Red Aid")),
        "updated",
    ),
    "two claimants": (
        ("2026-03-06", "Osmark took 713 km2, Tarn says.", of("713 km2", 713, "km2", period="2026-02", claimed_by="Tarn")),
        ("2026-03-06", "It seized 900 km2, Osmark says.", of("900 km2", 900, "km2", period="2026-02", claimed_by="Osmark")),
        "in conflict",
    ),
    "net and gross": (
        ("2026-03-06", "A net 713 km2 were taken.", of("713 km2", 713, "km2", period="2026-02", scope="net")),
        ("2026-03-06", "A gross 900 km2 were taken.", of("900 km2", 900, "km2", period="2026-02", scope="gross")),
        "compatible",
    ),
    "other things": (
        ("2026-03-06", "They freed 12 hostages.", of("12 hostages", 12, "people", of="hostages")),
        ("2026-03-06", "They freed 12 prisoners.", of("12 prisoners", 12, "people", of="prisoners")),
        None,
    ),
    "something else happened to them": (
        ("2026-03-06", "The attack killed 12 people.", of("12 people", 12, "people", of="people")),
        ("2026-03-06", "The attack wounded 30 people.", of("30 people", 30, "people", of="people")),
        None,
    ),
    "other peoples": (
        ("2026-03-06", "Some 12 Tarnish soldiers died.", of("12 Tarnish soldiers", 12, "people", of="Tarnish soldiers")),
        ("2026-03-06", "Some 30 Osmark soldiers died.", of("30 Osmark soldiers", 30, "people", of="Osmark soldiers")),
        None,
    ),
    "other months": (
        ("2026-03-06", "Osmark took 713 km2.", of("713 km2", 713, "km2", period="2026-02")),
        ("2026-03-06", "Osmark took 400 km2.", of("400 km2", 400, "km2", period="2026-01")),
        None,
    ),
    "a month and a year": (
        ("2026-03-06", "Osmark took 713 km2.", of("713 km2", 713, "km2", period="2025-12")),
        ("2026-03-06", "Osmark took 4,000 km2.", of("4,000 km2", 4000, "km2", period="2025")),
        None,
    ),
    "weeks apart": (
        ("2026-03-06", "Osmark fired 400 drones.", of("400 drones", 400, "drones", of="drones")),
        ("2026-03-26", "Osmark fired 400 drones.", of("400 drones", 400, "drones", of="drones")),
        None,
    ),
    "weeks apart, of what lasts": (
        ("2026-03-06", "Osmark holds 41 km2 of the isles.", of("41 km2", 41, "km2", of="isles", claimed_by="Tarn")),
        ("2026-03-16", "It controls 38 km2 of the isles.", of("38 km2", 38, "km2", of="isles", claimed_by="Lund Institute")),
        "in conflict",
    ),
    "without a date": (
        (None, "Osmark fired 400 drones.", of("400 drones", 400, "drones", of="drones")),
        ("2026-03-26", "Osmark fired 400 drones.", of("400 drones", 400, "drones", of="drones")),
        None,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_two_reports_give_a_figure(subject, case):
    *reports, relation = case
    _, groups = groups_of(subject, *reports)
    assert [group.relation for group in groups] == ([relation] if relation else [])


def test_what_one_report_tells_apart_is_two_things(subject):
    one = ("2026-03-06", "Of 400 drones fired, 300 drones fired were toys.",
           of("400 drones", 400, "drones", of="drones"), of("300 drones", 300, "drones", of="drones"))  # fmt: skip
    assert groups_of(subject, one)[1] == []


def test_both_halves_of_a_conversion_are_one_figure(subject):
    text = "Osmark took 713 km2 (275 square miles) of Tarn."
    one = ("2026-03-06", text, of("713 km2", 713, "km2", of="Tarn"), of("275 square miles", 275, "mi2"))
    other = ("2026-03-06", "Osmark took 713 km2 of Tarn.", of("713 km2", 713, "km2", of="Tarn"))
    (group,) = groups_of(subject, one, other)[1]
    assert [member.kept.id for member in group.members] == ["r0-f0", "r1-f0"]
    assert group.members[0].halves == ("r0-f1",)


def test_a_corrected_number_is_no_conflict_any_more(subject):
    def told(day, value, claimant):
        return (day, f"Osmark took {value} km2.", of(f"{value} km2", value, "km2", period="2026-02", claimed_by=claimant))

    (group,) = groups_of(
        subject, told("2026-03-06", 713, "Tarn"), told("2026-03-07", 400, "Lund"), told("2026-03-08", 713, "Lund")
    )[1]
    assert group.relations() == [None, "in conflict", "updated"]
    assert group.relation == "updated"
    assert group.origins == ("Tarn", "Lund")


def test_origins_are_what_claimants_rest_on(subject):
    def told(claimant, rests_on):
        more = {"period": "2026-02", "claimed_by": claimant, "based_on": rests_on}
        return ("2026-03-06", "Osmark took 713 km2.", of("713 km2", 713, "km2", **more))

    (group,) = groups_of(subject, told("Post", ("Lund Institute",)), told("Radio", ("Lund Institute",)))[1]
    assert group.origins == ("Lund Institute",)
    assert len(group.reports) == 2


def test_the_order_of_reports_is_irrelevant(subject):
    reports = [FREED, SIDES, CASES["a toll that grows"][0], CASES["a toll that grows"][1]]
    subjects, groups = groups_of(subject, *reports)
    told = [one for each in reversed(subjects) for one in told_in(each)]
    assert sorted(len(group.members) for group in group_figures(reversed(told))) == sorted(len(g.members) for g in groups)


def test_a_figure_is_held_against_other_reports(subject):
    subjects, _ = groups_of(subject, *CASES["two claimants"][:2], FREED, SIDES)
    rule = others_rule(subjects)
    found = {(one.id, finding.verdict) for each in subjects for finding in check(each, rule) for one in [each.report]
             if finding.rule == "other reports"}  # fmt: skip
    assert found == {("r0", "differs"), ("r1", "differs"), ("r2", "agrees"), ("r3", "agrees")}
    (finding,) = check(subjects[0], rule)
    assert finding.says == "against another report, by Osmark; the group is in conflict"
    assert [number.words() for number in finding.numbers] == ["Osmark 900 km2"]
