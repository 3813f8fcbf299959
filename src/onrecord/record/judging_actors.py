"""A person at work on actors: merge, split, rename, reject, and say for which party one speaks.

What is decided holds for every report of the record, and for those that are added later.
"""

from __future__ import annotations

import secrets
from typing import Any

from onrecord.errors import UsageError
from onrecord.record.clock import Clock, utc_now
from onrecord.record.known_actors import KnownActor, KnownActors
from onrecord.record.layers import name_key
from onrecord.record.open import Record
from onrecord.record.personas import ActorRef, is_local
from onrecord.record.view import View
from onrecord.record.writer import Writer


class ActorJudge:
    """Writes down what one person decides about actors. Actors are given by name, alias or id."""

    def __init__(self, record: Record, author: str, note: str | None = None, clock: Clock = utc_now) -> None:
        self.view = View(record, confidence=0.0)
        self.writer = Writer(record, clock)
        self.author = author
        self.note = note

    def merge(self, one: str, into: str) -> str:
        """Let one actor be another. Returns: the decision's id. Raises: NotInRecord, UsageError."""
        known = KnownActors(self.view)
        merged, target = known.the(one), known.the(into)
        if merged.key == target.key:
            raise UsageError(f"{one!r} and {into!r} are one actor already: {target.name}")
        ref = known.ref_now(target)
        # What was decided about the target itself is looked up when it is asked for: undone there, it is undone here.
        party = target.party if known.is_merged(target) else target.row.item.party
        return self._decide("merge", known, merged, {"into": {**ref.to_data(), "kind": target.kind, "party": party}})

    def split(self, actor: str, reports: list[str], name: str | None = None) -> str:
        """Take a merge back, or say that in one report the actor is somebody else. Returns: the decision's id.

        Args:
            actor: the actor. Without `reports` one that was merged into another, by its own name or id.
            reports: the report in which it is somebody else: an actor of its own from now on, with an id of its own.
            name: what that one is called; as before, if not given.

        Raises: NotInRecord; UsageError, if nothing was merged.
        """
        known = KnownActors(self.view)
        if not reports:
            return self._unmerge(known, actor, name)
        made = {"id": f"u-{secrets.token_hex(6)}"}
        done = [self._split_in(known, actor, report, name, made) for report in reports]
        return done[-1]

    def _unmerge(self, known: KnownActors, actor: str, name: str | None) -> str:
        if name is not None:
            raise UsageError("--as names somebody who is another in one report: give --report too")
        found = [one for one in known.like(actor) if known.is_merged(one)]
        if not found:
            known.the(actor)  # says why, if there is no such actor
            raise UsageError(f"{actor!r} was merged into nobody; to make it another in one report, give --report")
        return self._write("split", known.merged_ref(found[0]), [], {"into": None})

    def _split_in(self, known: KnownActors, actor: str, report: str, name: str | None, made: dict[str, Any]) -> str:
        self.view.head(report)
        found = [one for one in known.like(actor) if one.row.head.report_id == report]
        if not found:
            raise UsageError(f"report {report} has no actor {actor!r}", report_id=report)
        one = found[0]
        item = one.row.item
        ref = ActorRef(item.name, None if is_local(item.id) else item.id, report)
        into = {**made, "name": name or one.name, "kind": one.kind, "apart": True}
        return self._write("split", ref, known.parties(one), {"into": into})

    def rename(self, actor: str, name: str) -> str:
        """Give an actor another name. Returns: the decision's id. Raises: NotInRecord, UsageError."""
        known = KnownActors(self.view)
        one = known.the(actor)
        name = " ".join(name.split())
        if not name:
            raise UsageError("an actor needs a name")
        if name == one.name:
            raise UsageError(f"actor {one.name!r} is called so already")
        others = [other for other in known.like(name) if other.key != one.key and name_key(other.name) == name_key(name)]
        if others:
            raise UsageError(f"another actor is called {name!r}; if it is the same, merge them")
        return self._decide("rename", known, one, {"name": name})

    def party(self, actor: str, party: str | None) -> str:
        """Say for which party an actor speaks; None for nobody. Returns: the decision's id. Raises: NotInRecord, UsageError."""
        known = KnownActors(self.view)
        one = known.the(actor)
        if party is not None and not party.strip():
            raise UsageError("a party needs a name; to say that an actor speaks for nobody, write none")
        return self._decide("party", known, one, {"party": party and self._spelled(known, party)})

    @staticmethod
    def _spelled(known: KnownActors, party: str) -> str:
        """The party's name as the record writes it, else as given."""
        names = {one.name for one in known.like(party)}
        return names.pop() if len(names) == 1 else " ".join(party.split())

    def reject(self, actor: str) -> str:
        """Say that what was read as an actor is none. Returns: the decision's id. Raises: NotInRecord, UsageError."""
        known = KnownActors(self.view)
        return self._decide("reject", known, known.the(actor), {})

    def _decide(self, kind: str, known: KnownActors, one: KnownActor, data: dict[str, Any]) -> str:
        return self._write(kind, known.ref_now(one), known.parties(one), data)

    def _write(self, kind: str, ref: ActorRef, was: list[str], data: dict[str, Any]) -> str:
        note = {"note": self.note} if self.note else {}
        # What is about one report alone belongs to it, and is forgotten with it.
        return self.writer.decide(
            kind, self.author, report_id=ref.report, data={"actor": ref.to_data(), "was": was, **data, **note}
        )
