"""Whom somebody speaks for: by office for the state or body, privately for nobody."""

from __future__ import annotations

import re
from functools import cache

from onrecord.resolve.referent import Office, Referent
from onrecord.scheme.directory import Directory
from onrecord.scheme.nouns import actor_nouns
from onrecord.scheme.toml import load_scheme


def party_by_office(office: Office, directory: Directory) -> str | None:
    """The party of somebody described by an office: that of the state or body it belongs to, if it is one that speaks."""
    nouns = actor_nouns()
    if office.of is None or office.former:
        return None
    if office.head in nouns.officeholders or office.head in nouns.state_bodies:
        return _speaking(office, directory)
    return None


def _speaking(office: Office, directory: Directory) -> str | None:
    body = office.of or ""
    found = directory.find(body)
    if not found:
        return body
    entry = found[0]
    if entry.kind == "outlet":
        return None
    return directory.party(entry) or entry.name


@cache
def _own_office() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in load_scheme("roles")["own_office"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def speaks_for(referent: Referent, cue: str, content: str) -> str | None:
    """The party whose position a statement is: None for private people and for somebody on their own place in office."""
    if referent.human and not referent.described and _own_office().search(f"{cue} {content}"):
        return None
    return referent.party
