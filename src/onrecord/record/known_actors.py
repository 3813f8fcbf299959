"""Actors of a record by the name or id that a person gives: as they were read, and as they are by what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.errors import NotInRecord, UsageError
from onrecord.record import schema
from onrecord.record.layers import name_key
from onrecord.record.personas import ActorRef, Key, Persona, is_local
from onrecord.record.rows import StoredRow
from onrecord.record.selecting import Named
from onrecord.record.view import View

# Words that a name may have in small letters. Others make it a description ("a guard at the dam").
PARTICLES = frozenset({"de", "da", "do", "dos", "del", "di", "du", "la", "le", "al", "el", "bin", "ibn", "ben", "bint", "van", "von",
                       "der", "den", "of", "the", "and", "for", "on", "in", "y", "e"})  # fmt: skip
ARTICLES = frozenset({"a", "an", "the", "some", "one", "two", "three", "several"})


def is_name(name: str, kind: str) -> bool:
    """Whether an actor of single reports is called by a name, so that another report's of that name is the same one.

    "Ilse Varga" is; "a senior guard", "Western officials" are descriptions, and each report's stands for itself.
    """
    words = name.split()
    if kind == "group" or not words or words[0].casefold() in ARTICLES:
        return False
    return all(not word[0].islower() or word in PARTICLES or "'" in word or "’" in word for word in words)


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor as read in one report: what a decision would call it, and who it is by what was decided."""

    ref: ActorRef
    row: StoredRow
    persona: Persona | None

    @property
    def key(self) -> Key:
        """What it is by what was decided: that of the actor it was merged into."""
        return self.persona.key if self.persona else self.ref.key

    @property
    def name(self) -> str:
        """What it is called."""
        return self.persona.name if self.persona else str(self.row.item.name)

    @property
    def kind(self) -> str:
        """What it is."""
        return (self.persona and self.persona.kind) or str(self.row.item.kind)

    @property
    def party(self) -> str | None:
        """Whom it speaks for."""
        read: str | None = self.row.item.party
        return self.persona.party if self.persona and self.persona.has_party else read


class KnownActors:
    """Looks actors up in a view."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.personas = view.overlay().personas

    def all(self, case: str | None = None) -> list[KnownActor]:
        """Return the actor of every report, rejected ones with them."""
        return [self._known(row) for row in self.view.rows("actors", case=case, as_read=True)]

    def _known(self, row: StoredRow) -> KnownActor:
        ref = self.ref_of(row)
        return KnownActor(ref, row, self.personas.find(row.item.name, row.item.id, row.head.report_id))

    def ref_of(self, row: StoredRow) -> ActorRef:
        """How a decision names the actor of a row: by id, else by name in all reports, else by description in its own."""
        item = row.item
        if not is_local(item.id):
            return ActorRef(item.name, item.id)
        return ActorRef(item.name, None, None if is_name(item.name, item.kind) else row.head.report_id)

    def like(self, given: str) -> list[KnownActor]:
        """Return actors that are called so now or were read so, else those of whom it is an alias; or the one of this id."""
        key = name_key(given)
        keys = self.personas.as_read({key})
        rows = self.view.rows("actors", named=[Named(("name",), keys)], as_read=True)
        by_id = self.view.rows("actors", where=[schema.actors.c.local_id == given.strip()], as_read=True)
        if by_id:
            return [self._known(row) for row in by_id]
        found = [self._known(row) for row in rows] or self._made_by_hand(given)
        if found and found[0].key == ("id", given.strip()):
            return found
        called = [one for one in found if key in {name_key(one.name), name_key(one.row.item.name)}]
        return called or [one for one in found if key in map(name_key, one.row.item.aliases)]

    def _made_by_hand(self, given: str) -> list[KnownActor]:
        """Actors that were split off, asked for by the id that they got."""
        targets = [into for into in self.personas.targets().values() if into.get("id") == given.strip()]
        if not targets:
            return []
        names = frozenset(
            name_key(ref.name) for key, ref in self.personas.refs.items() if self.personas.final(key)[1] == given.strip()
        )
        known = (self._known(row) for row in self.view.rows("actors", named=[Named(("name",), names)], as_read=True))
        return [one for one in known if one.key == ("id", given.strip())]

    def the(self, given: str) -> KnownActor:
        """Return the one actor that is meant, as it is now.

        Raises: NotInRecord, if nobody is called so; UsageError, naming them, if several are, or if it is another's former name.
        """
        found = [one for one in self.like(given) if one.persona is None or not one.persona.rejected]
        if not found:
            rejected = next((one for one in self.like(given) if one.persona is not None), None)
            if rejected is not None and rejected.persona is not None:
                raise UsageError(f"actor {given!r} was rejected (decision {rejected.persona.decision}); undo that first")
            raise NotInRecord(f"no actor of record {self.view.record.name} is called {given!r}; `onrecord actors` lists them")
        now = [one for one in found if self._is_called(one, given)] or found
        kinds = {one.key: one for one in sorted(now, key=self.is_merged, reverse=True)}  # its own row, if it has one
        if len(kinds) > 1:
            named = "; ".join(self._described(one) for one in list(kinds.values())[:6])
            raise UsageError(f"{given!r} could be several actors; give the id of one: {named}")
        (one,) = kinds.values()
        if not self._is_called(one, given) and self.is_merged(one):
            raise UsageError(
                f"{given!r} was merged into {one.name!r} (decision {self.merge_of(one)}); say that, or undo the merge"
            )
        return one

    def _is_called(self, one: KnownActor, given: str) -> bool:
        """Whether an actor is the one of this name or id now, not formerly."""
        stands = not self.is_merged(one)
        ids = {one.row.item.id} if stands else set()
        ids |= {one.key[1]} if one.key[0] == "id" else set()
        names = {one.name, *((one.row.item.name, *one.row.item.aliases) if stands else ())}
        return given.strip() in ids or name_key(given) in map(name_key, names)

    def is_merged(self, one: KnownActor) -> bool:
        """Whether an actor as read has become another by a merge or split."""
        return self._own_key(one) is not None

    def merge_of(self, one: KnownActor) -> str:
        """The decision by which an actor as read became another."""
        key = self._own_key(one)
        return self.personas.merged[key][2] if key is not None else ""

    def merged_ref(self, one: KnownActor) -> ActorRef:
        """How the decision names an actor by which it became another."""
        key = self._own_key(one)
        return one.ref if key is None else self.personas.refs[key]

    def _own_key(self, one: KnownActor) -> Key | None:
        item = one.row.item
        keys = self.personas.keys_of(item.name, item.id, one.row.head.report_id)
        return next((key for key in keys if key in self.personas.merged), None)

    def ref_now(self, one: KnownActor) -> ActorRef:
        """How a decision names the actor that this one is now."""
        return self.personas.refs.get(one.key, one.ref) if one.persona else one.ref

    def parties(self, one: KnownActor) -> list[str]:
        """The parties that an actor was read to speak for, in any report."""
        rows = self.view.rows("actors", named=[Named(("name",), frozenset({name_key(one.row.item.name)}))], as_read=True)
        return sorted({row.item.party for row in rows if row.item.party and self._known(row).key == one.key})

    def _described(self, one: KnownActor) -> str:
        where = f" in {one.row.head.report_id}" if is_local(one.row.item.id) else ""
        return f"{one.key[1] if one.key[0] == 'id' else one.row.item.id} ({one.name}, {one.kind}{where})"

    def source(self, name: str) -> dict[str, Any]:
        """What a statement's source is called, with id and party where the record has one actor of that name."""
        found: Iterable[KnownActor] = [one for one in self.like(name) if one.persona is None or not one.persona.rejected]
        kinds = {one.key: one for one in found}
        if len(kinds) != 1:
            return {"name": name, "actor": None, "speaks_for": None}
        (one,) = kinds.values()
        item = one.row.item
        actor = (one.persona.id if one.persona else None) or (None if is_local(item.id) else item.id)
        return {"name": one.name, "actor": actor, "speaks_for": one.party}
