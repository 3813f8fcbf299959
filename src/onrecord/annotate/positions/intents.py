"""What somebody will or will not do: "would free the prisoners", "is not going to give up land", "it will not be ceded"."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.positions.cue import SUBJECTS, Cue, is_passive
from onrecord.annotate.positions.lexicon import Stances

# What an intention is about stands after its verb as one of these.
ABOUT = ("dobj", "prep", "xcomp", "prt", "dative", "advmod", "agent")


def refusal_cue(verb: Token, stances: Stances) -> Cue | None:
    """What somebody will not do: "would never give up", "is not going to negotiate"; of a passive the source speaks."""
    if not is_future(verb, stances) or not _denied(verb):
        return None
    return Cue(verb, "oppose", (verb,), verb, "source" if is_passive(verb) else "subject", clause=True)


def intent_cue(verb: Token, stances: Stances) -> Cue | None:
    """What somebody says they will do themselves: "would free 200 prisoners"; whose it must be, `intended` tells the caller."""
    if verb.lemma_.lower() in stances.words["states"] or is_passive(verb) or _denied(verb):
        return None
    if not is_future(verb, stances) or not any(c.i > verb.i and c.dep_ in ABOUT for c in verb.children):
        return None
    return Cue(verb, "support", (verb,), verb, clause=True, intended=True)


def is_future(verb: Token, stances: Stances) -> bool:
    """Whether a verb tells what is to come of somebody's will: "will do", "is going to do", "is to do", "will do and do"."""
    if any(c.dep_ == "aux" and c.lower_ in stances.words["wills"] for c in verb.children):
        return True
    own = any(c.dep_ in SUBJECTS or c.dep_ in ("aux", "auxpass") for c in verb.children)
    if verb.dep_ == "conj" and verb.tag_ == "VB" and not own:
        return is_future(verb.head, stances)
    if verb.dep_ != "xcomp" or not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return False
    above = verb.head
    if above.lemma_.lower() in stances.words["carrying"]:
        return is_future(above, stances)
    bare = above.lemma_ == "be" and not any(c.dep_ in ("acomp", "attr", "prep") for c in above.children)
    return bare or (above.lemma_ == "go" and above.tag_ == "VBG")


def _denied(verb: Token) -> bool:
    """Whether a future is denied, by its verb, by "not going to", or by its subject ("not an inch will be given")."""
    going = verb.dep_ == "xcomp"
    for at in (verb, verb.head) if going else (verb,):
        subjects = [g for c in at.children if c.dep_ in SUBJECTS for g in c.children]
        if any(c.dep_ == "neg" for c in at.children) or any(g.dep_ == "neg" or g.lower_ == "no" for g in subjects):
            return True
    return False
