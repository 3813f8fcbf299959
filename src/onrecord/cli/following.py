"""What happens where and when: places, and talks as a series."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from onrecord.cli.app import app
from onrecord.cli.calendar_file import IcsFile, write_calendar
from onrecord.cli.desk import chosen_case, print_json, print_table, short, view_of, where_from
from onrecord.cli.options import CaseName, Confidence, Db, Json, KnownOn, RecordedBy, Since, Until
from onrecord.cli.questions import Party
from onrecord.queries.accounts import AccountRow
from onrecord.queries.places import PlaceRow
from onrecord.queries.places import places as select_places
from onrecord.queries.talks import MeetingRow, TalksRow
from onrecord.queries.talks import talks as select_talks

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
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """List the places that reports name: how often, and where they are (GeoNames, CC BY 4.0)."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        rows = select_places(view, country=country, known=known, case=chosen_case(view, case))
    if as_json:
        print_json(rows)
    else:
        print_table("Places", ("place", "country", "lat", "lon", "GeoNames", "mentions", "reports"), map(_place_cells, rows))


def _place_cells(row: PlaceRow) -> tuple[str | None, ...]:
    point = (None, None) if row.lat is None or row.lon is None else (f"{row.lat:.4f}", f"{row.lon:.4f}")
    return row.name, row.country, *point, str(row.geonames or ""), str(row.count), str(row.reports)


@app.command()
def talks(
    party: Party = None,
    since: Since = None,
    until: Until = None,
    ics: IcsFile = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """List meetings of the same parties as rounds: what was planned, what became of it, and who says so."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        case = chosen_case(view, case)
        found = select_talks(view, party=party, since=since, until=until, case=case)
    if ics is not None:
        write_calendar(ics, [meeting for series in found for meeting in series.rounds], case)
    if as_json:
        print_json(found)
    elif ics is None:
        _print_talks(found)


def _print_talks(found: list[TalksRow]) -> None:
    if not found:
        print_table("Talks", ("date",), ())
    for series in found:
        print_table(
            " – ".join(series.parties),
            ("date", "what became of it", "place", "reported as", "who says so", "words", "where"),
            (cells for meeting in series.rounds for cells in _meeting_cells(meeting)),
        )


def _meeting_cells(meeting: MeetingRow) -> Iterator[tuple[str | None, ...]]:
    """One line for each account; what is known of the meeting stands in the first."""
    dates = " or ".join(meeting.dates) or "no day"
    number = f"round {meeting.number}: " if meeting.number else ""
    head = (dates, f"{number}{meeting.outcome}{' (reports differ)' if meeting.conflict else ''}", meeting.place)
    for place, account in enumerate(meeting.accounts):
        yield (*(head if place == 0 else (None, None, None)), *_account_cells(account))


def _account_cells(account: AccountRow) -> tuple[str | None, ...]:
    told = f"{account.status} {account.date or ''}".strip()
    return told, ", ".join((account.said_by or "", *account.via)).strip(", "), short(account.words, 80), where_from(account)
