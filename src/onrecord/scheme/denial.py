"""Denial: the words of `scheme/denial.toml`, for all that looks for denials in words alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.scheme.toml import load_scheme

CONTRACTED = "n't"


@dataclass(frozen=True, slots=True)
class Denial:
    """Words that deny what follows, words that deny by what they mean, and phrases; in small letters."""

    words: frozenset[str]
    verbs: frozenset[str]
    phrases: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Whether a word in small letters denies, also as a contraction ("won't")."""
        return word in self.words or word in self.verbs or word.replace("’", "'").endswith(CONTRACTED)


@cache
def load_denial() -> Denial:
    """Load the vocabulary that comes with onrecord."""
    table = load_scheme("denial")
    return Denial(frozenset(table["words"]), frozenset(table["verbs"]), tuple(table["phrases"]))
