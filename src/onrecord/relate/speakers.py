"""Whether two statements have one speaker: the same actor, a spokesman and the office, a head of state and the state."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache

from onrecord.record.known_actors import is_name
from onrecord.relate.said import Speaker
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.directory import Directory
from onrecord.scheme.roles import role_key
from onrecord.scheme.toml import load_scheme

COLLECTIVE = frozenset({"country", "government", "office", "organisation", "group"})


def block_of(speaker: Speaker) -> Hashable:
    """What two speakers must share to be one: a party, or else a name."""
    return ("party", name_key(speaker.party)) if speaker.party else ("name", name_key(speaker.name))


def is_one_speaker(a: Speaker, b: Speaker, directory: Directory) -> bool:
    """Whether two speakers of one block count as one.

    Unnamed sources never do ("a US official" is somebody else in the next report), nor do two people.
    """
    if block_of(a) != block_of(b):
        return False
    if a.is_local or b.is_local:
        return is_name(a.name, a.kind or "person") and name_key(a.name) == name_key(b.name)
    if a.actor == b.actor:
        return True
    if a.kind == "person" and b.kind == "person":
        return False
    return _stands_for(a, b, directory) or _stands_for(b, a, directory)


def _stands_for(one: Speaker, other: Speaker, directory: Directory) -> bool:
    """Whether `other` is a body that `one` is the voice of."""
    if other.kind == "country":
        return one.kind in ("government", "office") or _leads(one, directory)
    if other.kind not in COLLECTIVE or one.kind != "person":
        return False
    return (_leads(one, directory) and _is_central(other)) or _holds_office(one, other, directory)


def _leads(one: Speaker, directory: Directory) -> bool:
    """Whether a person heads the party that they speak for, or is its spokesman."""
    entry = directory.get(one.actor or "")
    return entry is not None and any(role_key(role.words) in _voices() for role in entry.roles)


def _holds_office(one: Speaker, other: Speaker, directory: Directory) -> bool:
    """Whether a person's role belongs to the very office: the spokesman of the Kremlin, a foreign minister and the ministry."""
    entry, office = directory.get(one.actor or ""), name_key(other.name)
    if entry is None:
        return False
    return any(name_key(role.of) == office or _department(role.words) & set(office.split()) for role in entry.roles)


def _department(words: str) -> set[str]:
    """What a minister is minister of: "deputy foreign minister" -> foreign."""
    return set(name_key(words).split()) & _departments()


def _is_central(other: Speaker) -> bool:
    """Whether an office is that of the head of state or government."""
    return other.kind == "government" or bool(set(name_key(other.name).split()) & _central())


@cache
def _voices() -> frozenset[tuple[str, ...] | str]:
    data = load_scheme("same")["speakers"]
    return frozenset(role_key(words) for words in (*data["heads"], *data["spokesmen"]))


@cache
def _departments() -> frozenset[str]:
    return frozenset(load_scheme("same")["speakers"]["departments"])


@cache
def _central() -> frozenset[str]:
    return frozenset(load_scheme("same")["speakers"]["central"])
