"""How exactly a figure is meant, and where a sentence ends."""

from __future__ import annotations

import math

import pytest

from onrecord.checks.precision import Interval, meant, rounding_of
from onrecord.checks.subject import sentence_around
from onrecord.model import Figure, Span


@pytest.mark.parametrize(
    ("words", "value", "room"),
    [
        ("713 km2", 713, 0.5),
        ("19.3%", 19.3, 0.05),
        ("1,234,567 people", 1_234_567, 0.5),
        ("€90 billion", 90e9, 4.5e9),
        ("$1.25 trillion", 1.25e12, 5e9),
        ("300 km", 300, 15),
        ("10,010 people", 10_010, 5),
        ("a third", 100 / 3, 5 / 3),
        ("0 people", 0, 0.5),
    ],
    ids=["unit", "tenth", "commas", "billion", "decimals of trillions", "round", "few zeros", "no digit", "none"],
)
def test_a_number_is_meant_to_half_a_unit_of_its_last_digit(words, value, room):
    assert rounding_of(words, value) == pytest.approx(room)


@pytest.mark.parametrize(
    ("more", "low", "high"),
    [
        ({}, 700.5, 701.5),
        ({"bound": "around"}, 686.98, 715.02),
        ({"bound": "at-least"}, 700.5, math.inf),
        ({"bound": "at-most"}, -math.inf, 701.5),
        ({"low": 701, "high": 710}, 700.5, 710.5),
    ],
    ids=["exact", "around", "at least", "at most", "range"],
)
def test_bound_words_and_ranges_open_the_interval(more, low, high):
    figure = Figure(id="f", span=Span(0, 7), value=701, unit="km2", **more)
    assert meant(figure, "701 km2") == Interval(pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "at", "sentence"),
    [
        ("It was so. Mr. Low took 5 sq. km. They left.", "5", "Mr. Low took 5 sq. km. "),
        ("The U.S. Senate gave 3.5 percent. No more.", "3.5", "The U.S. Senate gave 3.5 percent. "),
        ("Headline of 5\nThe text of 6.", "5", "Headline of 5\n"),
        ("“We lost 5.” They won 6.", "6", "They won 6."),
    ],
    ids=["abbreviations", "initials", "lines", "quotation"],
)
def test_a_sentence_ends_where_punctuation_ends_it(text, at, sentence):
    start, end = sentence_around(text, Span(text.index(at), text.index(at) + len(at)))
    assert text[start:end] == sentence
