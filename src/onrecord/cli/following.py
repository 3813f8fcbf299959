"""What the record says of places."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.app import app
from onrecord.cli.desk import chosen_case, print_json, print_table, view_of
from onrecord.cli.options import CaseName, Db, Json, KnownOn, RecordedBy
from onrecord.queries.places import PlaceRow
from onrecord.queries.places import places as select_places

Country = Annotated[
    str | None, typer.Option("--country", help="Only in this state, by its ISO 3166-1 code: UA, SD ...", show_default=False)
]
Known = Annotated[
    bool | None,
    typer.Option("--known/--unknown", help="Only places with coordinates, or only those without.", show_default=False),
]


@app.command()
def places(
    country: Country = None,
    known: Known = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    as_json: Json = False,
) -> None:
    """List the places that reports name: how often, and where they are (GeoNames, CC BY 4.0)."""
    with view_of(db, known_on, recorded_by) as view:
        rows = select_places(view, country=country, known=known, case=chosen_case(view, case))
    if as_json:
        print_json(rows)
    else:
        print_table("Places", ("place", "country", "lat", "lon", "GeoNames", "mentions", "reports"), map(_place_cells, rows))


def _place_cells(row: PlaceRow) -> tuple[str | None, ...]:
    point = (None, None) if row.lat is None or row.lon is None else (f"{row.lat:.4f}", f"{row.lon:.4f}")
    return row.name, row.country, *point, str(row.geonames or ""), str(row.count), str(row.reports)
