"""Promises and what became of them: later events and statements of the same actor's doing that tell of the same thing.

A report has the promise again where it has the word for what is to be done, or tells of an event of a type which that word names,
and has enough of the words after it; of an event those of its place and of those to whom it was done count too. Whether that is
keeping or breaking is told by the words that turn a deed round (scheme/keeping.toml), counted on both sides: the same sense keeps
it, the other breaks it. Nothing here opens the record. Cost: linear in the words, through an index of the promises by actor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.relate.keeping import Keeping, Told, deed_types, load_keeping
from onrecord.relate.words import telling

Verdict = Literal["kept", "broken"]
Match = Literal["word", "type"]


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
        type: PLOVER type of an event, None of a statement.
        roles: names of an event's place and of those to whom it was done.
    """

    id: str
    actors: frozenset[str]
    words: str
    day: str
    undone: bool = False
    type: str | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign that a promise was kept or broken; `late`: kept after its last day; `by`: found by the deed's word or its type."""

    sign: str
    verdict: Verdict
    day: str
    late: bool
    by: Match = "word"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A promise ready to be looked for: its first telling words, the word for the deed first, whether it is turned round."""

    promise: Promise
    words: tuple[str, ...]
    turned: bool


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
        own = [index[actor] for actor in sorted(sign.actors) if actor in index]
        told = keeping.told(sign.words) if own else None
        if told is None or not keeping.is_done(told):
            continue
        turned = keeping.is_turned(told) ^ sign.undone
        for one, by in _meant(sign, told, own, keeping):
            if one.promise.day < sign.day:
                found[one.promise.id].append(_evidence(sign, one.promise, by, turned=turned ^ one.turned))
    return {id_: sorted(several, key=lambda one: (one.day, one.sign)) for id_, several in found.items()}


_Index = dict[tuple[str | None, str], list[_Wanted]]
"""The promises of an actor by the word for the deed (with None), and by a type that it names with each of the other words."""


def _index(promises: Iterable[Promise], keeping: Keeping) -> dict[str, _Index]:
    index: dict[str, _Index] = defaultdict(lambda: defaultdict(list))
    for promise in promises:
        told = keeping.told(promise.what)
        words = _deed_words(told, keeping)
        if not words:
            continue
        wanted = _Wanted(promise, words, keeping.is_turned(told))
        index[promise.actor][None, words[0]].append(wanted)
        for type_ in deed_types().get(words[0], ()):
            for word in words[1:]:
                index[promise.actor][type_, word].append(wanted)
    return index


def deed_words(what: str) -> tuple[str, ...]:
    """Return the first telling words of a promise in their order, without those that only turn it round.

    Two promises of one actor with the same words are one promise told twice.
    """
    keeping = load_keeping()
    return _deed_words(keeping.told(what), keeping)


def _deed_words(told: Told, keeping: Keeping) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in told.telling if one not in keeping.turning_words))[: keeping.first_words]


def _meant(sign: Sign, told: Told, own: Sequence[_Index], keeping: Keeping) -> Iterator[tuple[_Wanted, Match]]:
    """Yield the promises that a sign tells of: the word or a type for the deed is there, and enough of the other words."""
    words = frozenset(told.telling)
    around = words.union(*map(telling, sign.roles))
    for index in own:
        for word in words:
            for one in index.get((None, word), ()):
                shared = len(words.intersection(one.words))
                if shared >= min(2, len(one.words)) and shared >= keeping.share * len(one.words):
                    yield one, "word"
        typed = {id(one): one for word in around if sign.type for one in index.get((sign.type, word), ())}
        for one in typed.values():
            others = one.words[1:]
            if one.words[0] not in words and len(around.intersection(others)) >= keeping.type_share * len(others):
                yield one, "type"


def _evidence(sign: Sign, promise: Promise, by: Match, *, turned: bool) -> Evidence:
    late = not turned and promise.due is not None and sign.day > promise.due
    return Evidence(sign.id, "broken" if turned else "kept", sign.day, late, by)


CommitmentState = Literal["promised", "kept", "broken", "disputed", "unknown"]


def state_of(
    stated: Literal["promised", "kept", "broken", "unknown"], evidence: Sequence[Evidence], *, passed: bool = False
) -> CommitmentState:
    """Return what became of a promise. What its reading, or a person, says of it wins over what later reports tell.

    Where nothing tells of it, it is unknown once its last day has passed.
    """
    if stated in ("kept", "broken"):
        return stated
    verdicts = {one.verdict for one in evidence}
    if len(verdicts) > 1:
        return "disputed"
    return next(iter(verdicts), "unknown" if passed else stated)


def is_past(due: str | None, at: str | None) -> bool:
    """Whether a last day has passed by the end of a day."""
    return due is not None and at is not None and due < at


def is_overdue(state: CommitmentState, due: str | None, at: str | None) -> bool:
    """Whether its last day has passed by the end of a day and nothing tells that it was kept."""
    return is_past(due, at) and state != "kept"
