"""The cues of a sentence: every word in it that takes a stance, outermost only."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.positions.cue import MAX_CLIMB, Cue, is_unreal
from onrecord.annotate.positions.duties import condition_cue, dependence_cue, duty_cue, refusal_cue
from onrecord.annotate.positions.lexicon import Stances
from onrecord.annotate.positions.nominals import adjective_cue, judgement_cue, noun_cue
from onrecord.annotate.positions.verbs import verb_cue

# The first of these that fits a verb is its cue: what somebody must do is no stance of theirs.
VERBS = (dependence_cue, duty_cue, verb_cue, judgement_cue, condition_cue, refusal_cue)
OWN_CLAUSES = ("relcl", "acl", "appos", "parataxis")


def find_cues(sentence: list[Token], stances: Stances) -> list[Cue]:
    """The stances that a sentence takes, in reading order. What stands in the object of one is a matter of that one."""
    found = [cue for token in sentence if (cue := _cue(token, stances)) is not None and not is_unreal(cue.token, stances)]
    heads = {head.i for cue in found for head in cue.objects if head.i != cue.token.i}
    return [cue for cue in found if not _within(cue, heads)]


def _cue(token: Token, stances: Stances) -> Cue | None:
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
        return next((cue for find in VERBS if (cue := find(token, stances)) is not None), None)
    if token.pos_ in ("NOUN", "PROPN"):
        return noun_cue(token, stances)
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
