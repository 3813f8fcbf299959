"""Read files of actors: the directory's own and a user's, which have the same form.

[defaults]                      # optional: fields that every entry of the file takes over
kind = "person"

[[actor]]
name = "..."                    # the canonical name: one spelling for each actor
kind = "office"                 # person, office, government, organisation, country, group, outlet
party = "..."                   # whom it speaks for, if anybody
aliases = ["..."]
roles = [{ role = "foreign minister", of = "...", from = 2024-09-05, to = 2025-07-17 }]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

from onrecord.errors import InvalidVocabulary
from onrecord.model.reading import ActorKind
from onrecord.scheme.actor_entry import ActorEntry, Role, name_key, slug
from onrecord.scheme.toml import load_scheme, load_toml_file

KINDS = get_args(ActorKind)
TEXTS = ("id", "name", "kind", "party", "gender")
LISTS = ("aliases", "demonyms", "capitals")
FIELDS = {*TEXTS, *LISTS, "roles", "place"}


def _bad(origin: str, entry: str, problem: str) -> InvalidVocabulary:
    return InvalidVocabulary(f"{origin}: actor {entry}: {problem}")


def _day(value: Any, origin: str, entry: str) -> str:
    """A TOML date, or a text such as "2004" or "2004-07"; "" where absent."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and 1000 <= value <= 9999:
        return str(value)
    if isinstance(value, str):
        return value
    raise _bad(origin, entry, f"{value!r} is not a day such as 2024-09-05")


def _role(row: Any, origin: str, entry: str) -> Role:
    if not isinstance(row, dict) or not isinstance(row.get("role"), str) or not isinstance(row.get("of"), str):
        raise _bad(origin, entry, f"a role needs the words `role` and `of`, not {row!r}")
    unknown = set(row) - {"role", "of", "from", "to"}
    if unknown:
        raise _bad(origin, entry, f"unknown field of a role: {', '.join(sorted(unknown))}")
    return Role(row["role"], row["of"], _day(row.get("from", ""), origin, entry), _day(row.get("to", ""), origin, entry))


def _check_fields(row: dict[str, Any], origin: str, entry: str) -> None:
    unknown = set(row) - FIELDS
    if unknown:
        raise _bad(origin, entry, f"unknown field {', '.join(sorted(unknown))}; known are {', '.join(sorted(FIELDS))}")
    for name in TEXTS:
        if name in row and (not isinstance(row[name], str) or not row[name].strip()):
            raise _bad(origin, entry, f"{name} must be words, not {row[name]!r}")
    for name in LISTS:
        if not isinstance(row.get(name, []), list) or not all(isinstance(item, str) for item in row.get(name, [])):
            raise _bad(origin, entry, f"{name} must be a list of names")
    if row.get("kind") not in KINDS:
        raise _bad(origin, entry, f"kind is {row.get('kind')!r}, not one of {', '.join(KINDS)}")
    if row.get("gender", "m") not in ("m", "f"):
        raise _bad(origin, entry, f"gender is {row['gender']!r}, not m or f")
    if not isinstance(row.get("roles", []), list):
        raise _bad(origin, entry, "roles must be a list of tables")


def _entry(row: Any, number: int, origin: str) -> ActorEntry:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not name_key(row["name"]):
        raise _bad(origin, f"number {number}", "has no name")
    name = row["name"]
    _check_fields(row, origin, repr(name))
    return ActorEntry(
        id=row.get("id") or slug(name),
        name=name,
        kind=row["kind"],
        party=row.get("party"),
        aliases=tuple(row.get("aliases", ())),
        roles=tuple(_role(role, origin, repr(name)) for role in row.get("roles", ())),
        demonyms=tuple(row.get("demonyms", ())),
        capitals=tuple(row.get("capitals", ())),
        gender=row.get("gender", ""),
        place=bool(row.get("place", False)),
        origin=origin,
    )


def parse_entries(table: dict[str, Any], origin: str) -> list[ActorEntry]:
    """The entries of a parsed file. Raises: InvalidVocabulary, naming the file and the entry."""
    unknown = set(table) - {"defaults", "actor"}
    defaults, rows = table.get("defaults", {}), table.get("actor", [])
    if unknown or not isinstance(defaults, dict) or not isinstance(rows, list):
        raise InvalidVocabulary(f"{origin}: an actor file has [defaults] and [[actor]] tables, not {sorted(unknown) or rows!r}")
    return [
        _entry({**defaults, **row} if isinstance(row, dict) else row, number, origin)
        for number, row in enumerate(rows, start=1)
    ]


def builtin_entries(names: tuple[str, ...]) -> Iterator[ActorEntry]:
    """The entries of files that come with onrecord, by their names under scheme/actors/."""
    for name in names:
        yield from parse_entries(load_scheme(f"actors/{name}"), f"scheme/actors/{name}.toml")


def _lines(content: str, name: str) -> str:
    """The numbers of the lines that have the name between quotation marks."""
    key = name_key(name)
    found = [str(n) for n, line in enumerate(content.splitlines(), start=1) if key in map(name_key, line.split('"')[1::2])]
    return ", ".join(found) or "?"


def check_distinct(entries: list[ActorEntry], content: str, origin: str) -> None:
    """Check that no id is used twice in a file and no name belongs to two of its actors.

    Raises: InvalidVocabulary, naming both actors and the lines.
    """
    ids: dict[str, str] = {}
    names: dict[str, ActorEntry] = {}
    for entry in entries:
        if entry.id in ids:
            raise InvalidVocabulary(
                f"{origin}: the id {entry.id!r} belongs to both {ids[entry.id]!r} and {entry.name!r} "
                f"(lines {_lines(content, entry.name)}): give one of them another id"
            )
        ids[entry.id] = entry.name
        for name in entry.names():
            other = names.setdefault(name_key(name), entry)
            if other is not entry:
                raise InvalidVocabulary(
                    f"{origin}: the name {name!r} belongs to both {other.name!r} and {entry.name!r} "
                    f"(lines {_lines(content, name)}): remove it from one of them"
                )


def user_entries(path: Path) -> list[ActorEntry]:
    """The entries of a user's file. Raises: InvalidVocabulary, naming the file, the entry and, for duplicates, the lines."""
    entries = parse_entries(load_toml_file(path), str(path))
    check_distinct(entries, path.read_text(encoding="utf-8"), str(path))
    return entries
