"""Who takes part in what is announced: its subject, those whom the noun names, or who was told to before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Token

from onrecord.annotate.announced import Announced, words_of
from onrecord.annotate.clauses import near
from onrecord.annotate.document import Document
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.model.draft import EventDraft
from onrecord.model.span import Span

NAMING = ("between", "among", "of", "by", "with")
# How many clauses that tell of a deal are looked at before the one that announces its end.
DEALS_BACK = 12


class Participants:
    """Answers, for one document, who takes part in what a clause announces."""

    def __init__(self, document: Document, phrases: Phrases) -> None:
        self._document = document
        self._phrases = phrases

    def of(self, step: Announced) -> tuple[Span, ...]:
        """The spans of those who take part; empty where the report names nobody."""
        subjects = [step.of] if step.of is not None else subject_tokens(step.verb, self._phrases.lexicon)
        if any(token.lower_ in ("we", "i") for token in subjects):
            return self._speakers(step.verb)
        who = tuple(dict.fromkeys(s for t in subjects for s in (*self._phrases.actors(t), *self._named_with(t))))
        nouns = _nouns(step)
        return who or self._of_event(nouns, step.verb) or self._dealers(nouns, step.verb)

    def _speakers(self, verb: Token) -> tuple[Span, ...]:
        """Whom "we" means: the source of the statement around it; nobody where it names none ("it says: we will")."""
        source = self._source_at.get(verb.i, ())
        words = {self._document.text[slice(*span)].casefold() for span in source}
        return () if words & {"we", "i", "it"} else source

    @cached_property
    def _source_at(self) -> dict[int, tuple[Span, ...]]:
        """The source of the innermost statement by token; a shorter content is the inner one."""
        pieces = [(c, s.source) for s in self._document.annotations.statements for c in s.content]
        pieces.sort(key=lambda piece: piece[0].start - piece[0].end)
        return {token.i: source for content, source in pieces for token in self._document.tokens(content)}

    def _named_with(self, noun: Token) -> list[Span]:
        """Those after "between" and "with": "the talks between Norway and Sweden"."""
        if self._phrases.is_actor(noun):
            return []
        objects = list(near.behind(noun, *NAMING))
        return [span for t in objects for span in self._phrases.actors(t)]

    def _of_event(self, nouns: list[Token], verb: Token) -> tuple[Span, ...]:
        """Those of the event of this kind told last before; a "next" one is another."""
        nouns = [n for n in nouns if not any(c.lower_ == "next" for c in n.lefts)]
        kinds = {e.type for n in nouns for e in self._phrases.lexicon.nouns.get(n.lemma_.lower(), ())}
        found = [event for kind in kinds if (event := self._told_last(kind, verb.idx)) is not None]
        event = max(found, key=lambda e: e.span.start, default=None)
        return tuple(dict.fromkeys(event.actors + event.recipients)) if event is not None else ()

    def _told_last(self, kind: str, at: int) -> EventDraft | None:
        """The last event of a type that begins before a character, else the first after it."""
        told = self._told.get(kind)
        if not told:
            return None
        return told[max(bisect_right(told, at, key=lambda event: event.span.start) - 1, 0)]

    @cached_property
    def _told(self) -> dict[str, list[EventDraft]]:
        """The events with several parties, by type, in reading order."""
        found: dict[str, list[EventDraft]] = {}
        for event in sorted(self._document.annotations.events, key=lambda e: e.span.start):
            if len(event.actors) + len(event.recipients) > 1:
                found.setdefault(event.type, []).append(event)
        return found

    def _dealers(self, nouns: list[Token], verb: Token) -> tuple[Span, ...]:
        """Those who deal with each other in a clause before, else both sides: "Fjordbank will buy Nordkraft ... The deal closes"."""
        if not any(n.lemma_.lower() in words_of("dealing") for n in nouns):
            return ()
        for token in self._deals_before(verb.sent.start):
            named = [c for c in (*near.subjects(token, passive=False), *near.objects(token)) if self._phrases.is_actor(c)]
            who = tuple(dict.fromkeys(span for each in named for span in self._phrases.actors(each)))
            if len(who) > 1:
                return who
        sides = self._phrases.sides_before(verb)
        return tuple(sides) if len(sides) == 2 else ()

    def _deals_before(self, start: int) -> Iterator[Token]:
        """The verbs that tell of a deal before a token, the last first."""
        end = bisect_left(self._dealt, start)
        return (self._document.doc[i] for i in reversed(self._dealt[max(0, end - DEALS_BACK) : end]))

    @cached_property
    def _dealt(self) -> list[int]:
        return [t.i for t in self._document.doc if t.pos_ == "VERB" and t.lemma_.lower() in words_of("dealt")]


def _nouns(step: Announced) -> list[Token]:
    """The nouns that name what is to be done: "the merger is to be completed by March"."""
    if step.of is not None:
        return [step.of]
    at = step.verb if step.verb.dep_ != "xcomp" else step.verb.head
    nouns = [*near.subjects(step.verb), *near.subjects(at)]
    return [*nouns, at.head] if at.dep_ == "acl" else nouns
