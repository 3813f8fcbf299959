"""Relays: one outlet passing on another, or resting on data, in the words of a sentence, a dateline or a credit line.

"X reports, citing Y"; "X analysis of Y data"; "told Y"; "Y quoted him as saying"; "(Y) -"; "Additional reporting by Y".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.annotate.analyses import are_polled, data_of, holder_of, is_analysis, maker_of, phrase_span
from onrecord.annotate.carrying import find_carryings
from onrecord.annotate.clauses import near
from onrecord.annotate.datelines import find_dateline
from onrecord.annotate.document import Document
from onrecord.annotate.outlets import is_publisher
from onrecord.annotate.paragraphs import trimmed
from onrecord.annotate.relay_words import relay_words
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import RelayDraft
from onrecord.model.span import Span
from onrecord.scheme.directory import Directory
from onrecord.scheme.toml import load_scheme

# A credit names no more outlets than fit into this many characters.
CREDIT = 120
BETWEEN_NAMES = re.compile(r"\s*(?:,? and |, |\. |[;()|]|$)\s*")


@dataclass(frozen=True, slots=True)
class Names:
    """What the outlets of a report are called, and which of them is its publisher."""

    document: Document
    directory: Directory

    def is_own(self, span: Span) -> bool:
        """Whether a name is the publisher's."""
        return is_publisher(self.document.text[span.start : span.end], self.document.report, self.directory)

    def canonical(self, span: Span | None) -> str | None:
        """The directory's name for an outlet."""
        return None if span is None else self.directory.canonical(self.document.text[span.start : span.end])


def _in_carryings(names: Names) -> Iterator[RelayDraft]:
    """What outlets carry: "told Y", "Y reported"; "X reports, citing Y" is a hop of X."""
    for carrying in find_carryings(names.document, names.directory):
        by = carrying.by.name if carrying.by is not None else None
        yield RelayDraft(
            None if by and names.is_own(by) else by, carrying.outlet.name, carrying.span, carrying.verb, "sentence"
        )


def _words(first: Token, last: Token) -> Span:
    return Span(first.idx, last.idx + len(last))


def _polled(verb: Token) -> Iterator[RelayDraft]:
    """The pollster whom respondents told."""
    subject = near.subject(verb, passive=False)
    if subject is None or not are_polled(verb.doc[subject.left_edge.i : subject.right_edge.i + 1]):
        return
    for noun in near.governed(verb):
        if noun.pos_ == "PROPN":
            of = phrase_span(noun)
            yield RelayDraft(None, of, Span(verb.idx, of.end), _words(verb, verb), "sentence")


def _analysis(noun: Token) -> Iterator[RelayDraft]:
    """Who analysed whose data: "X analysis of Y data", "an analysis by X of data from Y"."""
    maker = maker_of(noun)
    for data in data_of(noun):
        holder = holder_of(data)
        if maker is not None and holder is not None:
            by, of = phrase_span(maker), phrase_span(holder)
            span = Span(min(by.start, noun.idx), max(phrase_span(data).end, of.end, by.end))
            yield RelayDraft(by, of, span, _words(noun, noun), "sentence")


def _in_sentences(names: Names) -> Iterator[RelayDraft]:
    """What pollsters and analysts rest on."""
    for token in names.document.doc:
        if token.tag_.startswith("VB") and token.lemma_.lower() in relay_words().telling:
            yield from _polled(token)
        elif token.pos_ == "NOUN" and is_analysis(token):
            yield from _analysis(token)


def _in_datelines(names: Names) -> Iterator[RelayDraft]:
    """The agency in the brackets of the first dateline: the whole report is its."""
    for paragraph in names.document.annotations.paragraphs[:3]:
        found = find_dateline(names.document.text, paragraph.start)
        if found is not None and found.agency is not None:
            yield RelayDraft(None, found.agency, found.span, None, "report")
            return


@cache
def _credit_lines() -> re.Pattern[str]:
    lines = sorted(load_scheme("relays")["credits"]["lines"], key=len, reverse=True)
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, lines))})\s*(?:the\s+)?")


def _credited(text: str, start: int) -> Iterator[Span]:
    """The names of a credit line, as far as it goes."""
    line = text[start : start + CREDIT].split("\n", 1)[0].rstrip(" .")
    at = 0
    for between in BETWEEN_NAMES.finditer(line):
        if between.start() > at:
            yield Span(start + at, start + between.start())
        at = between.end()


def _in_credits(names: Names) -> Iterator[RelayDraft]:
    """The outlets of credit lines: "Additional reporting by Y"."""
    text = names.document.text
    for match in _credit_lines().finditer(text):
        verb = trimmed(Span(*match.span()), text)
        for of in _credited(text, match.end()):
            if names.directory.is_outlet(text[of.start : of.end]):
                yield RelayDraft(None, of, Span(match.start(), of.end), verb, "report")


def find_relays(document: Document, vocabulary: Vocabulary) -> list[RelayDraft]:
    """Find the hops that the words of a report name, each pair where it is named first."""
    names = Names(document, vocabulary.directory)
    found: dict[tuple[str | None, str | None], RelayDraft] = {}
    for relay in (*_in_datelines(names), *_in_carryings(names), *_in_sentences(names), *_in_credits(names)):
        by, of = names.canonical(relay.by), names.canonical(relay.of)
        if by != of and not (by is None and names.is_own(relay.of)):
            found.setdefault((by, of), relay)
    return sorted(found.values(), key=lambda relay: relay.span)
