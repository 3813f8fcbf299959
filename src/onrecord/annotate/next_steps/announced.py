"""Clauses that announce something for a day to come: "will vote on Thursday", "is scheduled for May", "could close by June"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.annotate.events.calendar import Calendar, DatedToken
from onrecord.scheme.toml import load_scheme

INFINITIVES = ("xcomp", "acl", "relcl", "advcl")
# How many words before a date "as early as" may stand.
BEFORE_DATE = 4
PRECISE = re.compile(r"\d{4}-(?:\d|W)")


@dataclass(frozen=True, slots=True)
class Announced:
    """A verb that announces, the time it is for if one is named, and the noun whose date that is, where the verb only dates it."""

    verb: Token
    dated: DatedToken | None
    of: Token | None = None


@cache
def words_of(name: str) -> frozenset[str]:
    """A class of words of scheme/next_steps.toml."""
    return frozenset(load_scheme("next_steps")[name])


def announced(verb: Token, calendar: Calendar) -> Announced | None:
    """What a verb announces for a time to come; None where it tells what was, what somebody thinks, or names no such time."""
    dated = _date_under(verb, calendar)
    if any(c.dep_ == "neg" for c in verb.children):
        return None
    if dated is None:
        return Announced(verb, None) if _is_deed(verb, calendar) else None
    if _dates_a_noun(verb):
        subject = next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")), None)
        noun = subject if subject is not None else verb.head if verb.dep_ == "acl" else None
        return Announced(verb, dated, noun) if noun is not None else None
    if _in_future(verb, dated) or (_in_present(verb) and _is_precise(dated)):
        return Announced(verb, dated)
    return None


def _in_future(verb: Token, dated: DatedToken) -> bool:
    lowers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if lowers & words_of("future"):
        return not lowers & {"would"} or verb.lemma_.lower() not in words_of("forecasting")
    if lowers & words_of("possible"):
        return _soonest(dated)
    return _settled(verb, lowers)


def _is_deed(verb: Token, calendar: Calendar) -> bool:
    """Whether a clause tells a deed to come without a day: "will submit the letter", "is to be replaced"; and not one long past."""
    if verb.lemma_.lower() not in words_of("deeds") or verb.dep_ in ("advcl", "relcl"):
        return False
    lowers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if any(calendar.is_past(dated.timex) for dated in calendar.of_sentence(verb)):
        return False
    return bool(lowers & (words_of("future") - {"would"})) or _settled(verb, lowers)


def _settled(verb: Token, lowers: set[str]) -> bool:
    announcing = words_of("announcing") | {"be"}
    return "to" in lowers and verb.head.lemma_.lower() in announcing and verb.dep_ == "xcomp"


def _soonest(dated: DatedToken) -> bool:
    """Whether "as early as" stands before a date."""
    doc, first = dated.head.doc, dated.head.left_edge.i
    before = doc[max(0, first - BEFORE_DATE) : dated.head.i].text.lower()
    return any(phrase in before for phrase in words_of("soonest"))


def _is_precise(dated: DatedToken) -> bool:
    """Whether a time is a day, week or month, for which one plans; a year or season is also spoken of in the present."""
    return bool(PRECISE.match(dated.timex.value or ""))


def _in_present(verb: Token) -> bool:
    """Whether a main clause is in the present tense: with a day to come it tells a plan ("the talks resume on Friday")."""
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
    if verb.dep_ in ("relcl", "acl") or verb.lemma_.lower() in words_of("thinking") or marks & words_of("subordinate"):
        return False
    if verb.lemma_ == "be" and any(c.dep_ == "xcomp" for c in verb.children):
        # "Is to be held" is told by its infinitive.
        return False
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBG":
        return any(c.lemma_ == "be" and c.tag_ in ("VBZ", "VBP") for c in auxiliaries)
    return verb.tag_ in ("VBZ", "VBP") and not auxiliaries and any(c.dep_ == "nsubj" for c in verb.children)


def _dates_a_noun(verb: Token) -> bool:
    """Whether a participle dates what it is said of: "was scheduled for Thursday", "elections planned for May"."""
    if verb.lemma_.lower() not in words_of("dating") or verb.tag_ != "VBN":
        return False
    passive = any(c.dep_ == "auxpass" for c in verb.children) or verb.dep_ == "acl"
    return passive and not any(c.dep_ in INFINITIVES and c.i > verb.i for c in verb.children)


def _date_under(verb: Token, calendar: Calendar) -> DatedToken | None:
    """The first time to come that belongs to the verb's own clause."""
    for dated in calendar.of_sentence(verb):
        # "As early as Tuesday" is to come also on that Tuesday.
        coming = calendar.is_future(dated.timex) or (calendar.is_current(dated.timex) and _soonest(dated))
        if dated.timex.type == "DATE" and coming and _belongs(dated.head, verb):
            return dated
    return None


def _belongs(head: Token, verb: Token) -> bool:
    """Whether a time stands under a verb with no other verb that tells something between them."""
    at = head
    while at != verb:
        if at.head == at or (at != head and at.pos_ in ("VERB", "AUX") and at.dep_ in ("ccomp", "relcl", "advcl", "parataxis")):
            return False
        at = at.head
    return True
