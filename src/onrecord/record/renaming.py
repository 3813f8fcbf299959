"""Lay what was decided about actors over rows: in every field that names one, whatever the layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.model import Actor, Mention
from onrecord.record.layers import name_key
from onrecord.record.personas import Personas
from onrecord.record.rows import StoredRow

# Fields that name actors, by layer. Without the one in MUST a row says nothing, and goes with the actor that is rejected.
FIELDS: dict[str, tuple[str, ...]] = {
    "statements": ("via", "based_on", "addressee"),
    "events": ("actors", "recipients"),
    "figures": ("claimed_by", "via", "based_on"),
    "positions": ("actor", "ascribed_by"),
    "commitments": ("actor", "to"),
    "next_steps": ("who",),
    "relays": ("by", "of"),
}
MUST = frozenset({("positions", "actor"), ("commitments", "actor"), ("relays", "by"), ("relays", "of")})

# (reading, local id) -> name of the actor, for those whom a decision may mean.
LocalNames = Mapping[tuple[str, str], str]
GONE = object()


def rename(rows: Sequence[StoredRow], personas: Personas, locals_: LocalNames) -> list[StoredRow]:
    """Return rows with the actors that were decided on; rows that are about a rejected actor alone are left out."""
    if not rows:
        return []
    one: Callable[[StoredRow, Personas, LocalNames], StoredRow | None] = {
        "actors": _actor,
        "mentions": _mention,
        "statements": _statement,
    }.get(rows[0].layer, _named)
    changed = (one(row, personas, locals_) for row in rows)
    return [row for row in changed if row is not None]


def _actor(row: StoredRow, personas: Personas, _: LocalNames) -> StoredRow | None:
    item: Actor = row.item
    persona = personas.find(item.name, item.id, row.head.report_id)
    if persona is None:
        party = _party(item.party, row, personas)
        return row if party == item.party else replace(row, item=item.model_copy(update={"party": party}))
    if persona.rejected:
        return None
    former = (item.name,) if name_key(item.name) != name_key(persona.name) else ()
    changed = {
        "id": persona.id or item.id,
        "name": persona.name,
        "kind": persona.kind or item.kind,
        "party": _party(persona.party if persona.has_party else item.party, row, personas),
        "aliases": tuple(dict.fromkeys((*former, *item.aliases))),
    }
    return replace(row, item=item.model_copy(update=changed), decision=persona.decision)


def _mention(row: StoredRow, personas: Personas, locals_: LocalNames) -> StoredRow | None:
    item: Mention = row.item
    name = locals_.get((row.head.reading_id, item.actor), "")
    persona = personas.find(name, item.actor, row.head.report_id)
    if persona is None:
        return row
    if persona.rejected:
        return None
    actor = persona.id or item.actor
    return (
        row if actor == item.actor else replace(row, item=item.model_copy(update={"actor": actor}), decision=persona.decision)
    )


def _statement(row: StoredRow, personas: Personas, locals_: LocalNames) -> StoredRow | None:
    source = row.item.source
    if source is None:
        return _named(row, personas, locals_)
    persona = personas.find(source.name, source.actor, row.head.report_id)
    party = source.speaks_for if persona is None or "party" in row.fixed else persona.party_over(source.speaks_for)
    given = {"speaks_for": _party(party, row, personas)}
    if persona is not None:
        given |= {"name": persona.name, "actor": persona.id or source.actor}
    changed = None if persona is not None and persona.rejected else source.model_copy(update=given)
    if changed != source:
        decision = persona.decision if persona else row.decision
        row = replace(row, item=row.item.model_copy(update={"source": changed}), decision=decision)
    return _named(row, personas, locals_)


def _named(row: StoredRow, personas: Personas, _: LocalNames) -> StoredRow | None:
    changed: dict[str, Any] = {}
    for field in FIELDS.get(row.layer, ()):
        before = getattr(row.item, field)
        after = _names(before, row, personas) if isinstance(before, tuple) else _name(before, row, personas)
        if after is GONE:
            if (row.layer, field) in MUST:
                return None
            after = None
        if after != before:
            changed[field] = after
    if not changed:
        return row
    return replace(row, item=row.item.model_copy(update=changed), decision=row.decision or _decision(row, changed, personas))


def _party(party: str | None, row: StoredRow, personas: Personas) -> str | None:
    """The name of a party now; None for one that was rejected as an actor."""
    now = _name(party, row, personas)
    return None if now is GONE else now


def _name(name: str | None, row: StoredRow, personas: Personas) -> Any:
    """The name that stands for a name now, GONE for a rejected actor's."""
    if name is None or not personas.knows(name):
        return name
    persona = personas.find(name, None, row.head.report_id)
    if persona is None:
        return name
    return GONE if persona.rejected else persona.name


def _names(names: tuple[str, ...], row: StoredRow, personas: Personas) -> tuple[str, ...]:
    """The names for names, each once: two actors that became one are one."""
    if not any(personas.knows(name) for name in names):
        return names
    return tuple(dict.fromkeys(name for one in names if (name := _name(one, row, personas)) is not GONE))


def _decision(row: StoredRow, changed: dict[str, Any], personas: Personas) -> str | None:
    """The decision behind the first name that changed."""
    for field in changed:
        before = getattr(row.item, field)
        for name in before if isinstance(before, tuple) else (before,):
            persona = personas.find(name, None, row.head.report_id) if personas.knows(name) else None
            if persona is not None:
                return persona.decision
    return None
