"""The gazetteer: places by name, from an index that is made on first use."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from onrecord.config import cache_folder
from onrecord.errors import GazetteerMissing
from onrecord.resolve.gazetteer_index import index_name, make_index
from onrecord.scheme.actor_entry import name_key

PlaceKind = Literal["country", "region", "town", "wide"]
# Names that one report and the next ask for.
NAMES_AT_HAND = 4096
ASKED = """
SELECT p.kind, p.name, p.lat, p.lon, p.country, p.admin1, p.population, p.capital, p.geonames, n.main, p.id
FROM names n JOIN places p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer. Degrees WGS84; `country` ISO 3166-1; `admin1` GeoNames' code of its region.

    `main` tells whether the name asked for is its own, not an alternate. A `wide` place lies in no single state.
    """

    kind: PlaceKind
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    population: int
    capital: bool
    geonames: int | None
    main: bool
    number: int

    def within(self, other: Entry) -> bool:
        """Whether it lies in a state or region."""
        if self == other or self.country != other.country or other.country is None:
            return False
        return other.kind == "country" or (other.kind == "region" and self.admin1 == other.admin1)


def _entry(row: tuple[Any, ...]) -> Entry:
    kind, name, lat, lon, country, admin1, population, capital, geonames, main, number = row
    return Entry(kind, name, lat, lon, country, admin1, population, bool(capital), geonames, bool(main), number)


class Gazetteer:
    """Places by name. Opening takes milliseconds, a name some microseconds."""

    def __init__(self, path: Path) -> None:
        # Read from any thread: the connection is never written to.
        self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._entries = lru_cache(maxsize=NAMES_AT_HAND)(self._ask)
        try:
            self._entries("")
        except sqlite3.DatabaseError as error:
            raise GazetteerMissing(f"{path}: not an index of places ({error}); delete it, and it is made anew") from error

    def _ask(self, key: str) -> tuple[Entry, ...]:
        rows = self._database.execute(ASKED, (key,)).fetchall()
        return tuple(_entry(row) for row in rows)

    def find(self, name: str) -> tuple[Entry, ...]:
        """The places of a name, the most populous first. Case, accents, punctuation and a leading article do not matter."""
        return self._entries(name_key(name))


def say(words: str) -> None:
    """Tell the user, on standard error, what takes time."""
    sys.stderr.write(f"onrecord: {words}\n")
    sys.stderr.flush()


def open_gazetteer(folder: Path | None = None, tell: Callable[[str], None] = say) -> Gazetteer:
    """Open the gazetteer in a folder, by default the cache; its index is made where there is none.

    Raises: GazetteerMissing, where the package with the lists is absent or the folder cannot be written.
    """
    path = (folder or cache_folder()) / index_name()
    if not path.exists():
        tell(f"making the index of places from the installed GeoNames lists, once (about half a minute): {path}")
        make_index(path)
    return Gazetteer(path)
