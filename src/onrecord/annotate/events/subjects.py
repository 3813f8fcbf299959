"""Subjects: who does what a verb says, also where the clause names nobody."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.naming import ACTOR_LABELS

SUBJECTS = ("nsubj", "csubj")
# A subject is looked for through at most this many governing verbs ("agreed to try to continue to meet").
MAX_CLIMB = 5
SUBORDINATE = ("conj", "advcl", "ccomp", "pcomp", "prep", "acomp", "dep", "parataxis")


def subject_tokens(verb: Token, lexicon: EventLexicon) -> list[Token]:
    """The subject of a verb in the active, its agent in the passive, also through governing verbs and relative clauses.

    Returns: an empty list for a passive without an agent, and for a participle of one ("asked about it, he left").
    """
    at = verb
    for _ in range(MAX_CLIMB):
        agents = [t for c in at.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
        if agents:
            return agents
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in at.children)
        subjects = [c for c in at.children if c.dep_ in SUBJECTS]
        if subjects and not passive:
            return subjects
        if at == verb and (passive or _bare_participle(verb)):
            return []
        if passive:
            return [c for c in at.children if c.dep_ == "nsubjpass"]
        above = _governor(at, lexicon)
        if above is None or isinstance(above, tuple):
            return list(above or ())
        at = above
    return []


def _bare_participle(verb: Token) -> bool:
    """Whether the verb is a past participle that modifies a noun or a clause: what it tells is suffered, not done."""
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "relcl") and not any(c.dep_ == "aux" for c in verb.children)


def _governor(verb: Token, lexicon: EventLexicon) -> Token | tuple[Token, ...] | None:
    """Where the subject of a clause without one is: a verb above, or a tuple of the very tokens."""
    head, dep = verb.head, verb.dep_
    if head == verb or dep in ("relcl", "amod", "csubj", "csubjpass", "nsubj"):
        return None
    if dep == "acl":
        return _of_noun_clause(verb, head, lexicon)
    if dep == "xcomp":
        objects = tuple(c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i)
        controls = verb.tag_ == "VB" and objects and (objects[0].ent_type_ in ACTOR_LABELS or _can_act(objects[0], lexicon))
        return objects if controls else head
    if dep in SUBORDINATE:
        return head.head if dep == "pcomp" and head.pos_ in ("ADP", "SCONJ") else head
    return head if head.pos_ in ("VERB", "AUX", "ADJ", "ADP") else None


def _can_act(token: Token, lexicon: EventLexicon) -> bool:
    return token.lemma_.lower() in lexicon.actors or token.pos_ == "PROPN"


def _of_noun_clause(verb: Token, noun: Token, lexicon: EventLexicon) -> Token | tuple[Token, ...] | None:
    """The noun before a participle ("senators visiting"), or the verb over an infinitive's ("reached a deal to end")."""
    if verb.tag_ == "VBG" and noun.dep_ in ("dobj", "pobj") and noun.lemma_.lower() in lexicon.classes["utterance"]:
        # "issued a statement saying"
        return next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
    if verb.tag_ == "VBG" or noun.ent_type_ in ACTOR_LABELS or _can_act(noun, lexicon):
        return (noun,)
    return noun.head if noun.dep_ in ("dobj", "attr", "nsubjpass") and noun.head.pos_ in ("VERB", "AUX") else None
