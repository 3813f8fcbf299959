"""The commitments layer: who promised what to whom, by when, on what condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Token

from onrecord.annotate.document import Document
from onrecord.annotate.events.calendar import Calendar
from onrecord.annotate.events.lexicon import load_events
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.model.draft import CommitmentDraft
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

if TYPE_CHECKING:
    from onrecord.annotate.vocabulary import Vocabulary

CONTENT = ("xcomp", "ccomp", "acl", "dobj", "pobj", "advcl")
# The longest `what`, in tokens: a promise longer than this is a speech.
MAX_TOKENS = 60


@dataclass(frozen=True, slots=True)
class Promises:
    """The vocabulary of promises."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    not_made: frozenset[str]
    conditions: frozenset[str]
    exchange: frozenset[str]


@cache
def load_promises() -> Promises:
    """Compile scheme/commitments.toml."""
    table = load_scheme("commitments")
    return Promises(**{name: frozenset(table[name]) for name in Promises.__slots__})


def find_commitments(document: Document, vocabulary: Vocabulary) -> list[CommitmentDraft]:
    """Find what somebody promised, in the report's own words or in a statement.

    What is only demanded, denied or made to depend on another's will ("wants a guarantee") is no promise. `holders` are the
    spans of who promised; they are empty where only the source of `statement` can be meant ("we will pay by March").
    """
    words = load_promises()
    phrases = Phrases(document, load_events(), vocabulary.directory)
    calendar = Calendar(document)
    found = [c for token in document.doc if (c := _commitment(token, document, phrases, calendar, words)) is not None]
    return sorted(found, key=lambda c: c.span)


def _commitment(
    token: Token, document: Document, phrases: Phrases, calendar: Calendar, words: Promises
) -> CommitmentDraft | None:
    carrier = _carrier(token, words)
    if carrier is None or _negated(carrier):
        return None
    content = _content(token) or _content_of_carrier(carrier, token)
    if content is None:
        return None
    holders = tuple(dict.fromkeys(s for t in subject_tokens(carrier, phrases.lexicon) for s in phrases.actors(t)))
    statement = _statement_of(carrier, document)
    if not holders and statement is None:
        return None
    condition = _condition(content, words) or _condition(carrier, words)
    what = _words_of(content, condition)
    return CommitmentDraft(
        span=Span(min(carrier.idx, token.idx), what.end),
        what=what,
        holders=holders,
        to=_addressee(token, carrier, content, phrases),
        deadline=_deadline(content, carrier, calendar),
        condition=condition,
        statement=statement,
    )


def _carrier(token: Token, words: Promises) -> Token | None:
    """The verb that makes the promise: the token itself, or the verb over its noun ("made a pledge to")."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in words.verbs and token.dep_ != "amod":
        return token
    if token.pos_ == "NOUN" and lemma in words.nouns and token.dep_ in ("dobj", "nsubjpass") and token.head.pos_ == "VERB":
        return token.head if token.head.lemma_.lower() not in words.not_made else None
    return None


def _negated(verb: Token) -> bool:
    return any(
        c.dep_ == "neg" or c.lower_ == "never" or (c.dep_ == "aux" and c.lower_ in ("must", "should", "could", "might"))
        for c in verb.children
    )


def _content(token: Token) -> Token | None:
    """The head of what is promised: a clause before an object ("promised Oslo to pay"), else the object."""
    after = [c for c in token.children if c.i > token.i and c.dep_ in CONTENT]
    clauses = [c for c in after if c.pos_ in ("VERB", "AUX") and c.dep_ != "advcl"]
    if clauses:
        return clauses[0]
    objects = [c for c in after if c.dep_ == "dobj" and c.ent_type_ not in ("PERSON", "GPE", "NORP") and c.pos_ != "PRON"]
    if objects:
        return objects[0]
    return next((t for t in _after_preposition(token) if t.ent_type_ not in ("PERSON", "GPE", "NORP", "ORG")), None)


def _after_preposition(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("to", "of"):
            yield from (t for t in child.children if t.dep_ in ("pobj", "pcomp"))


def _content_of_carrier(carrier: Token, noun: Token) -> Token | None:
    """The infinitive that hangs on the verb instead ("made a commitment to Oslo to pay")."""
    if carrier is noun:
        return None
    return next((c for c in carrier.children if c.dep_ in ("advcl", "xcomp") and c.i > noun.i and c.tag_ == "VB"), None)


def _words_of(content: Token, condition: Span | None) -> Span:
    """The span of what is promised, without the condition after it."""
    first, last = content.left_edge, content.right_edge
    if last.i - first.i > MAX_TOKENS:
        last = content.doc[first.i + MAX_TOKENS]
    while first.i < content.i and (first.is_punct or first.lower_ in ("that", "to")):
        first = first.nbor()
    while last.i > content.i and (last.is_punct or last.is_space or last.lower_ == "and"):
        last = last.nbor(-1)
    end = last.idx + len(last)
    if condition is not None and first.idx < condition.start < end and condition.start > content.idx:
        end = (
            condition.start
            - len(content.doc.text[first.idx : condition.start])
            + len(content.doc.text[first.idx : condition.start].rstrip(" ,"))
        )
    return Span(first.idx, end)


def _condition(verb: Token, words: Promises) -> Span | None:
    """The clause or phrase that the promise depends on."""
    for child in verb.children:
        if child.dep_ == "advcl" and any(c.lower_ in words.conditions for c in child.children if c.dep_ in ("mark", "advmod")):
            return _span(child)
        if child.dep_ == "prep" and any(c.lower_ in words.exchange for c in child.children):
            return _span(child)
    return None


def _span(token: Token) -> Span:
    last = token.right_edge
    while last.i > token.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    return Span(token.left_edge.idx, last.idx + len(last))


def _addressee(token: Token, carrier: Token, content: Token, phrases: Phrases) -> Span | None:
    """To whom: an indirect object, or somebody after "to" or "for"."""
    for target in _addressed(token, carrier):
        if target.i != content.i and (
            target.ent_type_ in ("PERSON", "GPE", "NORP", "ORG") or target.lemma_.lower() in phrases.lexicon.actors
        ):
            return phrases.span(target)
    return None


def _addressed(token: Token, carrier: Token) -> Iterator[Token]:
    for verb in dict.fromkeys((token, carrier)):
        for child in verb.children:
            if child.dep_ in ("dative", "dobj") and child.pos_ != "ADP":
                yield child
            elif child.dep_ in ("prep", "dative") and child.lower_ in ("to", "for", "with"):
                yield from (t for t in child.children if t.dep_ == "pobj")


def _deadline(content: Token, carrier: Token, calendar: Calendar) -> int | None:
    """The date by which: one after "by" or "before" within the promise, else a date to come there."""
    inside = [
        d
        for d in calendar.of_sentence(carrier)
        if content.left_edge.i <= d.head.i <= content.right_edge.i or d.head.i > carrier.i
    ]
    inside = [d for d in inside if d.timex.type == "DATE" and d.timex.value]
    due = [d for d in inside if d.deadline] or [d for d in inside if calendar.is_future(d.timex)]
    return due[0].index if due else None


def _statement_of(verb: Token, document: Document) -> int | None:
    """The index of the statement whose cue the verb is, or in whose content it stands."""
    here = Span(verb.idx, verb.idx + len(verb))
    inside = None
    for number, statement in enumerate(document.annotations.statements):
        if any(span.overlaps(here) for span in statement.cue):
            return number
        if inside is None and any(span.covers(here) for span in statement.content):
            inside = number
    return inside
