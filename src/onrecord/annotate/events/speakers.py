"""Speakers: whose words a place in the text belongs to."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Token

from onrecord.annotate.document import Document
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.model.draft import StatementDraft
from onrecord.model.span import Span

# Contents may nest; of those that start before a place so many are looked at.
MAX_NESTED = 4
# How far back words of the same speaker are looked for, in code points: about four paragraphs of news.
CUES_BACK_CHARS = 1000


class Speakers:
    """Answers who said what stands at a token: the source of the statement there, else the subject of the verb of saying."""

    def __init__(self, document: Document, phrases: Phrases, saying: frozenset[str]) -> None:
        self._phrases = phrases
        self._saying = saying
        self._dates = {t.span: n for n, t in enumerate(document.annotations.dates)}
        contents = [(span, statement) for statement in document.annotations.statements for span in statement.content]
        self._contents = sorted(contents, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._contents]
        self._cues = sorted((cue, s.source) for s in document.annotations.statements for cue in s.cue)
        self._cue_starts = [cue.start for cue, _ in self._cues]

    def of(self, token: Token) -> tuple[Span, ...]:
        """The spans of the speaker; empty where it is the report's own voice, or the speaker is not named."""
        statement = self._statement_at(token)
        return statement.source if statement is not None and statement.source else self._by_parse(token)

    def day_of(self, token: Token) -> int | None:
        """The index of the date on which the words at the token were said, where the statement has one."""
        statement = self._statement_at(token)
        return self._dates.get(statement.said_on) if statement is not None and statement.said_on is not None else None

    def cues_of(self, token: Token) -> list[Token]:
        """The words that report what stands at the token: the cue of the statement there, or the verb of saying over it."""
        statement = self._statement_at(token)
        if statement is not None and statement.cue:
            cues = [self._phrases.document.tokens(span) for span in statement.cue]
            return [tokens.root for tokens in cues if len(tokens)]
        over = self.verb_over(token)
        return [over] if over is not None else []

    def cues_before(self, token: Token, speakers: tuple[Span, ...]) -> list[Token]:
        """The cues of what the same speakers said shortly before a token, the last first, until somebody else speaks."""
        own = {self._phrases.identity(s) for s in speakers if not self._phrases.is_pronoun(s)}
        found: list[Token] = []
        for cue, source in reversed(self._cues[: bisect_right(self._cue_starts, token.idx)]):
            if token.idx - cue.start > CUES_BACK_CHARS:
                break
            named = {self._phrases.identity(s) for s in source if not self._phrases.is_pronoun(s)}
            if named and own and not named & own:
                break
            # Whoever is named first is the one whom the pronouns after it mean.
            own = own or named
            tokens = self._phrases.document.tokens(cue)
            found += [tokens.root] if len(tokens) else []
        return found

    def _statement_at(self, token: Token) -> StatementDraft | None:
        place = bisect_right(self._starts, token.idx)
        for span, statement in reversed(self._contents[max(0, place - MAX_NESTED) : place]):
            if span.start <= token.idx < span.end:
                return statement
        return None

    def verb_over(self, token: Token) -> Token | None:
        """The verb of saying whose clause holds the token."""
        at = token
        for _ in range(6):
            if at.head == at:
                return None
            below, at = at, at.head
            if below.dep_ == "ccomp" and at.lemma_.lower() in self._saying:
                return at
        return None

    def _by_parse(self, token: Token) -> tuple[Span, ...]:
        verb = self.verb_over(token)
        if verb is None:
            return ()
        return tuple(s for t in subject_tokens(verb, self._phrases.lexicon) for s in self._phrases.actors(t))
