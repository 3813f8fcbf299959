"""Data sets of maps in a folder: adding what is new, and opening what is there.

A data set's folder holds its description, and each map as well-known binary in degrees, mended and merged, which reads in a
tenth of the time of its GeoJSON. Nothing is fetched and nothing comes with onrecord: the user adds what they have the right to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from onrecord.errors import InvalidMap
from onrecord.territory.dataset import DESCRIPTION, DataSet, Kind, Part, read_description, write_description
from onrecord.territory.geojson import Findings, parse_features, union
from onrecord.territory.intake import Piece, kind_of, pieces, sole_file
from onrecord.territory.maps import Maps
from onrecord.territory.regions import Region, parse_regions
from onrecord.territory.series import denominator
from onrecord.territory.surface import area_km2, to_plane
from onrecord.territory.table import LayerAreas, parse_table

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding: the data set, what is new or changed in it, how much was there already, what was left out."""

    data: DataSet
    added: tuple[str, ...]
    unchanged: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the user states about a data set, and how to read it."""

    licence: str | None = None
    origin: str | None = None
    kind: Kind | None = None
    crs: str | None = None


def folder_of(root: Path, name: str) -> Path:
    """The folder of a data set. Raises: InvalidMap, if the name could not be a folder's."""
    if not NAME.fullmatch(name) or ".." in name:
        raise InvalidMap(f"the name {name!r} must be small letters, digits, '-', '_' and '.', at most 64")
    return root / name


def data_sets(root: Path) -> Iterator[DataSet]:
    """The data sets in a folder, by name."""
    if root.is_dir():
        for folder in sorted(root.iterdir()):
            if (folder / DESCRIPTION).is_file():
                yield read_description(folder)


def add(root: Path, name: str, path: Path, terms: Terms | None = None, progress: Callable[[str], None] | None = None) -> Added:
    """Add a path's maps, table or boundaries to a data set, making it if need be.

    Content that is there already is not read again. A bad file is left out and named, the rest is added. Licence and origin
    that are not given stay as they were. `progress` is called with the name of each piece.

    Raises: InvalidMap, if nothing could be added, or the data set is of another kind.
    """
    terms = terms or Terms()
    folder, path = folder_of(root, name), sole_file(path)
    kind = terms.kind or kind_of(path)
    before = read_description(folder) if (folder / DESCRIPTION).is_file() else DataSet(name, kind, None, None, ())
    if before.kind != kind:
        raise InvalidMap(f"the data set {name!r} holds {before.kind}, {path} holds {kind}; add it under another name")
    left_out: list[str] = []
    adding = _Adding(folder, kind, terms.crs, before.parts, left_out)
    for piece in pieces(path, kind, left_out):
        adding.take(piece)
        if progress is not None:
            progress(piece.name)
    if not adding.parts:
        raise InvalidMap(f"{path}: nothing could be added" + "".join(f"; {words}" for words in left_out[:3]))
    data = replace(
        before, licence=terms.licence or before.licence, origin=terms.origin or before.origin, parts=adding.sorted_parts()
    )
    write_description(folder, data)
    return Added(data, tuple(adding.added), adding.unchanged, tuple(left_out))


class _Adding:
    """Takes pieces one by one into a data set's folder."""

    def __init__(self, folder: Path, kind: Kind, crs: str | None, parts: tuple[Part, ...], left_out: list[str]) -> None:
        self.folder, self.kind, self.crs, self.left_out = folder, kind, crs, left_out
        self.parts = {part.file: part for part in parts}
        self.seen: dict[str, tuple[str, str]] = {}
        self.added: list[str] = []
        self.unchanged = 0
        (folder / "content").mkdir(parents=True, exist_ok=True)

    def take(self, piece: Piece) -> None:
        """Add a piece, or count it as unchanged, or say why it is left out."""
        file = f"content/{piece.day}.wkb" if piece.day else f"content/{self.kind}"
        if file in self.seen:
            self._second(piece, self.seen[file])
            return
        known = self.parts.get(file)
        self.seen[file] = (piece.name, piece.sha256)
        if known is not None and known.sha256 == piece.sha256:
            self.unchanged += 1
            return
        findings = Findings(piece.name)
        try:
            area = self._store(piece, file, findings)
        except InvalidMap as error:
            self.left_out.append(f"{error.message}; left out")
            return
        notes = tuple(findings.notes)
        self.parts[file] = Part(piece.name, piece.sha256, file, piece.day, area, notes)
        self.added.append(str(piece.day or piece.name))

    def _second(self, piece: Piece, first: tuple[str, str]) -> None:
        name, content = first
        same = "the same" if piece.sha256 == content else "other"
        self.left_out.append(f"{piece.name}: a second map of {piece.day} with {same} content; {name} is kept")

    def _store(self, piece: Piece, file: str, findings: Findings) -> float | None:
        """Check a piece and write it in the form it is opened in; returns its area, if it has one."""
        path = self.folder / file
        if self.kind == "areas":
            table = parse_table(piece.content, findings, denominator())
            _write(path, json.dumps(_as_json(table), sort_keys=True).encode())
            return None
        if self.kind == "boundaries":
            parse_regions(piece.content, findings, self.crs)
            _write(path, piece.content)
            return None
        held = union(parse_features(piece.content, findings, self.crs), findings)
        _write(path, shapely.to_wkb(held))
        return area_km2(to_plane(held))

    def sorted_parts(self) -> tuple[Part, ...]:
        """All parts, by file."""
        return tuple(self.parts[file] for file in sorted(self.parts))


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(content)
    draft.replace(path)


def _as_json(table: LayerAreas) -> dict[str, dict[str, float]]:
    return {layer: {day.isoformat(): area for day, area in days.items()} for layer, days in table.layers.items()}


def _opened(root: Path, name: str, kind: Kind) -> tuple[Path, DataSet]:
    folder = folder_of(root, name)
    data = read_description(folder)
    if data.kind != kind:
        raise InvalidMap(f"the data set {name!r} holds {data.kind}, not {kind}")
    return folder, data


def open_maps(root: Path, name: str) -> Maps:
    """The maps of a data set, by day. Raises: InvalidMap."""
    folder, data = _opened(root, name, "maps")
    dated: dict[date, Part] = {part.day: part for part in data.parts if part.day is not None}
    areas = {day: part.area_km2 for day, part in dated.items() if part.area_km2 is not None}
    return Maps({day: _reader(folder / part.file) for day, part in dated.items()}, areas)


def extent(root: Path, data: DataSet) -> tuple[date, date] | None:
    """The first and last day of a data set; None for boundaries."""
    days = data.days
    if data.kind == "areas":
        days = tuple(sorted({day for layer in open_table(root, data.name).layers.values() for day in layer}))
    return (days[0], days[-1]) if days else None


def _reader(path: Path) -> Callable[[], BaseGeometry]:
    def read() -> BaseGeometry:
        try:
            return shapely.from_wkb(path.read_bytes())
        except (OSError, ShapelyError) as error:
            raise InvalidMap(f"{path}: damaged or absent ({error}); add the data set again") from error

    return read


def open_table(root: Path, name: str) -> LayerAreas:
    """The areas of a data set, by layer and day. Raises: InvalidMap."""
    folder, data = _opened(root, name, "areas")
    layers = LayerAreas()
    for part in data.parts:
        for layer, days in json.loads((folder / part.file).read_bytes()).items():
            layers.layers.setdefault(layer, {}).update({date.fromisoformat(day): area for day, area in days.items()})
    return layers


def open_regions(root: Path, name: str) -> list[Region]:
    """The regions of a data set, by name. Raises: InvalidMap."""
    folder, data = _opened(root, name, "boundaries")
    part = data.parts[0]
    return parse_regions((folder / part.file).read_bytes(), Findings(part.source))
