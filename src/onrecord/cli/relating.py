"""What parties did to each other and promised each other: relations, commitments."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.app import app
from onrecord.cli.desk import chosen_case, print_json, print_table, short, view_of, where_from
from onrecord.cli.options import CaseName, Confidence, Db, Json, KnownOn, RecordedBy, Since, Until
from onrecord.cli.questions import At, Party
from onrecord.queries.commitments import EvidenceRow, FollowedRow
from onrecord.queries.commitments import commitments as select_commitments
from onrecord.queries.relations import ActRow, MonthRow, Relations
from onrecord.queries.relations import relations as select_relations
from onrecord.queries.statements import StatementRow

First = Annotated[str, typer.Argument(metavar="A", help="A party.", show_default=False)]
Second = Annotated[str | None, typer.Argument(metavar="B", help="The other party. Default: all others.", show_default=False)]
Overdue = Annotated[
    bool, typer.Option("--overdue", help="Only those whose last day has passed without a word that they were kept.")
]
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
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """Show what two parties did and said to each other, by month and by PLOVER's quarters."""
    with view_of(db, known_on, recorded_by, confidence) as view:
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


@app.command()
def commitments(
    party: Party = None,
    overdue: Overdue = False,
    at: At = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """List who promised what, by when, and what later reports tell of its keeping."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        found = select_commitments(view, party=party, overdue=overdue, at=at, case=chosen_case(view, case))
    if as_json:
        print_json(found)
    else:
        title = f"Commitments, as of {found.at or 'an unknown day'}"
        head = ("on", "who", "to whom", "what", "by", "state", "where", "evidence")
        print_table(title, head, map(_commitment_cells, found.promises))


def _commitment_cells(row: FollowedRow) -> tuple[str | None, ...]:
    first, more = row.told[0], len(row.told) - 1
    what = short(row.what) + (f" [{short(row.condition, 60)}]" if row.condition else "")
    state = row.state + (", overdue" if row.overdue else "")
    where = where_from(first) + (f" and {more} more" if more else "")
    return first.on, row.actor, row.to, what, row.due, state, where, "\n".join(map(_evidence_line, row.evidence)) or None


def _evidence_line(one: EvidenceRow) -> str:
    says = f", {one.told_by} says" if one.told_by else ""
    return f"{one.verdict}{' late' if one.late else ''} {one.on}{says}: {short(one.row.words, 60)} #{one.row.id[:8]}"
