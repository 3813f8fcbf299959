"""What follows from a decision for rows that rest on the row decided about.

A position or promise is that of the statement's speaker, a next step has the day of the event that it repeats: they change
with it unless a person set them. What rests on a rejected row goes with it, and comes back with it when the rejection is undone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onrecord.model import Event, SourceRef
from onrecord.record.layers import LAYERS, name_key
from onrecord.record.rows import Decision, StoredRow

if TYPE_CHECKING:
    from onrecord.record.overlay import Overlay
    from onrecord.record.view import View

# Kinds of decisions by which a row goes or comes back, and the fields that rows resting on it have from it.
GIVE_AND_TAKE = frozenset({"reject", "accept", "add"})
MOVING = frozenset({"source", "party", "date"})


def follow(view: View, overlay: Overlay, *, before: Sequence[StoredRow], rows: Sequence[StoredRow]) -> list[StoredRow]:
    """Let the rows of a layer follow the rows that they rest on.

    Args:
        view: where those are looked up.
        overlay: the decisions.
        before: the rows with what was decided about themselves, their actors as they were read.
        rows: the same with the actors of today.
    """
    known = {row.id: row for row in before}
    for field, target in LAYERS[rows[0].layer].refers_to.items() if rows else ():
        rows = _follow(view, overlay, field, target, known, rows)
    return list(rows)


def moves_others(decision: Decision) -> bool:
    """Whether rows that rest on the one decided about may change with it."""
    return decision.kind in GIVE_AND_TAKE or not MOVING.isdisjoint(decision.data.get("fields", ()))


def _follow(
    view: View, overlay: Overlay, field: str, target: str, known: dict[str, StoredRow], rows: Sequence[StoredRow]
) -> list[StoredRow]:
    decided = overlay.moving(target)
    ids = {getattr(row.item, field) for row in rows if _may_move(known[row.id], decided, overlay)} - {None}
    read, now = ({row.id: row for row in _by_id(view, target, ids, as_read=as_read)} for as_read in (True, False))
    kept = []
    for row in rows:
        base = getattr(row.item, field)
        moved = _moved(row, known[row.id], read[base], now.get(base)) if base in read else row
        if moved is not None:
            kept.append(moved)
    return kept


def _may_move(row: StoredRow, decided: set[str], overlay: Overlay) -> bool:
    """Whether the row that this one rests on may have changed: cheap, and never wrongly no."""
    return row.head.report_id in decided or overlay.personas.touches(getattr(row.item, "actor", None))


def _by_id(view: View, layer: str, ids: set[str], *, as_read: bool) -> Iterator[StoredRow]:
    for chunk in view.chunks(ids):
        yield from view.rows(layer, among={"id": chunk}, as_read=as_read)


def _moved(row: StoredRow, known: StoredRow, read: StoredRow, now: StoredRow | None) -> StoredRow | None:
    """Return a row as it follows from the one it rests on, which was `read` so and is so `now`. None: it goes with it."""
    if now is None:
        return None
    if isinstance(read.item, Event):
        moves = "date" not in row.fixed and row.item.date == read.item.date != now.item.date
        return _with(row, now, date=now.item.date) if moves else row
    follows = "actor" not in row.fixed and getattr(known.item, "ascribed_by", None) is None
    if not follows or name_key(known.item.actor) not in _speakers(read.item.source) or read.item.source == now.item.source:
        return row
    source = now.item.source
    return None if source is None else _with(row, now, actor=source.speaks_for or source.name)


def _speakers(source: SourceRef | None) -> set[str]:
    """The names (name_key) that a position of a speaker may have: the party's, or without one the speaker's own."""
    return {name_key(name) for name in (source.speaks_for, source.name) if name} if source else set()


def _with(row: StoredRow, now: StoredRow, **changed: Any) -> StoredRow:
    return replace(row, item=row.item.model_copy(update=changed), decision=row.decision or now.decision)
