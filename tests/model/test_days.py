"""Days that a TIMEX3 value covers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.days import Days, days_of, is_within


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2025-12-04", ("2025-12-04", "2025-12-04")),
        ("2025-12-04TMO", ("2025-12-04", "2025-12-04")),
        ("2025-12-04T15:30", ("2025-12-04", "2025-12-04")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025-12", ("2025-12-01", "2025-12-31")),
        ("2027", ("2027-01-01", "2027-12-31")),
        ("2025-W49", ("2025-12-01", "2025-12-07")),
        ("2025-W49-WE", ("2025-12-06", "2025-12-07")),
        ("2025-Q4", ("2025-10-01", "2025-12-31")),
        ("2026-H1", ("2026-01-01", "2026-06-30")),
        ("2026-SU", ("2026-06-01", "2026-08-31")),
        ("2026-WI", ("2026-12-01", "2027-02-28")),
        ("199", ("1990-01-01", "1999-12-31")),
        ("199X", ("1990-01-01", "1999-12-31")),
        ("2026-02-28/2026-03-02", ("2026-02-28", "2026-03-02")),
        ("2026-02/2026-03", ("2026-02-01", "2026-03-31")),
    ],
)
def test_values_cover_days(value, days):
    assert days_of(value) == Days(*days)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "PRESENT_REF",
        "P2Y",
        "XXXX-06-03",
        "2025-02-31",
        "2025-W60",
        "2025-13",
        "soon",
        "2026-03-02/2026-03-01",
        "T09:00",
        "0000",
    ],
)
def test_what_is_no_date_covers_none(value):
    assert days_of(value) is None


@given(st.text(alphabet="0123456789-WXQHSUTEP/_", max_size=24))
def test_any_value_is_taken(value):
    days = days_of(value)
    assert days is None or days.first <= days.last


@pytest.mark.parametrize(
    ("value", "since", "until", "within"),
    [
        ("2025-12", "2025-12-04", None, True),
        ("2025-11", "2025-12-04", None, False),
        ("2025-12", None, "2025-12-01", True),
        ("2025-12", None, "2025-11-30", False),
        (None, None, None, True),
        (None, "2025-01-01", None, False),
    ],
)
def test_an_interval_touches_another(value, since, until, within):
    assert is_within(days_of(value), since, until) is within
