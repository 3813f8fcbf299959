"""`onrecord maps` and `onrecord territory`: data sets of control maps, and what they say."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import typer
from rich import box
from rich.progress import Progress
from rich.table import Table

from onrecord.cli.app import app, err, out
from onrecord.cli.options import AllowPrivate, Json
from onrecord.config import data_folder
from onrecord.errors import InvalidMap
from onrecord.ingest.addresses import is_address
from onrecord.ingest.fetch import fetch
from onrecord.territory.change_map import Borders, change_map
from onrecord.territory.dataset import DataSet, Kind
from onrecord.territory.drawing import check_path, save
from onrecord.territory.request import Answer, Request, answer, first_day, last_day
from onrecord.territory.series import Row
from onrecord.territory.series_chart import series_chart
from onrecord.territory.store import Added, Terms, add, data_sets, extent, open_maps, open_regions

maps = typer.Typer(help="Data sets of control maps, areas and boundaries that you add.", no_args_is_help=True)
app.add_typer(maps, name="maps")

By = Literal["day", "month", "oblast", "region"]
Days = Literal["first-to-first", "end-to-end", "second-to-second"]


def _option(name: str, explained: str, metavar: str | None = None) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, help=explained, show_default=False, metavar=metavar)
    return option


Name = Annotated[str, typer.Argument(help="The data set's name.")]
Where = Annotated[str, typer.Argument(metavar="PATH|URL", help="A folder of dated GeoJSON, a file, or a file's address.")]
Licence = Annotated[str | None, _option("--licence", "The licence you have it under.")]
Origin = Annotated[str | None, _option("--origin", "Who made it, and where it is from.")]
Kinds = Annotated[Kind | None, _option("--kind", "What it holds. Default: found out.")]
Crs = Annotated[str | None, _option("--crs", "Its coordinate system, where the file names none.")]
MapName = Annotated[str, _option("--map", "The data set.")]
From = Annotated[str | None, _option("--from", "The first month or day (2025-11, 2025-11-03).")]
To = Annotated[str | None, _option("--to", "The last month or day.")]
RowsBy = Annotated[By, typer.Option("--by", help="What the rows are by.")]
Convention = Annotated[Days | None, _option("--days", "The days that bound a month. Default: those of the definition.")]
ShareOf = Annotated[float | None, _option("--share-of", "What shares are of. Default: Ukraine's official area.", "KM2")]
DefinitionName = Annotated[str | None, _option("--definition", "What a table's areas are the sum of.")]
Regions = Annotated[str | None, _option("--regions", "The data set of boundaries.")]
Picture = Annotated[Path | None, _option("--picture", "Draw what changed from the first day to the last: a .png or .svg file.")]
Chart = Annotated[Path | None, _option("--chart", "Draw the series: a .png or .svg file.")]
WithRange = Annotated[bool, typer.Option("--range", help="Give each month by every day convention too.")]


def maps_folder() -> Path:
    """The folder of the data sets."""
    return data_folder() / "maps"


@maps.command("add")
def add_maps(
    name: Name,
    source: Where,
    licence: Licence = None,
    origin: Origin = None,
    kind: Kinds = None,
    crs: Crs = None,
    allow_private: AllowPrivate = False,
) -> int:
    """Add maps, a table of areas or boundaries to a data set; what is there already is not read again."""
    with tempfile.TemporaryDirectory() as scratch:
        fetched = is_address(source)
        path = _fetched(source, Path(scratch), allow_private) if fetched else Path(source)
        terms = Terms(licence, origin or (source if fetched else None), kind, crs)
        with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
            task = progress.add_task(name, total=None)
            added = add(maps_folder(), name, path, terms, lambda piece: progress.update(task, advance=1, description=piece))
    return _say_added(added)


def _fetched(address: str, folder: Path, allow_private: bool) -> Path:
    """The content of an address in a file that keeps its name, which may hold its day."""
    got = fetch(address, allow_private=allow_private)
    path = folder / (Path(urlsplit(got.url).path).name or "map.geojson")
    path.write_bytes(got.data)
    return path


def _say_added(added: Added) -> int:
    data = added.data
    counted = f"{len(added.added)} added, {added.unchanged} there already"
    out.print(f"{data.name}: {counted}; {data.kind}, {_extent(data)}", markup=False)
    for part in data.parts:
        for note in part.notes:
            err.print(f"note: {note}", markup=False)
    for words in added.left_out:
        err.print(f"left out: {words}", markup=False)
    return 1 if added.left_out else 0


def _extent(data: DataSet) -> str:
    days = extent(maps_folder(), data)
    return f"{days[0]} to {days[1]}" if days else data.parts[0].source


@maps.command("list")
def list_maps(as_json: Json = False) -> None:
    """List the data sets with their days, licence and origin."""
    sets = list(data_sets(maps_folder()))
    if as_json:
        rows = [{"name": d.name, "kind": d.kind, "days": _extent(d), "licence": d.licence, "origin": d.origin} for d in sets]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = Table("name", "kind", "days", "licence", "origin", box=box.SIMPLE)
    for data in sets:
        table.add_row(data.name, data.kind, _extent(data), data.licence or "not stated", data.origin or "not stated")
    out.print(table)


@app.command("territory")
def show_territory(
    map_name: MapName,
    since: From = None,
    until: To = None,
    by: RowsBy = "month",
    days: Convention = None,
    share_of: ShareOf = None,
    definition: DefinitionName = None,
    regions: Regions = None,
    with_range: WithRange = False,
    picture: Picture = None,
    chart: Chart = None,
    as_json: Json = False,
) -> int:
    """Show what was gained, lost and held, by month, day or region; draw a map of what changed, and a chart."""
    for path in (picture, chart):
        if path is not None:
            check_path(path)
    request = Request(
        map=map_name,
        since=first_day(since) if since else None,
        until=last_day(until) if until else None,
        by="region" if by == "oblast" else by,
        days=days,
        share_of=share_of,
        definition=definition,
        regions=regions,
        with_range=with_range,
    )
    found = answer(maps_folder(), request)
    if chart is not None:
        save(series_chart(found.data, found.definition, found.series), chart)
    if picture is not None:
        save(_change_map(found, request), picture)
    if as_json:
        typer.echo(json.dumps(found.rows(), ensure_ascii=False, indent=1))
    else:
        _print_table(found)
    for note in found.series.notes:
        err.print(f"note: {note}", markup=False)
    return 0 if found.series.rows else 1


def _change_map(found: Answer, request: Request) -> object:
    """The map of what changed from the first row's first map to the last row's last."""
    if not found.series.rows:
        raise InvalidMap(f"the data set {found.data.name!r} has no row for the time asked, so there is nothing to draw")
    maps, days = open_maps(maps_folder(), found.data.name), found.series.rows
    start, end = min(row.first_map for row in days), max(row.last_map for row in days)
    borders = [data.name for data in data_sets(maps_folder()) if data.kind == "boundaries"]
    name = request.regions or (borders[0] if len(borders) == 1 else None)
    return change_map(found.data, maps, start, end, _borders(name) if name else None)


def _borders(name: str) -> Borders:
    data = next((data for data in data_sets(maps_folder()) if data.name == name), None)
    regions = tuple(open_regions(maps_folder(), name))  # says what is wrong with an unknown name
    return Borders(data or DataSet(name, "boundaries", None, None, ()), regions)


def _print_table(found: Answer) -> None:
    series = found.series
    table = Table(series.by, box=box.SIMPLE, pad_edge=False)
    for heading in ("from", "to", "net", "gain", "loss", "held", "share"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in series.rows:
        table.add_row(row.period, str(row.first_day), str(row.last_day), *_numbers(row))
    out.print(table)
    for row in series.rows:
        for words in (*row.notes, *_range_words(found, row)):
            out.print(f"{row.period}: {words}", markup=False)
    rests_on = f"{found.data.name}: {found.definition.says}; {series.days}; km², shares of {series.share_of_km2:,.0f} km²"
    terms = f"licence {found.data.licence or 'not stated'}; origin {found.data.origin or 'not stated'}"
    out.print(f"{rests_on}; {terms}", markup=False)


def _numbers(row: Row) -> list[str]:
    areas = ["" if area is None else f"{area:,.1f}" for area in (row.net_km2, row.gain_km2, row.loss_km2, row.end_area_km2)]
    return [*areas, f"{row.end_share_pct:.2f}%"]


def _range_words(found: Answer, row: Row) -> list[str]:
    """How far the day conventions lie apart."""
    rows = found.ranges.get(row.period, {}).values()
    nets, gains = [r.net_km2 for r in rows], [r.gain_km2 for r in rows if r.gain_km2 is not None]
    if len(nets) < 2:
        return []
    gained = f", gain {min(gains):,.1f} to {max(gains):,.1f}" if gains else ""
    return [f"net {min(nets):,.1f} to {max(nets):,.1f}{gained} over {len(nets)} day conventions"]
