"""A cue: a word by which somebody takes a stance, with what it is on and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from onrecord.annotate.positions.lexicon import Stances
from onrecord.model.reading import Stance
from onrecord.model.span import Span

# Whose a stance is: the subject's of `of`, that of `of` itself (a possessor, an agent), or the source's of the statement around it.
Whose = Literal["subject", "named", "source"]

CLAUSES = ("ccomp", "xcomp", "pcomp")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
INDICATIVE = ("VBD", "VBZ", "VBP")
MAX_CLIMB = 10


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that takes a stance.

    `objects` are the heads of what it is on; empty where that stands before it ("as they demanded"). `clause`: the object is
    the whole clause of the cue with its subject. `wanted`: something that is only wanted. `aside`: an "as" clause.
    `intended`: what somebody will do, which is a stance in their own words only. `told`: a mere event, unless
    it is by this word that somebody says something. `condition`: what it depends on.
    """

    token: Token
    stance: Stance
    objects: tuple[Token, ...]
    of: Token
    whose: Whose = "subject"
    noun: bool = False
    clause: bool = False
    wanted: bool = False
    aside: bool = False
    intended: bool = False
    told: bool = False
    condition: Span | None = None


def is_negated(token: Token, stances: Stances) -> bool:
    """Whether a word is denied, itself or by a verb that only carries it ("did not want to accept")."""
    negators = stances.words["negators"]
    count = sum(
        c.dep_ == "neg" or (c.lower_ in negators and c.dep_ in ("advmod", "det", "cc", "preconj")) for c in token.children
    )
    head = token.head
    carried = token.dep_ in ("xcomp", "acomp", "attr") and head.lemma_.lower() not in stances.verbs
    if head != token and (carried or (token.dep_ == "ccomp" and head.lemma_.lower() in stances.words["raising"])):
        count += any(c.dep_ == "neg" for c in head.children)
    return count % 2 == 1


def is_unreal(token: Token, stances: Stances) -> bool:
    """Whether a clause is only supposed (after "if", with "might"), asked, feared, or another's accusation."""
    at = token
    for _ in range(MAX_CLIMB):
        if _supposed(at, stances, first=at == token):
            return True
        head = at.head
        if at.dep_ in ("pcomp", "prep") and _in_place(head, stances):
            return True
        if head == at or at.dep_ not in ("xcomp", "conj", "advcl", "ccomp", "acomp", "pcomp", "prep", "acl", "dobj", "attr"):
            return False
        if head.lemma_.lower() in stances.words["accusing"] and at.dep_ in ("ccomp", "xcomp", "prep", "pcomp"):
            return True
        at = head
    return False


def _in_place(preposition: Token, stances: Stances) -> bool:
    """Whether a preposition tells what is not done: "instead of accepting"."""
    words = (preposition.lower_, preposition.nbor(-1).lower_ if preposition.i > 0 else "")
    return (preposition.lower_ == "of" and any(word in stances.words["in_place_of"] for word in words)) or (
        preposition.lower_ in stances.words["in_place_of"]
    )


def _supposed(token: Token, stances: Stances, *, first: bool) -> bool:
    for child in token.children:
        if child.dep_ in ("mark", "advmod") and child.lower_ in stances.words["unreal_marks"]:
            return True
        if first and child.dep_ == "aux" and child.lower_ in stances.words["unreal_auxiliaries"]:
            named = [g for c in token.children if c.dep_ in ("attr", "nsubj") for g in c.children]
            return not any(c.dep_ == "neg" for c in token.children) and not any(g.lower_ == "no" for g in named)
    return False


def is_indicative(clause: Token) -> bool:
    """Whether a clause tells what is or was, and not what is to be ("that they had left", against "that they leave")."""
    if any(c.tag_ == "MD" for c in clause.children):
        return False
    finite = [clause, *(c for c in clause.children if c.dep_ in ("aux", "auxpass"))]
    return any(t.tag_ in INDICATIVE for t in finite)


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive, with or without an auxiliary."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "amod", "relcl", "advcl")
        and not any(c.dep_ == "aux" for c in verb.children)
    )


def is_participle_of_be(verb: Token) -> bool:
    """Whether a participle is what somebody is, as an adjective would be ("was committed to peace")."""
    return verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children)


def agents(verb: Token) -> list[Token]:
    """Those by whom something is done in the passive."""
    return [t for c in verb.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]


def after(prepositions: list[Token]) -> list[Token]:
    """The objects of prepositions."""
    return [t for c in prepositions for t in c.children if t.dep_ in ("pobj", "pcomp")]
