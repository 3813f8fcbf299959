"""A sentence with what the rules need to know of it: its tokens, the cues in it, what is quoted, what dates it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.annotate.datelines import dateline_end
from onrecord.annotate.phrase import Phrase
from onrecord.annotate.statements.cues import Cue

# A dateline has no more tokens than this.
LONGEST_DATELINE = 30


def _verb(cue: Cue) -> int:
    return cue.verb.i


@dataclass(slots=True)
class Sentence:
    """Tokens [first, last]. `quoted` marks the tokens in quotation marks, `date_ends` where dates end by where they start.

    `cues` are the sentence's, in order; `spoken` holds the verbs of those that have a quote.
    """

    doc: Doc
    text: str
    first: int
    last: int
    quoted: bytearray
    date_ends: dict[int, int]
    cues: list[Cue] = field(default_factory=list)
    spoken: set[int] = field(default_factory=set)

    def cue_at(self, index: int) -> Cue | None:
        """The cue whose verb a token is."""
        at = bisect_left(self.cues, index, key=_verb)
        return self.cues[at] if at < len(self.cues) and self.cues[at].verb.i == index else None

    def cues_between(self, first: int, last: int, most: int) -> list[Cue]:
        """The first cues whose verb stands between two tokens, no more than `most` of them."""
        at = bisect_left(self.cues, first, key=_verb)
        return [cue for cue in self.cues[at : at + most] if cue.verb.i <= last]

    def after_date(self, index: int) -> int:
        """The index behind a date that starts here ("said Wednesday it is"), else the index itself."""
        end = self.date_ends.get(self.doc[index].idx)
        if end is None:
            return index
        after = index
        while after <= self.last and self.doc[after].idx < end:
            after += 1
        return after if after <= self.last and not self.doc[after].is_punct else index

    def _after_dateline(self) -> int:
        start, doc = self.first, self.doc
        at = dateline_end(self.text, doc[start].idx)
        while start < self.last and (doc[start].idx < at or doc[start].is_space):
            start += 1
        return start

    def content_start(self) -> int:
        """Where a content that opens the sentence starts: after a dateline and a conjunction."""
        start, doc = self._after_dateline(), self.doc
        if doc[start].dep_ == "cc" and start < self.last:
            start += 1
        while start < self.last and doc[start].text in (",", "-", "–", "—", "•"):
            start += 1
        return start

    def without_dateline(self, source: Phrase, cue: int) -> Phrase:
        """A source without the dateline before it; where the parse took that for it, what stands between it and the cue."""
        start = self._after_dateline() if source.first < self.first + LONGEST_DATELINE else source.first
        if not self.first <= source.first < start or start >= cue:
            return source
        comma = next((index for index in range(start + 1, cue) if self.doc[index].text == ","), cue)
        return Phrase(start, max(source.last, start) if source.last >= start else comma - 1)


@dataclass(slots=True)
class Sentences:
    """All the sentences of a text, found by token."""

    items: list[Sentence]
    starts: list[int]

    def at(self, index: int) -> Sentence:
        """The sentence of a token."""
        return self.items[max(bisect_left(self.starts, index + 1) - 1, 0)]


def split_sentences(doc: Doc, text: str, quoted: bytearray, date_ends: dict[int, int]) -> Sentences:
    """The sentences as the parse has them, without the white space at their ends."""
    items = []
    for sent in doc.sents:
        first, last = sent.start, sent.end - 1
        while first < last and doc[first].is_space:
            first += 1
        while last > first and doc[last].is_space:
            last -= 1
        items.append(Sentence(doc, text, first, last, quoted, date_ends))
    return Sentences(items, [item.first for item in items])
