"""Hedges and negations: the words of `scheme/hedges.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.scheme.toml import load_scheme


@dataclass(frozen=True, slots=True)
class HedgeWords:
    """Words of distance: adverbs, raising verbs, passive verbs, phrases, nouns; and the words that negate."""

    adverbs: frozenset[str]
    raising: frozenset[str]
    passive: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    nouns: frozenset[str]
    negations: frozenset[str]
    negative_subjects: frozenset[str]


@cache
def hedge_words() -> HedgeWords:
    """Load the hedges that come with onrecord."""
    data = load_scheme("hedges")
    return HedgeWords(
        adverbs=frozenset(data["adverbs"]),
        raising=frozenset(data["raising"]),
        passive=frozenset(data["passive"]),
        phrases=tuple(tuple(words.split()) for words in data["phrases"]),
        nouns=frozenset(data["nouns"]),
        negations=frozenset(data["negation"]["adverbs"]),
        negative_subjects=frozenset(data["negation"]["determiners"]),
    )
