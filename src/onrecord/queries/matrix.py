"""Where each party stands at a day: party by issue, the latest standing position in each cell, every cell with its statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.moves import MoveRow, moves_of
from onrecord.queries.positions import PositionRow, position_rows, spellings
from onrecord.record.layers import name_key
from onrecord.record.view import View


class StandingCell(Frozen):
    """What a party holds on an issue. `standing` is what it said on the last day on which it spoke of it, each as a move.

    It is empty where only others say what the party holds, or no day is known. `since` is the day from which the party has taken
    all of these stances whenever it spoke. `own` and `ascribed` are all statements behind the cell, the latest first.
    """

    party: str
    issue: str
    standing: tuple[MoveRow, ...]
    since: str | None
    own: tuple[PositionRow, ...]
    ascribed: tuple[PositionRow, ...]


class Matrix(Frozen):
    """Standing positions, the parties and issues with most to show first. A pair without a cell has said nothing."""

    at: str | None
    case: str | None
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    cells: tuple[StandingCell, ...]

    def by_place(self) -> dict[tuple[str, str], StandingCell]:
        """Return the cells by party and issue."""
        return {(cell.party, cell.issue): cell for cell in self.cells}


def matrix(
    view: View, *, issue: str | None = None, party: str | None = None, at: str | None = None, case: str | None = None
) -> Matrix:
    """Return the matrix of standing positions.

    Args:
        view: the record as of now, or by its clocks.
        issue: only this issue, by its slug.
        party: only this party; any name the record knows for it.
        at: as of the end of this day: what was said or published later is left out, and so is what has no day.
        case: only reports of this case.
    """
    case = checked(view, case)
    found = position_rows(view, issue=issue, party=party, case=case)
    rows = [row for row in found if at is None or "" < row.day <= at]
    names = spellings(rows)
    behind: dict[tuple[str, str], list[PositionRow]] = defaultdict(list)
    for row in rows:
        behind[names[name_key(row.actor)], row.issue].append(row)
    made: dict[tuple[str, str], list[MoveRow]] = defaultdict(list)
    for move in moves_of(view, rows, case):
        made[names[name_key(move.party)], move.issue].append(move)
    return Matrix(
        at=at,
        case=case,
        parties=_by_size(behind, 0),
        issues=_by_size(behind, 1),
        cells=tuple(_cell(*key, own, made[key]) for key, own in sorted(behind.items())),
    )


def _cell(party: str, issue: str, rows: Sequence[PositionRow], moves: Sequence[MoveRow]) -> StandingCell:
    standing = tuple(move for move in moves if move.on == moves[-1].on)
    return StandingCell(
        party=party,
        issue=issue,
        standing=standing,
        since=_since(moves, {_stance(move) for move in standing}),
        own=tuple(row for row in rows if row.own),
        ascribed=tuple(row for row in rows if not row.own),
    )


def _stance(move: MoveRow) -> str:
    return move.said[0].stance


def _since(moves: Sequence[MoveRow], stances: set[str]) -> str | None:
    """Go back day by day for as long as these stances were taken."""
    by_day: dict[str, set[str]] = defaultdict(set)
    for move in moves:
        by_day[move.on].add(_stance(move))
    since = None
    for day in sorted(by_day, reverse=True):
        if not stances <= by_day[day]:
            break
        since = day
    return since


def _by_size(cells: dict[tuple[str, str], list[PositionRow]], side: int) -> tuple[str, ...]:
    sizes: Counter[str] = Counter()
    for key, rows in cells.items():
        sizes[key[side]] += len(rows)
    return tuple(sorted(sizes, key=lambda name: (-sizes[name], name)))


def stances_of(moves: Iterable[MoveRow]) -> tuple[str, ...]:
    """Return the stances of moves, each once, in their order."""
    return tuple(dict.fromkeys(_stance(move) for move in moves))
