"""One question to the data sets of a folder: which map, from when to when, by what, by which days, of which whole."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import InvalidMap
from onrecord.territory.dataset import DataSet, read_description
from onrecord.territory.days import Interval, interval_of
from onrecord.territory.maps import Maps, Source
from onrecord.territory.regional import regional
from onrecord.territory.series import By, Row, Series, daily, denominator, monthly, range_over_conventions
from onrecord.territory.store import data_sets, folder_of, open_maps, open_regions, open_table
from onrecord.territory.table import Definition, definitions

MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. None: the maps' whole time; the definition of the map and its convention; Ukraine's official area."""

    map: str
    since: date | None = None
    until: date | None = None
    by: By = "month"
    days: str | None = None
    share_of: float | None = None
    definition: str | None = None
    regions: str | None = None
    with_range: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The series with what it rests on: the data set, its definition, and the convention and denominator in the series.

    `ranges` are, by month, the rows of every day convention: what a figure may differ by without an error. Empty if not
    asked for.
    """

    data: DataSet
    definition: Definition
    series: Series
    ranges: dict[str, dict[str, Row]] = field(default_factory=dict)

    def rows(self) -> list[dict[str, Any]]:
        """The rows as they are printed, each with what it rests on."""
        rests_on = {
            "map": self.data.name,
            "definition": self.definition.name,
            "days": self.series.days,
            "share_of_km2": self.series.share_of_km2,
        }
        return [row.as_json(self.series.by) | rests_on | self._range(row.period) for row in self.series.rows]

    def _range(self, period: str) -> dict[str, Any]:
        if period not in self.ranges:
            return {}
        return {"by_days": {name: row.as_json("month") for name, row in self.ranges[period].items()}}


def first_day(words: str) -> date:
    """The first day that "2025-11" or "2025-11-03" means. Raises: InvalidMap."""
    year, month, day = _parts(words)
    return date(year, month, day or 1)


def last_day(words: str) -> date:
    """The last day that "2025-11" or "2025-11-03" means. Raises: InvalidMap."""
    year, month, day = _parts(words)
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(words: str) -> tuple[int, int, int | None]:
    match = MONTH.fullmatch(words.strip())
    try:
        if match is not None:
            found = date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
            return found.year, found.month, found.day if match["day"] else None
    except ValueError:
        pass
    raise InvalidMap(f"{words!r} is no month or day; write 2025-11 or 2025-11-30")


def answer(root: Path, request: Request) -> Answer:
    """Answer a request from the data sets in a folder.

    Raises: InvalidMap, if there is no such data set, or nothing in it for the time asked.
    """
    data = read_description(folder_of(root, request.map))
    definition, source = _source(root, data, request.definition)
    if not source.days:
        raise InvalidMap(f"the data set {data.name!r} has no day with every layer of {definition.name}")
    since, until = request.since or source.days[0], request.until or source.days[-1]
    if since > until:
        raise InvalidMap(f"from {since} to {until} is no time")
    days = request.days or definition.convention
    series = _series(root, source, replace(request, days=days), Interval(since, until))
    return Answer(data, definition, series, _ranges(source, series) if request.with_range else {})


def _ranges(source: Source, series: Series) -> dict[str, dict[str, Row]]:
    """Every month of a series by every day convention."""
    if series.by != "month":
        return {}
    months = {row.period: first_day(row.period) for row in series.rows}
    return {period: range_over_conventions(source, day.year, day.month, series.share_of_km2) for period, day in months.items()}


def _source(root: Path, data: DataSet, name: str | None) -> tuple[Definition, Source]:
    """What is counted, and where: all polygons of a map; of a table the named sum, else the first whose layers it has."""
    if data.kind == "boundaries":
        raise InvalidMap(f"the data set {data.name!r} holds boundaries, not maps or areas")
    if data.kind == "maps":
        return _named(name or "all-polygons"), open_maps(root, data.name)
    table = open_table(root, data.name)
    fitting = (known for known in definitions().values() if known.layers and set(known.layers) <= set(table.layers))
    definition = _named(name) if name else next(fitting, _named("all-layers"))
    return definition, table.table(definition.layers)


def _named(name: str) -> Definition:
    known = definitions()
    if name not in known:
        raise InvalidMap(f"the definition {name!r} is not one of {', '.join(known)}")
    return known[name]


def _series(root: Path, source: Source, request: Request, asked: Interval) -> Series:
    share_of = denominator() if request.share_of is None else request.share_of
    if not share_of > 0:
        raise InvalidMap(f"shares of {share_of:g} km2 cannot be told; give an area above 0")
    if request.by == "day":
        return daily(source, asked.start, asked.end, share_of)
    if request.by == "month":
        return monthly(source, asked.start, asked.end, request.days or "", share_of)
    if not isinstance(source, Maps):
        raise InvalidMap(f"the data set {request.map!r} has no polygons, so nothing can be told by region")
    regions = open_regions(root, request.regions or _boundaries(root))
    return regional(source, regions, _bounds(request, asked), share_of)


def _boundaries(root: Path) -> str:
    """The only data set of boundaries. Raises: InvalidMap, if there is none or more than one."""
    names = [data.name for data in data_sets(root) if data.kind == "boundaries"]
    if not names:
        raise InvalidMap("there are no boundaries to tell regions by; add them with `onrecord maps add`")
    if len(names) > 1:
        raise InvalidMap(f"say which boundaries to use: there are {', '.join(names)}")
    return names[0]


def _bounds(request: Request, asked: Interval) -> Interval:
    """The one interval of the regions' rows: the months asked for, by the day convention; else the maps' first and last day."""
    start, end = asked.start, asked.end
    if request.since is not None:
        start = interval_of(start.year, start.month, request.days or "").start
    if request.until is not None:
        end = interval_of(end.year, end.month, request.days or "").end
    return Interval(start, end)
