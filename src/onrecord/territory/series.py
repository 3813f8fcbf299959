"""Series: what was gained, lost and held, by month, day or region.

Every row is measured between two maps, start against end, never as a sum of daily changes: ground taken and lost again within a
month is in no month's gain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from onrecord.errors import InvalidMap
from onrecord.scheme.toml import load_scheme
from onrecord.territory.days import (
    Interval,
    at_or_before,
    conventions,
    each_day,
    interval_of,
    month_name,
    months,
)
from onrecord.territory.maps import Source

By = Literal["day", "month", "region"]


@dataclass(frozen=True, slots=True)
class Row:
    """One period, or one region of a period.

    `gain_km2` and `loss_km2` are None where only areas are known. `first_day` and `last_day` are the days that the convention
    asks for, `first_map` and `last_map` the days of the maps that stand for them; `notes` say where these differ, and which
    jumps lie between.
    """

    period: str
    first_day: date
    last_day: date
    net_km2: float
    gain_km2: float | None
    loss_km2: float | None
    end_area_km2: float
    end_share_pct: float
    first_map: date
    last_map: date
    notes: tuple[str, ...] = ()

    def as_json(self, by: By) -> dict[str, Any]:
        """The row as it is printed: the period under the name of what the series is by."""
        numbers = {name: _rounded(getattr(self, name)) for name in NUMBERS}
        days = {name: getattr(self, name).isoformat() for name in ("first_day", "last_day")}
        maps = {name: getattr(self, name).isoformat() for name in ("first_map", "last_map")}
        return {by: self.period, **days, **numbers, **maps, "notes": list(self.notes)}


# A millionth of a square kilometre is a square metre.
PLACES = 6


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, PLACES)


NUMBERS = ("net_km2", "gain_km2", "loss_km2", "end_area_km2", "end_share_pct")


@dataclass(frozen=True, slots=True)
class Series:
    """The rows, and what could not be told. `share_of_km2` is the denominator of the shares."""

    by: By
    days: str
    share_of_km2: float
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def denominator() -> float:
    """The area that shares are of unless told otherwise, in square kilometres."""
    return float(load_scheme("territory")["share_of"]["km2"])


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a row, in its order."""

    net_km2: float
    gain_km2: float | None
    loss_km2: float | None
    end_area_km2: float
    end_share_pct: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The days of an interval, and the maps of the days that stand for them."""

    interval: Interval
    start: date
    end: date

    def notes(self) -> Iterator[str]:
        """What to say where a day has no map of its own."""
        for wanted, taken in ((self.interval.start, self.start), (self.interval.end, self.end)):
            if wanted != taken:
                yield f"no map of {wanted}; taken from {taken}"

    def row(self, period: str, numbers: Numbers, notes: tuple[str, ...] = ()) -> Row:
        """The row of this interval."""
        return Row(
            period=period,
            first_day=self.interval.start,
            last_day=self.interval.end,
            first_map=self.start,
            last_map=self.end,
            notes=notes,
            **asdict(numbers),
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """Measures intervals on one source."""

    source: Source
    share_of: float

    def covers(self, interval: Interval) -> bool:
        """Whether both days lie within the days of the source: a day after its last map cannot be taken from it."""
        days = self.source.days
        return bool(days) and days[0] <= interval.start and interval.end <= days[-1]

    def missing(self, interval: Interval) -> str:
        """Why an interval is not covered."""
        days = self.source.days
        return f"{interval.start} to {interval.end} is left out: the maps run from {days[0]} to {days[-1]}"

    def frame(self, interval: Interval) -> Frame:
        """The days of a covered interval and the maps that stand for them."""
        return Frame(interval, self.taken(interval.start), self.taken(interval.end))

    def row(self, period: str, interval: Interval) -> Row:
        """The row of a covered interval."""
        frame = self.frame(interval)
        changed = self.source.change(frame.start, frame.end)
        area = self.source.area(frame.end)
        net = changed.net_km2 if changed else area - self.source.area(frame.start)
        gain, loss = (changed.gain_km2, changed.loss_km2) if changed else (None, None)
        notes = (*frame.notes(), *self._too_much(area), *self._jumps(frame.start, frame.end))
        return frame.row(period, Numbers(net, gain, loss, area, 100 * area / self.share_of), notes)

    def _too_much(self, area: float) -> Iterator[str]:
        """What to say where more is held than there is: some of the map lies outside the whole that shares are of."""
        if area > self.share_of:
            yield f"the map holds {area:,.1f} km2, more than the {self.share_of:,.0f} km2 that shares are of; some lies outside"

    def taken(self, day: date) -> date:
        """The day whose map stands for a day: itself, or the nearest earlier. Raises: InvalidMap, if there is none."""
        found = at_or_before(self.source.days, day)
        if found is None:
            raise InvalidMap(f"no map of {day} or earlier; the first is of {self.source.days[0]}")
        return found

    def _jumps(self, start: date, end: date) -> Iterator[str]:
        """One-day changes above the threshold, where the areas are known."""
        limit = float(load_scheme("territory")["jumps"]["km2"])
        before: tuple[date, float] | None = None
        for day in self.source.days:
            area = self.source.known_area(day) if start <= day <= end else None
            if area is None:
                continue
            if before is not None and abs(area - before[1]) > limit:
                yield f"jump of {area - before[1]:+.1f} km2 from {before[0]} to {day}; a redrawn layer is not movement"
            before = (day, area)


def monthly(source: Source, since: date, until: date, days: str, share_of: float) -> Series:
    """The months from one day's to another's, by a day convention; months that the maps do not cover are left out and named."""
    measure = Measure(source, share_of)
    rows, notes = [], []
    for year, month in months(since, until):
        interval = interval_of(year, month, days)
        if measure.covers(interval):
            rows.append(measure.row(month_name(year, month), interval))
        else:
            notes.append(f"{month_name(year, month)}: {measure.missing(interval)}")
    return Series("month", days, share_of, tuple(rows), tuple(notes))


def daily(source: Source, since: date, until: date, share_of: float) -> Series:
    """One row a day against the map before it. Days without a map have no row, and are named."""
    measure = Measure(source, share_of)
    have = set(source.days)
    rows, notes = [], []
    for day in each_day(max(since, source.days[0]), min(until, source.days[-1])):
        before = at_or_before(source.days, date.fromordinal(day.toordinal() - 1))
        if day not in have:
            notes.append(f"no map of {day}")
        elif before is not None:
            rows.append(measure.row(day.isoformat(), Interval(before, day)))
    return Series("day", "map to map", share_of, tuple(rows), tuple(notes))


def range_over_conventions(source: Source, year: int, month: int, share_of: float) -> dict[str, Row]:
    """One month by every day convention that the source covers: what a figure may differ by without an error."""
    measure = Measure(source, share_of)
    intervals = {name: interval_of(year, month, name) for name in conventions()}
    return {
        name: measure.row(month_name(year, month), interval) for name, interval in intervals.items() if measure.covers(interval)
    }
