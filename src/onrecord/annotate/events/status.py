"""Status: whether an event happened, is planned, proposed, moved, called off or denied; and whether it is asserted at all."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.prospect import is_only_named, is_step_to_come, is_to_come
from onrecord.annotate.events.scope import DENYING
from onrecord.annotate.events.triggers import Trigger, dealt_in, is_state, phrase_of, top_of
from onrecord.model.reading import EventStatus

MAX_CLIMB = 7
# Acts that those who take part in them may suspend.
ON_HOLD = frozenset({"hold", "ice"})
SUSPENDABLE = frozenset({"CONSULT", "AGREE", "PROTEST", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Outlook:
    """The status, and whether the words assert the event (False: it is a wish, a condition or the content of a demand)."""

    status: EventStatus
    asserted: bool = True


def outlook_of(trigger: Trigger, lexicon: EventLexicon) -> Outlook:
    """Read the status of a trigger from its own words and from what governs it."""
    if trigger.token.pos_ == "VERB":
        outlook = _of_chain(trigger.token, lexicon, cued=False)
        if outlook.status == "happened" and is_step_to_come(trigger, lexicon):
            outlook = Outlook("planned")
        return _as_made(trigger, outlook, lexicon)
    top = top_of(trigger.token, lexicon)
    if _is_suspended(trigger, top, lexicon):
        return Outlook("called-off")
    outlook = Outlook("happened")
    if trigger.support is not None:
        outlook = _of_chain(trigger.support, lexicon, cued=True)
        if trigger.support.lemma_ in lexicon.status["keeping"] and outlook.status == "planned":
            outlook = Outlook("happened")
    elif top.dep_ in ("nsubj", "nsubjpass", "dobj") and top.head.pos_ in ("VERB", "AUX"):
        outlook = _of_chain(top.head, lexicon, cued=True)
    if is_only_named(trigger, top, lexicon) or is_state(trigger.support, lexicon):
        return Outlook("proposed", asserted=False)
    if outlook.status == "happened" and outlook.asserted:
        outlook = _of_noun(trigger.token, top, lexicon) or outlook
    offered = trigger.entry.lemma in lexicon.status["proposing"]
    if outlook.status == "happened" and not offered and is_to_come(trigger, top, lexicon):
        outlook = Outlook("planned")
    return _as_made(trigger, outlook, lexicon)


def _is_suspended(trigger: Trigger, top: Token, lexicon: EventLexicon) -> bool:
    """Whether talks, a deal or a protest are broken off: "were freezing talks", "the talks were suspended", "talks broke off"."""
    verb = top.head
    if trigger.entry.type not in SUSPENDABLE or verb.pos_ not in ("VERB", "AUX"):
        return False
    cued = verb.lemma_.lower() in lexicon.status["suspended"] or bool(phrase_of(verb) & lexicon.status["suspended_particles"])
    cued = cued or any(t.lemma_.lower() in ON_HOLD for c in verb.children if c.lower_ == "on" for t in c.children)
    if not cued or any(c.dep_ == "neg" for c in verb.children):
        return False
    suffers = top.dep_ == "nsubj" and not any(c.dep_ == "dobj" for c in verb.children)
    return suffers or top.dep_ in ("dobj", "nsubjpass")


def _as_made(trigger: Trigger, outlook: Outlook, lexicon: EventLexicon) -> Outlook:
    """An offer that was made is proposed; what one has agreed to buy or sign is agreed."""
    if trigger.entry.type != "AGREE" or not outlook.asserted:
        return outlook
    verb = trigger.support.lemma_ if trigger.support is not None else None
    proposing = trigger.entry.lemma in lexicon.status["proposing"] and verb not in lexicon.status["taking_up"]
    if outlook.status == "happened" and proposing:
        return Outlook("proposed")
    if outlook.status == "planned" and any(dealt_in(trigger.token, lexicon)):
        # "will buy its rival in a deal worth 2 billion": the deal is made.
        return Outlook("happened")
    over = trigger.token.head
    agreed = trigger.token.dep_ == "xcomp" and over.lemma_ == "agree" and over.tag_ in ("VBD", "VBN")
    return Outlook("happened") if outlook.status == "planned" and agreed else outlook


def _of_noun(noun: Token, top: Token, lexicon: EventLexicon) -> Outlook | None:
    """What the words at the noun say: "planned talks", "no deal", "a possible strike", "due in London for a meeting"."""
    for each in dict.fromkeys((noun, top)):
        for child in each.lefts:
            status = _of_cue(child.lemma_.lower(), lexicon, adjectives=True)
            if status is not None:
                return Outlook(status)
    if top.lemma_.lower() in ("possibility", "prospect", "idea"):
        return Outlook("proposed")
    if top.lemma_.lower() in lexicon.status["verges"]:
        return Outlook("planned")
    if top.dep_ == "pobj" and top.head.lower_ in lexicon.status["before"]:
        above = top.head.head
        near = {above.lemma_.lower(), *(c.lemma_.lower() for c in above.children if c.dep_ in ("acomp", "advmod", "prep"))}
        if near & lexicon.status["planned"] or top.head.lower_ in ("before", "ahead"):
            return Outlook("planned")
    if top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.lower_ == "ahead":
        return Outlook("planned")
    return None


ADJECTIVES = frozenset(
    {
        "planned",
        "scheduled",
        "upcoming",
        "forthcoming",
        "next",
        "future",
        "expected",
        "imminent",
        "possible",
        "potential",
        "proposed",
        "postponed",
        "delayed",
        "cancelled",
        "canceled",
        "no",
        "would-be",
    }
)


def _of_cue(lemma: str, lexicon: EventLexicon, *, adjectives: bool = False) -> EventStatus | None:
    if (
        adjectives
        and lemma not in ADJECTIVES
        and lemma + "ed" not in ADJECTIVES
        and lemma not in ("plan", "schedule", "propose", "postpone", "cancel")
    ):
        return None
    words = lexicon.status
    if lemma in words["called_off"]:
        return "called-off"
    if lemma in words["moved"]:
        return "moved"
    if lemma in words["denied"]:
        return "denied"
    if lemma in words["proposed"]:
        return "proposed"
    if lemma in words["planned"]:
        return "planned"
    return None


def _of_chain(verb: Token, lexicon: EventLexicon, *, cued: bool) -> Outlook:
    """Climb from the verb through infinitives and gerunds, reading modals, negation and cues on the way.

    `cued`: whether the first verb is itself read as a cue, as it is where it carries a noun ("postponed the talks").
    """
    at = verb
    for _ in range(MAX_CLIMB):
        cue = _cue_at(at, lexicon) if cued else None
        own = _own_words(_first_of_several(at), lexicon)
        if cue is not None:
            return Outlook(_negate(cue) if own.negated else cue, asserted=not own.conditional)
        if own.conditional or own.wished:
            return Outlook("proposed", asserted=False)
        if own.negated:
            return Outlook("denied")
        if own.status is not None:
            return Outlook(own.status)
        over = _of_governor(at, lexicon)
        if over is not None:
            return over
        if not (own.infinitive or at.dep_ in ("xcomp", "pcomp", "acomp")) or at.head == at:
            return Outlook("happened")
        above = at.head.head if at.dep_ == "pcomp" else at.head
        if _cue_at(above, lexicon) is None and above.lemma_.lower() not in lexicon.status["real"]:
            # A bare infinitive is a purpose or a wish ("came to discuss"); a gerund is as real as its verb.
            return Outlook("proposed", asserted=False) if own.infinitive else Outlook("happened")
        at, cued = above, True
    return Outlook("happened")


def _of_governor(verb: Token, lexicon: EventLexicon) -> Outlook | None:
    """What stands over a clause says of it: it is denied, near ("close to reaching a deal") or only a purpose."""
    if verb.dep_ in ("ccomp", "xcomp", "pcomp") and verb.head.lemma_ in DENYING:
        return Outlook("denied")
    if verb.dep_ == "pcomp" and verb.head.lower_ == "to" and verb.head.head.lemma_ in lexicon.status["nearing"]:
        return Outlook("planned")
    subjunctive = verb.dep_ == "ccomp" and verb.tag_ == "VB" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    if subjunctive and any(c.dep_ == "nsubj" for c in verb.children):
        # "recommended that the owners accept the offer"
        return Outlook("proposed", asserted=False)
    return Outlook("proposed", asserted=False) if _is_purpose(verb, lexicon) else None


def _is_purpose(verb: Token, lexicon: EventLexicon) -> bool:
    """Whether a gerund is a price, a purpose or what a noun only works towards.

    "In return for supporting it", "the case for invading", "a step towards ending the war".
    """
    if verb.dep_ == "pcomp" and verb.head.lower_ == "for" and verb.head.head.pos_ in ("NOUN", "ADP"):
        return True
    first = verb
    while first.dep_ == "conj" and first.tag_ == "VBG":
        first = first.head
    if first.dep_ != "pcomp" or first.head.lower_ not in ("to", "toward", "towards", "of", "at", "in"):
        return False
    return first.head.head.lemma_.lower() in lexicon.status["aims"]


def _first_of_several(verb: Token) -> Token:
    """The verb whose auxiliaries a coordinated one shares: "can only approve or reject", "would not meet or talk"."""
    first = verb
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX") and first.tag_ in ("VB", "VBN", "VBG"):
        if any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "neg") for c in first.children):
            break
        first = first.head
    return first


@dataclass(frozen=True, slots=True)
class _Own:
    """What a verb's own auxiliaries and marks say."""

    status: EventStatus | None = None
    negated: bool = False
    wished: bool = False
    conditional: bool = False
    infinitive: bool = False


def _own_words(verb: Token, lexicon: EventLexicon) -> _Own:
    words = lexicon.status
    status: EventStatus | None = None
    negated = wished = conditional = infinitive = False
    for child in verb.children:
        lower = child.lower_
        if child.dep_ == "neg" or lower == "never":
            negated = True
        elif child.dep_ == "mark" and lower in words["conditions"]:
            conditional = True
        elif child.dep_ in ("aux", "auxpass"):
            if lower in words["future"] or lower in words["conditional"]:
                status = "planned"
            elif lower in words["possible"]:
                status = "proposed"
            elif lower in words["wished"] and child.tag_ == "MD":
                wished = True
            elif lower == "to":
                infinitive = True
    return _Own(status, negated, wished, conditional, infinitive)


def _cue_at(token: Token, lexicon: EventLexicon) -> EventStatus | None:
    lemma = token.lemma_.lower()
    if lemma in lexicon.status["real"]:
        return None
    phrases = phrase_of(token)
    if phrases & lexicon.status["called_off_particles"]:
        return "called-off"
    if phrases & lexicon.status["moved_particles"]:
        return "moved"
    return _of_cue(lemma, lexicon)


def _negate(status: EventStatus) -> EventStatus:
    """What a negated cue leaves: talks not ruled out are possible, talks not planned are denied."""
    return "proposed" if status in ("denied", "called-off", "moved") else "denied"
