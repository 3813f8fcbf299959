"""Moves: what each position statement of a party is against what the party itself said before on the issue.

    new           the first on the issue, or a further stance beside one that the party takes again that day
    repeated      nothing changed
    softened, hardened, reversed    as scheme/moves.toml has it
    contradicted  another speaker of the party says the opposite within the same days

Only a party's own statements are handed in: what others ascribe to it moves nothing. Nothing here opens the record, since a
move depends on what is in view: on the case, the clocks and people's decisions. Cost: sorting, then linear in the statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, get_args

from onrecord.model.reading import Stance
from onrecord.relate.changes import CHANGES, Change, Changes, Turn

MoveKind = Literal["new", "repeated", "softened", "hardened", "reversed", "contradicted"]
MOVE_KINDS: tuple[MoveKind, ...] = get_args(MoveKind)

# Statements named as what shows a move: more say the same, and the matrix lists them all.
MOST_AGAINST = 5


@dataclass(frozen=True, slots=True)
class Stand:
    """A party's own position statement.

    Args:
        id: of the row.
        party: key of the party's name.
        issue: slug of the issue.
        stance: support, oppose, demand or offer.
        day: the ISO day it was said or, failing that, published.
        condition: the words that make it depend on something.
        hedged: whether the report keeps its distance from it.
        speaker: key of who said it, None where the party itself or nobody is named.
        utterance: what all renderings of one utterance share (copies of a wire, one remark in two reports); None: not known.
    """

    id: str
    party: str
    issue: str
    stance: Stance
    day: str
    condition: str | None = None
    hedged: bool = False
    speaker: str | None = None
    utterance: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """What a party did by saying it. `stands` are the statements that say it, the earliest first, `against` those that show the move.

    `why` says what changed; `contradicted_by` are statements of other speakers of the party that came after it.
    """

    kind: MoveKind
    stands: tuple[Stand, ...]
    against: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()

    @property
    def first(self) -> Stand:
        """The earliest of its statements."""
        return self.stands[0]


@dataclass(slots=True)
class _Saying:
    """What one speaker of a party said on one day with one stance: one move, however many reports have it."""

    stands: list[Stand]
    contradicted_by: list[str] = field(default_factory=list)

    @property
    def first(self) -> Stand:
        return self.stands[0]

    @property
    def id(self) -> str:
        return self.first.id


class _Day:
    """What a party said on one day: one saying for each stance, with or without condition and hedge, and each condition's words."""

    def __init__(self, sayings: Sequence[_Saying] = ()) -> None:
        self.kinds: dict[tuple[Stance, bool, bool], _Saying] = {}
        self._exact: dict[tuple[Stance, str | None], _Saying] = {}
        for saying in sayings:
            stand = saying.first
            self.kinds.setdefault((stand.stance, bool(stand.condition), stand.hedged), saying)
            self._exact.setdefault((stand.stance, _condition(stand)), saying)

    def same(self, stand: Stand) -> list[_Saying]:
        """Return what took the same stance, the same condition first."""
        exact = self._exact.get((stand.stance, _condition(stand)))
        alike = [saying for saying in self.kinds.values() if saying.first.stance == stand.stance]
        return [exact, *alike] if exact else alike

    def stances(self) -> set[Stance]:
        """Return the stances taken."""
        return {stance for stance, _, _ in self.kinds}


def find_moves(stands: Iterable[Stand], changes: Changes) -> list[Move]:
    """Return the moves of all parties on all issues, by day, party and issue. The order of the statements does not matter."""
    pairs: dict[tuple[str, str], list[Stand]] = defaultdict(list)
    for stand in stands:
        pairs[stand.party, stand.issue].append(stand)
    found = [move for own in pairs.values() for move in _moves_of_pair(own, changes)]
    return sorted(found, key=lambda move: (move.first.day, move.first.party, move.first.issue, move.first.id))


def _moves_of_pair(stands: list[Stand], changes: Changes) -> list[Move]:
    """Go through one party's words on one issue day by day."""
    sayings = _sayings(sorted(stands, key=lambda stand: (stand.day, stand.id)))
    before = _Day()
    rivals = _Rivals(changes)
    found: list[tuple[_Saying, Move]] = []
    for day, group in groupby(sayings, key=lambda saying: saying.first.day):
        said = list(group)
        today = _Day(said)
        rivals.hear(day, said)
        found += [(saying, _move(saying, before, today, rivals, changes)) for saying in said]
        before = today
    return [replace(move, contradicted_by=tuple(saying.contradicted_by)) for saying, move in found]


def _sayings(stands: Iterable[Stand]) -> list[_Saying]:
    """Gather renderings of one utterance, and what one speaker says alike on one day, given by day.

    A later copy of what was said belongs to the day on which it was first told, so it repeats nothing.
    """
    said: dict[tuple[object, ...], _Saying] = {}
    found: list[_Saying] = []
    for stand in stands:
        keys: list[tuple[object, ...]] = [("day", stand.day, stand.speaker, stand.stance, _condition(stand))]
        if stand.utterance is not None:
            keys.insert(0, ("utterance", stand.utterance, stand.stance))
        saying = next((said[key] for key in keys if key in said), None)
        if saying is None:
            saying = _Saying([])
            found.append(saying)
        saying.stands.append(stand)
        for key in keys if saying.first.day == stand.day else keys[:-1]:
            said.setdefault(key, saying)
    return found


class _Rivals:
    """What the speakers of a party said last, within the days in which the opposite of it contradicts them."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._latest: dict[str, list[_Saying]] = {}
        self._by_stance: dict[Stance, dict[str, _Saying]] = defaultdict(dict)

    def hear(self, day: str, today: Sequence[_Saying]) -> None:
        """Take in a day: who speaks again stands by the new words only, and what is too old is dropped."""
        oldest = (date.fromisoformat(day) - timedelta(days=self._changes.contradiction_days)).isoformat()
        stale = [speaker for speaker, sayings in self._latest.items() if sayings[0].first.day < oldest]
        for speaker in {*stale, *(saying.first.speaker for saying in today if saying.first.speaker)}:
            for saying in self._latest.pop(speaker, []):
                self._by_stance[saying.first.stance].pop(speaker, None)
        for saying in today:
            if saying.first.speaker:
                self._latest.setdefault(saying.first.speaker, []).append(saying)
                self._by_stance[saying.first.stance].setdefault(saying.first.speaker, saying)

    def of(self, saying: _Saying) -> Iterator[_Saying]:
        """Yield what other speakers say to the opposite, and only to the opposite."""
        stand = saying.first
        opposites = self._changes.opposites(stand.stance) if stand.speaker else ()
        for opposite in opposites:
            for speaker, other in self._by_stance[opposite].items():
                if speaker != stand.speaker and speaker not in self._by_stance[stand.stance]:
                    yield other


def _move(saying: _Saying, before: _Day, today: _Day, rivals: _Rivals, changes: Changes) -> Move:
    stands = tuple(saying.stands)
    contradicted = _first(rivals.of(saying))
    if contradicted:
        for other in contradicted:
            if other.first.day < saying.first.day:
                other.contradicted_by.append(saying.id)
        return Move("contradicted", stands, _ids(contradicted), (_opposite(contradicted[0], saying),))
    if not before.kinds:
        return Move("new", stands)
    same = before.same(saying.first)
    if same:
        change, other, why = min((_again(one, saying, changes) for one in same), key=lambda found: CHANGES.index(found[0]))
        return Move(change, stands, (other.id,), why)
    stood_by = today.stances()
    beside = [other for other in before.kinds.values() if other.first.stance in stood_by]
    if beside:
        return Move("new", stands, _ids(beside), (f"beside {beside[0].first.stance}, said again",))
    change, other = min(
        ((_turned(one, saying, changes), one) for one in before.kinds.values()), key=lambda found: CHANGES.index(found[0])
    )
    return Move(change, stands, (other.id,), (f"{other.first.stance} -> {saying.first.stance}",))


def _first(sayings: Iterable[_Saying]) -> list[_Saying]:
    """The first few, without going through the rest."""
    return [saying for saying, _ in zip(sayings, range(MOST_AGAINST), strict=False)]


def _ids(sayings: Iterable[_Saying]) -> tuple[str, ...]:
    return tuple(saying.id for saying in sayings)


def _opposite(other: _Saying, saying: _Saying) -> str:
    return f"{other.first.stance} ({other.first.speaker}) against {saying.first.stance} ({saying.first.speaker})"


def _turned(other: _Saying, saying: _Saying, changes: Changes) -> Change:
    return changes.stance[other.first.stance, saying.first.stance]


def _again(other: _Saying, saying: _Saying, changes: Changes) -> tuple[Change, _Saying, tuple[str, ...]]:
    """Compare the same stance taken twice: first its condition; its hedge where the condition moves nothing."""
    then, now = other.first, saying.first
    condition = _turn(bool(then.condition), bool(now.condition))
    hedge = _turn(then.hedged, now.hedged)
    why = tuple(f"{name} {turn}" for name, turn in (("condition", condition), ("hedge", hedge)) if turn)
    if then.condition and now.condition and _condition(then) != _condition(now):
        why = ("condition changed", *why)
    change: Change = changes.condition[now.stance, condition] if condition else "repeated"
    if change == "repeated" and hedge:
        change = changes.hedge[now.stance, hedge]
    return change, other, why


def _turn(was: bool, now: bool) -> Turn | None:
    return None if was == now else ("added" if now else "dropped")


def _condition(stand: Stand) -> str | None:
    return " ".join(stand.condition.casefold().split()) if stand.condition else None
