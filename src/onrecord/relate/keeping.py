"""Whether words tell of a deed done, and what turns it round: the vocabulary of scheme/keeping.toml, with the types of events."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord.relate.words import stem, telling, tokens
from onrecord.scheme.denial import load_denial
from onrecord.scheme.toml import load_scheme


@dataclass(frozen=True, slots=True)
class Told:
    """Stems of words: all of them in their order, and those that tell something."""

    stems: tuple[str, ...]
    telling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keeping:
    """The vocabulary of keeping, as stems; `turning_words` are those of `turning` that tell something."""

    turning: frozenset[str]
    turning_words: frozenset[str]
    together: frozenset[tuple[str, str]]
    unreal: frozenset[str]
    promising: frozenset[str]
    judging: frozenset[str]
    sealing: frozenset[str]
    no_deeds: frozenset[str]
    undone: frozenset[str]
    done: frozenset[str]
    times: re.Pattern[str]
    first_words: int
    share: float
    type_share: float

    def told(self, words: str) -> Told:
        """The stems of some words, without ends of times ("by the end of the month"), which end nothing."""
        plain = tokens(self.times.sub(" ", words))
        return Told(tuple(map(stem, plain)), tuple(one for token in plain for one in telling(token)))

    def is_done(self, told: Told) -> bool:
        """Whether words tell of something done, and do not only want it or promise it again."""
        stems = frozenset(told.stems)
        if stems & self.unreal:
            return False
        return not stems & self.promising or bool(stems & (self.judging | self.sealing))

    def is_turned(self, told: Told) -> bool:
        """Whether an odd number of words turn the deed round."""
        turns = sum(one in self.turning for one in told.stems)
        twice = sum(pair in self.together for pair in pairwise(told.stems))
        return (turns - twice) % 2 == 1

    def is_deed(self, type_: str, words: str) -> bool:
        """Whether an event of a type is a deed; an agreement is where something is signed, not promised."""
        return type_ not in self.no_deeds or (type_ == "AGREE" and bool(self.sealing.intersection(self.told(words).stems)))


@cache
def load_keeping() -> Keeping:
    """Compile scheme/keeping.toml."""
    table = load_scheme("keeping")
    stemmed = {name: frozenset(map(stem, table[name])) for name in ("unreal", "promising", "judging", "sealing")}
    denying = load_denial().words
    times = "|".join(map(re.escape, table["times"]))
    return Keeping(
        **stemmed,
        turning=frozenset(map(stem, (*table["turning"], *denying))),
        turning_words=frozenset(one for word in table["turning"] for one in telling(word)),
        together=frozenset((stem(one), stem(other)) for one, other in table["together"]),
        no_deeds=frozenset(table["no_deeds"]),
        undone=frozenset(table["undone"]),
        done=frozenset(table["done"]),
        times=re.compile(rf"\b(?:the )?end of (?:(?:the|this|that|next) )*(?:{times}|\d{{4}})\b", re.IGNORECASE),
        first_words=table["first_words"],
        share=table["share"],
        type_share=table["type_share"],
    )


@cache
def deed_types() -> dict[str, frozenset[str]]:
    """The types of events that a word for a deed may name, by its stem (scheme/events.toml); deeds only."""
    table, keeping = load_scheme("events"), load_keeping()
    found: dict[str, set[str]] = {}
    for type_ in table["order"]:
        if type_ in keeping.no_deeds:
            continue
        for entry in (*table[type_]["verbs"], *table[type_]["nouns"]):
            for word in telling(entry.split()[0]):
                found.setdefault(word, set()).add(type_)
    return {word: frozenset(types) for word, types in found.items()}
