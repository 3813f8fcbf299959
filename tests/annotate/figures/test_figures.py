"""Figures read from invented sentences: value, unit, bound, scope, what is measured and when."""

from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.annotate.figures import quantity_items

pytestmark = pytest.mark.model

VALUES = {
    "counted things": ("The army fired 400 drones.", [(400, "drones")]),
    "persons": ("The guards freed 12 sailors and 30 hostages.", [(12, "people"), (30, "people")]),
    "a people": ("The guards detained 25 Norwegians.", [(25, "people")]),
    "joined persons": ("The 24-member council met a 300-strong crowd.", [(24, "people"), (300, "people")]),
    "bare after killed": ("The blast killed 12 and wounded 30.", [(12, "people"), (30, "people")]),
    "the dead": ("The ministry counted 14 dead and 60 injured.", [(14, "people"), (60, "people")]),
    "bare, counted before": ("They exchanged 314 prisoners, 157 each.", [(314, "people"), (157, "people")]),
    "part of a whole": ("The crews shot down 88 of 105 drones.", [(88, "drones"), (105, "drones")]),
    "part of theirs": ("The plan has 13 of the council's 15 members.", [(13, "people"), (15, "people")]),
    "among them": (
        "Twelve sailors, among them four officers, left, with 3 others wounded.",
        [(12, "people"), (4, "people"), (3, "people")],
    ),
    "one noun for two": ("It fired 3 Ural and 2 Oka missiles.", [(3, "missiles"), (2, "missiles")]),
    "large, no noun": ("Norway has 3.6 million pensioners and Iceland 650,000.", [(3.6e6, "people"), (650_000, "people")]),
    "one of some": ("Holm was one of three members who left.", [(3, "people")]),
    "by ending": (
        "It sent 18 stevedores and 40 fact-checkers in 3 tankers.",
        [(18, "stevedores"), (40, "people"), (3, "tankers")],
    ),
    "types of tanks": ("It has 274 T-34-85 tanks and a 540-soldier force.", [(274, "tanks"), (540, "people")]),
    "five or so": ("It lies five or so miles away.", [(5, "mile")]),
    "one death": ("One miner was killed in the tunnel.", [(1, "people")]),
    "share": ("Output fell by 8 per cent and prices by 2.5%.", [(8, "percent"), (2.5, "percent")]),
    "fraction": ("Half of the crews and two-thirds of the pilots went home.", [(50, "percent"), (200 / 3, "percent")]),
    "by a third": ("The catch shrank by nearly a third in a year.", [(100 / 3, "percent")]),
    "one in five": ("One in five households has no heating.", [(20, "percent")]),
    "change": ("Joblessness rose from 4.1 to 4.6 percent.", [(4.1, "percent"), (4.6, "percent")]),
    "points": ("Support fell by 3 percentage points.", [(3, "percentage points")]),
    "area, converted": ("They took 713 sq km (275 square miles).", [(713, "km2"), (275, "mi2")]),
    "mass, converted": ("The stock is 300 kilograms (660 pounds).", [(300, "kilogram"), (660, "pound")]),
    "mass, weighed": ("The bomb weighs about 500 pounds.", [(500, "pound")]),
    "quarter mile": ("They dug a 1/4 mile tunnel.", [(0.25, "mile")]),
    "temperature": ("It was minus 20 degrees Celsius, then -25C.", [(-20, "celsius"), (-25, "celsius")]),
    "power": ("Demand stood at 16.4 gigawatts.", [(16.4, "gigawatts")]),
    "votes": ("Parliament passed the law by 312 votes to 214.", [(312, "votes"), (214, "votes")]),
    "tally": ("The senate voted 51-49 against the bill.", [(51, "votes"), (49, "votes")]),
    "millions of persons": ("Some 3m people are displaced.", [(3e6, "people")]),
    "dollars": ("It cost $55bn, US$ 3 million and 40 dollars.", [(55e9, "USD"), (3e6, "USD"), (40, "USD")]),
    "other dollars": ("It cost A$3.5 million or C$4.", [(3.5e6, "AUD"), (4, "CAD")]),
    "an article is no sign": ("They signed a $12 trillion pact.", [(12e12, "USD")]),
    "euro": ("The fund has €90 billion, EUR 5m and 6 billion euros.", [(90e9, "EUR"), (5e6, "EUR"), (6e9, "EUR")]),
    "pounds": ("The fine was £3m.", [(3e6, "GBP")]),
    "joined money": ("A billion-dollar plan failed.", [(1e9, "USD")]),
    "rubles": ("The court asked for 4 trillion rubles ($40 billion).", [(4e12, "RUB"), (40e9, "USD")]),
    "hryvnias": ("Repairs cost 20 million hryvnias.", [(20e6, "UAH")]),
    "shared name": ("The fine was 500 francs.", [(500, "francs")]),
    "hundredths": ("It cost thirteen dollars and forty-five cents.", [(13.45, "USD")]),
}


@pytest.mark.parametrize(("text", "expected"), VALUES.values(), ids=VALUES)
def test_value_and_unit(figures_of, text, expected):
    found = [(figure.value, figure.unit) for figure in figures_of(text) if figure.unit != "year"]
    assert [unit for _, unit in found] == [unit for _, unit in expected]
    assert [value for value, _ in found] == pytest.approx([value for value, _ in expected])


NO_FIGURE = {
    "a conference named by a code": "Ministers met at COP30.",
    "plan": "The 28-point plan was read on Monday.",
    "article": "Article 5 and Resolution 2803 were cited.",
    "group": "The G7 and the Group of Seven met.",
    "aircraft": "F-16 jets took off on Flight 370.",
    "age": "Ann Holm, 45, and a 52-year-old pilot spoke.",
    "clock": "The siren sounded at 10:30 and again at 7 p.m.",
    "day in numerals": "The 9/11 attacks were named.",
    "year": "The harbour opened in 1998.",
    "age after a name": "Ann Holm, 43, was killed on Monday.",
    "age of a group": "The plan helps people under 30.",
    "ratio": "He won by a 3 to 1 margin.",
    "abstract": "They named two issues and three reasons in two rounds of talks.",
    "both": "Both sides and the two countries agreed.",
    "one of": "One of the men spoke.",
    "round": "Tens of thousands of people left, and hundreds of homes burnt.",
    "ordinal": "A third round and a third party followed in the second half.",
    "address": "See https://example.org/a/300%20people for more.",
    "empty": "",
}


@pytest.mark.parametrize("text", NO_FIGURE.values(), ids=NO_FIGURE)
def test_what_is_no_figure(figures_of, text):
    assert [text[slice(*figure.span)] for figure in figures_of(text)] == []


BOUNDS = {
    "at least": ("At least 12 people died.", "at-least"),
    "more than": ("They fired “more than 400 drones”.", "at-least"),
    "or more": ("It takes 40 trucks or more.", "at-least"),
    "up to": ("Output may fall by up to 50%.", "at-most"),
    "fewer than": ("Fewer than 40 sailors stayed.", "at-most"),
    "around": ("They took around 701 sq km.", "around"),
    "nearly": ("Nearly 6 million people left.", "around"),
    "some": ("Some 600 trucks crossed.", "around"),
    "money": ("Revenues are about US$ 7 billion.", "around"),
    "none": ("They took 701 sq km.", "exact"),
}


@pytest.mark.parametrize(("text", "bound"), BOUNDS.values(), ids=BOUNDS)
def test_bound(figures_of, text, bound):
    assert [figure.bound for figure in figures_of(text)] == [bound]


RANGES = {
    "to": ("It employs 10 to 15 pilots.", 10, 15),
    "hyphen": ("Wages grew 7-10%.", 7, 10),
    "between": ("Between 10,000 and 15,000 soldiers came.", 10_000, 15_000),
    "scale of the second": ("It cost $3 to 5 million.", 3e6, 5e6),
    "two units": ("It cost $1.5bn to $2bn.", 1.5e9, 2e9),
}


@pytest.mark.parametrize(("text", "low", "high"), RANGES.values(), ids=RANGES)
def test_a_range_has_its_lower_end_as_value(figures_of, text, low, high):
    (figure,) = figures_of(text)
    assert (figure.value, figure.low, figure.high) == (low, low, high)


SCOPES = {
    "each side": ("They exchanged 157 prisoners from each side.", "each-side"),
    "each with its verb": ("Tarn and Osmark will each free 15 prisoners.", "each-side"),
    "apiece": ("They sent 20 ships apiece.", "each-side"),
    "total": ("A total of 314 prisoners came home.", "total"),
    "in all": ("They freed 314 prisoners in all.", "total"),
    "net": ("They gained a net 40 sq km.", "net"),
    "each month": ("They pay $115 each month.", None),
    "none": ("They freed 314 prisoners.", None),
}


@pytest.mark.parametrize(("text", "scope"), SCOPES.values(), ids=SCOPES)
def test_scope(figures_of, text, scope):
    assert [figure.scope for figure in figures_of(text)] == [scope]


MEASURED = {
    "counted noun": ("They freed 157 prisoners of war.", "prisoners of war"),
    "of": ("They seized 701 sq km of coastal territory.", "coastal territory"),
    "share of": ("They hold 19.3% of the country.", "country"),
    "subject": ("Peak demand stood at 16.4 gigawatts.", "Peak demand"),
    "noun after": ("They imposed a 25 percent tariff on steel.", "tariff"),
    "object": ("The plan would cut net emissions by 43%.", "net emissions"),
    "noun before": ("It has annual revenues of around $7 billion.", "annual revenues"),
}


@pytest.mark.parametrize(("text", "words"), MEASURED.values(), ids=MEASURED)
def test_what_is_measured(figures_of, text, words):
    (figure,) = figures_of(text)
    assert text[slice(*figure.of)] == words


def test_the_period_is_the_date_of_the_same_clause(figures_of, document_of):
    text = "They seized 701 sq km in April, and they lost 20 sq km in March."
    values = [document_of(text).annotations.dates[figure.period].value for figure in figures_of(text)]
    assert values == ["2031-04", "2031-03"]


def test_quantities_leave_counts_and_lengths_of_time_out(document_of):
    text = "In five hours 40 trucks brought 20 tonnes of grain for $3m."
    items = quantity_items(document_of(text))
    assert [(text[item.start : item.end], item.value) for item in items] == [("20 tonnes", 20), ("$3m", 3e6)]


HOSTILE = [
    "\n",
    "1" * 5000,
    "half and a " * 400,
    "$" * 3000,
    "٣٤٥ человек ½½½ 😀 e\u0301",
    "3 m " * 500,
    "AT LEAST 12 PEOPLE KILLED",
    "%",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_read(figures_of, text):
    figures = figures_of(text)
    assert all(0 <= figure.span.start < figure.span.end <= len(text) for figure in figures)
    assert all(first.span.end <= second.span.start for first, second in pairwise(figures))
