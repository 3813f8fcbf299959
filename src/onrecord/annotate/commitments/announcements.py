"""Announcements of one's own act: "said it would withdraw", "we will send", and what a deal makes its parties do."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.clauses.near import auxiliary_words, is_subject, objects
from onrecord.annotate.commitments.clauses import (
    UNREAL_MARKS,
    VERBS,
    asked,
    asserted,
    clause_of,
    governors,
    in_future,
    promisable,
    subjects,
)
from onrecord.annotate.commitments.lexicon import Promises
from onrecord.annotate.commitments.undertaking import Undertaking
from onrecord.annotate.document import Document
from onrecord.annotate.events.calendar import Calendar
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.scheme.directory import Directory

MAX_CLIMB = 4


def _named(subject: Token) -> bool:
    """Whether a subject acts and can be compared with the speaker: no pronoun, nothing that is done to it."""
    return subject.pos_ != "PRON" and not is_subject(subject, passive=True)


class Announcements:
    """Answers, for one document, whether a verb announces an act of the one who says it."""

    def __init__(self, phrases: Phrases, calendar: Calendar, words: Promises, directory: Directory) -> None:
        document = phrases.document
        self._words, self._lexicon, self._calendar = words, phrases.lexicon, calendar
        self._phrases, self._directory = phrases, directory
        self._statement_at: dict[int, tuple[int, int]] = {}
        self._cues: list[tuple[Token, ...]] = []
        for number, statement in enumerate(document.annotations.statements):
            self._cues.append(tuple(token for span in statement.cue for token in document.tokens(span)))
            for span in statement.content:
                self._cover(document, span.start, span.end, number)
        self._quoted = {token.i for quotation in document.annotations.quotations for token in document.tokens(quotation.span)}

    def _cover(self, document: Document, start: int, end: int, number: int) -> None:
        tokens = document.doc.char_span(start, end, alignment_mode="expand")
        for token in tokens or ():
            known = self._statement_at.get(token.i)
            if known is None or end - start < known[1]:
                self._statement_at[token.i] = (number, end - start)

    def statement(self, token: Token) -> int | None:
        """The innermost statement in whose content a token stands."""
        found = self._statement_at.get(token.i)
        return found[0] if found else None

    def at(self, verb: Token) -> Undertaking | None:
        """The announcement whose act a verb is, if it is one."""
        if verb.pos_ not in VERBS:
            return None
        if self._words.has("confirming", verb):
            return self._confirmed(verb)
        if not promisable(verb, self._words) or not self._to_come(verb):
            return None
        named = subjects(verb)
        clause = clause_of(verb)
        if not named or asked(verb) or clause is None or clause.mark in UNREAL_MARKS:
            return None
        return self._by_terms(verb, named[0]) or self._announced(verb, named[0])

    def _to_come(self, verb: Token) -> bool:
        return in_future(verb) or self._arranged(verb)

    def _arranged(self, verb: Token) -> bool:
        """Whether the present tells of what is settled for a day: "is sending an envoy this week"."""
        if verb.tag_ != "VBG" or not auxiliary_words(verb) & {"is", "are", "'s", "'re", "’s", "’re", "am"}:
            return False
        dates = (d for d in self._calendar.of_sentence(verb) if verb.left_edge.i <= d.head.i <= verb.right_edge.i)
        return any(d.timex.value and not self._calendar.is_past(d.timex) and d.timex.type == "DATE" for d in dates)

    def _announced(self, verb: Token, subject: Token) -> Undertaking | None:
        if any(self._words.has("supposing", at) or self._words.has("wanting", at) for at in governors(verb)):
            return None
        cue = self._cue_over(verb)
        if cue is not None and cue.tag_ == "VB" and not in_future(cue):
            # "it is wrong to say that we will": nobody says it.
            return None
        number = self.statement(verb)
        if cue is None and number is None:
            return None
        cues = (cue,) if cue is not None else self._cues[number or 0]
        if cues and not any(self._words.has("announcing", token) for token in cues):
            return None
        if subject.i in self._quoted and (cue is None or cue.i not in self._quoted):
            if number is None:
                return None
            if self._is_speaker(subject) or self._owned(subject, first=True):
                return Undertaking(verb, subject.left_edge, verb)
            return Undertaking(verb, subject.left_edge, verb, (subject,), own=True) if _named(subject) else None
        return self._reported(verb, subject, cue, number)

    def _reported(self, verb: Token, subject: Token, cue: Token | None, number: int | None) -> Undertaking | None:
        """In reported words: the speaker by a pronoun, what is the speaker's, or a name to be compared with the source."""
        speakers = tuple(subject_tokens(cue, self._lexicon)) if cue is not None else ()
        first = cue if cue is not None and cue.i < verb.i else subject.left_edge
        told = tuple(objects(cue, told=True)) if cue is not None else ()
        told = tuple(t for t in told if not self._words.has("told_only", t))
        if self._means(subject, speakers) or self._owned(subject):
            promisors = () if number is not None else speakers
            return Undertaking(cue or verb, first, verb, promisors, told) if promisors or number is not None else None
        if not _named(subject) or number is None:
            return None
        return Undertaking(cue or verb, first, verb, (subject,), told, own=True)

    def _is_speaker(self, subject: Token) -> bool:
        """Whether a subject is a speaker who does something: "I'll be stopped" is done by others."""
        return self._words.holds("first_persons", subject) and not is_subject(subject, passive=True)

    def _means(self, subject: Token, speakers: tuple[Token, ...]) -> bool:
        """Whether a pronoun can mean those who speak: "it" no person, "he" no state, "they" several or a body."""
        if is_subject(subject, passive=True):
            return False
        if self._words.holds("first_persons", subject):
            return True
        if not self._words.holds("third_persons", subject):
            return False
        lower = subject.lower_
        for speaker in speakers:
            if speaker.pos_ == "PRON":
                return speaker.lower_ == lower or speaker.lower_ in ("who", "which", "that")
            person = self._is_person(speaker)
            # A name that ends in -s is tagged as a plural.
            plural = speaker.tag_ in ("NNS", "NNPS") and speaker.ent_type_ not in ("PERSON", "ORG", "GPE")
            plural = plural or len(speakers) > 1 or any(c.dep_ == "conj" for c in speaker.children)
            if lower == "it" and (person or plural):
                return False
            if lower in ("he", "she") and (speaker.ent_type_ == "GPE" or plural):
                return False
            if lower == "they" and person and not plural:
                return False
        return True

    def _is_person(self, speaker: Token) -> bool:
        """Whether a name is a person's, by the directory where that knows it, else by its label."""
        name = self._phrases.document.text[slice(*self._phrases.span(speaker))]
        known = self._directory.find(name)
        return all(entry.kind == "person" for entry in known) if known else speaker.ent_type_ == "PERSON"

    def _owned(self, subject: Token, *, first: bool = False) -> bool:
        """Whether a phrase is the speaker's own: "its troops", "our company"."""
        wanted = {"our", "my"} if first else self._words.words["own"]
        at = subject
        for _ in range(MAX_CLIMB):
            owners = [c for c in at.children if c.dep_ == "poss"]
            if any(c.lower_ in wanted for c in owners):
                return True
            if not owners:
                return False
            at = owners[0]
        return False

    def _cue_over(self, verb: Token) -> Token | None:
        """The verb whose clause it is: "said (that) it would"."""
        at = verb
        for _ in range(MAX_CLIMB):
            if at.head == at:
                return None
            if at.dep_ == "ccomp":
                return at.head if at.head.pos_ in VERBS and self._words.has("announcing", at.head) else None
            if at.dep_ not in ("conj", "xcomp"):
                return None
            at = at.head
        return None

    def _confirmed(self, verb: Token) -> Undertaking | None:
        """An act announced by a noun: "confirmed our participation"."""
        if not asserted(verb, self._words) or in_future(verb):
            return None
        for child in objects(verb):
            if self._words.has("own_acts", child) and self._owned(child):
                speakers = tuple(t for t in subject_tokens(verb, self._lexicon) if not self._words.holds("first_persons", t))
                return Undertaking(verb, verb, child, speakers)
        return None

    def _by_terms(self, verb: Token, subject: Token) -> Undertaking | None:
        """What a deal that was made has its parties do: "under the accord, the army will withdraw"."""
        if is_subject(subject, passive=True) or verb.i in self._quoted:
            return None
        if any(self._is_deal(child) for child in verb.children):
            return Undertaking(verb, min(subject.left_edge, verb, key=lambda t: t.i), verb, (subject,))
        return None

    def _is_deal(self, preposition: Token) -> bool:
        """Whether a phrase names an agreement that is made: "under the terms of the accord", "in a deal signed on Monday"."""
        if preposition.dep_ != "prep" or preposition.lower_ not in ("under", "in", "as"):
            return False
        for token in preposition.subtree:
            if token.pos_ == "NOUN" and self._words.has("deals", token):
                settled = any(c.dep_ == "acl" and c.tag_ == "VBN" for c in token.children)
                unmade = any(self._words.holds("unmade", c) for c in token.children)
                return settled or (preposition.lower_ != "in" and not unmade)
        return False
