"""Rules that need nothing but the report: each case is a sentence with its figures, and the verdict or none."""

from __future__ import annotations

import pytest

from onrecord.checks.run import check, with_checks
from onrecord.model import Figure, ReaderVersion, Reading, Report, Span


def of(words, value, unit, **more):
    return (words, value, unit, more)


CASES = {
    "conversion": (
        "Osmark took 713 km2 (275 square miles) of Tarn.",
        [of("713 km2", 713, "km2"), of("275 square miles", 275, "mi2")],
        ("conversion", "agrees"),
    ),
    "conversion that is wrong": (
        "Osmark took 713 km2 (235 square miles) of Tarn.",
        [of("713 km2", 713, "km2"), of("235 square miles", 235, "mi2")],
        ("conversion", "differs"),
    ),
    "conversion of a round number": (
        "The wall is 300 km, or about 190 miles, long.",
        [of("300 km", 300, "km"), of("190 miles", 190, "mile", bound="around")],
        ("conversion", "agrees"),
    ),
    "conversion with an offset": (
        "It was 25 degrees (77 Fahrenheit) in Port Lin.",
        [of("25 degrees", 25, "celsius"), of("77 Fahrenheit", 77, "fahrenheit")],
        ("conversion", "agrees"),
    ),
    "two lengths that are no conversion": (
        "The road is 100 km long and the tunnel 3 miles.",
        [of("100 km", 100, "km"), of("3 miles", 3, "mile")],
        None,
    ),
    "each side's share of a total": (
        "They freed 314 prisoners in all, 157 from each side.",
        [of("314 prisoners", 314, "people", scope="total"), of("157", 157, "people", scope="each-side")],
        ("parts and total", "agrees"),
    ),
    "each side's share of another total": (
        "They freed 320 prisoners in all, 157 from each side.",
        [of("320 prisoners", 320, "people", scope="total"), of("157", 157, "people", scope="each-side")],
        ("parts and total", "differs"),
    ),
    "parts before their total": (
        "The fire killed 40 soldiers and 12 civilians, 52 people in all.",
        [of("40 soldiers", 40, "people"), of("12 civilians", 12, "people"), of("52 people", 52, "people", scope="total")],
        ("parts and total", "agrees"),
    ),
    "parts after another total": (
        "A total of 55 people died: 40 soldiers and 12 civilians.",
        [of("55 people", 55, "people", scope="total"), of("40 soldiers", 40, "people"), of("12 civilians", 12, "people")],
        ("parts and total", "differs"),
    ),
    "some of the parts": (
        "A total of 55 people died (including 40 soldiers and 12 nurses).",
        [of("55 people", 55, "people", scope="total"), of("40 soldiers", 40, "people"), of("12 nurses", 12, "people")],
        ("parts and total", "agrees"),
    ),
    "round parts of a round total": (
        "Some 900 people left: 500 from Lund and 430 from Port Lin.",
        [of("900 people", 900, "people", scope="total", bound="around"), of("500", 500, "people"), of("430", 430, "people")],
        ("parts and total", "agrees"),
    ),
    "more than the whole": (
        "Osmark shot down 108 of 105 drones.",
        [of("108", 108, "drones"), of("105 drones", 105, "drones")],
        ("parts and total", "differs"),
    ),
    "half of one percent": (
        "Tarn has less than half of 1 percent of the boats.",
        [of("half", 50, "percent"), of("1 percent", 1, "percent")],
        None,
    ),
    "part of a whole": ("Osmark shot down 88 of 105 drones.", [of("88", 88, "drones"), of("105 drones", 105, "drones")], None),
    "share of a stated whole": (
        "Osmark shot down 88 of 105 drones, or 84 percent.",
        [of("88", 88, "drones"), of("105 drones", 105, "drones"), of("84 percent", 84, "percent")],
        ("share", "agrees"),
    ),
    "wrong share of a stated whole": (
        "Osmark shot down 88 of 105 drones (94 percent).",
        [of("88", 88, "drones"), of("105 drones", 105, "drones"), of("94 percent", 94, "percent")],
        ("share", "differs"),
    ),
    "share first": (
        "About 20 percent of the 5,000 soldiers, or 1,000 men, have left.",
        [
            of("20 percent", 20, "percent", bound="around"),
            of("5,000 soldiers", 5000, "people"),
            of("1,000 men", 1000, "people"),
        ],
        ("share", "agrees"),
    ),
    "seven times": (
        "Osmark took 700 sq km, seven times the 100 sq km of January.",
        [of("700 sq km", 700, "km2"), of("100 sq km", 100, "km2")],
        ("multiple", "agrees"),
    ),
    "five times": (
        "Osmark took 700 sq km, five times the 100 sq km of January.",
        [of("700 sq km", 700, "km2"), of("100 sq km", 100, "km2")],
        ("multiple", "differs"),
    ),
    "fold": (
        "Exports rose from 40 tonnes to 120 tonnes, a fourfold increase.",
        [of("40 tonnes", 40, "tonne"), of("120 tonnes", 120, "tonne")],
        ("multiple", "differs"),
    ),
    "times that multiply nothing": (
        "He met the 5 ministers three times in 40 days.",
        [of("5 ministers", 5, "people"), of("40 days", 40, "day")],
        None,
    ),
    "rate over days": (
        "Osmark fired 12 rockets a day for 30 days, 360 rockets in total.",
        [of("12 rockets", 12, "rockets"), of("30 days", 30, "day"), of("360 rockets", 360, "rockets", scope="total")],
        ("rate", "agrees"),
    ),
    "rate over weeks that makes less": (
        "Osmark fired 12 rockets a day for two weeks, 360 rockets in total.",
        [of("12 rockets", 12, "rockets"), of("two weeks", 2, "week"), of("360 rockets", 360, "rockets", scope="total")],
        ("rate", "differs"),
    ),
    "more than all of it": (
        "Osmark controls 130% of the province.",
        [of("130%", 130, "percent", of="province")],
        ("plausibility", "differs"),
    ),
    "a rise above all of it": ("Prices in the province rose 130%.", [of("130%", 130, "percent", of="province")], None),
    "a slip of millions": (
        "Osmark lost 701 million sq km of land.",
        [of("701 million sq km", 701e6, "km2", of="land")],
        ("plausibility", "differs"),
    ),
    "a slip of the unit, in square miles": (
        "The basin has 300 million square miles.",
        [of("300 million square miles", 3e8, "mi2", of="basin")],
        ("plausibility", "differs"),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_sentence_is_checked(subject, case):
    text, figures, expected = case
    found = [(finding.rule, finding.verdict) for finding in check(subject(text, figures))]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "dates", "verdict"),
    [
        ("They met on Friday, 6 March 2026.", [("Friday, 6 March 2026", "2026-03-06")], "agrees"),
        ("They met on Tuesday, 5 March 2026.", [("Tuesday, 5 March 2026", "2026-03-05")], "differs"),
        ("They met on Tuesday (6 March).", [("Tuesday", "2026-03-03"), ("6 March", "2026-03-06")], "differs"),
        ("They met on Tuesday and on 6 March.", [("Tuesday", "2026-03-03"), ("6 March", "2026-03-06")], None),
        ("They met on Tuesday.", [("Tuesday", "2026-03-03")], None),
        ("They met on 6 March in the morning.", [("6 March in the morning", "2026-03-06TMO")], None),
        ("In March.", [("March", "2026-03")], None),
        ("They met at 9 a.m. Sunday.", [("9 a.m. Sunday", "2026-03-01")], None),
        (
            "They met late on Tuesday evening, 6 March.",
            [("late on Tuesday evening", "2026-03-03"), ("6 March", "2026-03-06")],
            "differs",
        ),
        ("They met on 6 March, a Tuesday.", [("6 March", "2026-03-06"), ("Tuesday", "2026-03-03")], "differs"),
        ("They met on 6 March (Friday).", [("6 March", "2026-03-06"), ("Friday", "2026-03-06")], "agrees"),
        ("It was 6 March, which was a Friday.", [("6 March", "2026-03-06"), ("Friday", "2026-03-06")], "agrees"),
        ("They left on 6 March, Tuesday was calm.", [("6 March", "2026-03-06"), ("Tuesday", "2026-03-03")], None),
    ],
    ids=[
        "same day",
        "another day",
        "read as two dates",
        "two days",
        "no date",
        "no weekday",
        "month",
        "time of day",
        "words between",
        "weekday behind",
        "weekday in brackets",
        "weekday in a clause",
        "a new clause",
    ],
)
def test_weekday_and_date_are_one_day(subject, text, dates, verdict):
    found = [finding.verdict for finding in check(subject(text, dates=dates))]
    assert found == ([verdict] if verdict else [])


def test_a_date_without_a_year_may_be_of_another(subject):
    (finding,) = check(subject("They met on Tuesday, 5 March.", dates=[("Tuesday, 5 March", "2026-03-05")]))
    assert finding.says == "2026-03-05 is a Thursday, not a Tuesday; the words give no year, in 2024 it was one"


def test_a_finding_says_what_it_rests_on(subject):
    text = "Osmark took 713 km2 (275 square miles) of Tarn."
    figures = [of("713 km2", 713, "km2"), of("275 square miles", 275, "mi2")]
    (finding,) = check(subject(text, figures))
    assert finding.rows == ("tarn-1-f0", "tarn-1-f1")
    assert finding.words == "713 km2 … 275 square miles"
    assert [text[a:b] for a, b in finding.spans] == ["713 km2", "275 square miles"]
    assert finding.numbers[0].low == pytest.approx(275.29, abs=0.01)
    assert finding.recipe.formula == "1 km2 = 0.38610216 mi2"
    assert finding.says == "713 km2 is 275.3 mi2"


def test_a_reading_carries_what_is_said_of_its_figures():
    text = "Osmark took 713 km2 (235 square miles) of Tarn, and 5 boats."
    spans = (("713 km2", 713, "km2"), ("235 square miles", 235, "mi2"), ("5 boats", 5, "boats"))
    figures = tuple(
        Figure(id=f"f{n}", span=Span(text.index(words), text.index(words) + len(words)), value=value, unit=unit)
        for n, (words, value, unit) in enumerate(spans)
    )
    version = ReaderVersion(reader="made", weights="none", codebook="none")
    read = with_checks(Reading(reading=version, report=Report(id="r", text=text), figures=figures))
    said = ("conversion: differs; 713 km2 would be 275.3 mi2",)
    assert [figure.checks for figure in read.figures] == [said, said, ()]
