"""Sources: the noun phrase that a cue credits."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.statements.cues import RELATIVE, Cue
from onrecord.annotate.statements.phrase import Phrase, noun_phrase

SUBJECTS = ("nsubj", "csubj", "expl")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET")
# How far up the parse a subject is looked for ("..., saying", "by announcing", "began by saying").
CLIMB = 4


def _own_subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in SUBJECTS and (child.pos_ in NOMINAL or child.tag_ in ("WP", "WDT")):
            return child
    return None


def _agent(verb: Token) -> Token | None:
    """The noun of "by X" behind a passive."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.rights:
                if noun.dep_ == "pobj":
                    return noun
    return None


def _antecedent(subject: Token, verb: Token) -> Token | None:
    """What a relative pronoun stands for; the subject itself where it is none; None for "what" and "there"."""
    if subject.dep_ == "expl":
        return None
    if subject.lower_ in RELATIVE and subject.tag_ in ("WP", "WDT"):
        return verb.head if verb.dep_ in ("relcl", "acl") else None
    return subject


def _inherited(verb: Token) -> Token | None:
    """The subject of a clause higher up that a verb shares."""
    here = verb
    for _ in range(CLIMB):
        head = here.head
        if head is here:
            return None
        if here.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
            return head
        subject = _own_subject(head) or _passive_subject(head)
        if subject is not None:
            return _antecedent(subject, head)
        here = head
    return None


def _passive_subject(verb: Token) -> Token | None:
    return next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)


def _behind(cue: Cue) -> Token | None:
    """The noun directly behind an inverted verb that the parse took for its object ("..., said Jane Roe")."""
    for child in cue.verb.rights:
        if child.pos_ in ("PROPN", "NOUN", "PRON") and child.left_edge.i == cue.last + 1:
            return child
    return None


def _before(cue: Cue) -> Token | None:
    """The noun directly before a verb that the parse attached elsewhere."""
    if cue.first == 0:
        return None
    token = cue.verb.doc[cue.first - 1]
    if token.is_sent_start and cue.verb.is_sent_start:
        return None
    return token if token.pos_ in ("PROPN", "PRON") and token.dep_ not in ("pobj", "dobj", "poss") else None


def source_head(cue: Cue) -> Token | None:
    """The head noun of the cue's source."""
    verb = cue.governor or cue.verb
    if cue.passive and cue.governor is None:
        return _agent(cue.verb)
    subject = _own_subject(verb) or (_own_subject(cue.verb) if cue.governor else None)
    if subject is None and cue.governor is not None:
        subject = _passive_subject(cue.governor)
    if subject is not None:
        return _antecedent(subject, verb)
    return _inherited(verb) or _before(cue)


def source_of(cue: Cue, *, inverted: bool = False) -> Phrase | None:
    """The source's phrase. `inverted` allows the noun behind the verb, where the content stands before it."""
    subject = _own_subject(cue.verb)
    head = _behind(cue) if inverted and subject is None else None
    head = head or source_head(cue)
    return noun_phrase(head) if head is not None else None
