"""Role words: which words name one role, who speaks for whom by them, which nouns denote speakers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.toml import load_scheme


@cache
def _synonyms() -> Mapping[str, str]:
    """Every wording of a role to the wording that stands for it."""
    rows = load_scheme("roles")["same"]
    return {name_key(words): name_key(row[0]) for row in rows for words in row}


@lru_cache(maxsize=4096)
def role_key(words: str) -> str:
    """The one form of a role's words: "Minister of Foreign Affairs" -> "foreign minister"."""
    key = name_key(words)
    return _synonyms().get(key, key)
