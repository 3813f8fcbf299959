"""Analyses of data: who made them, and whose data they rest on ("an outlet's analysis of the institute's figures")."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from onrecord.annotate.clauses.near import governed, is_subject
from onrecord.annotate.phrase import noun_phrase
from onrecord.annotate.relay_words import relay_words
from onrecord.model.span import Span

MODIFIERS = ("compound", "poss", "nmod", "amod")


def phrase_span(noun: Token) -> Span:
    """The characters of a noun's phrase."""
    return noun_phrase(noun).span(noun.doc)


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.tag_ == "NNP" or (len(token) > 1 and token.is_upper)


def _named_modifier(noun: Token) -> Token | None:
    return next(
        (child for child in noun.lefts if (child.dep_ in MODIFIERS or is_subject(child, passive=False)) and _is_name(child)),
        None,
    )


def is_data(noun: Token) -> bool:
    """Whether a noun is one for data: figures, imagery, records."""
    return noun.lemma_.lower() in relay_words().data


def is_analysis(noun: Token) -> bool:
    """Whether a noun is one for what is made of data: an analysis, a tally."""
    return noun.lemma_.lower() in relay_words().analyses


def are_polled(tokens: Iterable[Token]) -> bool:
    """Whether a phrase means those who answer a poll: "54 percent of those surveyed"."""
    words = relay_words().respondents
    return any(token.lemma_.lower() in words or token.lower_ in words for token in tokens)


def maker_of(analysis: Token) -> Token | None:
    """Who made an analysis: its named modifier, or the one behind "by"."""
    found = _named_modifier(analysis)
    for child in analysis.rights:
        if found is None and child.lower_ == "by":
            found = next(governed(child), None)
    return found


def data_of(analysis: Token) -> list[Token]:
    """The nouns for the data that an analysis is "of"."""
    nouns = [noun for child in analysis.rights if child.lower_ == "of" for noun in governed(child)]
    return [noun for noun in nouns if is_data(noun)]


def holder_of(data: Token) -> Token | None:
    """Whose data they are: their named modifier, or the one behind "from", "of" or "by"."""
    found = _named_modifier(data)
    for child in data.rights:
        if found is None and child.lower_ in ("from", "of", "by"):
            found = next(governed(child), None)
    return found
