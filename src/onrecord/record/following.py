"""What follows from a decision for rows that rest on the row decided about.

A position or promise is that of the statement's speaker, a next step has the day of the event that it repeats: they change
with it unless a person set them. What rests on a rejected row goes with it, and comes back with it when the rejection is undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from onrecord.model import Event, SourceRef
from onrecord.record.layers import LAYERS, name_key
from onrecord.record.rows import Decision, StoredRow

# Kinds of decisions by which a row goes or comes back, and the fields that rows resting on it have from it.
GIVE_AND_TAKE = frozenset({"reject", "accept", "add"})
MOVING = frozenset({"source", "party", "date"})


class Bases(Protocol):
    """Looks up the rows that others rest on."""

    def may_move(self, row: StoredRow, layer: str) -> bool:
        """Whether the row of a layer that this one, as it was read or corrected, rests on may have changed: never wrongly no."""

    def read(self, layer: str, ids: set[str]) -> Mapping[str, StoredRow]:
        """Rows of a layer by id, as they were read."""

    def now(self, layer: str, ids: set[str]) -> Mapping[str, StoredRow]:
        """The same as people decided; those that were rejected are missing."""


def follow(bases: Bases, *, before: Sequence[StoredRow], rows: Sequence[StoredRow]) -> list[StoredRow]:
    """Let the rows of a layer follow the rows that they rest on.

    Args:
        bases: where those are looked up.
        before: the rows with what was decided about themselves, their actors as they were read.
        rows: the same with the actors of today.
    """
    known = {row.id: row for row in before}
    for field, target in LAYERS[rows[0].layer].refers_to.items() if rows else ():
        rows = _follow(bases, field, target, known, rows)
    return list(rows)


def moves_others(decision: Decision) -> bool:
    """Whether rows that rest on the one decided about may change with it."""
    return decision.kind in GIVE_AND_TAKE or not MOVING.isdisjoint(decision.data.get("fields", ()))


def _follow(bases: Bases, field: str, target: str, known: dict[str, StoredRow], rows: Sequence[StoredRow]) -> list[StoredRow]:
    ids = {getattr(row.item, field) for row in rows if bases.may_move(known[row.id], target)} - {None}
    if not ids:
        return list(rows)
    read, now = bases.read(target, ids), bases.now(target, ids)
    kept = []
    for row in rows:
        base = getattr(row.item, field)
        moved = _moved(row, known[row.id], read[base], now.get(base)) if base in read else row
        if moved is not None:
            kept.append(moved)
    return kept


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
