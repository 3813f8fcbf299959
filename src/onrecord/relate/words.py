"""The words of a statement, so far as they tell what it says: without endings, one for all that stand for one another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from simplemma import lemmatize
from snowballstemmer import stemmer

from onrecord.scheme.actor_entry import fold
from onrecord.scheme.denial import load_denial
from onrecord.scheme.toml import load_scheme

TOKEN = re.compile(r"n['’]t\b|[^\W_]+(?:[-.][^\W_]+)*")
CONDITION = re.compile(r"\b(?:if|unless|whether)\b[^,.;:!?]*[,.;:!?]?", re.IGNORECASE)
# Weights of words beside 1.
HALF, NUMBER = 0.5, 1.5


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word without case and accents: of its dictionary form, so that irregular forms fall together too.

    A word with a digit or a hyphen stays as it is. Cost: the dictionary is loaded with the first word, in a third of a second.
    Reference: Porter 2001 (Snowball), "English (Porter2) stemming algorithm".

    >>> stem("progressing"), stem("Progress"), stem("denies"), stem("withdrew"), stem("withdrawal")
    ('progress', 'progress', 'deni', 'withdraw', 'withdraw')
    """
    bare = fold(word).replace(".", "")
    if not bare.isalpha():
        return bare
    # A stemmer keeps the word at hand in itself: one for each call, as pages are served in several threads.
    return str(stemmer("english").stemWord(lemmatize(bare, lang="en").casefold()))


def tokens(text: str) -> list[str]:
    """The words of a text as they stand, in small letters; "won't" is "wo" and "n't"."""
    return [match.group().replace("’", "'") for match in TOKEN.finditer(re.sub(r"n['’]t\b", " n't", text.casefold()))]


@dataclass(frozen=True, slots=True)
class SameWords:
    """The vocabulary of `scheme/same.toml`, stemmed."""

    stop: frozenset[str]
    group_of: dict[str, str]
    common: frozenset[str]
    opposites: frozenset[tuple[str, str]]


@cache
def same_words() -> SameWords:
    """Load the vocabulary that comes with onrecord."""
    data = load_scheme("same")
    group_of = {stem(word): stem(group[0]) for group in data["groups"] for word in group}
    common = (stem(word) for word in data["common"])
    pairs = [(stem(a), stem(b)) for a, b in data["opposites"]]
    return SameWords(
        stop=frozenset(data["stop"]),
        group_of=group_of,
        common=frozenset(group_of.get(one, one) for one in common),
        opposites=frozenset([*pairs, *((b, a) for a, b in pairs)]),
    )


def telling(text: str) -> frozenset[str]:
    """The telling words of a text: no stop words, stems, one word for each group of those that stand for one another."""
    words, denial = same_words(), load_denial()
    stems = (stem(token) for token in tokens(text) if token not in words.stop and token not in denial.words)
    return frozenset(words.group_of.get(one, one) for one in stems if one)


def weight(words: Iterable[str]) -> float:
    """How much telling words tell: numbers most, what half of all statements have and the names of parties least."""
    common = same_words().common
    return sum(HALF if word in common or word[0] == "=" else NUMBER if word[0].isdigit() else 1.0 for word in words)


def stems_of(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stem(token) for token in tokens(text))


def denies(text: str) -> bool:
    """Whether a text denies something. What stands in a condition ("if it is not met") denies nothing."""
    denial, found = load_denial(), tokens(CONDITION.sub(" ", text))
    if any(denial.has(token) for token in found):
        return True
    padded = f" {' '.join(found)} "
    return any(f" {phrase} " in padded for phrase in denial.phrases)


def is_opposite(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether one of two sets of stems has a word, and only the other its opposite."""
    first, second = set(a), set(b)
    return any(x in first and y in second and y not in first and x not in second for x, y in same_words().opposites)
