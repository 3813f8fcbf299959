"""Whose statement it is: the source of a statement draft -> a referent, through pronouns, documents and bare quotes."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.model.draft import StatementDraft
from onrecord.model.span import Span
from onrecord.resolve.actors import Actors
from onrecord.resolve.offices import singular
from onrecord.resolve.pronouns import first_person
from onrecord.resolve.referent import Referent
from onrecord.scheme.actor_entry import ActorEntry, name_key
from onrecord.scheme.nouns import actor_nouns, state_head

AND = re.compile(r"\s*(?:,|,? and|as well as|&)\s+(?:its |their |the |also )*", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
BY = re.compile(r",? (?:(?:issued|released|published|written|signed|prepared|compiled) )?by (?:the |a |an )?", re.IGNORECASE)
# How many statements back or ahead a quote without a source looks for its speaker, and how many paragraphs.
NEAR = 1
LOOKBACK = 4
FAR = 4000
RELATIVE = {"who", "which", "that", "whom"}


class Sources:
    """Finds the speakers of a report's statements, in reading order."""

    def __init__(self, actors: Actors) -> None:
        self.actors, self.scene = actors, actors.scene
        self.found: list[Referent | None] = []
        self.authors: dict[str, Referent] = {}
        self.by_document: dict[int, Referent] = {}

    def all(self) -> list[Referent | None]:
        """The speaker of each statement draft."""
        statements = self.scene.annotations.statements
        for statement in statements:
            self.found.append(self._of(statement))
            self._note_author(statement)
        for number, statement in enumerate(statements):
            if self.found[number] is None and not statement.source and statement.kind != "indirect":
                self.found[number] = self._neighbour(number)
        return self.found

    def _of(self, statement: StatementDraft) -> Referent | None:
        if not statement.source:
            return None
        several = self._several(statement.source[0])
        return several or self._single(statement.source[0])

    def _single(self, span: Span) -> Referent | None:
        number = self.actors.head(span)
        if number is None:
            return self._by_words(span)
        draft = self.scene.drafts[number]
        if draft.form == "pronoun" and first_person(draft, self.scene):
            return self._first_person(span, quoted=draft.quoted)
        if self.scene.words(span).casefold() in RELATIVE:
            return self._antecedent(span)
        if draft.form == "pronoun" and draft.gender == "n":
            return self._document_before(span) or self.actors.referent(span) or self._by_words(span)
        words = self.scene.words(draft.role) if draft.form == "description" else ""
        head = singular(name_key(words).split()[-1]) if name_key(words) else ""
        if head in actor_nouns().documents:
            author = self._author(head, draft.of, span) or self._by_words(span)
            if author is not None:
                self.by_document[len(self.found)] = author
            return author
        return self.actors.referent(span) or self._by_words(span)

    def _document_before(self, span: Span) -> Referent | None:
        """Whose "it" is, where the statement before was a document's: "The petition says ... It also notes"."""
        here, last = self.scene.paragraph(span.start), len(self.found) - 1
        for before in range(last, max(last - LOOKBACK, -1), -1):
            author, speaker = self.by_document.get(before), self.found[before]
            if here - self.scene.paragraph(self.scene.annotations.statements[before].content[0].start) > NEAR:
                return None
            if author is not None:
                self.by_document[len(self.found)] = author
                return author
            if speaker is not None and speaker.gender == "n" and speaker.number == "sing":
                return None
        return None

    def _by_words(self, span: Span) -> Referent | None:
        """Somebody whom no mention covers: the directory's by the words, else the words themselves, local to the report."""
        words = ARTICLE.sub("", self.scene.words(span))
        if not name_key(words):
            return None
        if words.casefold() in RELATIVE:
            return self._antecedent(span)
        for entry in self.scene.directory.find(words) if words != words.lower() else ():
            return self.actors.register.of_entry(entry)
        known = self.actors.register.by_key.get(name_key(words))
        if known is not None:
            return known
        referent = self.actors.register.local(words, "group", span, score=0.4)
        self.actors.register.by_key[name_key(words)] = referent
        return referent

    def _antecedent(self, span: Span) -> Referent | None:
        """Whom "who" or "which" takes up: the mention before it in its sentence."""
        sentence = self.scene.sentence(span.start)
        start = self.scene.annotations.sentences[sentence].start if sentence >= 0 else 0
        things = self.scene.words(span).casefold() == "which"
        for n in reversed(self.actors.at(Span(start, span.start)) if start < span.start else []):
            draft = self.scene.drafts[n]
            referent = self.actors.referents[n]
            if draft.form == "pronoun" or draft.span.end > span.start or referent is None:
                continue
            if not (referent.kind == "person" and things):
                return referent
        return None

    def _first_person(self, span: Span, *, quoted: bool) -> Referent | None:
        """Whom the first person means: in a quote its speaker, else whoever spoke last; outside the report's publisher."""
        if quoted:
            return self._around(span) or self.actors.pronouns.last_speaker(span.start)
        publisher = self.scene.annotations.report.publisher
        if not publisher:
            return None
        for entry in self.scene.directory.find(publisher):
            return self.actors.register.of_entry(entry)
        return self.actors.register.local(publisher, "outlet", span)

    def _around(self, span: Span) -> Referent | None:
        """The speaker of the statement whose content a pronoun stands in."""
        for statement in self.scene.annotations.statements[max(len(self.found) - LOOKBACK, 0) : len(self.found) + LOOKBACK]:
            own = any(span.overlaps(source) for source in statement.source)
            if not statement.source or own or not any(content.covers(span) for content in statement.content):
                continue
            number = self.actors.head(statement.source[0])
            if number is None or not first_person(self.scene.drafts[number], self.scene):
                return self._of(statement)
        return None

    def _several(self, span: Span) -> Referent | None:
        """Several who speak as one: "Kyiv and its Western allies", "NXP and Infineon"."""
        numbers = [n for n in self.actors.at(span) if span.covers(self.scene.drafts[n].span)]
        parts: list[int] = []
        for n in numbers:
            if not parts or self.scene.drafts[n].span.start >= self.scene.drafts[parts[-1]].span.end:
                parts.append(n)
        spans = [self.scene.drafts[n].span for n in parts]
        if len(parts) < 2 or len(parts) > 4 or spans[-1].end < span.end - 2:
            return None
        gaps = [self.scene.text[a.end : b.start] for a, b in pairwise(spans)]
        if not all(AND.fullmatch(gap) for gap in gaps) or "and" not in gaps[-1] + " as well as":
            return None
        return self._join(parts, gaps)

    def _join(self, parts: list[int], gaps: list[str]) -> Referent | None:
        if any(not re.search(r"and|as well as|&", gap) for gap in gaps[-1:]):
            return None
        names = []
        members = []
        for n in parts:
            referent = self.actors.referent(self.scene.drafts[n].span)
            words = self.scene.words(self.scene.drafts[n].span)
            named = referent is not None and self.scene.drafts[n].form == "name"
            names.append(referent.name if named and referent is not None else words)
            members += [referent] if referent is not None else []
        if len(members) < len(parts) and self.scene.drafts[parts[-1]].form == "name":
            return None
        name = "".join(word + gap for word, gap in zip(names, [*gaps, ""], strict=True))
        key = name_key(name)
        known = self.actors.register.by_key.get(key)
        if known is not None:
            return known
        first = self.scene.drafts[parts[0]].span
        referent = self.actors.register.local(" ".join(name.split()), "group", first, number="plur", score=0.5)
        parties = {member.party for member in members}
        referent.party = parties.pop() if len(parties) == 1 and len(members) == len(parts) else None
        self.actors.register.by_key[key] = referent
        return referent

    def _note_author(self, statement: StatementDraft) -> None:
        """Remember who is behind the documents named in a statement's sentence: "In a letter ..., the minister wrote"."""
        speaker = self.found[-1]
        if speaker is None or not statement.cue:
            return
        sentence = self.scene.sentence(statement.cue[0].start)
        start = self.scene.annotations.sentences[sentence].start if sentence >= 0 else 0
        for n in self.actors.at(Span(start, statement.cue[0].end)):
            draft = self.scene.drafts[n]
            if draft.form == "description" and draft.role and not draft.quoted:
                head = (
                    singular(name_key(self.scene.words(draft.role)).split()[-1])
                    if name_key(self.scene.words(draft.role))
                    else ""
                )
                if head in actor_nouns().documents:
                    self.authors[head] = speaker

    def _author(self, head: str, of: Span | None, span: Span) -> Referent | None:
        """Who wrote a document: its owner by a possessive, else who was said to write it, else who spoke last near it."""
        owner = self.actors.referent(of) if of is not None else None
        owner = owner or self._issuer(span)
        if owner is not None:
            self.authors[head] = owner
            return owner
        if not self._definite(span):
            return None
        if head in self.authors:
            return self.authors[head]
        for n in reversed(self.actors.at(Span(max(span.start - FAR, 0), span.start))):
            draft = self.scene.drafts[n]
            if draft.form == "description" and draft.of and self.scene.words(draft.role).casefold().endswith(head):
                return self.actors.referent(draft.of)
        if head not in actor_nouns().authored:
            return None
        return next((referent for referent in reversed(self.found) if referent is not None), None)

    def _issuer(self, span: Span) -> Referent | None:
        """Who issued a document, by the words: "a report by Relief Watch", "a foreign ministry statement"."""
        number = self.actors.head(span)
        draft = self.scene.drafts[number] if number is not None else None
        if draft is None:
            return None
        match = BY.match(self.scene.text, draft.span.end)
        for n in self.scene.numbers_in(match.end(), match.end() + 1) if match is not None else ():
            return self.actors.referent(self.scene.drafts[n].span)
        body = " ".join(self.scene.words(draft.role).split()[:-1])
        if state_head(body) not in actor_nouns().of_the_state:
            return None
        register, found = self.actors.register, self.actors.register.bodies.bare(draft, body)
        if found is None:
            return None
        return register.of_entry(found) if isinstance(found, ActorEntry) else register.add(found)

    def _definite(self, span: Span) -> bool:
        return self.scene.definite(span) or self.scene.words(span).casefold().startswith(
            ("the ", "his ", "her ", "its ", "their ")
        )

    def _neighbour(self, number: int) -> Referent | None:
        """The speaker of a quote that names none: that of the statement before it, near by, else of the one after."""
        statements = self.scene.annotations.statements
        here = self.scene.paragraph(statements[number].content[0].start)
        for other in (number - 1, number + 1):
            if not 0 <= other < len(statements) or self.found[other] is None:
                continue
            there = self.scene.paragraph(statements[other].content[0].start)
            if abs(there - here) <= NEAR:
                return self.found[other]
        return None
