"""Whom somebody speaks for: by office for the state or body, privately for nobody."""

from __future__ import annotations

import re
from functools import cache

from onrecord.resolve.referent import Office, Referent
from onrecord.scheme.directory import Directory
from onrecord.scheme.nouns import actor_nouns, is_public_body, state_head
from onrecord.scheme.toml import load_scheme


def party_by_office(office: Office, directory: Directory, day: str | None) -> str | None:
    """The party of somebody described by an office: that of the state or body it belongs to, if it is one that speaks."""
    nouns = actor_nouns()
    if office.of is None or office.former or _against(office, directory):
        return None
    holds = office.head in nouns.officeholders or state_head(office.words) is not None or _whole_role(office.words)
    if holds or (office.head in nouns.staff and directory.find(office.of)):
        return _speaking(office, directory, day)
    return None


def _against(office: Office, directory: Directory) -> bool:
    """Whether an office of a state's people is none of the state: "the Velmoran opposition leader"."""
    entry = directory.state_of(office.of or "")
    words = office.words.split()[:-1]
    return entry is not None and entry.kind == "country" and bool(actor_nouns().against & {*words, *(office.head,)})


def _whole_role(words: str) -> bool:
    """Whether the last two words are an office though the last alone is none: "chief executive"."""
    return " ".join(words.split()[-2:]) in actor_nouns().officeholders


def _speaking(office: Office, directory: Directory, day: str | None) -> str | None:
    body = office.of or ""
    found = directory.find(body)
    if not found:
        state = directory.state_within(body) if is_public_body(body) else None
        return directory.party_of(state.name) if state is not None else body
    entry = found[0]
    if entry.kind == "outlet" or (entry.kind == "group" and entry.party is None):
        return None
    return directory.party(entry, day) or entry.name


@cache
def _own_office() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in load_scheme("roles")["own_office"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


SELF = re.compile(r"\b(?:i|my|me|he|she|his|her|him|we)\b", re.IGNORECASE)
# How near "I" or "his" must stand before the words for an office: "I will resign", not "we regret the resignation".
OWN = re.compile(r"\b(?:i|my|he|she|his|her)\b", re.IGNORECASE)
NEAR = 30


def on_own_office(words: str) -> bool:
    """Whether words are about somebody's place in office: a resignation, a campaign."""
    return bool(_own_office().search(words))


def speaks_for(referent: Referent, content: str) -> str | None:
    """The party whose position a statement is: None for private people and for somebody on their own place in office.

    Somebody whom the report tells to be leaving or seeking an office speaks of it wherever they speak of themselves.
    """
    if not referent.human or referent.described:
        return referent.party
    if referent.seeking and SELF.search(content):
        return None
    own = any(on_own_office(content[match.end() : match.end() + NEAR]) for match in OWN.finditer(content))
    return None if own else referent.party
