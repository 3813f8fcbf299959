"""Verbs that take a stance: "rejected", "called for", "wants them to leave", "will not accept"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.positions.cue import CLAUSES, SUBJECTS, Cue, after, agents, is_indicative, is_negated, is_passive
from onrecord.annotate.positions.lexicon import FLIPPED, Entry, Stances
from onrecord.model.reading import Stance

BESIDE = ("prep", "prt", "advmod", "agent", "dative", "advcl", "aux", "acomp", "pobj")
OBJECTS = ("dobj", "oprd", "nsubjpass", "dative")
PREPOSITIONS = ("to", "on", "of", "for", "with", "from", "into", "against", "in")
RELATIVE = ("WDT", "WP")
PRONOUNS = ("he", "she", "it", "they", "we", "i")


def meets(token: Token, entries: tuple[Entry, ...]) -> tuple[Entry, Token | None] | None:
    """The first entry whose needs are met by a word beside the token, with that word."""
    beside = {c.lower_: c for c in token.children if c.dep_ in BESIDE}
    for child in token.children:
        if child.dep_ in ("xcomp", "advcl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children):
            beside.setdefault("to", child)
        if child.dep_ in ("advcl", "ccomp", "xcomp") and any(c.lower_ == "for" and c.dep_ == "mark" for c in child.children):
            beside.setdefault("for", child)
    for entry in entries:
        met = next((beside[word] for word in sorted(entry.needs) if word in beside), None)
        if not entry.needs or met is not None:
            return entry, met
    return None


def verb_cue(token: Token, stances: Stances) -> Cue | None:
    """The stance that a verb takes, if it takes one."""
    lemma = token.lemma_.lower()
    found = meets(token, stances.verbs.get(lemma, ()))
    wanting = lemma in stances.wants
    if (found is None and not wanting) or (wanting and is_passive(token)):
        return None
    objects = tuple(dict.fromkeys(_objects(token, found[1] if found else None, stances)))
    stance = _wanted(objects, found[0].stance if found else None) if wanting else found[0].stance if found else "demand"
    if not objects and not _points_before(token, stances):
        return None
    if is_negated(token, stances):
        if stance == "demand" and not wanting:
            return None
        stance = FLIPPED[stance]
    elif stance == "demand" and _of_its_own(objects, stances):
        stance = "support"
    return _held(token, stance, objects, stances, wanting=wanting)


def _held(token: Token, stance: Stance, objects: tuple[Token, ...], stances: Stances, *, wanting: bool) -> Cue | None:
    """The cue with whose stance it is; a passive without an agent is nobody's."""
    if not is_passive(token):
        aside = not objects and _as_clause(token)
        return Cue(token, stance, objects, token, wanted=wanting, aside=aside, told=_only_told(token, stances))
    doers = agents(token)
    return Cue(token, stance, objects, doers[0], "named", told=_only_told(token, stances)) if doers else None


def _only_told(token: Token, stances: Stances) -> bool:
    """Whether a verb that also tells mere events does so here: "halted traffic", against "will halt", "decided to halt"."""
    if token.lemma_.lower() not in stances.weak:
        return False
    if any(c.dep_ == "aux" and c.lower_ in stances.words["wills"] for c in token.children):
        return False
    claimed = token.lemma_.lower() == "claim"
    if any(c.dep_ == "ccomp" and c.i > token.i and not is_indicative(c) for c in token.children):
        return claimed
    return not (token.dep_ == "xcomp" and token.head.lemma_.lower() in stances.words["deciding"])


def _wanted(objects: tuple[Token, ...], listed: Stance | None) -> Stance:
    """What is wanted of oneself is supported, what is wanted of another demanded."""
    clauses = [o for o in objects if o.dep_ in ("ccomp", "xcomp")]
    if not clauses:
        return listed or "demand"
    subject = next((c for c in clauses[0].children if c.dep_ in SUBJECTS), None)
    asked = any(o.dep_ == "dobj" and o.i < clauses[0].i for o in objects)
    other = asked or (subject is not None and subject.lower_ not in PRONOUNS and subject.dep_ != "expl")
    return "demand" if other and listed != "support" else "support"


def _of_its_own(objects: tuple[Token, ...], stances: Stances) -> bool:
    """Whether what is insisted on is one's own: "its right to", "his aim of"."""
    return bool(objects) and any(c.dep_ == "poss" and c.lower_ in stances.words["own"] for c in objects[0].children)


def _points_before(token: Token, stances: Stances) -> bool:
    """Whether a verb without an object is about what stands before it: "as they have demanded", "voted against"."""
    if is_passive(token) and agents(token):
        return True
    return _as_clause(token) or token.lemma_.lower() in stances.words["objectless"]


def _as_clause(token: Token) -> bool:
    return token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children)


def _objects(token: Token, met: Token | None, stances: Stances) -> Iterator[Token]:
    """The heads of what a verb is about."""
    saying = token.lemma_.lower() in stances.words["saying"]
    if met is not None and met.dep_ in ("prep", "agent", "dative", "advmod", "prt", "acomp"):
        yield from after([met, *(c for c in met.children if c.dep_ == "prep")])
    for child in token.children:
        if child.dep_ in CLAUSES or child.dep_ == "advcl":
            about = child.i > token.i and (
                _nonfinite(child) if child.dep_ == "advcl" else not (saying and is_indicative(child))
            )
        else:
            about = child.dep_ in OBJECTS and child.pos_ != "ADP" and child.tag_ not in RELATIVE
        if about:
            yield child
    beside = [c for c in token.children if c.dep_ == "prep" and c.i > token.i and c.lower_ in PREPOSITIONS]
    yield from (t for t in after(beside) if t.dep_ != "pcomp" or not any(c.dep_ in SUBJECTS for c in t.children))
    yield from _antecedent(token)


def _nonfinite(clause: Token) -> bool:
    """Whether a clause is an infinitive, or a participle that no comma parts from its verb."""
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children):
        return True
    first = clause.left_edge
    return clause.tag_ == "VBG" and first == clause and clause.nbor(-1).text != ","


def _antecedent(token: Token) -> Iterator[Token]:
    """The noun that a relative clause's verb is about: "a plan resisted by", "a condition that they say they reject"."""
    if any(c.dep_ in ("dobj", "nsubjpass") and c.tag_ not in RELATIVE and c.i > token.i for c in token.children):
        return
    clause = token.head if token.dep_ == "ccomp" else token
    gap = not any(c.dep_ in CLAUSES for c in token.children)
    active_about_itself = not is_passive(token) and any(c.dep_ == "nsubj" and c.tag_ in RELATIVE for c in clause.children)
    if clause.dep_ in ("relcl", "acl") and gap and not active_about_itself and clause.tag_ != "VBG":
        yield clause.head
