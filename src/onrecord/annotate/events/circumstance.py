"""Circumstances: when an event took place, until when it is due, how long it lasted, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.annotate.document import Document
from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.triggers import Trigger, top_of
from onrecord.model.reading import Timex
from onrecord.model.span import Span

UNTIL = frozenset({"by", "before", "until", "till"})
AT_PLACE = frozenset({"in", "at", "near", "around", "outside", "across", "inside"})
TO_PLACE = frozenset({"to", "into", "for", "in"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
MAX_CLIMB = 6
# A clause of its own: a time expression above it does not date it.
CLAUSE_DEPS = frozenset({"ccomp", "relcl", "advcl", "parataxis", "ROOT"})


@dataclass(frozen=True, slots=True)
class DatedToken:
    """A time expression at the token that heads it; `index` is its place in `annotations.dates`."""

    index: int
    head: Token
    timex: Timex
    deadline: bool


class Calendar:
    """The time expressions of a document by sentence, ready to be attached to triggers."""

    def __init__(self, document: Document) -> None:
        self._by_sentence: dict[int, list[DatedToken]] = {}
        self.published = document.report.published
        for index, timex in enumerate(document.annotations.dates):
            tokens = document.tokens(timex.span)
            if len(tokens):
                head = tokens.root
                dated = DatedToken(index, head, timex, _is_deadline(head, tokens.start))
                self._by_sentence.setdefault(head.sent.start, []).append(dated)

    def of_sentence(self, token: Token) -> list[DatedToken]:
        """The time expressions in the token's sentence."""
        return self._by_sentence.get(token.sent.start, [])

    def is_future(self, timex: Timex) -> bool:
        """Whether the expression names a time after the report's day."""
        return bool(
            self.published and timex.value and timex.value[:4].isdigit() and timex.value[: len(self.published)] > self.published
        )


def _is_deadline(head: Token, first: int) -> bool:
    """Whether "by", "before" or "until" stands before the expression, or "deadline" after it."""
    before = head.doc[first - 1].lower_ if first else ""
    if before in ("the", "this", "next") and first > 1:
        before = head.doc[first - 2].lower_
    return before in UNTIL or head.head.lemma_.lower() == "deadline"


@dataclass(frozen=True, slots=True)
class When:
    """Indices into `annotations.dates`, and an ISO 8601 duration."""

    date: int | None = None
    deadline: int | None = None
    duration: str | None = None


def when_of(trigger: Trigger, calendar: Calendar, lexicon: EventLexicon) -> When:
    """Attach the time expressions of the trigger's own clause."""
    dates = calendar.of_sentence(trigger.token)
    if not dates:
        return When()
    anchors = anchors_of(trigger, lexicon)
    ranked = sorted(
        (distance, abs(d.head.i - trigger.token.i), n)
        for n, d in enumerate(dates)
        if (distance := _distance(d.head, anchors)) is not None
    )
    date = deadline = None
    duration: str | None = None
    for _, _, number in ranked:
        dated = dates[number]
        if dated.timex.type == "DURATION" or (dated.timex.value or "").startswith("P"):
            duration = duration or _length(dated.timex.value)
        elif dated.timex.type == "SET" or dated.timex.value in (None, "PRESENT_REF", "PAST_REF", "FUTURE_REF"):
            continue
        elif dated.deadline and deadline is None:
            deadline = dated.index
        elif not dated.deadline and date is None:
            date = dated.index
    return When(date, deadline, duration)


def _length(value: str | None) -> str | None:
    return value if value and len(value) > 2 and value[1:].strip("T")[:1].isdigit() else None


def anchors_of(trigger: Trigger, lexicon: EventLexicon) -> dict[int, int]:
    """Tokens that a circumstance of the event may hang on, with how far each is from the trigger."""
    top = top_of(trigger.token, lexicon)
    found = {trigger.token.i: 0, top.i: 0}
    at = trigger.verb
    if at is None and top.dep_ in ("nsubj", "nsubjpass", "dobj") and top.head.pos_ in ("VERB", "AUX"):
        at = top.head
    if at is not None and trigger.verb is None:
        # "the talks took place in Oslo": the place hangs on the object.
        found.update((c.i, 2) for c in at.children if c.dep_ == "dobj" and c is not top)
    step = 1
    while at is not None and step <= MAX_CLIMB:
        found.setdefault(at.i, step)
        step += 1
        at = at.head if at.dep_ in ("xcomp", "acomp") and at.head is not at else None
    return found


def _distance(head: Token, anchors: dict[int, int]) -> int | None:
    """How many steps lead from a time expression up to an anchor without entering another clause; None if none does."""
    at = head
    for step in range(MAX_CLIMB):
        if at.i in anchors:
            return step + anchors[at.i]
        if at.head is at or at.dep_ in CLAUSE_DEPS:
            return None
        at = at.head
    return None


def place_of(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon, recipients: list[Span]) -> Span | None:
    """Where it took place: the nearest place after "in" or "at" in the clause; of a visit or an attack, its goal."""
    anchors = anchors_of(trigger, lexicon)
    for index in sorted(anchors, key=lambda i: (anchors[i], -i)):
        for token in _places_under(trigger.token.doc[index], AT_PLACE):
            return phrases.span(token)
    return _goal(trigger, phrases, lexicon, recipients)


def _places_under(token: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in prepositions:
            yield from (t for t in child.children if t.dep_ == "pobj" and t.ent_type_ in PLACE_LABELS)


def _goal(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon, recipients: list[Span]) -> Span | None:
    """The land that is attacked, the country that is visited."""
    if trigger.entry.type == "ASSAULT":
        return next((s for s in recipients if _is_place(s, phrases)), None)
    if lexicon.modes.get(trigger.entry.lemma) == "visit":
        for token in (c for c in trigger.token.children if c.dep_ in ("dobj", "prep")):
            targets = (
                [token]
                if token.dep_ == "dobj"
                else [t for t in token.children if t.dep_ == "pobj" and token.lower_ in TO_PLACE]
            )
            for target in targets:
                if target.ent_type_ in PLACE_LABELS:
                    return phrases.span(target)
    return None


def _is_place(span: Span, phrases: Phrases) -> bool:
    tokens = phrases.document.tokens(span)
    return bool(len(tokens)) and tokens.root.ent_type_ in PLACE_LABELS and tokens.root.pos_ == "PROPN"
