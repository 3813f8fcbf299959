"""The parse as plain lists, read from spaCy in one go: a token's fields by its index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

# Fields of spaCy, in the order in which `tree_of` takes them.
FIELDS: list[int | str] = ["HEAD", "DEP", "POS", "TAG", "LEMMA", "LOWER", "IS_LOWER", "SENT_START"]
# Of a longer row, which is a list or a misparse, those after these are left out.
MAX_ROW = 12
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
VERBAL = frozenset({"VERB", "AUX"})
SKIPPED = frozenset({"punct", "cc", "preconj", "mark", "dep"})
# What ends a noun's phrase to its right.
ENDS = frozenset({"conj", "cc", "relcl", "acl", "appos", "ccomp", "advcl", "punct", "parataxis"})


@dataclass(frozen=True, slots=True)
class Tree:
    """Fields of tokens, each a list by index.

    `kids` are children by their relation, `order` has every head before its children, `firsts` the first of what a token is
    coordinated with, `edges` the outermost tokens under a token.
    """

    heads: list[int]
    deps: list[str]
    pos: list[str]
    tags: list[str]
    lemmas: list[str]
    lowers: list[str]
    capital: list[bool]
    children: list[list[int]]
    kids: list[dict[str, list[int]]]
    order: list[int]
    firsts: list[int]
    edges: list[tuple[int, int]]
    last_of_sentence: list[int]

    def of(self, token: int, *deps: str) -> list[int]:
        """The children of a token with one of some relations."""
        kids = self.kids[token]
        if not kids:
            return []
        found = [child for dep in deps if dep in kids for child in kids[dep]]
        return sorted(found) if len(found) > 1 and len(deps) > 1 else found

    def row(self, token: int) -> list[int]:
        """A token and what is coordinated with it, in reading order, as far as that is no long list."""
        found, waiting = [token], [token]
        while waiting and len(found) < MAX_ROW:
            more = self.of(waiting.pop(), "conj")
            found += more
            waiting += more
        return found

    def first_of_row(self, token: int) -> int:
        """The first of what a token is coordinated with."""
        return self.firsts[token]

    def over(self, token: int) -> tuple[int | None, str]:
        """The word that governs a token, through prepositions, and the last of those; of a row that of its first."""
        at, by = self.first_of_row(token), ""
        while True:
            head = self.heads[at]
            if head == at:
                return None, by
            if self.deps[at] in ("pobj", "pcomp") or self.pos[head] in ("ADP", "SCONJ"):
                by, at = self.lowers[head], head
                if self.deps[head] not in ("prep", "agent", "dative"):
                    head = self.heads[head]
                    return (head if head != at else None), by
                continue
            return head, by

    def phrase(self, head: int) -> tuple[int, int]:
        """The first and the last token of a noun's phrase, without what is coordinated with it and clauses at it."""
        before = (c for c in self.children[head] if c < head and self.deps[c] not in SKIPPED)
        first = min((self.edges[child][0] for child in before), default=head)
        last = head
        for child in self.children[head]:
            if child > head and self.deps[child] in ENDS:
                break
            last = max(last, self.edges[child][1]) if child > head else last
        return first, last


def _texts(doc: Doc, column: list[int], known: dict[int, str]) -> list[str]:
    """The words of a column of keys, each looked up once a document."""
    for key in set(column) - known.keys():
        known[key] = doc.vocab.strings[key]
    return [known[key] for key in column]


def tree_of(doc: Doc) -> Tree:
    """Read a document's parse. Cost: linear."""
    table = np.asarray(doc.to_array(FIELDS)).reshape(-1, len(FIELDS))
    columns: list[list[int]] = table.T.tolist()
    known: dict[int, str] = {0: ""}
    count = len(doc)
    heads = [index + step for index, step in enumerate(table[:, 0].astype("int64").tolist())]
    deps, pos, tags, lemmas, lowers = (_texts(doc, column, known) for column in columns[1:6])
    children: list[list[int]] = [[] for _ in range(count)]
    kids: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for index, head in enumerate(heads):
        if head != index:
            children[head].append(index)
            kids[head].setdefault(deps[index], []).append(index)
    order = list(_down(heads, children))
    return Tree(
        heads,
        deps,
        pos,
        tags,
        [lemma.lower() for lemma in lemmas],
        lowers,
        [not flag for flag in columns[6]],
        children,
        kids,
        order,
        _firsts(heads, deps, order),
        _edges(heads, order),
        _sentence_ends(columns[7]),
    )


def _down(heads: list[int], children: list[list[int]]) -> Iterator[int]:
    """Tokens, every head before its children, and the first of them first."""
    waiting = [index for index in range(len(heads) - 1, -1, -1) if heads[index] == index]
    while waiting:
        token = waiting.pop()
        yield token
        waiting += reversed(children[token])


def _firsts(heads: list[int], deps: list[str], order: list[int]) -> list[int]:
    firsts = list(range(len(heads)))
    for token in order:
        if deps[token] == "conj":
            firsts[token] = firsts[heads[token]]
    return firsts


def _edges(heads: list[int], order: list[int]) -> list[tuple[int, int]]:
    lefts, rights = list(range(len(heads))), list(range(len(heads)))
    for token in reversed(order):
        head, left, right = heads[token], lefts[token], rights[token]
        if left < lefts[head]:
            lefts[head] = left
        if right > rights[head]:
            rights[head] = right
    return list(zip(lefts, rights, strict=True))


def _sentence_ends(starts: list[int]) -> list[int]:
    """For each token, the last one of its sentence."""
    ends, last = [0] * len(starts), len(starts) - 1
    for index in range(len(starts) - 1, -1, -1):
        ends[index] = last
        if starts[index] == 1:
            last = index - 1
    return ends
