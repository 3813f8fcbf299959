"""The cues of a sentence: every word in it that takes a stance, outermost only."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from onrecord.annotate.positions.cue import MAX_CLIMB, Cue, is_participle_of_be, is_unreal
from onrecord.annotate.positions.duties import condition_cue, dependence_cue, duty_cue, prior_cue
from onrecord.annotate.positions.intents import intent_cue, refusal_cue
from onrecord.annotate.positions.lexicon import Stances
from onrecord.annotate.positions.names import depiction_cue, listing_cue, role_cue
from onrecord.annotate.positions.nominals import adjective_cue, judgement_cue, noun_cue
from onrecord.annotate.positions.verbs import verb_cue

# The first of these that fits a verb is its cue: what somebody must do is no stance of theirs.
VERBS = (
    dependence_cue,
    duty_cue,
    verb_cue,
    depiction_cue,
    listing_cue,
    judgement_cue,
    condition_cue,
    refusal_cue,
    intent_cue,
)
NOUNS = (noun_cue, role_cue)
OWN_CLAUSES = ("relcl", "acl", "appos", "parataxis")


def find_cues(sentence: list[Token], stances: Stances, says: Callable[[Token], bool]) -> list[Cue]:
    """The stances that a sentence takes, in reading order. What stands in the object of one is a matter of that one.

    `says` tells whether somebody says something by a word ("criticised the plan as weak").
    """
    found = [cue for token in sentence for cue in _cues(token, stances) if not is_unreal(cue.token, stances)]
    found = [cue for cue in found if not cue.told or says(cue.token)]
    heads = {head.i for cue in found for head in cue.objects if head.i != cue.token.i}
    return [cue for cue in found if not _within(cue, heads)]


def _cues(token: Token, stances: Stances) -> list[Cue]:
    """The stance that a word takes, with what has to wait for it."""
    found = (prior_cue(token, stances), _cue(token, stances))
    return [cue for cue in found if cue is not None]


def _cue(token: Token, stances: Stances) -> Cue | None:
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
        found = next((cue for find in VERBS if (cue := find(token, stances)) is not None), None)
        return found or (adjective_cue(token, stances) if is_participle_of_be(token) else None)
    if token.pos_ in ("NOUN", "PROPN"):
        return next((cue for find in NOUNS if (cue := find(token, stances)) is not None), None)
    if token.pos_ in ("ADJ", "ADP", "ADV"):
        return adjective_cue(token, stances)
    return None


def _within(cue: Cue, heads: set[int]) -> bool:
    """Whether a cue stands in the object of another, and not in a relative clause or as a noun of somebody named there."""
    if cue.noun and cue.whose == "named":
        return False
    at = cue.token
    for _ in range(MAX_CLIMB):
        if at.i in heads and not (at == cue.token and at.dep_ in OWN_CLAUSES):
            return True
        if at.head == at or at.dep_ in OWN_CLAUSES:
            return False
        at = at.head
    return False
