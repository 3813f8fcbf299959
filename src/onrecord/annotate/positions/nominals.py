"""Nouns, adjectives and judgements that take a stance: "their demand that", "ready for", "membership is essential"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.positions.cue import SUBJECTS, Cue, after, is_indicative, is_negated
from onrecord.annotate.positions.lexicon import FLIPPED, Stances
from onrecord.annotate.positions.names import owner_of
from onrecord.annotate.positions.verbs import meets
from onrecord.model.reading import Stance

COPULAS = ("be", "remain", "become", "seem", "stand", "appear")
PREDICATE = ("acomp", "attr", "oprd", "prep", "conj")
# The longest phrase of refusal, in tokens.
PHRASE = 5
FOR = ("for", "to", "of", "on", "against", "over")


def noun_cue(token: Token, stances: Stances) -> Cue | None:
    """A noun with somebody whose it is and something it is for: "Velmora's demand that", "renewed calls for"."""
    found = meets(token, stances.nouns.get(token.lemma_.lower(), ()))
    if found is None:
        return None
    stance = FLIPPED[found[0].stance] if is_negated(token, stances) else found[0].stance
    carrier = token.head if token.dep_ in ("dobj", "nsubjpass") and token.head.pos_ == "VERB" else None
    if carrier is not None and carrier.lemma_.lower() in stances.words["receivers"]:
        givers = [
            t
            for t in after([c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "from", "by")])
            if t.dep_ == "pobj"
        ]
        if givers:
            return Cue(token, stance, (), givers[0], "named", noun=True)
    objects = tuple(dict.fromkeys(_noun_objects(token, carrier)))
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if not objects:
        return _apposed(token, stance)
    if carrier is not None and carrier.lemma_.lower() in stances.words["reversers"] and stance in ("support", "oppose"):
        # "Dropped its objections".
        return Cue(token, FLIPPED[stance], objects, carrier, noun=True)
    if carrier is not None and carrier.lemma_.lower() in stances.words["carriers"] and not is_negated(carrier, stances):
        return Cue(token, stance, objects, carrier, noun=True)
    return Cue(token, stance, objects, owner, "named", noun=True) if owner is not None else None


def _apposed(token: Token, stance: Stance) -> Cue | None:
    """As in "a full withdrawal, a key Norwegian demand": what stands before it is what is demanded."""
    owner = owner_of(token)
    return Cue(token, stance, (token.head,), owner, "named", noun=True) if token.dep_ == "appos" and owner is not None else None


def _noun_objects(token: Token, carrier: Token | None) -> Iterator[Token]:
    for child in token.children:
        if child.i > token.i and child.dep_ in ("acl", "ccomp", "relcl") and (child.dep_ != "relcl" or _that(child)):
            yield child
        elif child.i > token.i and child.dep_ == "prep" and child.lower_ in FOR:
            yield from after([child])
    for above in (carrier, token.head if token.dep_ == "pobj" else None):
        for child in above.children if above is not None else ():
            if child.i > token.i and child.dep_ in ("advcl", "xcomp") and any(c.lower_ == "to" for c in child.children):
                yield child
            elif above == carrier and child.i > token.i and child.dep_ in ("dative", "prep") and child.lower_ in ("to", "for"):
                yield from after([child])
            elif above == carrier and child.i > token.i and child.dep_ in ("dobj", "dep", "appos") and _after_colon(child):
                yield child


def _after_colon(token: Token) -> bool:
    """Whether a colon brings a phrase in: "set out its demand: no expansion"."""
    first = token.left_edge.i
    return first > 0 and token.doc[first - 1].text == ":"


def _that(clause: Token) -> bool:
    """Whether a clause on a noun says what the noun is ("the demand that they leave"), though the parser calls it relative."""
    subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children)
    return infinitive or (subject is not None and subject.tag_ not in ("WDT", "WP") and clause.left_edge.lower_ == "that")


def _infinitive_beside(token: Token) -> Token | None:
    """The infinitive after a predicate, where the parser hangs it on the verb: "is open to compromise"."""
    if token.dep_ != "acomp" or token.head.lemma_ not in COPULAS:
        return None
    return next((c for c in token.head.children if c.dep_ == "xcomp" and c.left_edge.i == token.i + 1), None)


def adjective_cue(token: Token, stances: Stances) -> Cue | None:
    """A predicate: "is ready for talks", "were against the draft", "is in favour of a truce"."""
    entries = stances.adjectives.get(token.lower_, ())
    infinitive = _infinitive_beside(token)
    found = meets(token, entries) or next(((e, None) for e in entries if infinitive is not None and "to" in e.needs), None)
    if found is None or (token.dep_ == "prep" and token.head.lemma_ not in COPULAS):
        return None
    entry, met = found
    # "in favour of": what it is on stands after the second preposition.
    base = after([token])[0] if token.lower_ == "in" and after([token]) else token
    objects = [c for c in base.children if c.dep_ in ("xcomp", "ccomp") or (base == token and c.dep_ in ("pobj", "pcomp"))]
    # The parser may hang "of" on the verb.
    beside = [c for c in token.head.children if base != token and c.dep_ == "prep" and c.i == base.i + 1]
    objects += [infinitive] if infinitive is not None else []
    objects += after([*([met] if met is not None else []), *(c for c in base.children if c.dep_ == "prep"), *beside])
    if not objects or (base != token and base.lower_ not in ("favour", "favor")):
        return None
    stance = FLIPPED[entry.stance] if is_negated(token, stances) else entry.stance
    if token.dep_ in PREDICATE and token.head.lemma_ in COPULAS and is_negated(token.head, stances):
        stance = FLIPPED[entry.stance]
    patient = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    if patient is not None:
        return Cue(token, stance, tuple(dict.fromkeys(objects)), patient, "named")
    return Cue(token, stance, tuple(dict.fromkeys(objects)), token.head if token.dep_ in PREDICATE else token)


def judgement_cue(token: Token, stances: Stances) -> Cue | None:
    """Something is called essential or unacceptable, or a goal is named; it is the source's judgement."""
    if token.lemma_ not in COPULAS:
        return None
    said = next((c for c in token.children if c.dep_ in ("acomp", "attr") and c.lemma_.lower() in stances.judgements), None)
    if said is None:
        return _ruled_out(token, stances) or _goal(token, stances)
    if said.lemma_ == "time" and any(c.i < said.i for c in said.children):
        # "It is time to act" and not "it was the first time".
        return None
    objects = [c for c in token.children if c.dep_ in ("nsubj", "csubj") and c.i < said.i]
    objects += [
        c for c in said.children if c.dep_ in ("ccomp", "xcomp", "advcl") or (c.dep_ == "relcl" and said.lemma_ == "time")
    ]
    objects += [c for c in token.children if c.dep_ in ("ccomp", "xcomp", "advcl", "nsubj") and c.i > said.i]
    objects = [o for o in objects if o.lower_ not in ("it", "there") and not (o.dep_ != "nsubj" and is_indicative(o))]
    if not objects:
        return None
    stance = stances.judgements[said.lemma_.lower()]
    turned = is_negated(token, stances) != any(c.dep_ == "neg" for c in said.children if token.i < c.i)
    return Cue(said, FLIPPED[stance] if turned else stance, tuple(objects[:1]), token, "source")


def _ruled_out(token: Token, stances: Stances) -> Cue | None:
    """As in "Membership is off the table": a phrase of refusal for a predicate."""
    subject = tuple(c for c in token.children if c.dep_ in ("nsubj", "csubj") and c.lower_ != "there")
    words = token.doc[token.i + 1 : token.i + 1 + PHRASE].text.lower()
    if not subject or not any(words.startswith(phrase) for phrase in stances.ruled_out):
        return None
    return Cue(token, "oppose", subject[:1], token, "source")


def _goal(token: Token, stances: Stances) -> Cue | None:
    """As in "Our goal is peace": what is named as the goal is supported."""
    subject = next((c for c in token.children if c.dep_ == "nsubj" and c.lemma_.lower() in stances.goals), None)
    objects = tuple(c for c in token.children if c.dep_ in ("attr", "xcomp", "ccomp") and c.i > token.i)
    if subject is None or not objects or is_negated(token, stances):
        return None
    owner = next((c for c in subject.children if c.dep_ == "poss"), None)
    if owner is not None and owner.lower_ not in stances.words["own"]:
        return Cue(subject, "support", objects, owner, "named")
    return Cue(subject, "support", objects, token, "source")
