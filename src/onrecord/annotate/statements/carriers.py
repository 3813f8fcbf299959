"""Through whom and on what: the outlets that carry a statement, and the data that its speaker rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from onrecord.annotate.document import span_of
from onrecord.annotate.outlets import find_outlet, is_publisher
from onrecord.annotate.statements.circumstances import phrase_span, told_phrase
from onrecord.annotate.statements.phrase import noun_phrase
from onrecord.annotate.statements.scene import Context, Scene
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme


@dataclass(frozen=True, slots=True)
class RelayWords:
    """The words of `scheme/relays.toml`."""

    citing: frozenset[str]
    quoting: frozenset[str]
    telling: frozenset[str]
    occasions: frozenset[str]
    asking: frozenset[str]
    analyses: frozenset[str]
    data: frozenset[str]


@cache
def relay_words() -> RelayWords:
    """Load the words that come with onrecord."""
    data = load_scheme("relays")
    return RelayWords(
        *(frozenset(data[key]) for key in ("citing", "quoting", "telling", "occasions", "asking", "analyses", "data"))
    )


@dataclass(frozen=True, slots=True)
class Carriage:
    """A statement's source with its carriers, from the speaker outward, and its data."""

    source: tuple[Span, ...]
    via: tuple[Span, ...] = ()
    based_on: tuple[Span, ...] = ()
    addressee: Span | None = None


def outlets_of(noun: Token, context: Context) -> list[Span]:
    """The outlets that a noun phrase names, each of a coordination; none where one of them is the publisher."""
    directory, report = context.vocabulary.directory, context.document.report
    found = []
    for part in (noun, *noun.conjuncts):
        phrase = noun_phrase(part)
        last = min([phrase.last, *(other.left_edge.i - 1 for other in part.conjuncts if other.i > part.i)])
        outlet = find_outlet(noun.doc[phrase.first : max(last, part.i) + 1], directory)
        if outlet is not None and is_publisher(context.text[outlet.start : outlet.end], report, directory):
            return []
        found += [outlet] if outlet is not None else []
    return found


def _objects(word: Token) -> Iterator[Token]:
    for child in word.rights:
        if child.dep_ in ("dobj", "pobj", "obj"):
            yield child


def _given_to(scene: Scene) -> Iterator[Token]:
    """Nouns behind "an interview with", "remarks to", "asked by"."""
    words = relay_words()
    for token in scene.around:
        if (
            token.lower_ in ("with", "to", "for")
            and token.head.lemma_.lower() in words.occasions
            and token.head in scene.around
        ):
            yield from _objects(token)
        if token.lower_ == "by" and token.head.lemma_.lower() in words.asking | words.quoting:
            yield from _objects(token)


def _cited(scene: Scene) -> Iterator[Token]:
    """Nouns behind "citing"."""
    for token in scene.around:
        if token.lemma_.lower() in relay_words().citing and token.tag_ == "VBG":
            yield from _objects(token)


def _quoter(scene: Scene) -> Token | None:
    """Who quotes another: "TASS quoted the minister as saying"."""
    for head in scene.heads[1:]:
        if head.lemma_.lower() in relay_words().quoting:
            return next((child for child in head.lefts if child.dep_ == "nsubj"), None)
    return None


def _source_outlet(carriage: Carriage, context: Context) -> Span | None:
    if len(carriage.source) != 1:
        return None
    return find_outlet(context.document.tokens(carriage.source[0]), context.vocabulary.directory)


def _phrase_span(noun: Token) -> Span:
    phrase = noun_phrase(noun)
    return span_of(noun.doc[phrase.first : phrase.last + 1])


def _with_citation(carriage: Carriage, scene: Scene, context: Context) -> Carriage:
    """The one cited is the source, where an outlet cites; what others cite are their data."""
    cited = next(_cited(scene), None)
    if cited is None:
        return carriage
    outlet = _source_outlet(carriage, context)
    if cited.lemma_.lower() in relay_words().data and not outlets_of(cited, context):
        return replace(carriage, based_on=(*carriage.based_on, _data_holder(cited)))
    if outlet is None:
        return replace(carriage, based_on=(*carriage.based_on, _phrase_span(cited)))
    return replace(carriage, source=(_phrase_span(cited),), via=(outlet, *carriage.via))


def _data_holder(noun: Token) -> Span:
    """Whose data they are ("ISW data", "data from the ministry"), else the data themselves."""
    owner = next((child for child in noun.lefts if child.dep_ in ("compound", "poss", "nmod") and child.pos_ == "PROPN"), None)
    for child in noun.rights:
        if owner is None and child.lower_ in ("from", "of", "by"):
            owner = next(_objects(child), None)
    return _phrase_span(owner if owner is not None else noun)


def _with_analysis(carriage: Carriage, context: Context) -> Carriage:
    """Take apart "the outlet's analysis of the institute's data": who says it, and on what."""
    if len(carriage.source) != 1:
        return carriage
    head = context.document.tokens(carriage.source[0]).root
    if head.lemma_.lower() not in relay_words().analyses:
        return carriage
    owner = next((c for c in head.lefts if c.dep_ in ("compound", "poss", "nmod") and c.pos_ == "PROPN"), None)
    object_of = [noun for child in head.rights if child.lower_ in ("of", "by") for noun in _objects(child)]
    data = [noun for noun in object_of if noun.lemma_.lower() in relay_words().data]
    source = (_phrase_span(owner),) if owner is not None else carriage.source
    return replace(carriage, source=source, based_on=tuple(_data_holder(noun) for noun in data))


def _with_told(carriage: Carriage, scene: Scene, context: Context) -> Carriage:
    """Who was told: an outlet carries it, anybody else is the addressee."""
    told = told_phrase(scene)
    if told is None:
        return carriage
    outlets = outlets_of(told, context)
    if outlets:
        return replace(carriage, via=(*carriage.via, *outlets))
    return replace(carriage, addressee=phrase_span(told))


def carriage_of(scene: Scene, context: Context) -> Carriage:
    """Read the carriers, the data and the addressee of an attribution."""
    carriage = _with_analysis(Carriage(scene.attribution.source), context)
    carriage = _with_told(carriage, scene, context)
    given = [span for noun in _given_to(scene) for span in outlets_of(noun, context)]
    quoter = _quoter(scene)
    given += outlets_of(quoter, context) if quoter is not None else []
    new = tuple(dict.fromkeys(span for span in given if span not in carriage.via and span not in carriage.source))
    return _with_citation(replace(carriage, via=(*carriage.via, *new)), scene, context)
