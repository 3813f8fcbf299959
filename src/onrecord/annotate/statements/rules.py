"""Attributions by rule: cues of the lexicon, their sources and contents by parse, quotes by their marks.

This finds spans only. What they say about the statement (kind, hedge, carriers) follows in `drafts`, for any finder's spans.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.annotate.document import Document
from onrecord.annotate.outlets import find_outlet
from onrecord.annotate.phrase import Phrase
from onrecord.annotate.pronouns import is_first_person
from onrecord.annotate.statements.according_to import credited_by_preposition
from onrecord.annotate.statements.clauses import rest_of_sentence, right_clause, surrounding_clause
from onrecord.annotate.statements.cues import Cue, find_cues
from onrecord.annotate.statements.lexicon import load_lexicon
from onrecord.annotate.statements.objects import object_content
from onrecord.annotate.statements.quoted import Linker, Speech, locate, quoted_tokens
from onrecord.annotate.statements.sentence import Sentence, Sentences, split_sentences
from onrecord.annotate.statements.sources import shares_speaker, source_of
from onrecord.model.draft import Attribution
from onrecord.model.span import Span
from onrecord.scheme.directory import Directory

# Confidence by the way a statement was found: quote with a cue, clause, object, quote without a cue.
QUOTED, CLAUSE, OBJECT, BARE = 0.95, 0.85, 0.6, 0.6
# The report's own voice, which is not the speaker of the quotes around it.


@dataclass(slots=True)
class Found:
    """An attribution in the making."""

    cue: Cue | None
    source: Phrase | None
    content: list[Phrase]
    confidence: float
    quotes: list[Phrase] = field(default_factory=list)
    nested: bool = False

    @property
    def at(self) -> int:
        """The first token of it all, by which attributions are ordered."""
        starts = [phrase.first for phrase in (*self.content, *self.quotes)]
        return min([*starts, self.cue.first] if self.cue else starts)


def _clause(cue: Cue, sentence: Sentence) -> tuple[list[Phrase], bool]:
    """The content that a cue has in its sentence, and whether it stands before the cue."""
    if cue.takes_clause:
        clause = right_clause(cue, sentence)
        if clause is not None:
            return [clause], False
        if not (cue.participle or cue.passive or cue.refused):
            around = surrounding_clause(cue, source_of(cue, inverted=True), sentence)
            if around:
                return around, True
            rest = rest_of_sentence(cue, sentence) if cue.verb.i not in sentence.spoken else None
            if rest is not None:
                return [rest], False
    return [], False


def _credible(cue: Cue, source: Phrase | None, doc: Doc) -> bool:
    """Whether the subject can speak: evidence verbs need a document or data."""
    lexicon = load_lexicon()
    if not lexicon.evidence_only(cue.lemma):
        return True
    if source is None:
        return False
    return any(doc[index].lemma_.lower() in lexicon.documents for index in range(source.first, source.last + 1))


def _source(cue: Cue, sentence: Sentence, before: Found | None, *, inverted: bool) -> Phrase | None:
    """Who is credited: for a participle the speaker before it in the sentence; never the one who is addressed."""
    here = before is not None and before.cue is not None and before.cue.verb.i >= sentence.first
    if here and before is not None and shares_speaker(cue, before.content):
        return before.source
    source = source_of(cue, inverted=inverted)
    if source is None or sentence.doc[source.last].lower_ == "you":
        return None
    return sentence.without_dateline(source, cue.first)


def _by_cue(cue: Cue, sentence: Sentence, speech: Speech | None, before: Found | None) -> Found | None:
    """What one cue credits; `before` is what the cue before it does."""
    doc = sentence.doc
    quotes = [Phrase(quote.first, quote.last) for quote in speech.quotes] if speech else []
    content, inverted = _clause(cue, sentence)
    confidence = QUOTED if quotes else CLAUSE
    if quotes and inverted:
        content = []
    source = _source(cue, sentence, before, inverted=inverted or bool(quotes))
    if not content and not quotes:
        thing = object_content(cue, sentence)
        content, confidence = ([thing] if thing is not None else []), OBJECT
    if not (content or quotes) or source is None or not _credible(cue, source, doc):
        return None
    return Found(cue, source, content, confidence, quotes)


class Finder:
    """Finds the attributions of one text."""

    def __init__(self, document: Document, directory: Directory | None) -> None:
        annotations, doc = document.annotations, document.doc
        quotes = locate(doc, annotations.quotations, [span.start for span in annotations.paragraphs])
        self.doc, self.directory = doc, directory
        self.quoted = quoted_tokens(doc, quotes)
        dates = {date.span.start: date.span.end for date in annotations.dates}
        self.sentences: Sentences = split_sentences(doc, document.text, self.quoted, dates)
        self.cues = list(find_cues(doc, self.quoted))
        for cue in self.cues:
            self.sentences.at(cue.verb.i).cues.append(cue)
        bounds = paragraph_bounds(doc, annotations.paragraphs)
        self.speeches = Linker(doc, quotes, self.sentences, bounds).link() if len(doc) else []

    def find(self) -> list[Attribution]:
        """All attributions in reading order."""
        spoken = {speech.cue.verb.i: speech for speech in self.speeches if speech.cue is not None}
        for verb in spoken:
            self.sentences.at(verb).spoken.add(verb)
        found: list[Found] = []
        for cue in self.cues:
            sentence = self.sentences.at(cue.verb.i)
            speech = spoken.get(cue.verb.i)
            outer = self._outer(cue, found) if speech is None else None
            if outer is not None and not self._carries(outer, cue):
                continue
            item = _by_cue(cue, sentence, speech, next((item for item in reversed(found) if not item.nested), None))
            if item is not None:
                item.nested = outer is not None
                found.append(item)
        found += [
            Found(None, None, [], BARE, [Phrase(q.first, q.last) for q in s.quotes]) for s in self.speeches if s.cue is None
        ]
        found.sort(key=lambda item: item.at)
        self._carry_speakers(found)
        by_preposition = list(credited_by_preposition(self.doc, self.quoted, self.sentences.at))
        return sorted([*self._attributions(found), *by_preposition], key=_start)

    def _outer(self, cue: Cue, found: list[Found]) -> Found | None:
        """The attribution, of the last ones, in whose content a cue stands: someone says that another said."""
        return next((item for item in found[-3:] if any(phrase.holds(cue.verb.i) for phrase in item.content)), None)

    def _carries(self, outer: Found, cue: Cue) -> bool:
        """Whether an outlet reports this cue's own attribution and nothing else, so that it may only be its carrier."""
        source = source_of(cue)
        if self.directory is None or outer.source is None or source is None or source.first > outer.content[0].first + 1:
            return False
        return find_outlet(self.doc[outer.source.first : outer.source.last + 1], self.directory) is not None

    def _carry_speakers(self, found: list[Found]) -> None:
        """Give a quote without a cue the speaker of the attribution before it."""
        speaker: Phrase | None = None
        for item in found:
            if item.cue is None:
                item.source = speaker
            elif item.source is not None and not item.nested and not is_first_person(self.doc[item.source.last].text):
                speaker = item.source

    def _attributions(self, found: list[Found]) -> list[Attribution]:
        return [
            Attribution(
                (item.source.span(self.doc),),
                (Phrase(item.cue.first, item.cue.last).span(self.doc),) if item.cue else (),
                tuple(sorted(phrase.span(self.doc) for phrase in (*item.content, *item.quotes))),
                item.confidence,
            )
            for item in found
            if item.source is not None
        ]


def _start(attribution: Attribution) -> Span:
    return min((*attribution.content, *attribution.cue))


def paragraph_bounds(doc: Doc, paragraphs: list[Span]) -> list[tuple[int, int]]:
    """The tokens [first, end) of each paragraph, in one pass."""
    bounds, index = [], 0
    for start, end in paragraphs:
        while index < len(doc) and doc[index].idx < start:
            index += 1
        first = index
        while index < len(doc) and doc[index].idx < end:
            index += 1
        bounds.append((first, index))
    return bounds


def find_attributions(document: Document, directory: Directory | None = None) -> list[Attribution]:
    """Find who is credited with what, by rule. Reads the quotations and the dates; needs no model beyond the parse.

    With a directory the statement that an outlet reports is found beside the outlet's own attribution.
    """
    return Finder(document, directory).find()
