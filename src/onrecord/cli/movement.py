"""Where the parties stand and how they moved: positions, moves, silence, offers."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from onrecord.cli.app import app, out
from onrecord.cli.desk import chosen_case, print_json, print_table, short, view_of, where_from
from onrecord.cli.options import CaseName, Confidence, Db, Json, KnownOn, RecordedBy, Since, Until, check_day
from onrecord.cli.questions import At, Issue, Party, position_cells, print_positions
from onrecord.errors import UsageError
from onrecord.queries.matrix import Matrix, StandingCell, stances_of
from onrecord.queries.matrix import matrix as select_matrix
from onrecord.queries.moves import MoveRow, Moves
from onrecord.queries.moves import moves as select_moves
from onrecord.queries.offers import OfferRow
from onrecord.queries.offers import offers as select_offers
from onrecord.queries.positions import PositionRow
from onrecord.queries.positions import positions as select_positions
from onrecord.queries.silence import SilentRow
from onrecord.queries.silence import silence as select_silence
from onrecord.relate.moves import MOVE_KINDS

# Parties side by side in a terminal; the others are named below the table.
COLUMNS = 5


def _check_kind(value: str | None) -> str | None:
    if value is not None and value not in MOVE_KINDS:
        raise UsageError(f"--kind {value!r} is no kind of move; there are: {', '.join(MOVE_KINDS)}")
    return value


Listed = Annotated[bool, typer.Option("--list", help="List every position in place of the matrix.")]
Kind = Annotated[
    str | None, typer.Option("--kind", help=f"Only these: {', '.join(MOVE_KINDS)}.", callback=_check_kind, show_default=False)
]
SilentSince = Annotated[
    str | None,
    typer.Option(
        "--since", help="Nothing said from this day on. Default: 30 days back.", callback=check_day, show_default=False
    ),
]
Unanswered = Annotated[bool, typer.Option("--unanswered", help="Only offers that nobody has answered.")]


@app.command()
def positions(
    issue: Issue = None,
    party: Party = None,
    at: At = None,
    listed: Listed = False,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """Show where each party stands on each issue: a matrix of standing positions, each with its words."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        case = chosen_case(view, case)
        if listed:
            rows = select_positions(view, issue=issue, party=party, at=at, case=case)
            print_json(rows) if as_json else print_positions(rows)
        else:
            found = select_matrix(view, issue=issue, party=party, at=at, case=case)
            print_json(found) if as_json else _print_matrix(found)


def _print_matrix(found: Matrix) -> None:
    cells, shown = found.by_place(), found.parties[:COLUMNS]
    title = f"Where the parties stand, as of {found.at}" if found.at else "Where the parties stand"
    rows = ((issue, *(_cell(cells.get((party, issue))) for party in shown)) for issue in found.issues)
    print_table(title, ("issue", *shown), rows if shown else ())
    if len(found.parties) > len(shown):
        others = f"{len(found.parties) - len(shown)} more: {', '.join(found.parties[COLUMNS:])}. Ask with --party."
        out.print(Text(others), soft_wrap=True)


def _cell(cell: StandingCell | None) -> str:
    """A cell in two or three lines: stance and since when, the last move with its row; what only others say is marked so."""
    if cell is None:
        return ""
    lines = []
    if cell.standing:
        last = cell.standing[-1]
        since = f" since {cell.since}" if cell.since != last.on else ""
        condition = " (if)" if any(row.condition for move in cell.standing for row in move.said) else ""
        lines += [f"{', '.join(stances_of(cell.standing))}{condition}{since}", f"{last.move} {last.on} #{last.said[0].id[:8]}"]
    elif cell.own:
        lines.append(f"{cell.own[0].stance} {cell.own[0].on or 'no date'} #{cell.own[0].id[:8]}")
    if cell.ascribed:
        row = cell.ascribed[0]
        lines.append(f"[{row.ascribed_by} says: {row.stance} {row.on or ''} #{row.id[:8]}]")
    return "\n".join(lines)


@app.command()
def moves(
    issue: Issue = None,
    party: Party = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """List how positions moved: new, repeated, softened, hardened, reversed, contradicted; each with the words that show it."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        found = select_moves(view, issue=issue, party=party, kind=kind, since=since, until=until, case=chosen_case(view, case))
    if as_json:
        print_json(found)
    else:
        _print_moves(found, kind)


def _print_moves(found: Moves, kind: str | None) -> None:
    print_table("Moves", ("on", "party", "issue", "move", "stance", "words", "where", "against"), map(_move_cells, found.moves))
    if kind is None and found.ascribed:
        head = ("party", "issue", "stance", "on", "words", "where")
        print_table("Ascribed by others: not the party's own word", head, map(position_cells, found.ascribed))
    if kind is None and found.undated:
        out.print(
            Text(f"{len(found.undated)} own positions of no certain day are no moves: onrecord positions --list"),
            soft_wrap=True,
        )


def _move_cells(row: MoveRow) -> tuple[str | None, ...]:
    said, more = row.said[0], len(row.said) - 1
    why = f" ({'; '.join(row.why)})" if row.why else ""
    against = [f"{one.stance} {one.on} #{one.id[:8]}" for one in row.against]
    later = [f"contradicted {one.on} #{one.id[:8]}" for one in row.contradicted_by]
    where = where_from(said) + (f" and {more} more" if more else "")
    return row.on, row.party, row.issue, row.move + why, said.stance, _words(said), where, "\n".join([*against, *later])


def _words(row: PositionRow) -> str:
    marks = [f"if: {short(row.condition, 60)}"] if row.condition else []
    marks += ["hedged"] if row.hedged else []
    return short(row.words) + "".join(f" [{mark}]" for mark in marks)


@app.command()
def silence(
    issue: Issue = None,
    party: Party = None,
    since: SilentSince = None,
    at: At = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """List who has said nothing on an issue since a day, though they had spoken before."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        found = select_silence(view, issue=issue, party=party, since=since, at=at, case=chosen_case(view, case))
    if as_json:
        print_json(found)
    elif found is None:
        out.print("No report has a date: nobody can be called silent.")
    else:
        title = f"Silent from {found.since} to {found.at} ({found.reports} reports meanwhile)"
        print_table(title, ("party", "issue", "days", "others said", "last", "words", "where"), map(_silent_cells, found.rows))


def _silent_cells(row: SilentRow) -> tuple[str | None, ...]:
    last = f"{row.last.stance} {row.last.on} (of {row.times})"
    return row.party, row.issue, str(row.days), str(row.others), last, _words(row.last), where_from(row.last)


@app.command()
def offers(
    issue: Issue = None,
    party: Party = None,
    at: At = None,
    unanswered: Unanswered = False,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """List what was offered, and what others have said on the issue since."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        rows = select_offers(view, issue=issue, party=party, at=at, unanswered=unanswered, case=chosen_case(view, case))
    if as_json:
        print_json(rows)
    else:
        print_table("Offers", ("on", "party", "issue", "offer", "where", "answers"), map(_offer_cells, rows))


def _offer_cells(row: OfferRow) -> tuple[str | None, ...]:
    answers = [f"{one.actor}: {one.stance} {one.on} #{one.id[:8]}" for one in row.answers]
    made = f"{row.offer.on}" + (f" ({row.times} times since {row.first_on})" if row.times > 1 else "")
    return made, row.party, row.issue, _words(row.offer), where_from(row.offer), "\n".join(answers) or "none"
