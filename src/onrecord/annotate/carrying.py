"""Where a text says that an outlet carries what somebody said: it was told, is cited, published it, or reports it.

"told Y"; "in an interview with Y"; "citing Y"; "according to Y", "carried by Y", "wrote in Y"; "Y reported", "a Y reporter said".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from operator import or_

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.annotate.analyses import data_of, is_analysis
from onrecord.annotate.document import Document, span_of
from onrecord.annotate.outlet_words import outlet_words
from onrecord.annotate.outlets import Outlet, find_outlets, is_publisher
from onrecord.annotate.relay_words import relay_words
from onrecord.model.span import Span
from onrecord.scheme.directory import Directory

# Tokens: from a preposition back to the word that it belongs to where the parse says otherwise; before an outlet's name.
BACK, REACH = 8, 8
# Tokens: from an outlet to the pronoun that takes it up.
FAR = 60
# Tokens between two outlets of a list, in which others stand ("Y, a name unknown and Z").
BETWEEN = 5
# Steps up the parse from an outlet to the subject that it is part of.
CLIMB = 4
PARTS = ("compound", "poss", "nmod", "amod", "appos", "conj", "det", "nsubj", "dep")
FINITE = ("VBD", "VBZ", "VBP", "VBN")


class Way(IntEnum):
    """How an outlet carries, from the speaker outward."""

    TOLD = 0
    CITED = 1
    PUBLISHED = 2
    REPORTED = 3


@dataclass(frozen=True, slots=True)
class Carrying:
    """An outlet that carries, the word that says so and its place among the tokens, and, for one cited, the outlet citing.

    `closing` tells that it closes its sentence behind a comma, so that it carries all that stands before.
    """

    outlet: Outlet
    way: Way
    at: int
    verb: Span
    by: Outlet | None = None
    closing: bool = False

    @property
    def span(self) -> Span:
        """From the word to the outlet's name, whichever is first."""
        return Span(min(self.verb.start, self.outlet.name.start), max(self.verb.end, self.outlet.name.end))


def _words(first: Token, last: Token) -> Span:
    return Span(first.idx, last.idx + len(last))


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _phrase_start(outlet: Outlet, doc: Doc) -> int:
    """Where an outlet's phrase starts, with its articles, adjectives and owners: "Velmora's two biggest" papers."""
    start, owner = outlet.first, False
    while start > 0 and outlet.first - start < REACH and not doc[start].is_sent_start:
        token = doc[start - 1]
        owned = token.pos_ in ("NOUN", "PROPN") and (owner or doc[start].tag_ == "POS" or doc[start].text == "-")
        plain = token.pos_ in ("DET", "ADJ", "NUM") or token.tag_ in ("PRP$", "POS") or token.text == "-" or token.is_quote
        if not (owned or plain):
            break
        start, owner = start - 1, owned
    return start


def _governor(word: Token, lemmas: frozenset[str]) -> Token | None:
    """The word that a preposition belongs to: its head, else the nearest one before that may take it."""
    if _lemma(word.head) in lemmas:
        return word.head
    for index in range(word.i - 1, max(word.i - BACK, word.sent.start) - 1, -1):
        if _lemma(word.doc[index]) in lemmas:
            return word.doc[index]
    return None


def _governing(word: Token) -> tuple[frozenset[str], Way] | None:
    """What a preposition before an outlet may belong to, and how the outlet then carries."""
    words, pieces = relay_words(), outlet_words().pieces
    spoken = words.speaking | words.occasions
    return {
        "to": (spoken, Way.TOLD),
        "with": (words.occasions | words.speaking, Way.TOLD),
        "for": (words.occasions | pieces, Way.TOLD),
        "by": (words.passing | words.quoting | words.gathering | pieces | words.asking, Way.PUBLISHED),
        "in": (spoken | words.passing | words.quoting | pieces, Way.PUBLISHED),
        "on": (spoken | words.passing | words.quoting | words.asking | pieces, Way.PUBLISHED),
        "from": (pieces, Way.PUBLISHED),
        "of": (outlet_words().staff | pieces, Way.PUBLISHED),
    }.get(word.lower_)


def _piece(outlet: Outlet, doc: Doc) -> Token | None:
    """The outlet's own piece that its name only belongs to: "a Courier interview", "the Courier's website"."""
    index = outlet.last + 1
    while index < len(doc) - 1 and doc[index].tag_ == "POS":
        index += 1
    if index >= len(doc) or doc[index].pos_ != "NOUN" or _lemma(doc[index]) not in outlet_words().pieces:
        return None
    return doc[index]


def _before(group: list[Outlet], doc: Doc) -> tuple[Token, Span, Way] | None:
    """What stands before the phrase of some outlets and makes them carriers."""
    start = _phrase_start(group[0], doc)
    if start == 0 or doc[start].is_sent_start:
        return None
    word, words = doc[start - 1], relay_words()
    if word.lower_ == "to" and word.i > 0 and word.nbor(-1).lower_ == "according":
        return word, _words(word.nbor(-1), word), Way.PUBLISHED
    if _lemma(word) in words.telling and word.tag_.startswith("VB"):
        return word, _words(word, word), Way.TOLD
    if _lemma(word) in words.citing and word.tag_.startswith("VB"):
        return word, _words(word, word), Way.CITED
    piece = _piece(group[-1], doc) if word.lower_ in ("in", "from", "on") else None
    if piece is not None:
        return word, _words(word, word), Way.PUBLISHED
    if word.lower_ == "on" and not all(outlet.named for outlet in group):
        return None
    governing = _governing(word)
    governor = _governor(word, governing[0]) if governing is not None else None
    if governing is None or governor is None or (word.lower_ == "by" and governor.tag_ in ("VBD", "VBZ", "VBP")):
        return None
    return governor, _words(governor, word), governing[1]


def _is_reporting(verb: Token) -> bool:
    return _lemma(verb) in relay_words().passing and verb.tag_ in (*FINITE, "VBG", "VB")


def _is_between(token: Token) -> bool:
    """Whether a word may stand between an outlet and its verb: "the Courier's website also"."""
    words = outlet_words()
    part = token.pos_ == "NOUN" and _lemma(token) in words.pieces | words.staff
    return part or token.tag_ == "POS" or token.pos_ in ("ADV", "AUX")


def _behind(outlet: Outlet, doc: Doc) -> Token | None:
    """The verb by which an outlet, one of its pieces or its people tells something."""
    here, words = doc[outlet.first : outlet.last + 1].root, outlet_words()
    for _ in range(CLIMB):
        if here.dep_ == "nsubj" and _is_reporting(here.head):
            return here.head
        above = here.head
        inside = outlet.holds(above) or here.dep_ in ("appos", "conj")
        if here.dep_ not in PARTS or not (inside or _lemma(above) in words.pieces | words.staff):
            break
        here = above
    index = outlet.last + 1
    while index < len(doc) - 1 and _is_between(doc[index]):
        index += 1
    follower = doc[index] if index < len(doc) else None
    return follower if follower is not None and follower.tag_ in FINITE and _is_reporting(follower) else None


class _Finder:
    def __init__(self, document: Document, directory: Directory) -> None:
        self.document, self.directory, self.doc = document, directory, document.doc
        self.outlets = find_outlets(document.doc, directory)
        self.outlets = sorted((*self.outlets, *self._shown()), key=lambda outlet: outlet.first)

    def _shown(self) -> Iterator[Outlet]:
        """Organisations that nobody knows for outlets and that act as one: they are told, give an interview, quote "as saying"."""
        taken = {index for outlet in self.outlets for index in range(outlet.first, outlet.last + 1)}
        for ent in self.doc.ents:
            name = ent[1:] if ent[0].pos_ == "DET" else ent
            if ent.label_ != "ORG" or not len(name) or not taken.isdisjoint(range(ent.start, ent.end)) or self._is_body(name):
                continue
            outlet = Outlet(name.start, name.end - 1, span_of(name))
            if self._acts(outlet):
                yield outlet

    def _is_body(self, name: Tokens) -> bool:
        """Whether a name is that of a body that is told or asked for other reasons: a parliament, a court."""
        bodies = outlet_words().bodies
        return bool(self.directory.find(name.text)) or any(token.lower_ in bodies or token.pos_ != "PROPN" for token in name)

    def _acts(self, outlet: Outlet) -> bool:
        before, words = _before([outlet], self.doc), relay_words()
        if before is not None and before[2] == Way.TOLD and _lemma(before[0]) in words.showing:
            return True
        head = self.doc[outlet.first : outlet.last + 1].root
        verb = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "by" else head.head
        quotes = _lemma(verb) == "quote" and any(child.lower_ == "as" for child in verb.rights)
        return quotes and (head.dep_ == "nsubj" or head.head.lower_ == "by")

    def all(self) -> Iterator[Carrying]:
        yield from self._taken_up()
        for group in self._groups():
            if any(self._is_own(outlet) for outlet in group) or self._analyses(group[-1]):
                continue
            before = _before(group, self.doc)
            verb = next((verb for outlet in group if (verb := _behind(outlet, self.doc)) is not None), None)
            for outlet in group:
                if before is not None:
                    word, span, way = before
                    by = self._subject(word) if way == Way.CITED else None
                    yield Carrying(outlet, way, word.i, span, by, self._closes(group, word))
                elif verb is not None:
                    yield Carrying(outlet, Way.REPORTED, verb.i, _words(verb, verb), closing=self._closes(group, verb))

    def _closes(self, group: list[Outlet], word: Token) -> bool:
        """Whether some outlets and their word stand between a comma and the end of the sentence, a day aside."""
        start = _phrase_start(group[0], self.doc)
        if word.lower_ == "to" and word.i == start - 1:
            start = word.i - 1
        last, sentence = max(group[-1].last, word.i), self.doc[start].sent
        behind = [
            token for token in self.doc[last + 1 : sentence.end] if not (token.is_punct or token.is_space or token.is_quote)
        ]
        days = all(token.ent_type_ in ("DATE", "TIME") or token.pos_ in ("ADP", "ADV") for token in behind)
        return start > sentence.start and self.doc[start - 1].text == "," and days

    def _taken_up(self) -> Iterator[Carrying]:
        """The outlet before, where "it" quotes somebody."""
        for token in self.doc:
            quotes = token.lower_ == "it" and token.dep_ == "nsubj" and _lemma(token.head) in relay_words().citing
            last = next((o for o in reversed(self.outlets) if o.last < token.i), None) if quotes else None
            if last is not None and token.i - last.last < FAR and not self._is_own(last):
                again = Outlet(token.i, token.i, last.name, last.named)
                yield Carrying(again, Way.REPORTED, token.head.i, _words(token.head, token.head))

    def _is_own(self, outlet: Outlet) -> bool:
        return is_publisher(self.document.text[slice(*outlet.name)], self.document.report, self.directory)

    def _analyses(self, outlet: Outlet) -> bool:
        """Whether an outlet speaks for itself, of others' data: "a Courier analysis of the institute's figures"."""
        follower = self.doc[outlet.last + 1 : outlet.last + 2]
        return any(is_analysis(token) and data_of(token) for token in follower)

    def _groups(self) -> Iterator[list[Outlet]]:
        """Outlets that are named together: "Y, Z and the daily W"."""
        group: list[Outlet] = []
        for outlet in self.outlets:
            if group and not self._goes_on(group[-1], outlet):
                yield group
                group = []
            group.append(outlet)
        if group:
            yield group

    def _goes_on(self, last: Outlet, outlet: Outlet) -> bool:
        between = self.doc[last.last + 1 : _phrase_start(outlet, self.doc)]
        joins = [token.text == "," or token.pos_ == "CCONJ" for token in between]
        names = [token.pos_ == "PROPN" for token in between]
        return any(joins[:1]) and any(joins[-1:]) and len(between) <= BETWEEN and all(map(or_, joins, names))

    def _subject(self, verb: Token) -> Outlet | None:
        """The outlet that is the subject of a verb or of the one that it hangs on."""
        here = verb
        for _ in range(3):
            subject = next((child for child in here.children if child.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None:
                return next((outlet for outlet in self.outlets if outlet.holds(subject)), None)
            here = here.head
        return None


def find_carryings(document: Document, directory: Directory) -> list[Carrying]:
    """Find where outlets carry, in reading order; none where the publisher is among them, for it was there itself."""
    return sorted(_Finder(document, directory).all(), key=lambda carrying: (carrying.outlet.first, carrying.way))
