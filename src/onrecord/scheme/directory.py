"""The directory of actors: who exists, under which names, in which role, speaking for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.scheme.actor_entry import ActorEntry, Role, name_key
from onrecord.scheme.actor_files import builtin_entries, user_entries
from onrecord.scheme.roles import role_key

BUILTIN = ("states", "bodies", "offices", "groups", "companies", "outlets", "people", "leaders")

Index = Mapping[str, tuple[ActorEntry, ...]]


def _index(pairs: Iterable[tuple[str, ActorEntry]]) -> Index:
    """Keys to the entries that have them, the entry that came last first (a user's own before the built-in)."""
    found: dict[str, list[ActorEntry]] = {}
    for key, entry in pairs:
        row = found.setdefault(key, [])
        if entry not in row:
            row.insert(0, entry)
    return {key: tuple(row) for key, row in found.items() if key}


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """Actors by id, by name, by demonym, by capital and by role. Make one with `load_directory`."""

    entries: tuple[ActorEntry, ...] = ()
    by_id: Mapping[str, ActorEntry] = field(init=False, repr=False)
    by_name: Index = field(init=False, repr=False)
    by_demonym: Index = field(init=False, repr=False)
    by_capital: Index = field(init=False, repr=False)
    by_surname: Index = field(init=False, repr=False)
    by_initials: Index = field(init=False, repr=False)
    by_role: Mapping[tuple[str, str], tuple[tuple[Role, ActorEntry], ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        entries = self.entries
        people = [e for e in entries if e.kind == "person"]
        indexes = {
            "by_id": {e.id: e for e in entries},
            "by_name": _index((name_key(n), e) for e in entries for n in e.names()),
            "by_demonym": _index((name_key(n), e) for e in entries for n in e.demonyms),
            "by_capital": _index((name_key(n), e) for e in entries for n in e.capitals),
            "by_surname": _index((name_key(n).split()[-1], e) for e in people for n in e.names() if name_key(n)),
            "by_initials": _index((f"{name_key(e.name)[:1]} {name_key(e.surname)[:1]}", e) for e in people),
            "by_role": self._roles(people),
        }
        for name, index in indexes.items():
            object.__setattr__(self, name, index)

    @staticmethod
    def _roles(people: list[ActorEntry]) -> Mapping[tuple[str, str], tuple[tuple[Role, ActorEntry], ...]]:
        found: dict[tuple[str, str], list[tuple[Role, ActorEntry]]] = {}
        for entry in people:
            for role in entry.roles:
                found.setdefault((role_key(role.words), name_key(role.of)), []).append((role, entry))
        return {key: tuple(rows) for key, rows in found.items()}

    def get(self, actor_id: str) -> ActorEntry | None:
        """The entry with this id."""
        return self.by_id.get(actor_id)

    def find(self, name: str) -> tuple[ActorEntry, ...]:
        """The entries that a name can denote, likeliest first; a capital also denotes its state.

        Case, accents, a leading article and a final possessive do not matter.
        """
        key = name_key(name)
        return self.by_name.get(key, ()) or self.by_capital.get(key, ())

    def canonical(self, name: str) -> str:
        """The canonical name for a name, or the name itself where the directory has none."""
        found = self.find(name)
        return found[0].name if found else name

    def is_outlet(self, name: str) -> bool:
        """Whether the name is that of an outlet or agency."""
        return any(entry.kind == "outlet" for entry in self.by_name.get(name_key(name), ()))

    def is_place(self, name: str) -> bool:
        """Whether the name is also a place: a state, a capital, a building that stands for an office."""
        key = name_key(name)
        return key in self.by_capital or any(e.place or e.kind == "country" for e in self.by_name.get(key, ()))

    def people_like(self, initial: str, surname: str) -> tuple[ActorEntry, ...]:
        """People whose name begins with a letter and whose surname begins like this one, in some spelling."""
        return self.by_initials.get(f"{initial} {surname[:1]}", ())

    def state_of(self, words: str) -> ActorEntry | None:
        """The state or body that a name, capital, or demonym ("Russian", "Moscow's", "the EU's") points to."""
        key = name_key(words)
        for index in (self.by_demonym, self.by_name, self.by_capital):
            for entry in index.get(key, ()):
                if entry.kind != "person":
                    return entry
        return None

    def state_within(self, name: str) -> ActorEntry | None:
        """The state that a body's name begins with or ends in: "Velmoran Foreign Ministry", "Bank of Velmora"."""
        words = name.split()
        for part in (*(words[:size] for size in (3, 2, 1)), *(words[-size:] for size in (3, 2, 1))):
            entry = self.state_of(" ".join(part))
            if entry is not None and entry.kind == "country":
                return entry
        return None

    def party(self, entry: ActorEntry, on: str | None = None) -> str | None:
        """Whom the entry speaks for on a day: for a person by the role held then, else as the entry says."""
        if entry.kind == "country":
            return entry.party or entry.name
        if entry.party or not entry.roles:
            return entry.party
        held = [role for role in entry.roles if role.held_on(on)]
        return self.party_of(held[-1].of) if held else None

    def party_of(self, body: str) -> str:
        """The party behind a body: of an office or ministry its state, else the body itself."""
        found = self.by_name.get(name_key(body), ())
        return (found[0].party or found[0].name) if found else body

    def holder(self, role: str, of: str, on: str | None = None) -> ActorEntry | None:
        """Who held a role ("foreign minister") of a state or body on an ISO day; None where unknown or not one person."""
        rows = self.by_role.get((role_key(role), name_key(self.canonical(of))), ())
        holders = [entry for held, entry in rows if held.held_on(on)]
        return holders[-1] if len({entry.id for entry in holders}) == 1 else None


def load_directory(*extra: Path, builtin: bool = True) -> Directory:
    """The directory that comes with onrecord, with a user's own files on top: an entry replaces an earlier one of its id.

    Raises: InvalidVocabulary, naming the file, the entry and, for a name given twice, the lines.
    """
    entries = {entry.id: entry for entry in builtin_entries(BUILTIN)} if builtin else {}
    for path in extra:
        for entry in user_entries(path):
            entries.pop(entry.id, None)
            entries[entry.id] = entry
    return Directory(tuple(entries.values()))
