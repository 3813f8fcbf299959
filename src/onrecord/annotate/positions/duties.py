"""Stances without a word of stance: "they must leave", "peace requires", "only if the guns fall silent"."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.positions.cue import SUBJECTS, Cue, after, is_indicative, is_negated
from onrecord.annotate.positions.lexicon import Stances
from onrecord.annotate.positions.scope import opening, span_between
from onrecord.model.reading import Stance
from onrecord.model.span import Span

DENIABLE = ("nsubj", "nsubjpass", "attr")


def duty_cue(verb: Token, stances: Stances) -> Cue | None:
    """What must or should be done, in the eyes of the source: demanded of others, supported where it is one's own.

    Whether the subject is another party is for the caller to see; here only "we" and "he" are told from the rest.
    """
    if verb.lemma_.lower() in stances.words["needs"] and not is_negated(verb, stances):
        needed = tuple(c for c in verb.children if c.i > verb.i and (c.dep_ == "dobj" or (c.dep_ == "ccomp" and not _told(c))))
        return Cue(verb, "demand", needed, verb, "source") if needed else None
    if not (_must(verb, stances) or _must_as_conjunct(verb, stances)):
        return None
    stance: Stance = "oppose" if is_negated(verb, stances) else "demand"
    return Cue(verb, stance, (verb,), verb, "source", clause=True)


def _told(clause: Token) -> bool:
    """Whether a clause tells what is: "requires that they come" (tagged as the present) does not."""
    return is_indicative(clause) and clause.tag_ != "VBP"


def prior_cue(verb: Token, stances: Stances) -> Cue | None:
    """What must wait for a duty: of "The terms must be met before the war can end" the end, which depends on the terms."""
    if not _must(verb, stances) or is_negated(verb, stances):
        return None
    before = next((c for c in verb.children if c.dep_ == "advcl" and opening(c).startswith("before")), None)
    if before is None or _before(verb, before) is None:
        return None
    return Cue(verb, "support", (before,), verb, "source", condition=_before(verb, before))


def _before(verb: Token, clause: Token) -> Span | None:
    if clause.i < verb.i or clause.left_edge.i <= verb.left_edge.i:
        return None
    return span_between(verb.left_edge, clause.left_edge.nbor(-1))


def _must(verb: Token, stances: Stances) -> bool:
    # "Should the nomination be approved" supposes it.
    subject = next((c.i for c in verb.children if c.dep_ in SUBJECTS), 0)
    if any(c.dep_ == "aux" and c.i > subject and c.lower_ in stances.words["duties"] for c in verb.children):
        return True
    governed = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in stances.words["duty_verbs"]
    return governed and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _must_as_conjunct(verb: Token, stances: Stances) -> bool:
    """As in "must drop its claim and withdraw": the second verb without a subject or an auxiliary of its own."""
    own = any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children)
    return verb.dep_ == "conj" and verb.tag_ == "VB" and not own and _must(verb.head, stances)


def dependence_cue(verb: Token, stances: Stances) -> Cue | None:
    """What is said to depend on something: "any deal depends on a truce"."""
    if verb.lemma_.lower() not in stances.words["dependence"]:
        return None
    on = after([c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("on", "upon")])
    subject = tuple(c for c in verb.children if c.dep_ == "nsubj")
    if not on or not subject:
        return None
    return Cue(verb, "support", subject, verb, "source", condition=span_between(on[0].left_edge, on[0].right_edge))


def condition_cue(verb: Token, stances: Stances) -> Cue | None:
    """What can be only on a condition: "results can be achieved only if", "no talks until"."""
    named = (c for n in verb.children if n.dep_ in ("attr", "nsubj", "dobj") for c in n.children if c.dep_ == "prep")
    for child in (*verb.children, *named):
        if child.dep_ not in ("advcl", "prep"):
            continue
        words = opening(child)
        if not any(words.startswith(mark) for mark in stances.words["strict_marks"]):
            continue
        refused = is_negated(verb, stances) or _no_subject(verb)
        if refused or words.startswith(("only", "unless", "provided")):
            # "No talks until they leave" refuses talks, on a condition; "no peace without elections" names what peace needs.
            stance: Stance = "oppose" if refused and not words.startswith("without") else "support"
            condition = span_between(child.left_edge, child.right_edge)
            return Cue(verb, stance, (verb,), verb, "source", clause=True, condition=condition)
    return None


def _no_subject(verb: Token) -> bool:
    """Whether the subject is denied: "no deal", "there will be no talks", "there is nothing to discuss"."""
    return _says_no(verb) or any(c.lower_ == "nothing" for c in verb.children if c.dep_ in DENIABLE)


def _says_no(verb: Token) -> bool:
    return any(g.lower_ == "no" for c in verb.children if c.dep_ in DENIABLE for g in c.children)
