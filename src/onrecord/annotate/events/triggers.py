"""Triggers: the verbs and nouns of a report that name events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.annotate.events.lexicon import Entry, EventLexicon
from onrecord.annotate.events.phrases import ACTOR_LABELS

OBJECTS = ("dobj", "nsubjpass", "dative", "attr", "oprd")
# A verb's particle is rarely further from it than this, in tokens.
PARTICLE_REACH = 4


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event, by an entry of the vocabulary. `support` is the verb that carries a noun ("held talks")."""

    token: Token
    entry: Entry
    support: Token | None = None

    @property
    def verb(self) -> Token | None:
        """The verb of the trigger: its own, or the one that carries it."""
        return self.token if self.token.pos_ in ("VERB", "AUX") else self.support


def find_triggers(doc: Doc, lexicon: EventLexicon) -> Iterator[Trigger]:
    """Find the words that may name an event, in reading order. Cost: one look-up a token."""
    for token in doc:
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            entry = _verb_entry(token, lexicon)
            if entry is not None:
                yield Trigger(token, entry)
        elif token.pos_ == "NOUN" or (token.pos_ == "PROPN" and not token.ent_type_):
            entry = _noun_entry(token, lexicon)
            if entry is not None:
                yield Trigger(token, entry, support_of(token, lexicon))


def _verb_entry(token: Token, lexicon: EventLexicon) -> Entry | None:
    for entry in lexicon.verbs.get(token.lemma_.lower(), ()):
        if _fits(token, entry, lexicon):
            return entry
    return None


def _fits(verb: Token, entry: Entry, lexicon: EventLexicon) -> bool:
    """Whether what an entry needs stands around the verb."""
    if entry.particles and not _has_particle(verb, entry.particles):
        return False
    if entry.prepositions and not any(
        c.lower_ in entry.prepositions for c in verb.children if c.dep_ in ("prep", "prt", "dative", "agent", "advmod")
    ):
        return False
    if entry.intransitive and any(c.dep_ in ("dobj", "ccomp") for c in verb.children):
        return False
    if entry.wants is None and entry.refuses is None:
        return True
    objects = list(objects_of(verb, entry))
    if entry.refuses is not None and any(in_class(o, entry.refuses, lexicon) for o in objects):
        return False
    return entry.wants is None or any(in_class(o, entry.wants, lexicon) for o in objects)


def _has_particle(verb: Token, particles: frozenset[str]) -> bool:
    if any(c.lower_ in particles for c in verb.children if c.dep_ in ("prt", "advmod", "prep", "advcl")):
        return True
    # The parser often takes a particle for a quantity's modifier ("hand over 157 prisoners").
    following = verb.i + 1
    return following < len(verb.doc) and verb.doc[following].lower_ in particles


def objects_of(verb: Token, entry: Entry | None = None) -> Iterator[Token]:
    """The objects of a verb, of a passive its subject, and of a participle its noun ("prisoners released by")."""
    bringing = entry.particles | entry.prepositions if entry is not None else frozenset[str]()
    for child in verb.children:
        if child.dep_ in OBJECTS:
            yield from _through_amounts(child)
        elif child.lower_ in bringing:
            yield from (t for t in child.children if t.dep_ == "pobj")
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        yield verb.head


def _through_amounts(token: Token) -> Iterator[Token]:
    """The object and what it is an amount of ("a barrage of missiles", "hundreds of prisoners"), with its conjuncts."""
    yield token
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (each for t in child.children if t.dep_ == "pobj" for each in (t, *t.conjuncts))
        elif child.dep_ == "conj":
            yield child


def in_class(token: Token, name: str, lexicon: EventLexicon) -> bool:
    """Whether a noun belongs to a class of the vocabulary; names of places count as land, persons and bodies as actors."""
    if name == "actor":
        return token.ent_type_ in ACTOR_LABELS or token.lemma_.lower() in lexicon.actors or token.pos_ == "PRON"
    if name == "land" and token.ent_type_ in ("GPE", "LOC", "FAC"):
        return True
    if token.ent_type_ == "PERSON" and name in ("person", "leader"):
        return True
    if token.ent_type_ == "ORG" and name in ("company", "party"):
        return True
    return token.lemma_.lower() in lexicon.classes.get(name, ())


def _noun_entry(token: Token, lexicon: EventLexicon) -> Entry | None:
    entries = lexicon.nouns.get(token.lemma_.lower(), ())
    if not entries:
        return None
    before = {c.lemma_.lower() for c in token.lefts} | ({token.doc[token.i - 1].lemma_.lower()} if token.i else set())
    before |= {c.lemma_.lower() for left in token.lefts for c in left.lefts}
    for entry in entries:
        if entry.modifiers and not entry.modifiers & before:
            continue
        if entry.refuses is not None and lexicon.classes.get(entry.refuses, frozenset()) & before:
            continue
        if token.dep_ in ("compound", "amod") and token.head.pos_ in ("NOUN", "PROPN"):
            return None
        return entry
    return None


def top_of(token: Token, lexicon: EventLexicon) -> Token:
    """The noun that counts or stretches an event noun ("days of talks" -> days), else the noun itself."""
    top = token
    for _ in range(3):
        if top.dep_ == "conj" and top.head.pos_ == "NOUN":
            top = top.head
        elif (
            top.dep_ == "pobj"
            and top.head.lower_ in ("of", "in")
            and top.head.head.lemma_.lower() in lexicon.status["containers"]
        ):
            top = top.head.head
        else:
            break
    return top


def _gathering(word: Token, lexicon: EventLexicon) -> Token | None:
    """The verb of "is due in Oslo for talks", "flew to Oslo for talks", "ready for talks": its subject takes part."""
    verb = word.head if word.pos_ == "ADJ" and word.dep_ == "acomp" else word
    going = verb.lemma_ in lexicon.status["going"] or verb.lemma_ in lexicon.status["support"]
    return verb if verb.pos_ in ("VERB", "AUX") and going else None


def support_of(token: Token, lexicon: EventLexicon) -> Token | None:
    """The verb that carries an event noun: as its object, its passive subject, or after "in"/"for"/"out"."""
    top = top_of(token, lexicon)
    if any(c.dep_ == "prt" and c.lower_ in ("up", "down", "back") for c in top.head.children):
        # "held up the deal", "turned down the offer": the verb does something else to it.
        return None
    if top.dep_ in ("dobj", "nsubjpass", "attr") and top.head.pos_ in ("VERB", "AUX"):
        return top.head if top.head.lemma_ in lexicon.status["support"] or top.head.lemma_ in lexicon.verbs else None
    if top.dep_ == "pobj" and top.head.lower_ == "for" and top.head.head.pos_ in ("ADJ", "AUX", "VERB"):
        return _gathering(top.head.head, lexicon)
    if top.dep_ == "pobj" and top.head.lower_ in ("in", "for", "out", "to", "on") and top.head.head.pos_ == "VERB":
        verb = top.head.head
        return verb if verb.lemma_ in lexicon.status["support"] else None
    return None
