"""What parties did to each other and promised each other: relations, commitments."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.app import app
from onrecord.cli.desk import chosen_case, print_json, print_table, short, view_of, where_from
from onrecord.cli.options import CaseName, Db, Json, KnownOn, RecordedBy, Since, Until
from onrecord.queries.relations import ActRow, MonthRow, Relations
from onrecord.queries.relations import relations as select_relations
from onrecord.queries.statements import StatementRow

First = Annotated[str, typer.Argument(metavar="A", help="A party.", show_default=False)]
Second = Annotated[str | None, typer.Argument(metavar="B", help="The other party. Default: all others.", show_default=False)]
ARROWS = {"to": "->", "from": "<-", "mutual": "<->"}


@app.command()
def relations(
    party: First,
    other: Second = None,
    since: Since = None,
    until: Until = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    as_json: Json = False,
) -> None:
    """Show what two parties did and said to each other, by month and by PLOVER's quarters."""
    with view_of(db, known_on, recorded_by) as view:
        found = select_relations(view, party, other, since=since, until=until, case=chosen_case(view, case))
    if as_json:
        print_json(found)
    else:
        _print_relations(found)


def _print_relations(found: Relations) -> None:
    title = f"{found.party} -> other, <- other, <-> mutual, by month"
    cells: dict[tuple[str | None, str], dict[str, str]] = {}
    for row in found.months:
        cells.setdefault((row.month, row.other), {})[row.quarter] = _count(row)
    print_table(
        title,
        ("month", "other", *found.quarters),
        ((month or "no month", other, *(row.get(name) for name in found.quarters)) for (month, other), row in cells.items()),
    )
    head = ("date", "quarter", "type", "status", "direction", "words", "where")
    print_table("Acts", head, (_act_cells(found.party, row) for row in found.acts))
    if found.said:
        print_table("Said to each other", ("on", "who", "to", "said", "where"), map(_said_cells, found.said))


def _count(row: MonthRow) -> str:
    counts = (("->", row.to), ("<-", row.by_other), ("<->", row.mutual))
    return "  ".join(f"{arrow} {count}" for arrow, count in counts if count)


def _act_cells(party: str, row: ActRow) -> tuple[str | None, ...]:
    first, more = row.events[0], len(row.events) - 1
    where = where_from(first) + (f" and {more} more" if more else "")
    direction = f"{party} {ARROWS[row.direction]} {row.other}"
    when = row.date or (f"reported {row.month}" if row.month else None)
    return when, row.quarter, row.type, row.status, direction, short(first.words, 80), where


def _said_cells(row: StatementRow) -> tuple[str | None, ...]:
    return row.on, row.source, row.addressee, f"{row.cue}: {short(row.words)}", where_from(row)
