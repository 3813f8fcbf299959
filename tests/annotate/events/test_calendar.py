"""Dates beside the report's day, which is Wednesday 14 May 2031."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.annotate.events.calendar import Calendar, days_of

SPANS = [
    pytest.param("2031-05-14", date(2031, 5, 14), date(2031, 5, 14), id="day"),
    pytest.param("2031-W20-WE", date(2031, 5, 17), date(2031, 5, 18), id="weekend"),
    pytest.param("2031-05-10/2031-05-12", date(2031, 5, 10), date(2031, 5, 12), id="interval"),
    pytest.param("2031", date(2031, 1, 1), date(2031, 12, 31), id="year"),
]


@pytest.mark.parametrize(("value", "first", "last"), SPANS)
def test_the_days_of_a_value(value, first, last):
    assert days_of(value) == (first, last)


@pytest.mark.parametrize("value", [None, "", "PRESENT_REF", "P2Y", "2031-02-31", "2031-W60", "XXXX-05"])
def test_what_names_no_days_has_none(value):
    assert days_of(value) is None


TENSES = [
    pytest.param("2031-05-15", (True, False, False), id="tomorrow"),
    pytest.param("2031-05-13", (False, True, False), id="yesterday"),
    pytest.param("2031-W20", (False, False, True), id="this-week"),
    pytest.param("2031-W21", (True, False, False), id="next-week"),
    pytest.param("P3D", (False, False, False), id="a-duration-is-none-of-them"),
]


@pytest.mark.model
@pytest.mark.parametrize(("value", "expected"), TENSES)
def test_future_past_and_current(parse, value, expected):
    document = parse("They met then.", {"then": value})
    calendar = Calendar(document)
    timex = calendar.timex(0)
    assert (calendar.is_future(timex), calendar.is_past(timex), calendar.is_current(timex)) == expected
