"""Find the directory's names in a text: the longest at each place, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from onrecord.model.span import Span
from onrecord.scheme.actor_entry import ActorEntry, fold
from onrecord.scheme.directory import Directory

HitForm = Literal["name", "demonym", "capital"]
WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name.
GAP = re.compile(r"[ \u00a0]?[.,&'’+/-]{0,2}[ \u00a0]?(?:[(&][ \u00a0]?)?")
# Acronyms as short as this must stand in capitals: "us" is no state, "who" no organisation.
ACRONYM = 5
# Names of few letters in a text of many: how far a name may reach.
LONGEST = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the directory found in a text."""

    span: Span
    entry: ActorEntry
    form: HitForm


@dataclass(slots=True)
class _Node:
    """A word of names: what may follow it, and the names that end here."""

    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[tuple[str, ...], str, ActorEntry, HitForm]] = field(default_factory=list)


def _names(entry: ActorEntry) -> Iterator[tuple[str, HitForm]]:
    for name in entry.names():
        yield name, "name"
    for name in entry.demonyms:
        yield name, "demonym"
    for name in entry.capitals:
        yield name, "capital"


@lru_cache(maxsize=8)
def _trie(directory: Directory) -> _Node:
    root = _Node()
    for entry in directory.entries:
        for name, form in _names(entry):
            words = tuple(WORD.findall(name))
            node = root
            for word in words:
                node = node.next.setdefault(fold(word), _Node())
            if words:
                node.ends.append((words, name, entry, form))
    return root


def _same_case(written: str, word: str) -> bool:
    """Whether a word of the text is written as a word of a name must be."""
    if word.isupper() and 1 < len(word) <= ACRONYM:
        return written == word
    return not word[0].isupper() or not written[0].islower()


def _end(node: _Node, words: list[str]) -> tuple[str, ActorEntry, HitForm] | None:
    """The name that ends at a node with these words; a user's own entry, which came last, before the built-in."""
    order = {"name": 0, "demonym": 1, "capital": 2}
    fitting = [row for row in node.ends if all(map(_same_case, words, row[0]))]
    if not fitting:
        return None
    best = min(reversed(fitting), key=lambda row: order[row[3]])
    return best[1], best[2], best[3]


def _longest(text: str, words: list[re.Match[str]], at: int, root: _Node) -> tuple[int, Hit] | None:
    """The longest name that begins with word `at`: the number of the word after it, and the hit."""
    node, found, seen = root, None, []
    for index in range(at, min(at + LONGEST, len(words))):
        if index > at and not GAP.fullmatch(text, words[index - 1].end(), words[index].start()):
            break
        following = node.next.get(fold(words[index].group()))
        if following is None:
            break
        node = following
        seen.append(words[index].group())
        end = _end(node, seen)
        if end is not None:
            name, entry, form = end
            stop = words[index].end() + (name.endswith(".") and text[words[index].end() : words[index].end() + 1] == ".")
            found = index + 1, Hit(Span(words[at].start(), stop), entry, form)
    return found


def match_names(text: str, directory: Directory) -> list[Hit]:
    """Find the names, demonyms and capitals of the directory. Cost: linear in the text."""
    root = _trie(directory)
    words = list(WORD.finditer(text))
    found, at = [], 0
    while at < len(words):
        best = _longest(text, words, at, root)
        if best is None:
            at += 1
        else:
            at = best[0]
            found.append(best[1])
    return found
