"""Stances by a name for them: "a critic of the treaty", "their terms include", "called it unacceptable"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.positions.cue import Cue, Whose, after, is_negated, is_passive
from onrecord.annotate.positions.lexicon import FLIPPED, Stances
from onrecord.model.reading import Stance

OWNING = ("poss", "amod", "compound", "nmod", "npadvmod")
NAMES = ("NORP", "GPE", "ORG", "PERSON")


def owner_of(noun: Token) -> Token | None:
    """Whose a demand or goal is: "Norway's demand", "a Norwegian demand", "a demand of the rebels"."""
    possessor = next((c for c in noun.children if c.dep_ == "poss"), None)
    named = next((c for c in noun.children if c.dep_ in OWNING and c.ent_type_ in NAMES), None)
    return (
        possessor
        or named
        or next(iter(after([c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "by")])), None)
    )


def role_cue(noun: Token, stances: Stances) -> Cue | None:
    """As in "Holm, an opponent of the treaty" or "he is a critic of the plan"."""
    stance: Stance | None = stances.roles.get(noun.lemma_.lower())
    objects = tuple(after([c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"]))
    if stance is None or not objects:
        return None
    if noun.dep_ == "appos":
        return Cue(noun, stance, objects, noun.head, "named", noun=True)
    if noun.dep_ == "attr" and noun.head.lemma_ == "be" and not is_negated(noun.head, stances):
        return Cue(noun, stance, objects, noun.head, noun=True)
    return None


def listing_cue(verb: Token, stances: Stances) -> Cue | None:
    """Somebody's demands and what they are: "Norway's terms include a truce", "among its demands is", "is a Norwegian demand"."""
    lemma = verb.lemma_.lower()
    if lemma not in stances.words["listing"] or is_negated(verb, stances):
        return None
    for noun, objects in _listed(verb):
        stance = stances.listed.get(noun.lemma_.lower())
        owner = owner_of(noun)
        if stance is not None and owner is not None and objects:
            return Cue(noun, stance, tuple(objects), owner, "named", noun=True)
    return None


def _listed(verb: Token) -> Iterator[tuple[Token, list[Token]]]:
    """Nouns that may name demands, with what they are said to be."""
    said = [c for c in verb.children if c.dep_ in ("dobj", "attr", "ccomp", "xcomp") and c.i > verb.i]
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "csubj")]
    for subject in subjects:
        if subject.i < verb.i:
            yield subject, said
    for among in verb.children:
        if among.dep_ == "prep" and among.lower_ in ("among", "amongst"):
            yield from ((noun, [*said, *(s for s in subjects if s.i > verb.i)]) for noun in after([among]))
    for noun in said:
        inner = [t for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "among") for t in after([c])]
        for named in [noun, *(inner if noun.lower_ in ("one", "part", "among") else [])]:
            yield named, [s for s in subjects if s.i < verb.i]


def depiction_cue(verb: Token, stances: Stances) -> Cue | None:
    """As in "called the plan unacceptable", "described it as a step forward"."""
    if verb.lemma_.lower() not in stances.words["depicting"]:
        return None
    small = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    things = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i][:1]
    things += [c for c in verb.children if c.dep_ == "nsubjpass"]
    things += [c for c in (small.children if small is not None else ()) if c.dep_ == "nsubj"]
    for word in _depictions(verb, small):
        stance = stances.judgements.get(word.lemma_.lower())
        if stance is not None and things:
            whose: Whose = "source" if is_passive(verb) else "subject"
            return Cue(verb, FLIPPED[stance] if is_negated(word, stances) else stance, tuple(things[:1]), verb, whose)
    return None


def _depictions(verb: Token, small: Token | None) -> Iterator[Token]:
    """The words that say what something is called."""
    for at in (verb, small):
        for child in at.children if at is not None else ():
            if child.i < verb.i:
                continue
            if child.dep_ in ("oprd", "acomp", "attr"):
                yield child
            elif child.dep_ == "prep" and child.lower_ == "as":
                yield from (c for c in child.children if c.dep_ in ("amod", "pobj", "acomp"))
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    yield from objects[1:]
    if small is not None and small.pos_ in ("ADJ", "NOUN"):
        yield small
