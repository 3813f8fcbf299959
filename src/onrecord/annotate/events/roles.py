"""Roles: who takes part in an event and to whom it is done, read from the parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.phrases import ACTOR_LABELS, OWNERS, Phrases, conjuncts
from onrecord.annotate.events.triggers import Trigger, objects_of, top_of
from onrecord.model.span import Span

SUBJECTS = ("nsubj", "csubj")
# A subject is looked for through at most this many governing verbs ("agreed to try to continue to meet").
MAX_CLIMB = 5
# Of these the object is made to do what the infinitive says ("urged Kyiv to withdraw").
NAMED_FIRST = ("between", "among", "involving")


@dataclass(slots=True)
class Roles:
    """Spans of those who act and those to whom it is done; `mutual` where all take part alike."""

    actors: list[Span]
    recipients: list[Span]
    mutual: bool = False


def subject_tokens(verb: Token) -> list[Token]:
    """The subject of a verb in the active, its agent in the passive, also through governing verbs and relative clauses."""
    at = verb
    for _ in range(MAX_CLIMB):
        agents = [t for c in at.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
        if agents:
            return agents
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in at.children)
        subjects = [c for c in at.children if c.dep_ in SUBJECTS]
        if subjects and not passive:
            return subjects
        if passive and at is verb:
            return []
        if passive:
            return [c for c in at.children if c.dep_ == "nsubjpass"]
        above = _governor(at)
        if above is None:
            return []
        if isinstance(above, tuple):
            return list(above)
        at = above
    return []


def _governor(verb: Token) -> Token | tuple[Token, ...] | None:
    """Where the subject of a clause without one is: a verb above, or a tuple of the very tokens."""
    head, dep = verb.head, verb.dep_
    if head is verb:
        return None
    if dep == "acl":
        return (
            (head,)
            if verb.tag_ in ("VBG", "VB") and head.pos_ in ("NOUN", "PROPN", "PRON") and not _is_event_like(head)
            else _noun_governor(head)
        )
    if dep == "relcl":
        return None
    if dep == "xcomp":
        objects = tuple(c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i)
        return objects if objects and verb.tag_ == "VB" and objects[0].ent_type_ in ACTOR_LABELS else head
    if dep in ("conj", "advcl", "ccomp", "pcomp", "prep", "acomp", "dep", "parataxis"):
        return head.head if dep == "pcomp" and head.pos_ in ("ADP", "SCONJ") else head
    if dep == "amod":
        return None
    return head if head.pos_ in ("VERB", "AUX", "ADJ", "ADP") else None


def _is_event_like(noun: Token) -> bool:
    """Whether an infinitive or participle after the noun tells what it is about ("agreement to end"), not what it does."""
    return noun.pos_ == "NOUN" and not noun.ent_type_ and not noun.text[:1].isupper()


def _noun_governor(noun: Token) -> Token | None:
    """The verb over a noun with an infinitive ("reached an agreement to end")."""
    return noun.head if noun.dep_ in ("dobj", "attr", "nsubjpass") and noun.head.pos_ in ("VERB", "AUX") else None


def prepositional(token: Token, words: frozenset[str] | tuple[str, ...]) -> Iterator[tuple[str, Token]]:
    """Prepositions under a token, with the token they bring."""
    for child in token.children:
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in words:
            for target in child.children:
                if target.dep_ in ("pobj", "pcomp"):
                    yield child.lower_, target


def find_roles(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> Roles:
    """Find who did it to whom."""
    roles = _of_verb(trigger, phrases, lexicon) if trigger.token.pos_ == "VERB" else _of_noun(trigger, phrases, lexicon)
    roles.actors = list(dict.fromkeys(roles.actors))
    roles.recipients = [r for r in dict.fromkeys(roles.recipients) if r not in roles.actors]
    roles.mutual = trigger.entry.type in lexicon.mutual
    return roles


def _of_verb(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> Roles:
    verb, entry = trigger.token, trigger.entry
    actors = [span for token in subject_tokens(verb) for span in phrases.actors(token)]
    recipients = [span for token in objects_of(verb, entry) for span in _faced(token, phrases)]
    wanted = entry.prepositions or lexicon.facing
    if entry.prepositions or not recipients:
        recipients += [
            s for word, t in prepositional(verb, wanted) if word != "in" or entry.prepositions for s in phrases.actors(t)
        ]
    if entry.type in lexicon.mutual and not recipients:
        recipients += [s for _, t in prepositional(verb, ("with",)) for s in phrases.actors(t)]
    if not recipients and entry.type in lexicon.spoken:
        recipients = _in_content(verb, phrases)
    return Roles(actors, recipients)


def _faced(token: Token, phrases: Phrases) -> list[Span]:
    """Who an object denotes, or whom its own complements name ("attacks on Kyiv", "ties with Oslo")."""
    found = phrases.actors(token)
    if found:
        return found
    return [
        s
        for _, t in prepositional(token, ("on", "against", "with", "for", "to", "in", "of", "from"))
        for s in phrases.actors(t)
    ]


def _in_content(verb: Token, phrases: Phrases) -> list[Span]:
    """The subject of what is demanded or alleged ("demanded that Kyiv withdraw")."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") and child.i > verb.i:
            found = [s for c in child.children if c.dep_ in ("nsubj", "nsubjpass") for s in phrases.actors(c)]
            if found or child.dep_ == "ccomp":
                return found
            return [s for t in objects_of(child) for s in _faced(t, phrases)]
    return []


def _of_noun(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> Roles:
    noun = trigger.token
    top = top_of(noun, lexicon)
    actors: list[Span] = []
    recipients: list[Span] = []
    for each in dict.fromkeys((noun, top)):
        actors += _owners(each, phrases)
        actors += [s for _, t in prepositional(each, NAMED_FIRST) for s in phrases.actors(t)]
        actors += [s for word, t in prepositional(each, ("by", "of")) for s in phrases.actors(t)]
        recipients += [
            s for _, t in prepositional(each, tuple(lexicon.facing - {"of", "in", "from"})) for s in phrases.actors(t)
        ]
        recipients += _told(each, phrases)
    if trigger.support is not None:
        _add_support(trigger, top, phrases, lexicon, actors, recipients)
    return Roles(actors, recipients)


def _owners(noun: Token, phrases: Phrases) -> list[Span]:
    found: list[Span] = []
    for child in noun.children:
        if child.dep_ in OWNERS and (child.dep_ == "poss" or child.ent_type_ in ACTOR_LABELS):
            found += [s for t in conjuncts(child) for s in phrases.actors(t)]
        elif child.dep_ in ("amod", "compound"):
            found += phrases._hyphened(child)
    return found


def _told(noun: Token, phrases: Phrases) -> list[Span]:
    """The subject of the clause that says what a demand or threat is ("the demand that troops withdraw")."""
    for child in noun.children:
        if child.dep_ in ("acl", "relcl", "ccomp") and child.i > noun.i:
            return [s for c in child.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP") for s in phrases.actors(c)]
    return []


def _add_support(
    trigger: Trigger, top: Token, phrases: Phrases, lexicon: EventLexicon, actors: list[Span], recipients: list[Span]
) -> None:
    """Let the verb that carries the noun bring its subject and its own complements."""
    verb = trigger.support
    if verb is None:
        return
    if top.dep_ == "nsubjpass":
        subjects = [t for c in verb.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
    else:
        subjects = subject_tokens(verb)
    spans = [s for t in subjects if t is not top for s in phrases.actors(t)]
    if verb.lemma_ in lexicon.status["suffering"]:
        recipients += spans
    elif not actors or trigger.entry.type in lexicon.mutual:
        actors[:0] = spans
    elif trigger.entry.type in lexicon.spoken:
        # "reiterated Moscow's demand": the speaker stands for it, its owner too.
        actors[:0] = spans
    facing = tuple(lexicon.facing - {"of", "in", "from"})
    recipients += [s for c in verb.children if c.dep_ == "dative" for s in phrases.actors(c)]
    recipients += [
        s for _, t in prepositional(verb, facing) if t is not top and t.ent_type_ != "DATE" for s in phrases.actors(t)
    ]
