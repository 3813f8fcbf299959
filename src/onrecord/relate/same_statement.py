"""One statement in many reports: statements of one speaker about one thing, said on one occasion.

Two statements are alike by their words and their meaning, unless one is contrary to the other. Clusters are complete: each member is
alike to every other, so that nothing chains from one thing to the next. What merges two remarks stands in the cluster of each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.relate.likeness import (
    MAX_SAID_APART_DAYS,
    is_contrary,
    is_near,
    meaning_in_common,
    ordinal,
    part_ways,
    words_in_common,
)
from onrecord.relate.said import Said
from onrecord.relate.speakers import block_of, is_one_speaker
from onrecord.scheme.directory import Directory

# A statement is compared with so many others at most, those nearest in meaning: what keeps a day on which one party makes
# thousands of statements from costing the square of them.
MAX_COMPARED = 64


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements by their numbers, the lower first, and how alike they are."""

    first: int
    second: int
    score: float


def likeness(a: Said, b: Said) -> float:
    """How alike two statements are, from 0 to 1. Those that part ways in their words must be near in meaning, or are not alike."""
    meaning = max(0.0, meaning_in_common(a, b))
    if meaning < LEAST_MEANING or (meaning < NEAR_MEANING and part_ways(a, b)):
        return 0.0
    return 0.5 * words_in_common(a, b) + 0.5 * meaning


# From here on two statements are taken for one. Chosen on tests/relate/same_statement.toml; run that again when it moves.
ALIKE = 0.48
# Cosine from which on two statements may be one: at all, and though each has words of its own.
LEAST_MEANING, NEAR_MEANING = 0.3, 0.72


def is_comparable(a: Said, b: Said, directory: Directory) -> bool:
    """Whether nothing forbids to take two statements for one."""
    return is_near(a, b) and is_one_speaker(a.speaker, b.speaker, directory) and not is_contrary(a, b)


def cluster(said: Sequence[Said], directory: Directory) -> list[tuple[int, ...]]:
    """Gather statements of one occasion, by their numbers; those that stand alone are left out.

    The order of the statements does not matter: ties are broken by report and row.
    """
    order = sorted(range(len(said)), key=lambda number: (said[number].report, said[number].row))
    ranked = [said[number] for number in order]
    groups = complete_groups(len(ranked), find_pairs(ranked, directory))
    return [tuple(order[number] for number in group) for group in groups if len({ranked[n].report for n in group}) > 1]


def find_pairs(said: Sequence[Said], directory: Directory) -> list[Pair]:
    """Find the pairs that are one statement, each once.

    Only statements of one block (party or name) whose days touch are compared. Cost: for each its MAX_COMPARED nearest of them.
    """
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for number, one in enumerate(said):
        blocks[block_of(one.speaker)].append(number)
    pairs: dict[tuple[int, int], Pair] = {}
    for members in blocks.values():
        for a, b in _candidates(said, members):
            first, second = min(a, b), max(a, b)
            if (first, second) not in pairs and is_comparable(said[first], said[second], directory):
                pairs[first, second] = Pair(first, second, likeness(said[first], said[second]))
    return [pair for pair in pairs.values() if pair.score >= ALIKE]


def _candidates(said: Sequence[Said], members: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Each statement of a block beside those of its days that are nearest in meaning."""
    dated = sorted((last, first, number) for number in members for first, last in _ordinals(said[number]))
    if len(dated) < 2:
        return
    vectors = np.stack([said[number].vector for _, _, number in dated])
    lasts = [last for last, _, _ in dated]
    for at, (_, first, number) in enumerate(dated):
        others = np.arange(bisect_left(lasts, first - MAX_SAID_APART_DAYS, 0, at), at)
        if others.size > MAX_COMPARED:
            cosines = vectors[others] @ vectors[at]
            others = others[np.argpartition(-cosines, MAX_COMPARED)[:MAX_COMPARED]]
        yield from ((number, dated[other][2]) for other in others.tolist())


def _ordinals(one: Said) -> list[tuple[int, int]]:
    """The first and last day as numbers; nothing where they are unknown."""
    days = one.days
    return [] if days is None else [(ordinal(days.first), ordinal(days.last))]


def complete_groups(count: int, pairs: Iterable[Pair]) -> list[tuple[int, ...]]:
    """Gather the likeliest pairs first, two groups into one where all of their members pair; groups of one are left out.

    A pair that is left over joins one of its two to the other's group where it pairs with all in it: a statement that merges two
    remarks stands with each.
    """
    ranked = sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))
    linked: dict[int, set[int]] = defaultdict(set)
    for pair in ranked:
        linked[pair.first].add(pair.second)
        linked[pair.second].add(pair.first)
    group_of = {number: {number} for number in range(count)}
    for pair in ranked:
        ours, theirs = group_of[pair.first], group_of[pair.second]
        if ours is not theirs and all(theirs <= linked[number] for number in ours):
            ours |= theirs
            group_of.update(dict.fromkeys(theirs, ours))
    guests = {id(group): set(group) for group in group_of.values()}
    for pair in ranked:
        for guest, host in ((pair.first, pair.second), (pair.second, pair.first)):
            group = guests[id(group_of[host])]
            if guest not in group and group <= linked[guest]:
                group.add(guest)
                break
    return sorted(tuple(sorted(group)) for group in guests.values() if len(group) > 1)
