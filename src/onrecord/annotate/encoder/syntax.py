"""The parse as arrays that a scorer of pairs can read: for each token its head, its relation and its sentence.

What relations mean is left to the trained heads; no rule stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from onrecord.annotate.encoder.links import Ranges
from onrecord.annotate.encoder.pieces import Pieces

Integers = NDArray[np.int64]

RELATIONS = (
    "other", "nsubj", "nsubjpass", "dobj", "pobj", "poss", "compound", "amod", "appos", "conj", "attr", "dative", "ROOT",
    "npadvmod", "agent", "nmod", "advmod", "ccomp",
)  # fmt: skip
PREPOSITIONS = (
    "none", "other", "in", "on", "at", "by", "with", "to", "from", "against", "between", "of", "for", "after", "before",
    "until", "over", "during", "into",
)  # fmt: skip
_RELATION = {name: number for number, name in enumerate(RELATIONS)}
_PREPOSITION = {name: number for number, name in enumerate(PREPOSITIONS)}

# Steps from a candidate up the parse in which an anchor is looked for, and from an anchor up to a clause that both share.
STEPS = 4
N_ATTACHMENTS = 2 * STEPS + 2


@dataclass(frozen=True, slots=True)
class Syntax:
    """The parse of a text of `t` tokens cut into `n` pieces.

    head, relation, preposition, sentence: (t,) int64; a root is its own head; `preposition` is the word that a token hangs on,
    as an index into PREPOSITIONS. starts, ends: (t,) code points. token: (n,) the token of each piece.
    """

    head: Integers
    relation: Integers
    preposition: Integers
    sentence: Integers
    token: Integers

    def roots(self, ranges: Ranges) -> Integers:
        """The token of each range of pieces on which its others hang: the first whose head lies outside. Cost: linear."""
        found = np.zeros(len(ranges), dtype=np.int64)
        for row, (start, end) in enumerate(self.tokens(ranges).tolist()):
            inside = np.arange(start, end)
            heads = self.head[inside]
            outside = (heads < start) | (heads >= end) | (heads == inside)
            found[row] = inside[int(outside.argmax())]
        return found

    def tokens(self, ranges: Ranges) -> Ranges:
        """Ranges of pieces as ranges of tokens."""
        if not len(ranges):
            return ranges
        return np.stack([self.token[ranges[:, 0]], self.token[ranges[:, 1] - 1] + 1], axis=1)


def read_syntax(doc: Doc, pieces: Pieces) -> Syntax:
    """Read a parse into arrays. Cost: linear."""
    starts = np.array([token.idx for token in doc], dtype=np.int64)
    sentence = np.zeros(len(doc), dtype=np.int64)
    for number, sent in enumerate(doc.sents):
        sentence[sent.start : sent.end] = number
    return Syntax(
        head=np.array([token.head.i for token in doc], dtype=np.int64),
        relation=np.array([_RELATION.get(token.dep_, 0) for token in doc], dtype=np.int64),
        preposition=np.array([_preposition(token.dep_, token.head.lower_) for token in doc], dtype=np.int64),
        sentence=sentence,
        token=np.maximum(np.searchsorted(starts, pieces.starts, side="right") - 1, 0),
    )


def _preposition(relation: str, head: str) -> int:
    if relation not in ("pobj", "pcomp", "npadvmod"):
        return 0
    return _PREPOSITION.get(head, 1)


def attachment(syntax: Syntax, anchors: Ranges, anchor_roots: Integers, roots: Integers) -> Integers:
    """How a candidate hangs on an anchor in the parse.

    anchors: (a, 2) ranges of tokens; anchor_roots: (a,); roots: (a, k) tokens. Returns: (a, k) int64: 0 not at all, 1 within,
    1 + s the anchor is s steps up, 1 + STEPS + s both hang on one word, s steps above the anchor.
    """
    low, high = anchors[:, :1], anchors[:, 1:]
    found = np.zeros(roots.shape, dtype=np.int64)
    at = roots
    for step in range(STEPS + 1):
        inside = (at >= low) & (at < high) & (found == 0)
        found[inside] = 1 + step
        at = syntax.head[at]
    above = anchor_roots
    parents, grandparents = syntax.head[roots], syntax.head[syntax.head[roots]]
    for step in range(1, STEPS + 1):
        above = syntax.head[above]
        shared = ((parents == above[:, None]) | (grandparents == above[:, None])) & (found == 0)
        found[shared] = 1 + STEPS + step
    return found
