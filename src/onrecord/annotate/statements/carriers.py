"""Through whom and on what: the outlets that carry a statement, and the data that its speaker rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.annotate.analyses import are_polled, data_of, holder_of, is_analysis, is_data, maker_of, phrase_span
from onrecord.annotate.clauses.near import governed, subject
from onrecord.annotate.outlets import find_outlet, is_publisher, outlets_named
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


def outlets_of(noun: Token, context: Context) -> list[Span]:
    """The outlets that a noun phrase names; none where the publisher is one of them, for it was there itself."""
    directory, report = context.vocabulary.directory, context.document.report
    found = outlets_named(noun, directory)
    if any(is_publisher(context.text[start:end], report, directory) for start, end in found):
        return []
    return found


def _given_to(scene: Scene) -> Iterator[Token]:
    """Nouns behind "an interview with", "remarks to", "asked by"."""
    words = relay_words()
    for token in scene.around:
        if (
            token.lower_ in ("with", "to", "for")
            and token.head.lemma_.lower() in words.occasions
            and token.head in scene.around
        ):
            yield from governed(token)
        if token.lower_ == "by" and token.head.lemma_.lower() in words.asking | words.quoting:
            yield from governed(token)


def _cited(scene: Scene) -> Iterator[Token]:
    """Nouns behind "citing"."""
    for token in scene.around:
        if token.lemma_.lower() in relay_words().citing and token.tag_ == "VBG":
            yield from governed(token)


def _quoter(scene: Scene) -> Token | None:
    """Who quotes another: "TASS quoted the minister as saying"."""
    for head in scene.heads[1:]:
        if head.lemma_.lower() in relay_words().quoting:
            return subject(head, passive=False)
    return None


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
    if is_data(cited) and not outlets_of(cited, context):
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
    outlets = outlets_of(told, context) or _pollsters(carriage, told, context)
    if outlets:
        return replace(carriage, via=(*carriage.via, *outlets))
    return replace(carriage, addressee=bare_phrase(told))


def _pollsters(carriage: Carriage, told: Token, context: Context) -> list[Span]:
    """Who asked, where the source are the respondents of a poll."""
    source = [token for span in carriage.source for token in context.document.tokens(span)]
    return [phrase_span(told)] if told.pos_ == "PROPN" and are_polled(source) else []


def carriage_of(scene: Scene, context: Context) -> Carriage:
    """Read the carriers, the data and the addressee of an attribution."""
    carriage = _with_analysis(Carriage(scene.attribution.source), context)
    carriage = _with_told(carriage, scene, context)
    given = [span for noun in _given_to(scene) for span in outlets_of(noun, context)]
    quoter = _quoter(scene)
    given += outlets_of(quoter, context) if quoter is not None else []
    new = tuple(dict.fromkeys(span for span in given if span not in carriage.via and span not in carriage.source))
    return _with_citation(replace(carriage, via=(*carriage.via, *new)), scene, context)
