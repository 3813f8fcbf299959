"""Scope: what is only the content of a demand, a threat, an accusation or a purpose is no event of its own."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from onrecord.annotate.events.lexicon import Entry, EventLexicon
from onrecord.annotate.events.triggers import Trigger

MAX_CLIMB = 8
# What stands under these did not happen, by somebody's word.
DENYING = ("deny",)
# What stands under these is to happen, or did not, and is an event: an act offered, agreed to or denied.
CARRYING = frozenset({"agree", "offer", "propose", "want", "invite", "suggest", *DENYING})
# Verbs that offer what their object names ("proposed a truce", "invited them to talks").
OFFERING = frozenset({"propose", "offer", "invite"})
UNREAL = frozenset({"REQUEST", "THREATEN", "REJECT", "ACCUSE", "AGREE", "SUPPORT"})
# What one is accused of doing.
DEEDS = frozenset({"ASSAULT", "COERCE", "RETREAT", "MOBILIZE"})
CONTENT_DEPS = frozenset(
    {"advcl", "ccomp", "xcomp", "pcomp", "acl", "pobj", "dobj", "nsubj", "conj", "prep", "nsubjpass", "relcl", "attr"}
)


def content_of_another(trigger: Trigger, lexicon: EventLexicon, triggers: Mapping[int, Entry]) -> bool:
    """Whether a word that names a speech act stands over the trigger, so that the trigger is what was demanded or alleged."""
    at = trigger.support or trigger.token
    if _gerund_subject(at):
        return True
    by_doing = False
    for _ in range(MAX_CLIMB):
        perfect = any(c.dep_ == "aux" for c in at.children)
        participle = at.dep_ == "acl" and at.tag_ == "VBN" and not (by_doing or perfect)
        if at.dep_ in ("relcl", "parataxis", "ROOT") or at.head == at or participle:
            return False
        # "a truce signed last year by clashing": the parser hangs on a participle what the charge is.
        by_doing = at.dep_ in ("prep", "agent") and at.lower_ == "by" and any(c.tag_ == "VBG" for c in at.children)
        below, at = at, at.head
        if below.dep_ in ("advcl", "conj") and at.pos_ == "VERB" and below.i > at.i and below.dep_ == "conj":
            continue
        if below.dep_ in ("acl", "ccomp", "relcl") and _is_doubted(at, lexicon):
            return True
        entry = triggers.get(at.i)
        if (
            entry is not None
            and entry.type in UNREAL
            and below.dep_ in CONTENT_DEPS
            and below.i > at.i
            and (below.dep_ != "advcl" or _is_asked(below) or _is_charged(trigger, entry, below))
        ):
            other = below.dep_ == "ccomp" and trigger.entry.type != "CONSULT" and any(c.dep_ == "nsubj" for c in below.children)
            return (other and at.lemma_ not in DENYING) or at.lemma_.lower() not in CARRYING
    return False


def _is_doubted(word: Token, lexicon: EventLexicon) -> bool:
    """Whether a word leaves open what its clause says: "fears that", "allegations that"."""
    lemma = word.lemma_.lower()
    return lemma in lexicon.status["doubted"] or (word.pos_ == "NOUN" and lemma in lexicon.status["alleged"])


def _is_charged(trigger: Trigger, over: Entry, clause: Token) -> bool:
    """Whether a deed is part of a charge: "accused the rebels of breaking the truce, killing 40"."""
    return over.type == "ACCUSE" and trigger.entry.type in DEEDS and clause.tag_ == "VBG"


def _is_asked(verb: Token) -> bool:
    """Whether a clause is what another is called upon to do: "called for the mayor to resign"."""
    return verb.tag_ == "VB" and any(c.dep_ == "mark" and c.lower_ == "for" for c in verb.children)


def _gerund_subject(verb: Token) -> bool:
    """Whether a gerund stands for the subject of a clause: "ceding land would not be accepted" says of no land that it was ceded."""
    if verb.tag_ != "VBG" or verb.i > verb.head.i:
        return False
    if verb.dep_ in ("csubj", "csubjpass"):
        return True
    modal = any(c.tag_ == "MD" for c in verb.head.children)
    subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.head.children)
    return verb.dep_ == "advcl" and modal and not subject


def offering(trigger: Trigger) -> Token | None:
    """The verb that offers or agrees to do what the trigger names ("proposed holding talks"), if one stands right over it."""
    if trigger.support is not None and trigger.support.lemma_ in OFFERING:
        return trigger.support
    at = trigger.verb or trigger.token
    return at.head if at.dep_ in ("xcomp", "pcomp", "ccomp", "dobj") and at.head != at else None


def denying(trigger: Trigger) -> Token | None:
    """The verb that denies what the trigger names ("denied that the two had met", "denied attacking"), if one is over it."""
    at = trigger.verb or trigger.token
    above = at.head
    return above if at.dep_ in ("ccomp", "xcomp", "pcomp") and above != at and above.lemma_ in DENYING else None
