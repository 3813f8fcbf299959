"""The vocabulary of stances, compiled from scheme/stances.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.model.reading import Stance
from onrecord.scheme.toml import load_scheme

STANCES: tuple[Stance, ...] = ("demand", "support", "oppose", "offer")
# What a stance is when it, or what it is on, is denied.
FLIPPED: dict[Stance, Stance] = {"support": "oppose", "oppose": "support", "demand": "oppose", "offer": "oppose"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cue's lemma means: a stance, if one of `needs` stands with it (always, where `needs` is empty)."""

    stance: Stance
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stances:
    """The vocabulary: entries by lemma, and classes of words."""

    verbs: dict[str, tuple[Entry, ...]]
    nouns: dict[str, tuple[Entry, ...]]
    adjectives: dict[str, tuple[Entry, ...]]
    wants: frozenset[str]
    weak: frozenset[str]
    judgements: dict[str, Stance]
    ruled_out: frozenset[str]
    goals: frozenset[str]
    roles: dict[str, Stance]
    listed: dict[str, Stance]
    words: dict[str, frozenset[str]]


def _entries(kind: str) -> dict[str, tuple[Entry, ...]]:
    table = load_scheme("stances")
    found: dict[str, list[Entry]] = {}
    for stance in STANCES:
        for text in table[stance][kind]:
            lemma, _, needs = text.partition(" ")
            entry = Entry(stance, frozenset(needs.split("|")) if needs else frozenset())
            found.setdefault(lemma, []).append(entry)
    return {lemma: tuple(sorted(rows, key=lambda entry: not entry.needs)) for lemma, rows in found.items()}


def _by_word(table: dict[str, list[str]]) -> dict[str, Stance]:
    """The stance of each word of a section that lists words under stances."""
    return {word: stance for stance in STANCES for word in table.get(stance, ())}


@cache
def load_stances() -> Stances:
    """Compile scheme/stances.toml."""
    table = load_scheme("stances")
    return Stances(
        verbs=_entries("verbs"),
        nouns=_entries("nouns"),
        adjectives=_entries("adjectives"),
        wants=frozenset(table["want"]["verbs"]),
        weak=frozenset(table["weak"]["verbs"]),
        judgements=_by_word(table["judgement"]),
        ruled_out=frozenset(table["judgement"]["oppose_phrases"]),
        goals=frozenset(table["judgement"]["goals"]),
        roles=_by_word(table["roles"]),
        listed=_by_word(table["listed"]),
        words={name: frozenset(words) for name, words in table["words"].items()},
    )
