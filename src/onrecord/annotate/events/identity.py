"""Identity, roughly: whether two names in a report stand for one party, before names are resolved."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from onrecord.annotate.events.lexicon import load_events
from onrecord.scheme.actor_entry import ActorEntry, name_key
from onrecord.scheme.directory import Directory
from onrecord.scheme.toml import load_scheme

# Letters kept of a word that no directory knows: "Ruthenia" and "Ruthenian" then count as one.
KEY_LETTERS = 5
# Last words of companies' names that tell none from another.
CORPORATE = frozenset({"group", "inc", "corp", "corporation", "plc", "co", "ltd", "company", "holdings", "ag", "sa", "nv"})


def identifier(directory: Directory) -> Callable[[str], str]:
    """Make a function from words to a rough identity: the party they name, else their last word's beginning."""

    @lru_cache(maxsize=4096)
    def identify(words: str) -> str:
        entry = known_entry(words, directory)
        if entry is not None:
            return directory.party(entry) or entry.name
        key = name_key(words).split()
        # "CME Group" is CME and not "the group".
        named = len(key) > 1 and words.split()[-1][0].isupper() and key[-1] in CORPORATE
        last = key[-2:-1] if named else key[-1:]
        return last[0][:KEY_LETTERS] if last else ""

    return identify


def _apart(words: str) -> bool:
    """Whether a description is of a group that does not act for its state: "Norway's largest union"."""
    return any(word in load_events().apart or word.removesuffix("s") in load_events().apart for word in name_key(words).split())


def known_entry(words: str, directory: Directory) -> ActorEntry | None:
    """The entry of a state's name, demonym or capital, of any other name, of those who act for one ("MEPs", "US envoys")."""
    found = directory.state_of(words)
    if found is None:
        # "MEPs" act for their parliament.
        named = directory.find(load_scheme("roles")["default_of"].get(name_key(words), words))
        first = words.split()[0] if " " in words and not _apart(words) else ""
        # A description belongs to the state before it: "Ukrainian president".
        state = directory.state_of(first) if first and not named else None
        if state is not None:
            return state
        found = named[0] if named else None
    return found
