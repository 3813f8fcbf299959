"""Pronouns of the first person, which are not the state that is written like one: "us" and "the US"."""

from __future__ import annotations

FIRST_PERSON = frozenset({"i", "we", "me", "us"})
STATES = frozenset({"US"})


def is_first_person(words: str) -> bool:
    """Whether words are "I", "we" or the like, and not "the US"."""
    return words.lower() in FIRST_PERSON and words not in STATES
