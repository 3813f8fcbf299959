"""How positions moved: each party's own statements on an issue, each against what the party said before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.positions import PositionRow, position_rows, spellings
from onrecord.queries.utterances import utterances
from onrecord.record.layers import name_key
from onrecord.record.view import View
from onrecord.relate.changes import load_changes
from onrecord.relate.moves import Move, MoveKind, Stand, find_moves

# Days. What was said some time within a month may have been said before or after other words: it moves nothing.
WIDEST = 7


class MoveRow(Frozen):
    """A move. `said` are the statements that make it, the earliest first; `against` those that show what it is.

    `why` says what changed; `contradicted_by` are statements of others of the party that came after it within the days.
    """

    move: MoveKind
    party: str
    issue: str
    on: str
    why: tuple[str, ...]
    said: tuple[PositionRow, ...]
    against: tuple[PositionRow, ...]
    contradicted_by: tuple[PositionRow, ...]


class Moves(Frozen):
    """The moves by day. What moves nothing stands apart.

    `ascribed`: what others say that a party holds. `undated`: own words whose day is not known to within a week.
    """

    case: str | None
    moves: tuple[MoveRow, ...]
    ascribed: tuple[PositionRow, ...]
    undated: tuple[PositionRow, ...]


def moves(
    view: View,
    *,
    issue: str | None = None,
    party: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    case: str | None = None,
) -> Moves:
    """Return the moves, the earliest first.

    Args:
        view: the record as of now, or by its clocks.
        issue: only this issue, by its slug.
        party: only this party; any name the record knows for it.
        kind: only moves of this kind, such as hardened; what they are measured against may be of any.
        since: made on or after this day. Earlier words still count as what was said before.
        until: made on or before this day.
        case: only reports of this case.
    """
    case = checked(view, case)
    rows = position_rows(view, issue=issue, party=party, case=case)
    found = moves_of(view, rows, case)
    return Moves(
        case=case,
        moves=tuple(row for row in found if kind in (None, row.move) and _is_between(row.on, since, until)),
        ascribed=tuple(row for row in reversed(rows) if not row.own and _is_between(row.day, since, until)),
        undated=tuple(row for row in rows if row.own and not is_dated(row)),
    )


def moves_of(view: View, rows: Iterable[PositionRow], case: str | None) -> list[MoveRow]:
    """Return the moves that the parties' own and dated positions among these make, the earliest first."""
    own = {row.id: row for row in rows if row.own and is_dated(row)}
    same = utterances(view, list(own.values()), case)
    names = spellings(list(own.values()))
    found = find_moves((_stand(row, same.get(row.id)) for row in own.values()), load_changes())
    return [_to_move(move, own, names) for move in found]


def is_dated(row: PositionRow) -> bool:
    """Whether the day it was said is known to within a week."""
    return row.days is not None and (date.fromisoformat(row.days.last) - date.fromisoformat(row.days.first)).days < WIDEST


def _stand(row: PositionRow, utterance: str | None) -> Stand:
    party = name_key(row.actor)
    speaker = name_key(row.source) if row.source else None
    return Stand(
        id=row.id,
        party=party,
        issue=row.issue,
        stance=row.stance,
        day=row.day,
        condition=row.condition,
        hedged=row.hedged,
        speaker=None if speaker == party else speaker,
        utterance=utterance,
    )


def _to_move(move: Move, rows: dict[str, PositionRow], names: dict[str, str]) -> MoveRow:
    first = move.first
    return MoveRow(
        move=move.kind,
        party=names[first.party],
        issue=first.issue,
        on=first.day,
        why=move.why,
        said=tuple(rows[stand.id] for stand in move.stands),
        against=tuple(rows[id_] for id_ in move.against),
        contradicted_by=tuple(rows[id_] for id_ in move.contradicted_by),
    )


def _is_between(day: str, since: str | None, until: str | None) -> bool:
    """Whether an ISO day lies within; an unknown one only where nothing is asked."""
    return (since is None or day >= since) and (until is None or "" < day <= until)
