"""A sentence with what the rules need to know of it: its tokens, the cues in it, what is quoted, what dates it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.annotate.datelines import dateline_end
from onrecord.annotate.statements.cues import Cue


@dataclass(slots=True)
class Sentence:
    """Tokens [first, last]. `quoted` marks the tokens in quotation marks, `date_ends` where dates end by where they start."""

    doc: Doc
    first: int
    last: int
    quoted: bytearray
    date_ends: dict[int, int]
    cues: list[Cue] = field(default_factory=list)
    verbs: set[int] = field(default_factory=set)

    def add(self, cue: Cue) -> None:
        """Note a cue of this sentence."""
        self.cues.append(cue)
        self.verbs.add(cue.verb.i)

    def is_cue(self, index: int) -> bool:
        """Whether a token is a cue's verb."""
        return index in self.verbs

    def after_date(self, index: int) -> int:
        """The index behind a date that starts here ("said Wednesday it is"), else the index itself."""
        end = self.date_ends.get(self.doc[index].idx)
        if end is None:
            return index
        after = index
        while after <= self.last and self.doc[after].idx < end:
            after += 1
        return after if after <= self.last and not self.doc[after].is_punct else index

    def content_start(self) -> int:
        """Where a content that opens the sentence starts: after a dateline and a conjunction."""
        start, doc = self.first, self.doc
        text = doc.text
        at = dateline_end(text, doc[start].idx)
        while start < self.last and (doc[start].idx < at or doc[start].is_space):
            start += 1
        if doc[start].dep_ == "cc" and start < self.last:
            start += 1
        while start < self.last and doc[start].text in (",", "-", "–", "—", "•"):
            start += 1
        return start


@dataclass(slots=True)
class Sentences:
    """All the sentences of a text, found by token."""

    items: list[Sentence]
    starts: list[int]

    def at(self, index: int) -> Sentence:
        """The sentence of a token."""
        return self.items[max(bisect_left(self.starts, index + 1) - 1, 0)]


def split_sentences(doc: Doc, quoted: bytearray, date_ends: dict[int, int]) -> Sentences:
    """The sentences as the parse has them, without the white space at their ends."""
    items = []
    for sent in doc.sents:
        first, last = sent.start, sent.end - 1
        while first < last and doc[first].is_space:
            first += 1
        while last > first and doc[last].is_space:
            last -= 1
        items.append(Sentence(doc, first, last, quoted, date_ends))
    return Sentences(items, [item.first for item in items])
