"""Whose a stance is: those named as subject, possessor or agent, or the source of the statement around it."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.document import Document
from onrecord.annotate.events.lexicon import load_events
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.annotate.positions.cue import Cue
from onrecord.annotate.positions.lexicon import Stances
from onrecord.model.span import Span
from onrecord.scheme.directory import Directory

DASHES = frozenset({"-", "--", "–", "—", ":"})


class Holders:
    """Answers, for one document, in which statement a word stands and who holds a stance."""

    def __init__(self, document: Document, directory: Directory, stances: Stances) -> None:
        self._document = document
        self._stances = stances
        self._directory = directory
        self.phrases = Phrases(document, load_events(), directory)
        self._at: dict[int, tuple[int, int]] = {}
        for number, statement in enumerate(document.annotations.statements):
            for spans, rank in ((statement.cue, 0), (statement.content, 1)):
                for span in spans:
                    self._cover(span, number, rank * (span.end - span.start))

    def _cover(self, span: Span, number: int, width: int) -> None:
        """Note the statement of each token, the innermost where several contain it."""
        for token in self._document.tokens(span):
            known = self._at.get(token.i)
            if known is None or width < known[1]:
                self._at[token.i] = (number, width)

    def statement(self, token: Token) -> int | None:
        """The innermost statement in whose cue or content a token stands."""
        found = self._at.get(token.i)
        return found[0] if found else None

    def says(self, token: Token) -> bool:
        """Whether somebody says something by a word: it stands in the cue of a statement."""
        number = self.statement(token)
        statements = self._document.annotations.statements
        return number is not None and any(span.start <= token.idx < span.end for span in statements[number].cue)

    def in_source(self, token: Token, cue: Cue) -> bool:
        """Whether a word stands in the source of the statement around a cue."""
        return self._in_source(token, self.statement(cue.token))

    def sourced(self, number: int | None) -> bool:
        """Whether a statement names a source that can hold a position: analysts and witnesses judge, but want nothing."""
        source = self._source(number)
        return bool(source) and not self._private(source)

    def _private(self, source: tuple[Span, ...]) -> bool:
        tokens = self._document.tokens(source[0])
        if self._directory.is_outlet(self._document.text[slice(*source[0])]):
            return True
        return bool(tokens) and self._onlooker(tokens.root)

    def of(self, cue: Cue) -> tuple[Span, ...] | None:
        """The spans of who takes a stance, () for the source of the statement, None for nobody known."""
        number = self.statement(cue.token)
        sourced = self.sourced(number)
        if cue.whose == "source":
            return self._sources(number) if sourced else self._resolved(cue)
        named = [cue.of] if cue.whose == "named" else subject_tokens(cue.of, self.phrases.lexicon)
        if any(self._speaker(token, sourced=sourced) for token in named):
            return () if sourced else None
        if all(self._onlooker(token) for token in named) and named:
            return None
        if cue.clause and not any(self.is_actor(token) or token.tag_ == "WDT" for token in named):
            # "Norway's plan will not": what a thing will do is nobody's stance.
            return None
        if not named and sourced and self.says(cue.token):
            return self._sources(number)
        spans = tuple(dict.fromkeys(span for token in named for span in self._spans(token)))
        return spans or (self._sources(number) if sourced and all(self._in_source(token, number) for token in named) else None)

    def _resolved(self, cue: Cue) -> tuple[Span, ...] | None:
        """Those who themselves will do a thing, on a condition: "the army will negotiate only after they leave"."""
        if not any(c.dep_ == "aux" and c.lower_ in self._stances.words["wills"] for c in cue.token.children):
            return None
        subjects = [c for c in cue.token.children if c.dep_ == "nsubj" and not self._onlooker(c)]
        return tuple(dict.fromkeys(span for token in subjects for span in self._spans(token))) or None

    def _onlooker(self, token: Token) -> bool:
        """Whether a noun denotes those who only judge, or anybody: "analysts", "people"; but "surveyed Ukrainians"."""
        return token.ent_type_ == "" and token.lemma_.lower() in self._stances.words["onlookers"]

    def _spans(self, token: Token) -> list[Span]:
        """Those whom a phrase names, with those that an apposition lists ("three parties - the Reds, the Greens")."""
        if token.lemma_.lower() in self._stances.words["takers"]:
            return [self.phrases.span(token)]
        several = token.tag_ in ("NNS", "CD")
        listed = [span for c in token.children if several and c.dep_ == "appos" for span in self.phrases.actors(c)]
        return listed if len(listed) > 1 else self._after_dash(token) or self.phrases.actors(token)

    def _after_dash(self, token: Token) -> list[Span]:
        """Those whom a list after a dash or colon names, wherever the parser hung it: "the three parties -- the Reds, ..."."""
        after = token.i + 1
        if token.tag_ != "NNS" or after + 1 >= len(token.doc) or token.doc[after].text not in DASHES:
            return []
        head = next((t for t in token.sent if t.i > after and t.dep_ == "appos" and t.left_edge.i == after + 1), None)
        listed = self.phrases.actors(head) if head is not None else []
        return listed if len(listed) > 1 else []

    def _speaker(self, token: Token, *, sourced: bool) -> bool:
        """Whether a pronoun means the speaker of the statement around it."""
        words = self._stances.words
        if token.lemma_.lower() in words["own_sides"]:
            # "Our country", "his government": the speaker's own side.
            return any(c.dep_ == "poss" and self._speaker(c, sourced=sourced) for c in token.children if c.pos_ == "PRON")
        if token.pos_ == "PROPN" or token.text == "US":
            # "US" is no pronoun.
            return False
        if token.lower_ in ("they", "their") and self._said_by_one(token):
            return False
        return token.lower_ in words["first_persons"] or (sourced and token.lower_ in words["speakers"])

    def _said_by_one(self, token: Token) -> bool:
        """Whether one person says the statement around a word, who is not "they"."""
        source = self._source(self.statement(token))
        if len(source) != 1 or not len(tokens := self._document.tokens(source[0])):
            return False
        return tokens.root.ent_type_ == "PERSON" and not any(t.dep_ == "conj" for t in tokens)

    def _in_source(self, token: Token, number: int | None) -> bool:
        """Whether a word stands in the source of a statement."""
        return any(span.start <= token.idx < span.end for span in self._source(number))

    def _source(self, number: int | None) -> tuple[Span, ...]:
        return self._document.annotations.statements[number].source if number is not None else ()

    def _sources(self, number: int | None) -> tuple[Span, ...]:
        """() for the source of a statement; where it names several, its span, so that each of them is found in it."""
        several = any(" and " in self._document.text[slice(*span)] for span in self._source(number))
        return self._source(number) if several else ()

    def is_actor(self, token: Token) -> bool:
        """Whether a word denotes somebody."""
        return self.phrases.is_actor(token)

    def is_other(self, token: Token, cue: Cue) -> bool:
        """Whether the subject of a duty is somebody other than the one who speaks."""
        pronouns = self._stances.words["first_persons"] | self._stances.words["speakers"]
        if token.lower_ in pronouns and token.pos_ != "PROPN":
            return False
        spans = self.phrases.actors(token)
        own = {self.phrases.identity(span) for span in self._source(self.statement(cue.token))}
        return bool(spans) and not own & {self.phrases.identity(span) for span in spans}
