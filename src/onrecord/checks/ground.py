"""Ground: what the data sets that the user added say of a period or a day, by every sum and day convention that applies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import shapely

from onrecord.scheme.toml import load_scheme
from onrecord.territory.dataset import DataSet
from onrecord.territory.days import Interval, conventions, interval_of
from onrecord.territory.maps import Maps, Source
from onrecord.territory.regional import regional
from onrecord.territory.regions import Region
from onrecord.territory.series import Measure, Row, denominator
from onrecord.territory.store import data_sets, open_maps, open_regions, open_table
from onrecord.territory.table import Definition, definitions


@dataclass(frozen=True, slots=True)
class Counted:
    """One sum over a data set: all polygons of its maps, or layers of its table."""

    definition: Definition
    source: Source


@dataclass(frozen=True, slots=True)
class Measured:
    """A row by one sum and one day convention; for how things stood on a day the convention is empty."""

    definition: Definition
    days: str
    row: Row


@dataclass(frozen=True)
class GroundData:
    """A data set with whose data it is, and what it can be asked."""

    data: DataSet
    origin: str
    counted: tuple[Counted, ...]
    regions: Callable[[], tuple[Region, ...]] = tuple
    _rows: dict[tuple[str, Interval, str], Row] = field(default_factory=dict, repr=False, compare=False)

    def extent(self) -> tuple[date, date]:
        """Its first and last day."""
        days = [day for one in self.counted for day in (one.source.days[0], one.source.days[-1])]
        return min(days), max(days)

    def region(self, where: Sequence[str]) -> Region | None:
        """The one region of the boundaries that some words name; None, if none or several are named, or there are no boundaries."""
        if not where:
            return None
        named = [region for region in self.regions() if any(_bare(words) == _bare(region.name) for words in where)]
        return named[0] if len(named) == 1 else None

    def over(self, first: date, last: date, region: Region | None = None) -> list[Measured]:
        """What changed from one day's morning to another's night, by every sum and convention that the days cover."""
        found = []
        for one in self.counted:
            for name in conventions():
                interval = shifted(first, last, name)
                if self._stands(one, interval):
                    found.append(Measured(one.definition, name, self._row(one, interval, region)))
        return found

    def on(self, *days: date, region: Region | None = None) -> list[Measured]:
        """What was held on some days, by every sum; of a region, the share is of the region's own area."""
        asked = [(one, Interval(day, day)) for one in self.counted for day in dict.fromkeys(days)]
        return [
            Measured(one.definition, "", self._row(one, interval, region))
            for one, interval in asked
            if self._stands(one, interval)
        ]

    def _row(self, one: Counted, interval: Interval, region: Region | None) -> Row:
        key = one.definition.name, interval, region.name if region else ""
        if key not in self._rows:
            self._rows[key] = _measured(one.source, interval, region)
        return self._rows[key]

    @staticmethod
    def _stands(one: Counted, interval: Interval) -> bool:
        """Whether both days have a map that is not stale."""
        measure = Measure(one.source, denominator())
        limit = timedelta(days=load_scheme("claims")["stale"]["days"])
        stale = one.source.days[-1] + limit
        if not one.source.days[0] <= interval.start or interval.end > stale:
            return False
        frame = measure.frame(interval)
        return interval.start - frame.start <= limit and interval.end - frame.end <= limit

    def version(self, *days: date) -> str:
        """The hash of the content that was used: the maps of some days, or the whole table."""
        used = [part.sha256 for part in self.data.parts if part.day is None or part.day in days]
        return hashlib.sha256("".join(sorted(used)).encode()).hexdigest()


def _measured(source: Source, interval: Interval, region: Region | None) -> Row:
    """The row of an interval, of one region where the source has polygons to cut."""
    measure = Measure(source, denominator())
    if region is None or not isinstance(source, Maps):
        return measure.row("", interval)
    frame = measure.frame(interval)
    row = regional(source, [region], Interval(frame.start, frame.end), denominator()).rows[0]
    return replace(row, first_day=interval.start, last_day=interval.end, notes=tuple(frame.notes()))


def shifted(first: date, last: date, convention: str) -> Interval:
    """The two days whose maps bound a period by a day convention: those of a month, for a period of any length."""
    start = interval_of(first.year, first.month, convention).start
    shift = start - date(first.year, first.month, 1)
    return Interval(first + shift, last + timedelta(days=1) + shift)


def grounds(root: Path, names: tuple[str, ...] = ()) -> Iterator[GroundData]:
    """The data sets of a folder that can be asked about the theatre: maps that lie in it, and tables. `names`: only these.

    Raises: InvalidMap, if one is damaged.
    """
    regions = cache(lambda: _regions(root))  # a second to read, and few claims are of a region
    for data in data_sets(root):
        if data.kind == "boundaries" or (names and data.name not in names):
            continue
        counted = tuple(one for one in _counted(root, data) if one.source.days)
        if counted:
            yield GroundData(data, _origin(data, counted), counted, regions if data.kind == "maps" else tuple)


def _regions(root: Path) -> tuple[Region, ...]:
    """The regions of the only data set of boundaries; none where there is none, or more than one to choose from."""
    names = [data.name for data in data_sets(root) if data.kind == "boundaries"]
    return tuple(open_regions(root, names[0])) if len(names) == 1 else ()


def _bare(words: str) -> frozenset[str]:
    """The words of a region's name without its kind: "the eastern Donetsk region" is "donetsk"."""
    scheme = load_scheme("claims")
    ignored = {*scheme["parts"]["kind"], *(name.casefold() for name in scheme["theatre"]["of"])}
    return frozenset(word for word in words.casefold().replace(",", " ").split() if word not in ignored)


def _counted(root: Path, data: DataSet) -> Iterator[Counted]:
    known = definitions()
    if data.kind == "maps":
        maps = open_maps(root, data.name)
        if _in_theatre(maps):
            yield Counted(known["all-polygons"], maps)
        return
    table = open_table(root, data.name)
    meant = [known[name] for source in load_scheme("claims")["sources"].values() for name in source["definitions"]]
    fitting = [one for one in meant if one.layers and set(one.layers) <= set(table.layers)]
    for definition in fitting or [known["all-layers"]]:
        yield Counted(definition, table.table(definition.layers))


def _in_theatre(maps: Maps) -> bool:
    """Whether the middle of the first map lies in the theatre's box."""
    if not maps.days:
        return False
    west, south, east, north = shapely.bounds(maps.read[maps.days[0]]())
    box = load_scheme("claims")["theatre"]["box"]
    return bool(box[0] <= (west + east) / 2 <= box[2] and box[1] <= (south + north) / 2 <= box[3])


def _origin(data: DataSet, counted: tuple[Counted, ...]) -> str:
    """Whose data it is: by the layers of its table, else by its name and origin; a data set that tells neither is its own."""
    words = f"{data.name} {data.origin or ''}".casefold()
    for name, source in load_scheme("claims")["sources"].items():
        layered = any(one.definition.layers and one.definition.name in source["definitions"] for one in counted)
        if layered or any(word in words for word in source["named"]):
            return str(name)
    return data.name
