"""Whom somebody speaks for: by office for the state or body, privately for nobody."""

from __future__ import annotations

import re
from functools import cache

from onrecord.resolve.referent import Office, Referent
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.directory import Directory
from onrecord.scheme.nouns import actor_nouns, is_public_body, state_head
from onrecord.scheme.toml import load_scheme

# Those who fight a state, and speak for their own side.
FIGHTERS = frozenset({"rebel", "militant", "insurgent", "guerrilla", "separatist"})


def party_by_office(office: Office, directory: Directory, day: str | None) -> str | None:
    """The party of somebody described by an office: that of the state or body it belongs to, if it is one that speaks.

    Who sits in a house of parliament speaks for a political party, and for nobody where the words name none.
    """
    nouns = actor_nouns()
    if office.of is None or office.former or is_against(office, directory) or name_key(office.of) in nouns.houses:
        return None
    if office.head in nouns.partisans and is_political_party(office.of, directory):
        entry = directory.state_of(office.of)
        return entry.name if entry is not None else office.of
    holds = office.head in nouns.officeholders or state_head(office.words) is not None
    if holds or (office.head in nouns.staff and (directory.find(office.of) or _of_members(office.of))):
        return _speaking(office, directory, day)
    return None


def is_political_party(name: str, directory: Directory) -> bool:
    """Whether a name is a political party's: the directory knows what its people are called, or its name says so."""
    entries = [entry for entry in directory.find(name) if entry.kind == "organisation"]
    return any(entry.demonyms for entry in entries) or name_key(name).split(" ")[-1] in actor_nouns().party_words


def is_against(office: Office, directory: Directory) -> bool:
    """Whether an office of a state's people is none of the state: "the Velmoran opposition leader"."""
    entry = directory.state_of(office.of or "")
    words = office.words.split()[:-1]
    return entry is not None and entry.kind == "country" and bool(actor_nouns().against & {*words, *(office.head,)})


def _of_members(name: str) -> bool:
    """Whether a name says that it is a council's, a union's or the like, which its head speaks for; of fighters likewise."""
    last = name_key(name).split(" ")[-1]
    return last in actor_nouns().members or last.removesuffix("s") in FIGHTERS


def _speaking(office: Office, directory: Directory, day: str | None) -> str | None:
    body = office.of or ""
    found = directory.find(body)
    if not found:
        state = directory.state_within(body) if is_public_body(body) else None
        return directory.party_of(state.name) if state is not None else None if office.people else body
    entry = found[0]
    if entry.kind == "outlet" or (entry.kind == "group" and entry.party is None):
        return None
    return directory.party(entry, day) or entry.name


@cache
def _own_office() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in load_scheme("roles")["own_office"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


# How near "I" or "his" must stand before the words for an office: "I will resign", not "we regret the resignation".
OWN = re.compile(r"\b(?:i|my|he|she|his|her)\b", re.IGNORECASE)
NEAR = 30


def on_own_office(words: str) -> bool:
    """Whether words are about somebody's place in office: a resignation, a campaign."""
    return bool(_own_office().search(words))


def _own_voice(referent: Referent) -> str | None:
    """The name of those who speak for themselves: a union, a charity, rebels. An outlet tells what others say."""
    words = name_key(referent.name).split()
    if referent.kind == "organisation" and not referent.described:
        return None if words[-1:] and words[-1] in load_scheme("channels")["outlets"]["ends"] else referent.name
    fighting = next((word for word in words if word.removesuffix("s") in FIGHTERS), None)
    return f"{fighting.removesuffix('s')}s" if fighting is not None and referent.number == "plur" else None


def speaks_for(referent: Referent, content: str) -> str | None:
    """The party whose position a statement is: None for private people and for somebody on their own place in office."""
    if not referent.human or referent.described:
        return referent.party or _own_voice(referent)
    own = any(on_own_office(content[match.end() : match.end() + NEAR]) for match in OWN.finditer(content))
    return None if own else referent.party
