"""Who takes part in what is announced: its subject, those whom the noun names, or whoever says "we"."""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Token

from onrecord.annotate.document import Document
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.annotate.next_steps.announced import Announced
from onrecord.model.span import Span

NAMING = ("between", "among", "of", "by", "with")


class Participants:
    """Answers, for one document, who takes part in what a clause announces."""

    def __init__(self, document: Document, phrases: Phrases) -> None:
        self._document = document
        self._phrases = phrases

    def of(self, step: Announced) -> tuple[Span, ...]:
        """The spans of those who take part; empty where the clause names nobody."""
        subjects = [step.of] if step.of is not None else subject_tokens(step.verb, self._phrases.lexicon)
        if any(token.lower_ in ("we", "i") for token in subjects):
            return self._speakers(step.verb)
        return tuple(dict.fromkeys(s for t in subjects for s in (*self._phrases.actors(t), *self._named_with(t))))

    def _named_with(self, noun: Token) -> list[Span]:
        """Those after "between" and "with": "the talks between Norway and Sweden"."""
        if self._phrases.is_actor(noun):
            return []
        objects = [t for c in noun.children if c.dep_ == "prep" and c.lower_ in NAMING for t in c.children if t.dep_ == "pobj"]
        return [span for t in objects for span in self._phrases.actors(t)]

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
