"""Prospect: what the words around an act leave to come, or only name: "will be followed by talks", "the timing of a withdrawal"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.triggers import Trigger

# Acts that a plan or a list of demands consists of.
TERMS = frozenset({"RETREAT", "CONCEDE", "MOBILIZE", "AID", "SANCTION"})
# Of these a clause in the present ("after Hamas disarms") or a noun ("after the withdrawal") is to come where its main clause is.
STEPS = frozenset({"RETREAT", "CONCEDE"})
MAX_CLIMB = 5


def is_only_named(trigger: Trigger, top: Token, lexicon: EventLexicon) -> bool:
    """Whether an act is only the subject of a plan, a demand or a question: "the extent of an Israeli withdrawal"."""
    if trigger.entry.type == "ASSAULT":
        return _is_guarded(top, lexicon)
    if trigger.entry.type in lexicon.mutual:
        return _may_collapse(top, lexicon)
    if trigger.entry.type not in TERMS:
        return False
    if trigger.support is not None:
        # "reiterated its demands, in particular the withdrawal of all troops"
        return trigger.support.lemma_ in lexicon.status["keeping"]
    return any(each.lemma_.lower() in lexicon.status["named"] for each in _nouns_over(top))


def _is_guarded(top: Token, lexicon: EventLexicon) -> bool:
    """Whether somebody guards against it, or deters it: "to deter and defend against aggression"."""
    if top.dep_ == "pobj" and top.head.lower_ in ("against", "from"):
        return top.head.head.lemma_.lower() in lexicon.status["guarding"]
    return top.dep_ == "dobj" and top.head.lemma_.lower() == "deter"


def _may_collapse(top: Token, lexicon: EventLexicon) -> bool:
    """Whether talks are only said to be in danger: "could lead to the collapse of the talks"."""
    nouns = [n for n in _nouns_over(top) if n.lemma_.lower() in lexicon.status["collapsing"]]
    modal = lexicon.status["possible"] | lexicon.status["conditional"]
    verbs = (each for n in nouns for each in _over(n) if each.pos_ == "VERB")
    return any(c.dep_ == "aux" and c.lower_ in modal for verb in verbs for c in verb.children)


def _nouns_over(top: Token) -> Iterator[Token]:
    """The nouns that a noun hangs on through prepositions, coordination and apposition."""
    at = top
    for _ in range(MAX_CLIMB):
        if at.dep_ not in ("pobj", "prep", "conj", "appos", "nmod", "dobj") or at.head.pos_ in ("VERB", "AUX"):
            return
        at = at.head
        if at.pos_ == "NOUN":
            yield at


def is_to_come(trigger: Trigger, top: Token, lexicon: EventLexicon) -> bool:
    """Whether a noun's act is yet to come, by what it hangs on or by what is said of its day."""
    return (
        _is_near(top, lexicon)
        or _is_brought(top, lexicon)
        or _is_appointed(trigger, top, lexicon)
        or _is_step(trigger, top, lexicon)
    )


def _is_near(top: Token, lexicon: EventLexicon) -> bool:
    """Whether somebody is close to it: "close to a deal"."""
    return top.dep_ == "pobj" and top.head.lower_ == "to" and top.head.head.lemma_.lower() in lexicon.status["nearing"]


def _is_brought(top: Token, lexicon: EventLexicon) -> bool:
    """Whether a verb in the future brings it: "will be followed by talks", "would lead to talks"."""
    if top.dep_ != "pobj" or top.head.dep_ not in ("agent", "prep"):
        return False
    verb = top.head.head
    return verb.lemma_.lower() in lexicon.status["bringing"] and _is_future(verb, lexicon)


def _is_future(verb: Token, lexicon: EventLexicon) -> bool:
    words = lexicon.status["future"] | lexicon.status["conditional"]
    return any(c.dep_ == "aux" and (c.lower_ in words or c.lower_ == "to") for c in verb.children)


def _is_appointed(trigger: Trigger, top: Token, lexicon: EventLexicon) -> bool:
    """Whether a clause at the noun says that it is due: "talks due to restart on Monday", "talks that are set to begin"."""
    if trigger.support is not None or (top.dep_ in ("nsubj", "nsubjpass") and top.head.lemma_ in lexicon.status["staged"]):
        return False
    for child in (*trigger.token.rights, *top.rights):
        if child.dep_ in ("acl", "relcl", "amod", "appos", "advcl", "prep") and not _is_because(child):
            past = any(c.lower_ in ("was", "were", "had") for c in child.children) or child.lower_ in ("was", "were")
            words = {child.lemma_.lower(), *(c.lemma_.lower() for c in child.children if c.dep_ in ("acomp", "oprd"))}
            if words & lexicon.status["appointed"] and not past:
                return True
    return False


def _is_because(word: Token) -> bool:
    """Whether "due" stands in "due to the war"."""
    return any(c.lower_ == "to" and c.dep_ in ("prep", "pcomp") for c in word.children)


def _is_step(trigger: Trigger, top: Token, lexicon: EventLexicon) -> bool:
    """Whether it is a step of a plan: "will free prisoners after the withdrawal"."""
    if trigger.entry.type not in STEPS or top.dep_ != "pobj" or top.head.lower_ not in lexicon.status["temporal"]:
        return False
    return any(each.pos_ in ("VERB", "AUX") and _is_future(each, lexicon) for each in _over(top.head))


def is_step_to_come(trigger: Trigger, lexicon: EventLexicon) -> bool:
    """Whether a clause in the present stands under one that is to come: "to run the territory after Hamas steps down"."""
    verb = trigger.token
    if trigger.entry.type not in STEPS or verb.tag_ not in ("VBZ", "VBP") or verb.dep_ != "advcl":
        return False
    marked = any(c.dep_ in ("mark", "advmod") and c.lower_ in lexicon.status["temporal"] for c in verb.children)
    return marked and any(each.pos_ in ("VERB", "AUX") and _is_future(each, lexicon) for each in _over(verb))


def _over(token: Token) -> Iterator[Token]:
    """What a token hangs on, upward within its clause and those over it."""
    at = token
    for _ in range(MAX_CLIMB):
        if at.head == at:
            return
        at = at.head
        yield at
