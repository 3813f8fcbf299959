"""What a data set of maps is: its name, kind, licence and origin, and which content it was made from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from onrecord.errors import InvalidMap

Kind = Literal["maps", "areas", "boundaries"]
DESCRIPTION = "dataset.json"
# Raised when the layout of a data set's folder changes; a folder of another version is added anew.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One map, table or set of boundaries in a data set.

    `sha256` is of the content as the user gave it, `source` the name it had. `day` is None for what is of no one day,
    `area_km2` for what has no one area. `notes` are what was mended or left out in it.
    """

    source: str
    sha256: str
    file: str
    day: date | None = None
    area_km2: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set that the user added. `licence` and `origin` are what the user states, or None."""

    name: str
    kind: Kind
    licence: str | None
    origin: str | None
    parts: tuple[Part, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The days it has maps of, sorted."""
        return tuple(sorted(part.day for part in self.parts if part.day is not None))


def write_description(folder: Path, data: DataSet) -> None:
    """Write the description beside the content: whole or not at all."""
    document = {"version": VERSION, **asdict(data)}
    words = json.dumps(document, ensure_ascii=False, indent=1, default=str)
    draft = folder / f"{DESCRIPTION}.new"
    draft.write_text(words + "\n", encoding="utf-8")
    draft.replace(folder / DESCRIPTION)


def read_description(folder: Path) -> DataSet:
    """Read the description of a data set. Raises: InvalidMap, if there is none, or it is damaged or of another version."""
    path = folder / DESCRIPTION
    if not path.is_file():
        raise InvalidMap(f"there is no data set in {folder}; add one with `onrecord maps add`")
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidMap(f"{path}: cannot be read: {error}") from error
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise InvalidMap(f"{path}: not a description of version {VERSION}; add the data set again")
    return _data_set(document, path)


def _data_set(document: dict[str, Any], path: Path) -> DataSet:
    try:
        parts = tuple(_part(part) for part in document["parts"])
        kind = document["kind"]
        data = DataSet(document["name"], kind, document["licence"], document["origin"], parts)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidMap(f"{path}: damaged ({type(error).__name__}: {error}); add the data set again") from error
    if kind not in get_args(Kind):
        raise InvalidMap(f"{path}: kind {kind!r} is not one of {', '.join(get_args(Kind))}")
    return data


def _part(part: dict[str, Any]) -> Part:
    day = date.fromisoformat(part["day"]) if part["day"] else None
    return Part(part["source"], part["sha256"], part["file"], day, part["area_km2"], tuple(part["notes"]))
