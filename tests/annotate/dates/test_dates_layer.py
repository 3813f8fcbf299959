"""The layer as a whole: anchors, quotations, the two conventions, bad input."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.dates import find_dates, find_timexes, reanchor
from onrecord.annotate.dates.find import Setting, find_expressions, ordered_candidates
from onrecord.annotate.dates.grammar import compile_pattern, rules
from onrecord.annotate.dates.guards import Guard
from onrecord.annotate.dates.senses import SENSES
from onrecord.errors import InvalidVocabulary
from onrecord.model.span import Span


def values(document, find=find_dates):
    found = find(document, None) if find is find_dates else find(document)
    return {document.text[t.span.start : t.span.end]: t.value for t in found}


def only(document):
    (timex,) = find_dates(document, None)
    return timex


# ---- what a report counts from


def test_without_a_date_relative_times_stay_unknown(worded):
    document = worded("The envoy arrived yesterday, on Monday, last week and in June.", published=None)
    assert values(document) == {"yesterday": None, "Monday": None, "last week": None, "June": None}


def test_without_a_date_open_values_stand_as_alternatives(worded):
    document = worded("The envoy arrived on Monday, June 3.", published=None)
    assert only(document).alternatives == ("XXXX-06-03",)


def test_without_a_date_absolute_times_still_resolve(worded):
    document = worded("The envoy arrived on 3 June 2024 for two days.", published=None)
    assert values(document) == {"3 June 2024": "2024-06-03", "two days": "P2D"}


@pytest.mark.parametrize(
    "first",
    [
        "date 2025-12-04 Talks on the river resume",
        "PORT VARDA, Dec. 4, 2025 (Wire) - Talks resumed",
        "4 December 2025\nTalks resumed",
    ],
)
def test_dateline_anchors_a_report_without_a_date(worded, first):
    document = worded(f"{first} yesterday.", published=None)
    assert values(document)["yesterday"] == "2025-12-03"


def test_date_inside_the_first_sentence_is_no_dateline(worded):
    document = worded("The treaty that both sides signed on 4 December 2025 lapsed yesterday.", published=None)
    assert values(document)["yesterday"] is None


def test_dateline_is_a_date_itself(worded):
    document = worded("PORT VARDA, Dec 4 (Wire) - Talks resumed.")
    assert values(document) == {"Dec 4": "2025-12-04"}


@pytest.mark.parametrize("published", ["2025-12-04T23:10:00Z", "2025-12-04"])
def test_instant_of_publication_anchors_by_its_day(worded, published):
    assert values(worded("It began today.", published)) == {"today": "2025-12-04"}


@pytest.mark.parametrize("published", ["", "soon", "2025-02-31", "2025"])
def test_unusable_date_of_publication_anchors_nothing(worded, published):
    assert values(worded("It began today.", published)) == {"today": None}


# ---- quotations


def test_today_in_a_quotation_counts_from_the_day_of_speaking(worded):
    document = worded("“We cannot sign today,” the minister told parliament on Tuesday.")
    assert values(document) == {"today": "2025-12-02", "Tuesday": "2025-12-02"}


def test_tomorrow_in_a_quotation_counts_from_the_day_of_speaking(worded):
    document = worded("On Tuesday the minister said: “We sign tomorrow.”")
    assert values(document)["tomorrow"] == "2025-12-03"


def test_quotation_whose_sentence_names_two_days_counts_from_the_report(worded):
    document = worded("“We sign tomorrow,” he said on Tuesday of the draft of Monday.")
    assert values(document)["tomorrow"] == "2025-12-05"


def test_future_day_beside_a_quotation_is_no_day_of_speaking(worded):
    document = worded("“We sign today,” he said; the next round will be on Monday.")
    assert values(document)["today"] == "2025-12-04"


def test_reanchoring_keeps_order_and_spans(worded):
    document = worded("“We sign tomorrow,” the minister said. The port opens tomorrow.")
    before = find_dates(document, None)
    after = reanchor(document, [(Span(1, 17), date(2025, 12, 1))])
    assert [t.span for t in after] == [t.span for t in before]
    assert [t.value for t in after] == ["2025-12-02", "2025-12-05"]


# ---- ambiguity and absence


def test_day_and_month_in_either_order_keep_both(worded):
    timex = only(worded("The form is dated 10/12/2025."))
    assert timex.value == "2025-12-10"
    assert timex.alternatives == ("2025-10-12",)


def test_end_of_a_year_keeps_its_year_beside_the_last_day(worded):
    timex = only(worded("Imports must end by the end of 2027."))
    assert timex.value == "2027-12-31"
    assert timex.alternatives == ("2027",)


def test_next_weekday_keeps_the_sooner_one(worded):
    timex = only(worded("The envoy will come next Friday."))
    assert (timex.value, timex.alternatives) == ("2025-12-12", ("2025-12-05",))


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("He was president from 2008 to 2012.", "2008/2012"),
        ("They met between March 2024 and May 2024.", "2024-03/2024-05"),
        ("The truce held from Monday until Wednesday.", "2025-12-01/2025-12-03"),
    ],
)
def test_ends_of_a_range_keep_their_interval(worded, text, interval):
    first, last = find_dates(worded(text), None)
    assert interval in first.alternatives
    assert interval in last.alternatives


def test_two_dates_in_a_list_make_no_interval(worded):
    first, last = find_dates(worded("They met in March 2024 and May 2024."), None)
    assert (first.alternatives, last.alternatives) == ((), ())


def test_coming_years_keep_their_interval(worded):
    timex = only(worded("The money is for the next two years."))
    assert (timex.value, timex.alternatives) == ("P2Y", ("2025-12-04/2027-12-04",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The decree of 31 February 2025 was odd.", "31 February 2025"),
        ("The plan was for week 60.", "week 60"),
        ("The plan was for week 53 of 2025.", "week 53 of 2025"),
        ("The form is dated 45/13/2025.", "45/13/2025"),
        ("The form is dated 2025-13-45.", "2025-13-45"),
        ("The next day it rained.", "The next day"),
    ],
)
def test_impossible_or_unanchored_time_has_no_value(worded, text, words):
    assert values(worded(text)) == {words: None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The town was sacked in the year 476.", {"the year 476": "0476"}),
        ("The bridge should stand in the year 2500.", {"the year 2500": "2500"}),
        ("The town was sacked in 476 AD.", {"476 AD": "0476"}),
        ("Some 3000 tonnes and 950 men went.", {}),
    ],
)
def test_years_far_away_are_read_only_where_the_words_say_year(worded, text, expected):
    assert values(worded(text)) == expected


def test_clock_time_without_a_day_has_its_likely_day_as_alternative(worded):
    timex = only(worded("The road opens at 08:30 GMT."))
    assert (timex.type, timex.value, timex.alternatives) == ("TIME", None, ("2025-12-04T08:30Z",))


# ---- the standard's own values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Imports must end by the end of 2027.", {"the end of 2027": "2027"}),
        ("The envoy arrived on Tuesday morning.", {"Tuesday morning": "2025-12-02TMO"}),
        ("The envoy spoke last night.", {"last night": "2025-12-03TNI"}),
        ("The envoy arrived at 8 a.m. on Tuesday.", {"8 a.m. on Tuesday": "2025-12-02T08:00"}),
        ("The envoy stayed from May 3-5, 2024.", {"May 3": "2024-05-03", "5, 2024": "2024-05-05"}),
        ("The envoy served 2014-18.", {"2014": "2014", "18": "2018"}),
        ("The road opens at six o'clock this evening.", {"six o'clock this evening": "2025-12-04T18:00"}),
    ],
)
def test_timex3_keeps_its_own_convention(worded, text, expected):
    assert values(worded(text), find_timexes) == expected


# ---- the grammar


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.sense}: {rule.pattern[:40]}")
def test_every_rule_compiles_and_means_something(rule):
    assert rule.sense in SENSES
    assert compile_pattern(rule.pattern).search("") is None


def test_unknown_name_in_a_pattern_is_named():
    with pytest.raises(InvalidVocabulary, match="fortnigth"):
        compile_pattern("{fortnigth} of talks")


# ---- other people's input


HOSTILE = {
    "empty": "",
    "spaces": " \n\t \n",
    "one paragraph": "The talks of Monday, 3 May 2024, went on for two days. " * 2000,
    "no end": "1" * 50_000,
    "many numbers": "12 " * 30_000,
    "open quotation": "“We sign tomorrow, " * 300,
    "capitals": "THE TALKS RESUME ON MONDAY IN THE CAPITAL, ON 3 MAY 2024.",
    "emoji": "🕊️ talks 🗓️ on Monday 👍🏽",
    "combining": "Ta\u0308lks on Mo\u0301nday and T\u0336uesday",
    "cyrillic": "Переговоры начнутся в понедельник, 4 декабря 2025 года.",
    "controls": "Talks\x00 on\x07 Monday\u200b\u202e",
    "hyphens": "-" * 20_000,
    "ordinals": "the first the second the third " * 3000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_without_complaint(worded, text):
    for timex in find_dates(worded(text), None):
        assert 0 <= timex.span.start < timex.span.end <= len(text)


DATES = ["Monday", "next", "last", "May", "3", "31", "2024", "the", "end of", "early", "8", "a.m.", "week 60", "morning", "Q3"]
OTHERS = ["two", "days", "ago", "later", "on", "by", "in", ",", ".", "“", "”", "-", "\n", "1990s", "/", "to"]


@pytest.mark.model
def test_search_for_a_tense_is_bounded(parsed):
    assert values(parsed("He tried " + "to manage " * 900 + "on Monday.")).keys() == {"Monday"}


@given(
    st.lists(st.sampled_from(DATES + OTHERS), max_size=25).map(" ".join),
    st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31))),
)
@settings(max_examples=150, deadline=None)
def test_spans_are_in_order_and_do_not_depend_on_the_anchor(text, day):
    def spans(anchor):
        setting = Setting(lambda _start, _end: anchor, lambda _start, _end: None)
        return [(e.start, e.end) for e in find_expressions(text, setting, ordered_candidates(text, Guard(text, None)))]

    found, parts = spans(day), spans(None)
    # A known day may take in the clock time beside it ("Monday 2 a.m."); nothing else is found more or less.
    assert all(any(start <= first and last <= end for start, end in found) for first, last in parts)
    assert {start for start, _ in found} <= {first for first, _ in parts}
    assert {end for _, end in found} <= {last for _, last in parts}
    assert all(start < end for start, end in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize("text", ["Q3", "next Monday", "the weekend", "next summer"])
def test_at_the_ends_of_the_calendar_nothing_breaks(text, day):
    setting = Setting(lambda _start, _end: day, lambda _start, _end: None)
    assert len(find_expressions(text, setting, ordered_candidates(text, Guard(text, None)))) == 1
