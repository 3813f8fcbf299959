"""Attributions without a verb: "according to the ministry"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from onrecord.annotate.clauses import near
from onrecord.annotate.phrase import COMMAS, Phrase, noun_phrase
from onrecord.annotate.statements.lexicon import load_lexicon
from onrecord.annotate.statements.sentence import Sentence
from onrecord.model.draft import Attribution

MODIFIERS = ("det", "compound", "amod", "poss", "nmod")
FINITE = ("VBD", "VBZ", "VBP", "MD")
SIDES = (",", ";", "-", "–", "—", "--")


def _phrases(doc: Doc, quoted: bytearray) -> Iterator[Phrase]:
    """The sourcing expressions of a text."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in load_lexicon().sourcing:
        by_first.setdefault(words[0], []).append(words)
    for token in doc:
        for words in by_first.get(token.lower_, ()):
            end = token.i + len(words)
            if not quoted[token.i] and end < len(doc) and all(doc[token.i + n].lower_ == word for n, word in enumerate(words)):
                yield Phrase(token.i, end - 1)


def _top(token: Token, after: int, sentence: Sentence) -> Token:
    """The noun that a word is a modifier of."""
    while token.dep_ in MODIFIERS and after < token.head.i <= sentence.last:
        token = token.head
    return token


def _source(doc: Doc, cue: Phrase, sentence: Sentence) -> Phrase | None:
    """The noun phrase behind the expression."""
    last = doc[cue.last]
    head: Token | None = near.object_of(last) or next(iter(near.objects(last)), None)
    if head is None and cue.last < sentence.last:
        head = _top(doc[cue.last + 1], cue.last, sentence)
    if head is None or head.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
        return None
    phrase = noun_phrase(head)
    return Phrase(max(phrase.first, cue.last + 1), min(phrase.last, sentence.last))


def _back_to(doc: Doc, sentence: Sentence, before: int) -> Phrase | None:
    """The content before the expression: from the head of the sentence, or from the last cue in it."""
    start = sentence.content_start()
    for cue in sentence.cues:
        if start <= cue.last < before and doc[before].text not in SIDES and cue.verb.dep_ == "ROOT":
            start = cue.last + 1
    last = before - 1 if doc[before].text in SIDES else before
    return Phrase(start, last) if last >= start else None


def _content(doc: Doc, cue: Phrase, source: Phrase, sentence: Sentence) -> list[Phrase]:
    """What is credited: what stands before; and what stands behind, where the expression is inserted or comes first."""
    after = source.last + 1
    while after <= sentence.last and doc[after].text not in COMMAS and doc[after].dep_ != "punct":
        after += 1
    right = Phrase(after + 1, sentence.last) if after + 2 <= sentence.last and doc[after].text in COMMAS else None
    if cue.first - 1 <= sentence.content_start():
        return [right] if right is not None else []
    left = _back_to(doc, sentence, cue.first - 1)
    if right is not None and doc[cue.first - 1].text in SIDES and right.last - right.first > 2 and _goes_on(doc, right):
        return [phrase for phrase in (left, right) if phrase is not None]
    return [left] if left is not None else []


def _goes_on(doc: Doc, right: Phrase) -> bool:
    """Whether what follows an inserted expression still belongs to the content ("the talks, according to X, were useful")."""
    first = doc[right.first]
    return first.dep_ in ("cc", "ROOT") or near.is_auxiliary(first) or near.denies(first) or first.tag_ in FINITE


def credited_by_preposition(doc: Doc, quoted: bytearray, sentence_at: Callable[[int], Sentence]) -> Iterator[Attribution]:
    """Yield the attributions that a preposition makes."""
    for cue in _phrases(doc, quoted):
        sentence = sentence_at(cue.first)
        source = _source(doc, cue, sentence)
        if source is None:
            continue
        content = _content(doc, cue, source, sentence)
        if content:
            yield Attribution((source.span(doc),), (cue.span(doc),), tuple(phrase.span(doc) for phrase in content), 0.8)
