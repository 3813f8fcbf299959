"""The calendar: values, their days, and steps between them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.dates.calendar import (
    VALUE_OF,
    add_months,
    easter,
    make_week,
    nth_weekday,
    orthodox_easter,
    step,
    stretch_of,
)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-12-04", date(2025, 12, 4), date(2025, 12, 4)),
        ("2025-12-04TMO", date(2025, 12, 4), date(2025, 12, 4)),
        ("2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
        ("2025-W06-WE", date(2025, 2, 8), date(2025, 2, 9)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025-H1", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025-WI", date(2025, 12, 1), date(2026, 2, 28)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("199", date(1990, 1, 1), date(1999, 12, 31)),
        ("19", date(1900, 1, 1), date(1999, 12, 31)),
    ],
)
def test_value_names_its_days(value, first, last):
    stretch = stretch_of(value)
    assert stretch is not None
    assert (stretch.first, stretch.last) == (first, last)


@pytest.mark.parametrize(
    "value", [None, "", "P2Y", "PRESENT_REF", "XXXX-06-03", "2025-02-30", "2025-W60", "2025-13", "BC0044", "TMO"]
)
def test_value_without_days_has_no_stretch(value):
    assert stretch_of(value) is None


@pytest.mark.parametrize(
    ("year", "west", "east"),
    [
        (2000, date(2000, 4, 23), date(2000, 4, 30)),
        (2024, date(2024, 3, 31), date(2024, 5, 5)),
        (2025, date(2025, 4, 20), date(2025, 4, 20)),
    ],
)
def test_easter_falls_on_its_sunday(year, west, east):
    assert (easter(year), orthodox_easter(year)) == (west, east)


def test_month_shorter_than_the_day_ends_on_its_last():
    assert add_months(date(2025, 1, 31), 1) == date(2025, 2, 28)


def test_last_weekday_of_a_month():
    assert nth_weekday(2025, 5, 1, -1) == date(2025, 5, 26)
    assert nth_weekday(2025, 2, 1, 5) is None


@pytest.mark.parametrize(("year", "week"), [(2025, 53), (2025, 0), (0, 1), (9999, 1)])
def test_week_that_the_year_does_not_have_is_none(year, week):
    assert make_week(year, week) is None


@pytest.mark.parametrize(("unit", "count"), [("Y", 9000), ("D", -(10**7)), ("CE", -30), ("W", 10**6)])
def test_step_off_the_calendar_is_none(unit, count):
    assert step(date(2025, 12, 4), unit, count) is None


@given(st.dates(date(100, 1, 1), date(9000, 12, 31)), st.sampled_from(["D", "W", "M", "Q", "H", "S", "Y", "DE"]))
def test_day_lies_in_the_stretch_of_its_value(day, grain):
    stretch = stretch_of(VALUE_OF[grain](day))
    assert stretch is not None
    assert stretch.first <= day <= stretch.last
