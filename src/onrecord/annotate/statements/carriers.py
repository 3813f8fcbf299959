"""Through whom and on what: the outlets that carry a statement, and the data that its speaker rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.annotate.analyses import are_polled, data_of, holder_of, is_analysis, is_data, maker_of, phrase_span
from onrecord.annotate.carrying import Carrying, Way
from onrecord.annotate.clauses.near import governed
from onrecord.annotate.outlet_words import outlet_words
from onrecord.annotate.outlets import Outlet, find_outlet
from onrecord.annotate.relay_words import relay_words
from onrecord.annotate.statements.circumstances import bare_phrase, told_phrase
from onrecord.annotate.statements.scene import Context, Scene
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Carriage:
    """A statement's source with its carriers, from the speaker outward, and its data."""

    source: tuple[Span, ...]
    via: tuple[Span, ...] = ()
    based_on: tuple[Span, ...] = ()
    addressee: Span | None = None


def _carryings(scene: Scene, context: Context) -> list[Carrying]:
    """Where the words around the cue, neither quoted nor credited, say that an outlet carries; from the speaker outward.

    An outlet that closes the sentence ("..., Y reported.") carries all that is in it, also where it was taken for content.
    """
    if not scene.around:
        return []
    around, sentence = {token.i for token in scene.around}, scene.around[0].sent
    found = [
        item
        for item in context.carryings
        if item.at in around or (item.closing and sentence.start <= item.at < sentence.end and not _is_quoted(item, context))
    ]
    return sorted(found, key=lambda item: (item.way, item.outlet.first))


def _is_quoted(item: Carrying, context: Context) -> bool:
    return context.quotations.around(item.verb.start) is not None


def _cited(scene: Scene) -> Iterator[Token]:
    """Nouns behind "citing"."""
    for token in scene.around:
        if token.lemma_.lower() in relay_words().citing and token.tag_ == "VBG":
            yield from governed(token)


def _source_outlet(carriage: Carriage, context: Context) -> Span | None:
    if len(carriage.source) != 1:
        return None
    return find_outlet(context.document.tokens(carriage.source[0]), context.vocabulary.directory)


def _with_citation(carriage: Carriage, scene: Scene, context: Context) -> Carriage:
    """The one cited is the source, where an outlet cites; what others cite are their data."""
    cited = next(_cited(scene), None)
    if cited is None:
        return carriage
    outlet = _source_outlet(carriage, context)
    if is_data(cited) and not any(item.outlet.holds(cited) for item in context.carryings):
        return replace(carriage, based_on=(*carriage.based_on, _data_holder(cited)))
    if outlet is None:
        return replace(carriage, based_on=(*carriage.based_on, phrase_span(cited)))
    return replace(carriage, source=(phrase_span(cited),), via=(outlet, *carriage.via))


def _data_holder(noun: Token) -> Span:
    """Whose data they are ("ISW data", "data from the ministry"), else the data themselves."""
    return phrase_span(holder_of(noun) or noun)


def _with_analysis(carriage: Carriage, context: Context) -> Carriage:
    """Take apart "the outlet's analysis of the institute's data": who says it, and on what."""
    if len(carriage.source) != 1:
        return carriage
    head = context.document.tokens(carriage.source[0]).root
    if not is_analysis(head):
        return carriage
    maker = maker_of(head)
    source = (phrase_span(maker),) if maker is not None else carriage.source
    return replace(carriage, source=source, based_on=tuple(_data_holder(noun) for noun in data_of(head)))


def _with_told(carriage: Carriage, scene: Scene, context: Context) -> Carriage:
    """Who was told: an outlet carries it, anybody else is the addressee."""
    told = told_phrase(scene)
    if told is None:
        return carriage
    pollsters = _pollsters(carriage, told, context)
    if pollsters:
        return replace(carriage, via=(*carriage.via, *pollsters))
    if any(item.way == Way.TOLD and item.outlet.holds(told) for item in context.carryings):
        return carriage
    return replace(carriage, addressee=bare_phrase(told))


def _pollsters(carriage: Carriage, told: Token, context: Context) -> list[Span]:
    """Who asked, where the source are the respondents of a poll."""
    source = [token for span in carriage.source for token in context.document.tokens(span)]
    return [phrase_span(told)] if told.pos_ == "PROPN" and are_polled(source) else []


def _is_speaker(outlet: Outlet, carriage: Carriage, context: Context) -> bool:
    """Whether an outlet is the source itself; it only carries what its reporter says."""
    for span in carriage.source:
        tokens = context.document.tokens(span)
        inside = len(tokens) and tokens[0].i <= outlet.last and outlet.first <= tokens[-1].i
        if inside and tokens.root.lemma_.lower() not in outlet_words().staff:
            return True
    return False


def carriage_of(scene: Scene, context: Context) -> Carriage:
    """Read the carriers, the data and the addressee of an attribution, whoever found its source, cue and content."""
    carriage = _with_told(_with_analysis(Carriage(scene.attribution.source), context), scene, context)
    carriers = [item for item in _carryings(scene, context) if not _is_speaker(item.outlet, carriage, context)]
    cited = {item.outlet.name for item in carriers if item.way == Way.CITED}
    carriage = _with_citation(carriage, scene, context)
    via = [item.outlet.name for item in carriers if item.outlet.name not in cited]
    return replace(carriage, via=tuple(dict.fromkeys((*carriage.via, *via))))
