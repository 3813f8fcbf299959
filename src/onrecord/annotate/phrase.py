"""Phrases: runs of tokens, by the indexes of the first and the last."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Token

from onrecord.annotate.clauses import near
from onrecord.model.span import Span

COMMAS = (",", "-", "–", "—", "--", "(")
SEPARATORS = (",", ";", ":", "-", "–", "—", "--")
MARKS = frozenset("“”\"'‘’«»„") | {"``", "''"}


class Phrase(NamedTuple):
    """Tokens `first` to `last`, both included."""

    first: int
    last: int

    def holds(self, index: int) -> bool:
        """Whether a token is in the phrase."""
        return self.first <= index <= self.last

    def span(self, doc: Doc) -> Span:
        """Its characters."""
        end = doc[self.last]
        return Span(doc[self.first].idx, end.idx + len(end))


def _after_comma(child: Token) -> bool:
    left = child.left_edge.i
    return left > 0 and child.doc[left - 1].text in COMMAS


def _ends_phrase(child: Token, head: Token) -> bool:
    """Whether a noun's right neighbour is no longer part of its phrase."""
    if child.dep_ == "relcl" or (child.dep_ == "acl" and any(word.dep_ == "ccomp" for word in child.rights)):
        return True
    if child.dep_ == "appos":
        return head.pos_ == "PROPN" or child.pos_ != "PROPN"
    if child.dep_ in ("conj", "cc", "case"):
        return False
    return _after_comma(child) and child.dep_ != "punct"


def _right_edge(head: Token, depth: int = 0) -> int:
    """Where a noun phrase ends: before a relative clause, and before an apposition that only explains a name."""
    last = head.i
    for child in head.rights:
        if child.dep_ == "punct":
            continue
        if _ends_phrase(child, head):
            break
        if child.dep_ in ("conj", "appos") and depth < 20:
            last = max(last, _right_edge(child, depth + 1))
        elif child.dep_ == "prep":
            last = max(last, _of_preposition(child, depth))
        else:
            last = max(last, child.right_edge.i)
    return last


def _of_preposition(word: Token, depth: int) -> int:
    last = word.i
    for child in word.rights:
        if near.is_behind_preposition(child) and depth < 20:
            last = max(last, _right_edge(child, depth + 1))
        elif child.dep_ in ("prep", "pcomp", "advmod"):
            last = max(last, child.right_edge.i)
    return last


def noun_phrase(head: Token) -> Phrase:
    """The phrase of a noun, from its first modifier to the end of what belongs to its name."""
    doc, first = head.doc, head.left_edge.i
    last = _right_edge(head)
    while first < head.i and (doc[first].is_punct or doc[first].is_space or near.opens_clause(doc[first])):
        first += 1
    if last > first and doc[last].tag_ == "POS":
        last -= 1
    return Phrase(first, last)


def sentence_around(token: Token, reach: int) -> tuple[int, int]:
    """The tokens [first, end) of a token's sentence that are no further from it than `reach`."""
    doc, first, end = token.doc, token.i, token.i + 1
    while first > 0 and token.i - first < reach and not doc[first].is_sent_start:
        first -= 1
    while end < len(doc) and end - token.i < reach and not doc[end].is_sent_start:
        end += 1
    return first, end
