"""Wordings: the little patterns by which a codebook marks an issue or a stance in running text.

sanctions             the word in any of its forms (its lemma or as written)
territor*             every word that begins so
peace deal            these words side by side; hyphens in the text do not matter
cede|yield land       one word or the other; alternatives are single words
withdraw .. troops    with up to six other words between
"""

from __future__ import annotations

import re
from dataclasses import dataclass

GAP = ".."
SHORTEST_PREFIX = 3
WORD = re.compile(r"[^\s|*]+\*?")


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a wording: a word of `words`, or one that begins with one of `prefixes`; `gap`: others may stand before."""

    words: frozenset[str]
    prefixes: tuple[str, ...] = ()
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern, place by place."""

    places: tuple[Place, ...]


def parse_wording(pattern: str) -> Wording:
    """Read a pattern. Raises: ValueError, saying what is wrong with it."""
    places: list[Place] = []
    gap = False
    for part in pattern.casefold().replace("-", " ").split():
        if part == GAP:
            if not places or gap:
                raise ValueError(f"{GAP!r} stands between two words in {pattern!r}")
            gap = True
            continue
        places.append(_place(part, pattern, gap=gap))
        gap = False
    if not places or gap:
        raise ValueError(f"{pattern!r} needs a word" + (f" after {GAP!r}" if gap else ""))
    return Wording(tuple(places))


def _place(part: str, pattern: str, *, gap: bool) -> Place:
    words, prefixes = set(), []
    for word in part.split("|"):
        if not WORD.fullmatch(word):
            raise ValueError(f"{word!r} in {pattern!r} is not a word; '*' ends a word, '|' parts two")
        if not word.endswith("*"):
            words.add(word)
        elif len(word) <= SHORTEST_PREFIX:
            raise ValueError(f"{word!r} in {pattern!r} needs {SHORTEST_PREFIX} letters or more before '*'")
        else:
            prefixes.append(word[:-1])
    return Place(frozenset(words), tuple(prefixes), gap)
