"""Where an event took place."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.events.circumstance import anchors_of
from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.triggers import Trigger
from onrecord.model.span import Span

AT_PLACE = frozenset({"in", "at", "near", "around", "outside", "across", "inside"})
# What is done by force is done on a place ("strikes on Kyiv"); talks "on Kyiv" are about it.
UPON = frozenset({"over", "on"})
TO_PLACE = frozenset({"to", "into", "in"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
# Nouns whose modifier is a place: "the eastern Donbas region".
AREAS = frozenset(
    {
        "region",
        "province",
        "district",
        "oblast",
        "territory",
        "area",
        "peninsula",
        "strip",
        "city",
        "town",
        "village",
        "enclave",
    }
)
# What is demanded or threatened happens where its content says.
CONTENT_TYPES = frozenset({"REQUEST", "THREATEN", "RETREAT", "REJECT"})
MAX_SUBTREE = 40


def place_of(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon, recipients: list[Span]) -> Span | None:
    """Where it took place: a place in the clause, the closest kind first; of an attack or visit, its goal.

    Among several ("in the US, likely in Miami") one that is not a state is taken.
    """
    anchors = anchors_of(trigger, lexicon)
    words = AT_PLACE | UPON if trigger.entry.type in ("ASSAULT", "COERCE", "MOBILIZE") else AT_PLACE
    near = [
        t for i in sorted(anchors, key=lambda i: (anchors[i], -i)) for t in _places_under(trigger.token.doc[i], phrases, words)
    ]
    if trigger.entry.type in CONTENT_TYPES:
        near += list(_in_content(trigger.token, phrases, recipients))
    cities = [t for t in near if t.ent_type_ != "GPE" or phrases.is_city(t)]
    if near:
        return phrases.span((cities or near)[0])
    if trigger.entry.type == "CONSULT":
        city = next((c for c in trigger.token.lefts if c.dep_ == "compound" and phrases.is_city(c)), None)
        if city is not None:
            return phrases.span(city)
    return _goal(trigger, phrases, lexicon, recipients)


def _places_under(token: Token, phrases: Phrases, words: frozenset[str]) -> Iterator[Token]:
    """Places after "in" or "at" under a token, also behind an adverb ("likely in Miami")."""
    for child in token.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in words:
            for target in child.children:
                if target.dep_ == "pobj":
                    yield from _place_in(target, phrases)
                elif target.dep_ == "prep":
                    yield from _places_under(child, phrases, words)
        elif child.dep_ == "advmod":
            yield from _places_under(child, phrases, words)


def _place_in(target: Token, phrases: Phrases) -> Iterator[Token]:
    if phrases.is_place(target):
        yield target
        yield from (
            t for c in target.children if c.dep_ == "prep" and c.lower_ in AT_PLACE for t in c.children if phrases.is_place(t)
        )
    elif target.lemma_.lower() in AREAS:
        yield from (c for c in target.lefts if c.dep_ in ("compound", "amod") and phrases.is_place(c))
        yield from (
            t for c in target.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children if phrases.is_place(t)
        )


def _in_content(token: Token, phrases: Phrases, recipients: list[Span]) -> Iterator[Token]:
    """A place that the words of a demand name, other than those to whom it is made."""
    first, last = token.i + 1, min(token.right_edge.i, token.i + MAX_SUBTREE)
    for each in token.doc[first : last + 1]:
        named = each.pos_ == "PROPN" and phrases.is_place(each) and (each.ent_type_ != "GPE" or phrases.is_city(each))
        acting = each.dep_ in ("nsubj", "poss", "nsubjpass") or any(s.start <= each.idx < s.end for s in recipients)
        if named and not acting:
            yield each


def _goal(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon, recipients: list[Span]) -> Span | None:
    """The land that is attacked, the country that is visited."""
    if trigger.entry.type == "ASSAULT":
        return next((s for s in recipients if _is_land(s, phrases)), None)
    if lexicon.modes.get(trigger.entry.lemma) == "visit":
        for token in (c for c in trigger.token.children if c.dep_ in ("dobj", "prep")):
            targets = (
                [token]
                if token.dep_ == "dobj"
                else [t for t in token.children if t.dep_ == "pobj" and token.lower_ in TO_PLACE]
            )
            for target in targets:
                if phrases.is_place(target) or (target.pos_ == "PROPN" and target.ent_type_ not in ("PERSON", "NORP")):
                    return phrases.span(target)
    return None


def _is_land(span: Span, phrases: Phrases) -> bool:
    """Whether a name is that of a place or stands for one ("Ukrainian" territory)."""
    tokens = phrases.document.tokens(span)
    return bool(len(tokens)) and tokens.root.ent_type_ in PLACE_LABELS | {"NORP"} and tokens.root.pos_ in ("PROPN", "ADJ")
