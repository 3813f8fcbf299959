"""The vocabulary of promises, compiled from scheme/commitments.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.scheme.toml import load_scheme


@dataclass(frozen=True, slots=True)
class Promises:
    """Classes of words by their name in the file."""

    words: dict[str, frozenset[str]]

    def has(self, name: str, token: Token) -> bool:
        """Whether a token's lemma is in a class."""
        return token.lemma_.lower() in self.words[name]

    def holds(self, name: str, token: Token) -> bool:
        """Whether a token as it stands is in a class."""
        return token.lower_ in self.words[name]


@cache
def load_promises() -> Promises:
    """Compile scheme/commitments.toml."""
    return Promises({name: frozenset(words) for name, words in load_scheme("commitments").items()})
