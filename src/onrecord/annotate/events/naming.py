"""What words name: the span of a name or description, and whether it is somebody, a force, a town or a state."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from spacy.tokens import Token

from onrecord.annotate.document import Document
from onrecord.annotate.events.identity import identifier, known_entry
from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.model.span import Span
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.directory import Directory

ACTOR_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
REGION_LABELS = frozenset({"LOC"})
BEFORE = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod", "punct", "case", "advmod"})
ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my"})


class Naming:
    """Answers, for one document, what its words name. Prefers the mentions found by an earlier layer."""

    def __init__(self, document: Document, lexicon: EventLexicon, directory: Directory) -> None:
        self.document = document
        self.doc = document.doc
        self.lexicon = lexicon
        self._directory = directory
        self._identify = identifier(directory)
        mentions = [m.span for m in document.annotations.mentions if m.form != "pronoun"]
        self._by_end: dict[int, Span] = {}
        for span in sorted(mentions, key=lambda s: s.end - s.start):
            self._by_end.setdefault(span.end, span)
        self._names = sorted((s for m in document.annotations.mentions if (s := m.name) is not None), key=lambda s: s.start)
        self._toponyms = sorted(document.annotations.toponyms)
        self._toponym_starts = [s.start for s in self._toponyms]
        self._name_starts = [s.start for s in self._names]

    def span(self, token: Token) -> Span:
        """The span that names the phrase headed by `token`: a mention where there is one, else its words without article."""
        end = token.idx + len(token)
        found = self._by_end.get(end)
        if found is not None:
            return found
        name = self._name_over(token)
        if name is not None:
            return name
        return self._words(token)

    def _name_over(self, token: Token) -> Span | None:
        """The name that covers a token in its middle ("Republic" of "Republic of Congo")."""
        place = bisect_right(self._name_starts, token.idx) - 1
        if place < 0:
            return None
        name = self._names[place]
        return name if name.end > token.idx else None

    def _words(self, token: Token) -> Span:
        """The phrase from its first modifier to its head, or the whole entity."""
        start, end = token.i, token.i + 1
        for left in reversed(list(token.lefts)):
            if left.dep_ not in BEFORE or left.right_edge.i + 1 != start:
                break
            start = left.left_edge.i
        if token.ent_type_ in ACTOR_LABELS or token.ent_type_ in REGION_LABELS:
            while end < len(self.doc) and self.doc[end].ent_iob_ == "I":
                end += 1
        while start < token.i and (self.doc[start].lower_ in ARTICLES or self.doc[start].is_punct):
            start += 1
        if self.doc[end - 1].lower_ in ("'s", "’s") and end - 1 > token.i:
            end -= 1
        last = self.doc[end - 1]
        return Span(self.doc[start].idx, last.idx + len(last))

    def _full(self, token: Token) -> str:
        return self.document.text[slice(*self._words(token))]

    def is_actor(self, token: Token) -> bool:
        """Whether the token can denote somebody who acts."""
        if token.ent_type_ in ACTOR_LABELS:
            return token.pos_ != "VERB"
        if token.dep_ in ("nsubj", "agent") and token.is_title and self._is_called(token):
            return True
        if token.pos_ == "PRON":
            return token.lower_ in self.lexicon.pronouns
        if token.pos_ == "PROPN" and token.ent_type_ in ("", "LOC", "FAC"):
            return token.dep_ in ("nsubj", "conj", "agent") or self._is_named(token)
        return token.lemma_.lower() in self.lexicon.actors

    def _is_named(self, token: Token) -> bool:
        """Whether an earlier layer takes it for a name."""
        return token.ent_type_ != "" or token.idx + len(token) in self._by_end or self._name_over(token) is not None

    def _is_called(self, token: Token) -> bool:
        """Whether an earlier layer takes exactly this word for a name ("Dahl", where the tagger takes it for a noun)."""
        place = bisect_right(self._name_starts, token.idx) - 1
        return place >= 0 and self._names[place] == Span(token.idx, token.idx + len(token))

    def is_target(self, token: Token) -> bool:
        """Whether a common noun names people that something may be done to ("in pursuit of the rebels")."""
        return token.pos_ == "NOUN" and token.lemma_.lower() in self.lexicon.actors and not self.is_force(token)

    def is_force(self, token: Token) -> bool:
        """Whether it is an armed force or arm, which acts for whoever is named with it."""
        return token.lemma_.lower() in self.lexicon.forces and token.ent_type_ not in ("ORG", "PERSON")

    def is_city(self, token: Token) -> bool:
        """Whether a name is that of a city or region and not of a state; capitals are cities."""
        if token.ent_type_ != "GPE":
            return False
        # Of "Norway-Sweden talks" each word is a name of its own.
        keys = {name_key(self._full(token)), name_key(token.text)}
        states = any(e.kind != "person" for key in keys for e in self._directory.by_name.get(key, ()))
        return not states and not any(self._directory.by_demonym.get(key) for key in keys)

    def is_place(self, token: Token) -> bool:
        """Whether a token names a place: by its label, or because the toponyms layer says so."""
        if token.ent_type_ in ("GPE", "LOC", "FAC") or self.is_capital(token):
            return True
        return any(s.start <= token.idx < s.end for s in self._toponyms_at(token))

    def is_area(self, token: Token) -> bool:
        """Whether a common noun is one for a stretch of land or a town, which a name goes with."""
        return token.lemma_.lower() in self.lexicon.classes["area"]

    def is_unknown_place(self, token: Token, preposition: str) -> bool:
        """Whether a name after "in" or "at" must be a place that spaCy takes for somebody ("in Narvik", "at the Royal Palace")."""
        if token.pos_ != "PROPN" or token.ent_type_ not in ("ORG", "PERSON", ""):
            return False
        if preposition == "at":
            return token.lemma_.lower() in self.lexicon.classes["venue"]
        single = not any(c.dep_ == "compound" for c in token.children)
        known = self._directory.find(self.document.text[slice(*self.span(token))])
        return preposition in ("in", "near", "from") and single and token.is_title and not known and token.i > 0

    def _toponyms_at(self, token: Token) -> list[Span]:
        place = bisect_right(self._toponym_starts, token.idx) - 1
        return [self._toponyms[place]] if place >= 0 else []

    def is_capital(self, token: Token) -> bool:
        """Whether a name is a capital, which may stand for its state."""
        return name_key(token.text) in self._directory.by_capital

    def is_name(self, span: Span) -> bool:
        """Whether the words are a name and not a description ("U.S. envoys")."""
        tokens = self.document.tokens(span)
        return bool(len(tokens)) and tokens.root.ent_type_ in ACTOR_LABELS

    def is_known(self, span: Span) -> bool:
        """Whether the directory knows whom the words name."""
        return known_entry(self.document.text[span.start : span.end], self._directory) is not None

    def identity(self, span: Span) -> str:
        """A rough identity of a name: the party it stands for where the directory knows it, else its last word's beginning."""
        return self._identify(self.document.text[span.start : span.end])

    def identities(self, spans: Iterable[Span]) -> set[str]:
        """The rough identities of several names."""
        return {self.identity(span) for span in spans}

    def is_pronoun(self, span: Span) -> bool:
        """Whether words are a pronoun: whom it means is known later."""
        tokens = self.document.tokens(span)
        return len(tokens) == 1 and tokens[0].pos_ == "PRON"
