"""GeoPackage and shapefile as GeoJSON, by way of pyogrio, which is not installed with onrecord."""

from __future__ import annotations

import importlib
import importlib.util
import json
from pathlib import Path
from typing import Any

import shapely

from onrecord.errors import InvalidMap

ENDINGS = {".gpkg", ".shp"}


def as_geojson(path: Path) -> bytes:
    """The first layer of a GeoPackage or shapefile as GeoJSON that names its coordinate system.

    Raises: InvalidMap, if pyogrio is not installed, or the file cannot be read.
    """
    if importlib.util.find_spec("pyogrio") is None:
        raise InvalidMap(f"{path}: {path.suffix} needs pyogrio; install it (`pip install pyogrio`), or give GeoJSON")
    raw: Any = importlib.import_module("pyogrio.raw")
    errors: Any = importlib.import_module("pyogrio.errors")
    try:
        meta, _, geometries, columns = raw.read(path, force_2d=True, datetime_as_string=True)
    except (errors.DataSourceError, errors.DataLayerError, errors.GeometryError, errors.FeatureError) as error:
        raise InvalidMap(f"{path}: cannot be read: {error}") from error
    names = list(meta["fields"])
    rows = zip(*columns, strict=True) if names else ((),) * len(geometries)
    features = [
        {"type": "Feature", "geometry": _geometry(wkb), "properties": dict(zip(names, map(_plain, row), strict=True))}
        for wkb, row in zip(geometries, rows, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", **_crs(meta["crs"]), "features": features}).encode()


def _crs(name: str | None) -> dict[str, Any]:
    return {"crs": {"type": "name", "properties": {"name": name}}} if name else {}


def _geometry(wkb: bytes | None) -> Any:
    return None if wkb is None else json.loads(shapely.to_geojson(shapely.from_wkb(wkb)))


def _plain(value: Any) -> Any:
    """A column's value as JSON has it."""
    return value.item() if hasattr(value, "item") else value
