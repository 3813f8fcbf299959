"""Who is who, as people decided: actors merged, split, renamed, rejected and given a party, over every report alike.

A decision names an actor by its id, or by its name where only reports know it; then in one report, or in all of them.
So what was decided once holds for reports that are added later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.record.layers import name_key
from onrecord.record.rows import Decision

# Kinds of decisions about actors; a rejection of an actor is one without a layer.
KINDS = frozenset({"merge", "split", "rename", "party", "reject"})

Key = tuple[str, ...]


def is_local(actor_id: str | None) -> bool:
    """Whether an id is one that a single report gave."""
    return actor_id is None or ":" in actor_id


@dataclass(frozen=True, slots=True)
class ActorRef:
    """Which actor is meant: `id` where one stands for it everywhere, else the name; `report` where only that report's is."""

    name: str
    id: str | None = None
    report: str | None = None

    @property
    def key(self) -> Key:
        """What it is looked up by."""
        if self.report is not None:
            return ("in", self.report, self.id or name_key(self.name))
        return ("id", self.id) if self.id else ("name", name_key(self.name))

    def to_data(self) -> dict[str, Any]:
        """Lay it out as JSON, for the row of a decision."""
        given = {"name": self.name, "id": self.id, "report": self.report}
        return {name: value for name, value in given.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Persona:
    """Who an actor is by what was decided. `party` counts where `has_party`; None of `id`, `kind`: as it was read.

    `was` are the parties that the actor was read to speak for when it was decided; `decision` is the last one about it.
    """

    name: str
    key: Key
    decision: str
    id: str | None = None
    kind: str | None = None
    party: str | None = None
    has_party: bool = False
    was: frozenset[str] = frozenset()
    rejected: bool = False

    def party_over(self, read: str | None) -> str | None:
        """The party of something the actor said, given the one that was read.

        None read of somebody who was known to speak for a party was meant: what one says on one's own office is nobody's.
        """
        return self.party if self.has_party and (read is not None or not self.was) else read


@dataclass(slots=True)
class Personas:
    """All standing decisions about actors. Looking an actor up costs a few dictionary look-ups, however many there are."""

    merged: dict[Key, tuple[Key, dict[str, Any], str]] = field(default_factory=dict)
    names: dict[Key, tuple[str, str]] = field(default_factory=dict)
    parties: dict[Key, tuple[str | None, str]] = field(default_factory=dict)
    rejected: dict[Key, str] = field(default_factory=dict)
    refs: dict[Key, ActorRef] = field(default_factory=dict)
    was: dict[Key, frozenset[str]] = field(default_factory=dict)
    misfits: dict[str, str] = field(default_factory=dict)
    _known: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))
    _read_as: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _parties: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Personas:
        """Gather standing decisions, given in the order of time; of two about one actor the later wins."""
        made = cls()
        for decision in decisions:
            if is_about_actor(decision):
                made._take(decision)
        made._index()
        return made

    def __bool__(self) -> bool:
        return bool(self.refs)

    def _take(self, decision: Decision) -> None:
        data = decision.data
        ref = ActorRef(**data["actor"])
        key = ref.key
        self.refs.setdefault(key, ref)
        self.was[key] = self.was.get(key, frozenset()) | frozenset(data.get("was", ()))
        if decision.kind in {"merge", "split"}:
            self._join(key, decision)
        elif decision.kind == "rename":
            self.names[key] = (data["name"], decision.id)
        elif decision.kind == "party":
            self.parties[key] = (data["party"], decision.id)
        else:
            self.rejected[key] = decision.id

    def _join(self, key: Key, decision: Decision) -> None:
        into = decision.data.get("into")
        if into is None:  # a split that only takes a merge back
            self.merged.pop(key, None)
            return
        target = ActorRef(into["name"], into.get("id"), into.get("report"))
        before = self.merged.pop(key, None)
        if self.final(target.key) == key:
            self.misfits[decision.id] = "it would close a circle of merges"
            if before is not None:
                self.merged[key] = before
            return
        self.refs.setdefault(target.key, target)
        self.merged[key] = (target.key, into, decision.id)

    def _index(self) -> None:
        """Note under which names the actors stand in what was read, and which of those are meant by a name of today."""
        for key, ref in self.refs.items():
            self._known[name_key(ref.name)].add(key)
            self._parties |= {name_key(party) for party in self.was.get(key, ())}
            persona = self.of_key(key)
            if persona is None or persona.rejected:
                continue
            read = {name_key(name) for name in (ref.name, *self.was.get(key, ()))}
            for name in (persona.name, persona.party if persona.has_party else None):
                if name is not None:
                    self._read_as[name_key(name)] |= read

    def final(self, key: Key) -> Key:
        """Follow merges to their end. They close no circle: one that would is left out."""
        while key in self.merged:
            key = self.merged[key][0]
        return key

    def of_key(self, key: Key) -> Persona | None:
        """Who an actor is, None if nothing was decided about it."""
        last = self.final(key)
        into, decision = ({}, "") if last == key else self._snapshot(key)
        name, decision = self.names.get(last) or (into.get("name"), decision)
        # Somebody split off as another is nobody's spokesman until it is said whose.
        has_party = last in self.parties or into.get("party") is not None or "apart" in into
        party, by_party = self.parties.get(last) or (into.get("party"), "")
        rejected = self.rejected.get(last) or self.rejected.get(key)
        decision = rejected or decision or by_party
        if not decision:
            return None
        ref = self.refs[key]
        return Persona(
            name or ref.name, last, decision, into.get("id"), into.get("kind"), party, has_party,
            self.was.get(key, frozenset()), rejected is not None,
        )  # fmt: skip

    def _snapshot(self, key: Key) -> tuple[dict[str, Any], str]:
        """What was known of the actor at the end of the merges, and the decision that led there first."""
        decision = self.merged[key][2]
        while key in self.merged:
            key, into, _ = self.merged[key]
        return into, decision

    def keys_of(self, name: str, actor_id: str | None, report: str) -> Iterable[Key]:
        """The keys under which an actor of a report may have been decided about, the narrowest first."""
        plain = name_key(name)
        if actor_id is not None:
            yield ("in", report, actor_id)
        yield ("in", report, plain)
        if actor_id is None:  # only a name is known: it stands for whoever is called so
            known = sorted(self._known.get(plain, ()))
            yield from (key for key in known if key[:2] == ("in", report))
            yield from (key for key in known if key[0] == "id")
        elif not is_local(actor_id):
            yield ("id", actor_id)
        yield ("name", plain)

    def find(self, name: str, actor_id: str | None, report: str) -> Persona | None:
        """Who an actor of a report is by what was decided, None if nothing was."""
        for key in self.keys_of(name, actor_id, report):
            if key in self.refs:
                found = self.of_key(key)
                if found is not None:
                    return found
        return None

    def knows(self, name: str) -> bool:
        """Whether anything was decided about somebody who is read under this name."""
        return name_key(name) in self._known

    def touches(self, name: str | None) -> bool:
        """Whether rows of this holder may have another one now: somebody decided about, or a party somebody was read to have."""
        return name is not None and (name_key(name) in self._known or name_key(name) in self._parties)

    def as_read(self, keys: Iterable[str]) -> frozenset[str]:
        """The names (name_key) under which the rows asked for by these names may stand in what was read."""
        return frozenset(key for name in keys for key in (name, *self._read_as.get(name, ())))

    def today(self, keys: Iterable[str]) -> frozenset[str]:
        """The names (name_key) that these names have now, everywhere alike; a name of one report stays."""
        found = set()
        for name in keys:
            general = (key for key in sorted(self._known.get(name, ())) if key[0] != "in")
            personas = [self.of_key(key) for key in general]
            now = {name_key(persona.name) for persona in personas if persona is not None and not persona.rejected}
            found |= now or {name}
        return frozenset(found)

    def local_names(self) -> frozenset[str]:
        """The names (name_key) of actors whom ids of single reports stand for, so that their ids must be looked up."""
        return frozenset(name_key(ref.name) for ref in self.refs.values() if ref.id is None or ref.report is not None)

    def targets(self) -> Mapping[Key, dict[str, Any]]:
        """Those whom others were merged into or split off as, with what was known of them then."""
        return {target: into for target, into, _ in self.merged.values()}


def is_about_actor(decision: Decision) -> bool:
    """Whether a decision is about an actor, not about a row."""
    return decision.kind in KINDS and "actor" in decision.data
