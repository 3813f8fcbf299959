"""Promises and what became of them: later events and statements of the same actor's doing that tell of the same thing.

A report has the promise again where it has the word for what is to be done and enough of the words after it. Whether that is
keeping or breaking is told by the words that turn a deed round (scheme/keeping.toml), counted on both sides: the same sense keeps
it, the other breaks it. Nothing here opens the record. Cost: linear in the words, through an index of the promises' words by actor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from onrecord.relate.words import stem, telling, tokens
from onrecord.scheme.denial import load_denial
from onrecord.scheme.toml import load_scheme

Verdict = Literal["kept", "broken"]


@dataclass(frozen=True, slots=True)
class Promise:
    """What an actor promised. `actor` is the key of its name, `day` the ISO day of the promise, `due` the last day to keep it."""

    id: str
    actor: str
    what: str
    day: str
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What a report tells of an actor's doing: an event, or what somebody states.

    Args:
        id: of the row.
        actors: keys of the names of those whose doing it is.
        words: what the report says, word by word.
        day: ISO day on which it was done or, failing that, said.
        undone: whether the report says so in another way than by these words: denied, called off.
    """

    id: str
    actors: frozenset[str]
    words: str
    day: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign that a promise was kept or broken; `late`: kept after its last day."""

    sign: str
    verdict: Verdict
    day: str
    late: bool


@dataclass(frozen=True, slots=True)
class Keeping:
    """The vocabulary of keeping, without endings; `turning_words` are those of `turning` that tell something."""

    turning: frozenset[str]
    turning_words: frozenset[str]
    together: frozenset[tuple[str, str]]
    unreal: frozenset[str]
    promising: frozenset[str]
    judging: frozenset[str]
    no_deeds: frozenset[str]
    undone: frozenset[str]
    done: frozenset[str]
    first_words: int
    share: float


@cache
def load_keeping() -> Keeping:
    """Compile scheme/keeping.toml."""
    table = load_scheme("keeping")
    stemmed = {name: frozenset(map(stem, table[name])) for name in ("unreal", "promising", "judging")}
    denying = load_denial().words
    return Keeping(
        **stemmed,
        turning=frozenset(map(stem, (*table["turning"], *denying))),
        turning_words=frozenset(one for word in table["turning"] for one in telling(word)),
        together=frozenset((stem(one), stem(other)) for one, other in table["together"]),
        no_deeds=frozenset(table["no_deeds"]),
        undone=frozenset(table["undone"]),
        done=frozenset(table["done"]),
        first_words=table["first_words"],
        share=table["share"],
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A promise ready to be looked for: its first telling words, the word for the deed first, and whether it is turned round."""

    promise: Promise
    words: tuple[str, ...]
    turned: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """Words without endings: all of them in their order, and those that tell something."""

    stems: tuple[str, ...]
    telling: tuple[str, ...]


def _told(words: str) -> _Told:
    plain = tokens(words)
    return _Told(tuple(map(stem, plain)), tuple(one for token in plain for one in telling(token)))


def find_evidence(
    promises: Iterable[Promise], signs: Iterable[Sign], keeping: Keeping | None = None
) -> dict[str, list[Evidence]]:
    """Return what tells of each promise's keeping, by day; promises of which nothing is told are left out.

    Only what was done or said after the day of the promise counts.
    """
    keeping = keeping or load_keeping()
    index = _index(promises, keeping)
    found: dict[str, list[Evidence]] = defaultdict(list)
    for sign in signs:
        by_word = [index[actor] for actor in sorted(sign.actors) if actor in index]
        told = _told(sign.words) if by_word else None
        if told is None or not _is_done(told, keeping):
            continue
        turned = _is_turned(told, keeping) ^ sign.undone
        for one in _meant(told, by_word, keeping):
            if one.promise.day < sign.day:
                found[one.promise.id].append(_evidence(sign, one.promise, turned=turned ^ one.turned))
    return {id_: sorted(several, key=lambda one: (one.day, one.sign)) for id_, several in found.items()}


def _index(promises: Iterable[Promise], keeping: Keeping) -> dict[str, dict[str, list[_Wanted]]]:
    """Index promises by actor and by the word for what is to be done."""
    index: dict[str, dict[str, list[_Wanted]]] = defaultdict(lambda: defaultdict(list))
    for promise in promises:
        told = _told(promise.what)
        words = _deed_words(told, keeping)
        if words:
            index[promise.actor][words[0]].append(_Wanted(promise, words, _is_turned(told, keeping)))
    return index


def deed_words(what: str) -> tuple[str, ...]:
    """Return the first telling words of a promise in their order, without those that only turn it round.

    Two promises of one actor with the same words are one promise told twice.
    """
    keeping = load_keeping()
    return _deed_words(_told(what), keeping)


def _deed_words(told: _Told, keeping: Keeping) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in told.telling if one not in keeping.turning_words))[: keeping.first_words]


def _meant(told: _Told, by_word: Sequence[Mapping[str, list[_Wanted]]], keeping: Keeping) -> Iterator[_Wanted]:
    """Yield the promises that the words tell of: the word for the deed is there, and enough of the others."""
    words = frozenset(told.telling)
    for own in by_word:
        for word in words:
            for one in own.get(word, ()):
                shared = len(words.intersection(one.words))
                if shared >= min(2, len(one.words)) and shared >= keeping.share * len(one.words):
                    yield one


def _is_done(told: _Told, keeping: Keeping) -> bool:
    """Whether words tell of something done, and do not only want it or promise it again."""
    stems = frozenset(told.stems)
    if stems & keeping.unreal:
        return False
    return not stems & keeping.promising or bool(stems & keeping.judging)


def _is_turned(told: _Told, keeping: Keeping) -> bool:
    """Whether an odd number of words turn the deed round."""
    turns = sum(one in keeping.turning for one in told.stems)
    twice = sum(pair in keeping.together for pair in pairwise(told.stems))
    return (turns - twice) % 2 == 1


def _evidence(sign: Sign, promise: Promise, *, turned: bool) -> Evidence:
    late = not turned and promise.due is not None and sign.day > promise.due
    return Evidence(sign.id, "broken" if turned else "kept", sign.day, late)


CommitmentState = Literal["promised", "kept", "broken", "disputed", "unknown"]


def state_of(stated: Literal["promised", "kept", "broken", "unknown"], evidence: Sequence[Evidence]) -> CommitmentState:
    """Return what became of a promise. What its reading, or a person, says of it wins over what later reports tell."""
    if stated in ("kept", "broken"):
        return stated
    verdicts = {one.verdict for one in evidence}
    if len(verdicts) > 1:
        return "disputed"
    return next(iter(verdicts), stated)


def is_overdue(state: CommitmentState, due: str | None, at: str) -> bool:
    """Whether its last day has passed by the end of a day and nothing tells that it was kept."""
    return due is not None and due < at and state in ("promised", "unknown", "broken", "disputed")
