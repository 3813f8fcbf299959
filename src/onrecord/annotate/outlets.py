"""Outlets: which noun phrases name those who carry news, and which part of them is the name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.annotate.document import span_of
from onrecord.annotate.phrase import noun_phrase
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.scheme.directory import Directory
from onrecord.scheme.toml import load_scheme

# Of a longer coordination the rest is not looked at.
MOST = 10
NUMBERS = frozenset({"several", "many", "some", "various", "other", "certain"})


@dataclass(frozen=True, slots=True)
class OutletWords:
    """Heads of carriers, the ambiguous ones among them, what stands beside those, describing words, ends of names."""

    heads: frozenset[str]
    ambiguous: frozenset[str]
    beside: frozenset[str]
    describing: frozenset[str]
    names: frozenset[str]


@cache
def outlet_words() -> OutletWords:
    """Load the words that come with onrecord."""
    data = load_scheme("channels")["outlets"]
    return OutletWords(*(frozenset(data[key]) for key in ("heads", "ambiguous", "beside", "describing", "names")))


def _lemma(token: Token) -> str:
    return token.lower_ if token.pos_ == "PROPN" else token.lemma_.lower()


def _is_generic(token: Token) -> bool:
    """Whether a word describes a carrier and is no part of its name."""
    words = outlet_words()
    if token.is_punct or token.pos_ in ("DET", "PART", "NUM", "ADP") or token.tag_ == "POS":
        return True
    return token.lower_ in words.describing or (token.pos_ != "PROPN" and _lemma(token) in words.heads)


def _looks_like(tokens: Tokens) -> bool:
    """Whether a phrase is a carrier by its words alone: "state news agency", "several newspapers", "the Evening Herald"."""
    words, root = outlet_words(), tokens.root
    if root.pos_ == "NOUN" and _lemma(root) not in words.heads:
        return False
    found = {_lemma(token) for token in tokens}
    heads = found & words.heads
    if heads - words.ambiguous or any(found & words.beside - {head} for head in heads):
        return True
    last = next((token for token in reversed(tokens) if not token.is_punct and token.tag_ != "POS"), None)
    return last is not None and last.pos_ == "PROPN" and len(tokens) > 1 and last.lower_ in words.names


def _name(tokens: Tokens) -> Tokens:
    """The longest run of a carrier's own name in its phrase; the whole phrase without articles where there is none."""
    runs: list[tuple[int, int]] = []
    start = None
    for index, token in enumerate(tokens):
        inside = not _is_generic(token) and token.pos_ in ("PROPN", "X", "NOUN")
        if inside and start is None:
            start = index
        if start is not None and (not inside or index == len(tokens) - 1):
            runs.append((start, index + 1 if inside else index))
            start = None
    named = [(a, b) for a, b in runs if any(_is_proper(token) for token in tokens[a:b])]
    if named:
        first, last = max(named, key=lambda run: run[1] - run[0])
        return tokens[first:last]
    return _without_number(without_article(tokens))


def _is_proper(token: Token) -> bool:
    """Whether a word is part of a name that is neither a nation nor a day."""
    return token.pos_ in ("PROPN", "X") and token.ent_type_ not in ("NORP", "DATE", "TIME")


def _without_number(tokens: Tokens) -> Tokens:
    first = 0
    while first < len(tokens) - 1 and (tokens[first].pos_ == "NUM" or tokens[first].lower_ in NUMBERS):
        first += 1
    return tokens[first:]


def without_article(tokens: Tokens) -> Tokens:
    """The phrase without an article, a possessive or a punctuation mark at its ends."""
    first, last = 0, len(tokens)
    while first < last - 1 and (
        tokens[first].dep_ in ("det", "predet") or tokens[first].is_punct or tokens[first].tag_ == "PRP$"
    ):
        first += 1
    while last > first + 1 and (tokens[last - 1].tag_ == "POS" or tokens[last - 1].is_punct):
        last -= 1
    return tokens[first:last]


def find_outlet(tokens: Tokens, directory: Directory) -> Span | None:
    """The name of the carrier that a noun phrase denotes, or None where it denotes none."""
    if not len(tokens):
        return None
    bare = without_article(tokens)
    if directory.is_outlet(bare.text):
        return span_of(bare)
    name = _name(bare)
    if directory.is_outlet(name.text) or _looks_like(bare):
        return span_of(name)
    return None


def outlets_named(noun: Token, directory: Directory) -> list[Span]:
    """The outlets that a noun phrase names, each of a coordination."""
    found = []
    parts = (noun, *noun.conjuncts[:MOST])
    for part, following in zip(parts, (*parts[1:], None), strict=True):
        phrase = noun_phrase(part)
        last = phrase.last if following is None else min(phrase.last, following.left_edge.i - 1)
        outlet = find_outlet(noun.doc[phrase.first : max(last, part.i) + 1], directory)
        found += [outlet] if outlet is not None else []
    return found


def is_publisher(name: str, report: Report, directory: Directory) -> bool:
    """Whether a name is that of the report's own publisher."""
    publisher = report.publisher
    if not publisher:
        return False
    if name.casefold() == publisher.casefold() or name.casefold() in publisher.casefold().split():
        return True
    known = {entry.id for entry in directory.find(publisher)}
    return any(entry.id in known for entry in directory.find(name))
