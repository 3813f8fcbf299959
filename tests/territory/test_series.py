"""Months, days and regions of an invented front."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from onrecord.errors import InvalidMap
from onrecord.territory.days import Interval, day_in, interval_of, months
from onrecord.territory.maps import AreaTable, Maps
from onrecord.territory.regional import OUTSIDE, regional
from onrecord.territory.regions import Region
from onrecord.territory.series import daily, monthly, range_over_conventions
from onrecord.territory.surface import area_km2, to_plane

SHARE_OF = 100_000.0


def front(**edges):
    """Maps of a front whose eastern edge is given by day ("d20310501": 1.1 degrees)."""
    return Maps({day_in(name[1:]): (lambda east=east: shapely.box(0, 0, east, 1)) for name, east in edges.items()})


def strip(west, east):
    return area_km2(to_plane(shapely.box(west, 0, east, 1)))


DAYS = {
    "plain": ("front_20310501.geojson", date(2031, 5, 1)),
    "hyphens": ("2031-05-01", date(2031, 5, 1)),
    "the last one": ("v20300101/front_20310501", date(2031, 5, 1)),
    "with time": ("2031-05-01T12:00:00Z", date(2031, 5, 1)),
    "impossible": ("front_20311301", None),
    "none": ("front", None),
    "part of a number": ("120310501", None),
}


@pytest.mark.parametrize(("words", "day"), DAYS.values(), ids=DAYS)
def test_the_day_in_a_name(words, day):
    assert day_in(words) == day


CONVENTIONS = {
    "first-to-first": (date(2031, 12, 1), date(2032, 1, 1)),
    "end-to-end": (date(2031, 11, 30), date(2031, 12, 31)),
    "second-to-second": (date(2031, 12, 2), date(2032, 1, 2)),
}


@pytest.mark.parametrize(("name", "days"), CONVENTIONS.items(), ids=CONVENTIONS)
def test_a_month_by_a_convention(name, days):
    interval = interval_of(2031, 12, name)
    assert (interval.start, interval.end) == days


def test_an_unknown_convention_is_named():
    with pytest.raises(InvalidMap, match="third-to-third"):
        interval_of(2031, 12, "third-to-third")


def test_months_run_over_the_end_of_a_year():
    assert list(months(date(2031, 11, 30), date(2032, 1, 1))) == [(2031, 11), (2031, 12), (2032, 1)]


def test_a_month_is_measured_between_its_two_maps():
    maps = front(d20310501=1.0, d20310515=1.5, d20310601=1.2)
    (row,) = monthly(maps, date(2031, 5, 1), date(2031, 5, 31), "first-to-first", SHARE_OF).rows
    assert (row.period, row.first_day, row.last_day) == ("2031-05", date(2031, 5, 1), date(2031, 6, 1))
    assert (row.gain_km2, row.loss_km2) == (pytest.approx(strip(1.0, 1.2)), pytest.approx(0))
    assert row.end_share_pct == pytest.approx(100 * strip(0, 1.2) / SHARE_OF)
    assert row.notes == ()


def test_a_missing_day_is_taken_from_the_nearest_earlier_map_and_said_so():
    maps = front(d20310429=1.0, d20310531=1.3, d20310603=1.4)
    (row,) = monthly(maps, date(2031, 5, 1), date(2031, 5, 1), "first-to-first", SHARE_OF).rows
    assert row.net_km2 == pytest.approx(strip(1.0, 1.3))
    assert row.notes == ("no map of 2031-05-01; taken from 2031-04-29", "no map of 2031-06-01; taken from 2031-05-31")


def test_a_month_that_the_maps_do_not_cover_is_left_out_and_named():
    maps = front(d20310501=1.0, d20310520=1.3)
    series = monthly(maps, date(2031, 4, 1), date(2031, 5, 31), "first-to-first", SHARE_OF)
    assert series.rows == ()
    assert [note[:7] for note in series.notes] == ["2031-04", "2031-05"]
    assert "2031-05-01 to 2031-05-20" in series.notes[1]


def test_days_are_measured_against_the_map_before():
    series = daily(front(d20310501=1.0, d20310502=1.1, d20310504=1.4), date(2031, 1, 1), date(2031, 12, 31), SHARE_OF)
    assert [(row.period, row.first_day.day) for row in series.rows] == [("2031-05-02", 1), ("2031-05-04", 2)]
    assert series.notes == ("no map of 2031-05-03",)


def test_a_jump_is_flagged():
    table = AreaTable({date(2031, 5, 1): 500.0, date(2031, 5, 2): 800.0, date(2031, 5, 31): 810.0, date(2031, 6, 1): 811.0})
    (row,) = monthly(table, date(2031, 5, 1), date(2031, 5, 1), "first-to-first", SHARE_OF).rows
    assert (row.net_km2, row.gain_km2, row.loss_km2) == (311.0, None, None)
    assert [note[:20] for note in row.notes] == ["jump of +300.0 km2 f"]


def test_ground_beyond_the_whole_is_named():
    maps = front(d20310501=1.0, d20310601=1.2)
    (row,) = monthly(maps, date(2031, 5, 1), date(2031, 5, 1), "first-to-first", 10_000.0).rows
    assert "more than the 10,000 km2 that shares are of" in row.notes[0]


def test_a_row_has_the_fields_that_are_printed():
    maps = front(d20310501=1.0, d20310601=1.2)
    (row,) = monthly(maps, date(2031, 5, 1), date(2031, 5, 1), "first-to-first", SHARE_OF).rows
    assert list(row.as_json("month")) == [
        *("month", "first_day", "last_day", "net_km2", "gain_km2", "loss_km2", "end_area_km2", "end_share_pct"),
        *("first_map", "last_map", "notes"),
    ]


def test_the_conventions_give_a_range():
    maps = front(d20310430=1.0, d20310501=1.1, d20310502=1.3, d20310531=1.3, d20310601=1.5, d20310602=1.8)
    nets = {name: row.net_km2 for name, row in range_over_conventions(maps, 2031, 5, SHARE_OF).items()}
    assert nets == pytest.approx(
        {"first-to-first": strip(1.1, 1.5), "end-to-end": strip(1.0, 1.3), "second-to-second": strip(1.3, 1.8)}
    )


WEST, EAST = (Region(name, to_plane(shapely.box(west, 0, west + 1, 1))) for name, west in (("West", 0), ("East", 1)))


def test_regions_and_what_lies_outside_add_up_to_the_whole():
    maps = front(d20310501=0.5, d20310601=2.5)
    interval = Interval(date(2031, 5, 1), date(2031, 6, 1))
    rows = {row.period: row for row in regional(maps, [WEST, EAST], interval, SHARE_OF).rows}
    assert list(rows) == ["West", "East", OUTSIDE]
    assert sum(row.net_km2 for row in rows.values()) == pytest.approx(strip(0.5, 2.5))
    assert rows["West"].end_share_pct == pytest.approx(100)
    assert rows[OUTSIDE].gain_km2 == pytest.approx(strip(2.0, 2.5))


def test_regions_need_maps_of_the_interval():
    with pytest.raises(InvalidMap, match="the maps run from"):
        regional(front(d20310501=0.5, d20310502=0.6), [WEST], Interval(date(2031, 5, 1), date(2031, 6, 1)), SHARE_OF)
