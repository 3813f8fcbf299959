"""Numbers in words, numerals and mixtures."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.figures.numbers import find_numbers

ONE_NUMBER = {
    "numerals": ("701", "701", 701),
    "thousands": ("1,234,567.8", "1,234,567.8", 1_234_567.8),
    "points as in Europe": ("1.234.567", "1.234.567", 1_234_567),
    "thin space": ("12\u202f500", "12\u202f500", 12_500),
    "scale": ("2.5 million", "2.5 million", 2_500_000),
    "short scale": ("55bn", "55bn", 55e9),
    "word": ("eleven", "eleven", 11),
    "tens": ("thirty-five", "thirty-five", 35),
    "hundreds": ("two hundred and five", "two hundred and five", 205),
    "long": ("one million two hundred thousand", "one million two hundred thousand", 1_200_000),
    "article": ("a hundred thousand", "a hundred thousand", 100_000),
    "dozen": ("two dozen", "two dozen", 24),
    "half a dozen": ("half a dozen", "half a dozen", 6),
    "half a million": ("half a million", "half a million", 500_000),
    "a half-million": ("a half-million", "a half-million", 500_000),
    "quarter": ("three-quarters of a million", "three-quarters of a million", 750_000),
    "and a half": ("two and a half million", "two and a half million", 2_500_000),
    "half after": ("a million and a half", "a million and a half", 1_500_000),
    "mixed": ("10 1/2", "10 1/2", 10.5),
    "vulgar": ("2½", "2½", 2.5),
    "fraction": ("three-fifths", "three-fifths", 0.6),
    "lakh": ("35 lakh", "35 lakh", 3_500_000),
}


@pytest.mark.parametrize(("text", "words", "value"), ONE_NUMBER.values(), ids=ONE_NUMBER)
def test_a_number_has_its_words_and_value(text, words, value):
    (number,) = find_numbers(text)
    assert text[number.span.start : number.span.end] == words
    assert number.value == pytest.approx(value)


ROUND = ["hundreds of homes", "tens of thousands of people", "several thousand", "a few hundred", "many millions", "dozens", ""]


@pytest.mark.parametrize("text", ROUND)
def test_round_words_are_no_number(text):
    assert find_numbers(text) == []


def test_two_numbers_stay_two():
    assert [number.value for number in find_numbers("two and three, three thousand dollars two hundred times")] == [
        2,
        3,
        3000,
        200,
    ]


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_numerals_keep_their_value(value):
    (number,) = find_numbers(f"{value:,}")
    assert number.value == value


WORDS = [
    "one",
    "a",
    "half",
    "million",
    "and",
    "hundred",
    "third",
    "dozen",
    "%",
    "3",
    "1/0",
    "½",
    "-",
    " ",
    "\n",
    "€",
    "т",
    "😀",
    "́",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_mixture_gives_spans_in_order(text):
    numbers = find_numbers(text)
    assert all(0 <= number.span.start < number.span.end <= len(text) for number in numbers)
    assert all(first.span.end <= second.span.start for first, second in pairwise(numbers))
