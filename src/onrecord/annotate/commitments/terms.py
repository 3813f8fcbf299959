"""The terms of a promise: its words, its condition, the day by which it is due."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.clauses import near
from onrecord.annotate.commitments.lexicon import Promises
from onrecord.annotate.commitments.undertaking import Undertaking
from onrecord.annotate.events.calendar import Calendar
from onrecord.model.span import Span

# The longest `what`, in tokens: a promise longer than this is a speech.
MAX_TOKENS = 60
OPENING_WORDS = 4


def words_of(one: Undertaking, condition: Span | None) -> Span:
    """The span of what is promised, without the condition after or before it."""
    first, last = one.content.left_edge, one.content.right_edge
    if last.i - first.i > MAX_TOKENS:
        last = one.content.doc[first.i + MAX_TOKENS]
    if condition is not None and first.idx <= condition.start and condition.end < one.content.idx:
        first = _after(condition, one.content)
    subject = near.subject(one.content, passive=False)
    if subject is not None and first.i <= subject.i < one.content.i and _says_nothing(subject, one):
        first = subject.right_edge.nbor()
    while first.i < one.content.i and (first.is_punct or first.is_space or near.is_auxiliary(first) or first.lower_ == "that"):
        first = first.nbor()
    if condition is not None and one.content.idx < condition.start < last.idx + len(last):
        last = _before(condition, one.content)
    if one.content.pos_ == "NOUN":
        last = _through(one, last)
    while last.i > one.content.i and (last.is_punct or last.is_space or last.lower_ in ("and", "only")):
        last = last.nbor(-1)
    return Span(first.idx, last.idx + len(last))


def _says_nothing(subject: Token, one: Undertaking) -> bool:
    """Whether a subject only names who promises: "it would | open the sluices"; "its troops will leave" says more."""
    return subject.pos_ == "PRON" or (one.own and subject in one.promisors)


def _through(one: Undertaking, last: Token) -> Token:
    """The end of what follows a thing promised and hangs on its verb: "agreed to a pause | with Oslo | from Monday"."""
    for child in one.carrier.children:
        if child.left_edge.i == last.i + 1 and (near.is_particle(child) or near.is_object(child)):
            last = child.right_edge
    return last


def _after(condition: Span, content: Token) -> Token:
    return next((t for t in content.subtree if t.idx >= condition.end), content)


def _before(condition: Span, content: Token) -> Token:
    last = content
    for token in content.subtree:
        if content.i < token.i and token.idx < condition.start:
            last = token
    return last


def condition_of(one: Undertaking, words: Promises) -> Span | None:
    """The clause or phrase that the promise depends on: the first one beside its verb, or in what is promised."""
    for head in _clause_heads(one):
        for child in head.children:
            span = _depends(child, words)
            if span is not None:
                return span
    return _turned(one, words) or _misplaced(one, words)


def _turned(one: Undertaking, words: Promises) -> Span | None:
    """A condition turned round that the parser takes for the main clause: "promised to act should he win"."""
    head = one.carrier.head
    if one.carrier.dep_ != "ccomp" or head.i < one.content.i:
        return None
    auxiliary = next((c for c in near.auxiliaries(head) if c.lower_ in words.words["inverted"]), None)
    subject = near.subject(head, passive=False)
    if auxiliary is None or subject is None or not one.content.i < auxiliary.i < subject.i:
        return None
    return _span(auxiliary, head)


def _clause_heads(one: Undertaking) -> Iterator[Token]:
    """The verbs of the promise, from the act outward, without what only stands beside them."""
    yield one.content
    if one.content.dep_ == "conj":
        yield one.content.head
    if one.carrier != one.content and one.carrier.pos_ == "VERB":
        yield one.carrier


def _depends(child: Token, words: Promises) -> Span | None:
    if child.dep_ not in ("advcl", "prep", "ccomp") and not near.is_mark(child):
        return None
    first = child.left_edge
    opening = " ".join(t.lower_ for t in first.doc[first.i : first.i + OPENING_WORDS])
    if child.dep_ != "prep" and first.lower_ in words.words["inverted"] and near.subject(child, passive=False):
        return _span(first, child)
    marked = any(c.lower_ in words.words["conditions"] for c in child.children)
    if marked and child.dep_ == "advcl":
        return _span(_opener(child, words), child)
    if any(opening.startswith(phrase) for phrase in words.words["phrases"]):
        return _span(first, child)
    return None


def _opener(clause: Token, words: Promises) -> Token:
    return next((t for t in clause.subtree if t.lower_ in words.words["conditions"]), clause.left_edge)


def _misplaced(one: Undertaking, words: Promises) -> Span | None:
    """A condition that the parser hangs on a noun ("to free the crew provided that"): the first after the act, before any other verb."""
    doc, last = one.content.doc, one.content.right_edge.i
    for i in range(one.content.i + 1, last):
        token, following = doc[i], doc[i + 1]
        if token.lower_ in words.words["conditions"]:
            if following.is_punct or (token.lower_ == "provided" and following.lower_ != "that"):
                return None
            return _span(token, token.head if token.head.i > i else doc[last])
        if token.pos_ in ("VERB", "AUX"):
            return None
    return None


def _span(first: Token, head: Token) -> Span:
    """From the opening word to the end of a clause; one without a subject ends before an infinitive."""
    last = head.right_edge
    bare = head.tag_ == "VBN" and near.subject(head) is None
    if bare:
        ends = [c.left_edge.i - 1 for c in head.children if c.i > head.i and c.tag_ == "VB"]
        last = head.doc[min(ends)] if ends else last
    while last.i > first.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    return Span(first.idx, last.idx + len(last))


def deadline_of(one: Undertaking, calendar: Calendar) -> int | None:
    """The index of the date by which: one after "by" or "before" within the promise, else a date to come there."""
    content, carrier = one.content, one.carrier
    inside = [
        d
        for d in calendar.of_sentence(carrier)
        if content.left_edge.i <= d.head.i <= content.right_edge.i or d.head.i > carrier.i
    ]
    inside = [d for d in inside if d.timex.type == "DATE" and d.timex.value]
    due = [d for d in inside if d.deadline] or [d for d in inside if calendar.is_future(d.timex)]
    return due[0].index if due else None
