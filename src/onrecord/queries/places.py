"""The places that reports name: how often, where they are, in which reports."""

from __future__ import annotations

from collections import Counter, defaultdict

from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.row import Row, basis
from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.view import View


class PlaceMention(Row):
    """One mention of a place, as it is named there."""

    name: str


class PlaceRow(Frozen):
    """A place with its mentions. Degrees WGS84, None where it is in no gazetteer; `name` as it is most often named."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    count: int
    reports: int
    mentions: tuple[PlaceMention, ...]


def places(view: View, *, country: str | None = None, known: bool | None = None, case: str | None = None) -> list[PlaceRow]:
    """Return places, those named in most reports first.

    Args:
        view: the record as of now, or by its clocks.
        country: only in this state, by its ISO 3166-1 code, in any case.
        known: only those with coordinates, or only those without.
        case: only reports of this case.
    """
    together: dict[object, list[StoredRow]] = defaultdict(list)
    for row in view.rows("places", case=checked(view, case)):
        if country and (row.item.country or "").casefold() != country.casefold():
            continue
        if known is None or known == (row.item.lat is not None):
            together[_identity(row)].append(row)
    found = map(_to_place, together.values())
    return sorted(found, key=lambda place: (-place.reports, -place.count, place.name))


def _identity(row: StoredRow) -> object:
    """What makes two mentions one place: the gazetteer's id, else the point with its name, else the name."""
    place = row.item
    return place.geonames or (name_key(place.name), place.lat, place.lon)


def _to_place(rows: list[StoredRow]) -> PlaceRow:
    place = rows[0].item
    name = Counter(row.item.name for row in rows).most_common(1)[0][0]
    mentions = tuple(PlaceMention(**basis(row), name=row.item.name) for row in rows)
    reports = len({row.head.report_id for row in rows})
    where = {field: getattr(place, field) for field in ("country", "lat", "lon", "geonames")}
    return PlaceRow(name=name, **where, count=len(rows), reports=reports, mentions=mentions)
