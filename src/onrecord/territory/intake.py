"""A user's path to pieces of content: which files it has, of which kind, of which day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import InvalidMap
from onrecord.territory.dataset import Kind
from onrecord.territory.days import day_in
from onrecord.territory.geojson import first_property, parse_json
from onrecord.territory.vector import ENDINGS, as_geojson

MAP_ENDINGS = {".geojson", ".json"}
TABLE = ".csv"
# A day's map has 80 KB, a country's boundaries 2 MB; more than this is no map of ours.
MAX_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Content as the user gave it: a file, or the features of one day in a file."""

    name: str
    content: bytes
    day: date | None

    @property
    def sha256(self) -> str:
        """The hash of the content."""
        return hashlib.sha256(self.content).hexdigest()


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InvalidMap(f"{path}: has {path.stat().st_size:,} bytes, more than {MAX_BYTES:,}")
        return as_geojson(path) if path.suffix.casefold() in ENDINGS else path.read_bytes()
    except OSError as error:
        raise InvalidMap(f"{path}: cannot be read: {error}") from error


def map_files(folder: Path) -> list[Path]:
    """The files of a folder that may be maps, in the order of their names."""
    return sorted(path for path in folder.iterdir() if path.suffix.casefold() in MAP_ENDINGS | ENDINGS and path.is_file())


def sole_file(path: Path) -> Path:
    """The one file of a folder that holds a single table or map under a name without a day; else the path itself."""
    if not path.is_dir():
        return path
    files = [file for file in path.iterdir() if file.suffix.casefold() in MAP_ENDINGS | ENDINGS | {TABLE} and file.is_file()]
    return files[0] if len(files) == 1 and day_in(files[0].stem) is None else path


def kind_of(path: Path) -> Kind:
    """What a path holds: a folder of dated maps, a table of areas, boundaries, or dated maps in one file.

    Raises: InvalidMap, if there is nothing there or its content is none of these.
    """
    if path.is_dir():
        return "maps"
    if not path.is_file():
        raise InvalidMap(f"{path}: no such file or folder")
    if path.suffix.casefold() == TABLE:
        return "areas"
    document = parse_json(_read(path), path.name)
    if isinstance(document, list):
        return "areas"
    dated = day_in(path.name) is not None or any(_day_of(feature) for feature in _features(document))
    return "maps" if dated else "boundaries"


def _features(document: Any) -> list[Any]:
    features = document.get("features") if isinstance(document, dict) else None
    return features if isinstance(features, list) else []


def _day_of(feature: Any) -> date | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return None
    value = first_property(properties, "date")
    return None if value is None else day_in(str(value))


def dated_files(folder: Path, left_out: list[str]) -> Iterator[tuple[date, Path]]:
    """The files of a folder with the day that their names tell; those whose name tells none are named in `left_out`."""
    for path in map_files(folder):
        day = day_in(path.stem)
        if day is None:
            left_out.append(f"{path.name}: its name holds no day (YYYYMMDD or YYYY-MM-DD); left out")
        else:
            yield day, path


def pieces(path: Path, kind: Kind, left_out: list[str]) -> Iterator[Piece]:
    """The pieces of a path, read one at a time. What cannot be read or has no day is named in `left_out`."""
    if kind != "maps":
        yield Piece(path.name, _read(path), None)
    elif path.is_dir():
        for day, file in dated_files(path, left_out):
            yield Piece(file.name, _read(file), day)
    else:
        yield from _pieces_of_file(path, left_out)


def _pieces_of_file(path: Path, left_out: list[str]) -> Iterator[Piece]:
    """The days of one file: by the features' own dates, else the day in its name."""
    content = _read(path)
    document = parse_json(content, path.name)
    by_day: dict[date, list[Any]] = {}
    for number, feature in enumerate(_features(document)):
        day = _day_of(feature)
        if day is not None:
            by_day.setdefault(day, []).append(feature)
        elif day_in(path.name) is None:
            left_out.append(f"{path.name}: feature {number} has no day; left out")
    named = day_in(path.stem)
    if not by_day and named is not None:
        yield Piece(path.name, content, named)
    crs = {"crs": document["crs"]} if isinstance(document, dict) and document.get("crs") else {}
    for day in sorted(by_day):
        collection = {"type": "FeatureCollection", **crs, "features": by_day[day]}
        yield Piece(f"{path.name}#{day}", json.dumps(collection, sort_keys=True).encode(), day)
