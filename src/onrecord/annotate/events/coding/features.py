"""Features of a sentence with one marked pair of actors, for telling the type of what one does to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from spacy.tokens import Doc, Token

from onrecord.annotate.events.lexicon import Entry, EventLexicon
from onrecord.model.span import Span

# Rows of the model: 2^15 keeps it below a megabyte; collisions cost little at some 40,000 features.
BUCKETS = 1 << 15
MAX_PATH = 8
MARKED = {"nsubj", "nsubjpass", "dobj", "prt", "agent", "neg", "aux", "prep", "xcomp", "ccomp", "attr", "acomp"}


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger as the rules read it: type, lemma, roles and status, kept also where it makes no event of a report."""

    type: str
    lemma: str
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    status: str
    asserted: bool


def buckets_of(features: Iterable[str], buckets: int = BUCKETS) -> list[int]:
    """The rows of the model for some features, each once, sorted."""
    return sorted({crc32(f.encode()) % buckets for f in features})


def features_of(doc: Doc, source: Span, target: Span, lexicon: EventLexicon) -> Iterator[str]:
    """The features of a pair: words of the sentence by their place, the verbs over both, and types the vocabulary names."""
    places = [_place(t, source, target) for t in doc]
    words = [t.lemma_.lower() for t in doc]
    yield from _words(doc, places, words)
    heads = _head(doc, source), _head(doc, target)
    for name, head in zip("st", heads, strict=True):
        if head is not None:
            yield from _above(head, name, lexicon)
    if heads[0] is not None and heads[1] is not None:
        yield from _path(heads[0], heads[1], lexicon)
    yield from _vocabulary(doc, places, lexicon)


def event_features(triggers: Sequence[Told], source: Span, target: Span) -> Iterator[str]:
    """What the rules read: each trigger's type and status, and whether the pair fits its roles."""
    for told in triggers:
        acting = any(source.overlaps(s) for s in told.actors)
        facing = any(target.overlaps(s) for s in told.recipients)
        turned = any(target.overlaps(s) for s in told.actors) and not acting
        fit = "af"[: acting + facing] if acting or not facing else "f"
        yield f"e={told.type}"
        yield f"e{fit}{'!' if turned else ''}={told.type}"
        yield f"e{fit}={told.type}|{told.status}{'' if told.asserted else '?'}"
        yield f"el{fit}={told.type}|{told.lemma}"
        yield f"es={told.status}"


def _place(token: Token, source: Span, target: Span) -> str:
    """Where a token stands: in the source (S), the target (T), before, between or after them."""
    if source.start <= token.idx < source.end:
        return "S"
    if target.start <= token.idx < target.end:
        return "T"
    first, last = min(source, target), max(source, target)
    return (
        "<"
        if token.idx < first.start
        else ">"
        if token.idx >= last.end
        else ("-" if first is source or first == source else "~")
    )


def _words(doc: Doc, places: list[str], words: list[str]) -> Iterator[str]:
    previous = "^"
    for token, place, word in zip(doc, places, words, strict=True):
        if token.is_punct or token.is_space:
            continue
        shown = place if place in "ST" else word
        if place not in "ST":
            yield f"w={word}"
            yield f"{place}={word}"
        if shown != previous or place not in "ST":
            yield f"2={previous} {shown}"
        previous = shown


def _head(doc: Doc, span: Span) -> Token | None:
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    return tokens.root if tokens is not None and len(tokens) else None


def _above(token: Token, name: str, lexicon: EventLexicon) -> Iterator[str]:
    """The words over an actor, nearest first, with how it hangs on them."""
    at, trail = token, token.dep_
    for step in range(4):
        # A root stands over itself: so the weights were trained.
        at = at.head
        yield f"{name}{step}={at.lemma_.lower()}"
        yield f"{name}d={trail}|{at.lemma_.lower()}"
        yield from (f"{name}t={e.type}" for e in _entries(at, lexicon))
        if at.pos_ in ("VERB", "AUX"):
            yield from (f"{name}c={at.lemma_.lower()} {c.dep_}={c.lemma_.lower()}" for c in at.children if c.dep_ in MARKED)
            yield from (f"{name}m={c.dep_} {c.lower_}" for c in at.children if c.dep_ in ("aux", "neg"))
        trail = at.dep_


def _entries(token: Token, lexicon: EventLexicon) -> Iterator[Entry]:
    table = lexicon.verbs if token.pos_ == "VERB" else lexicon.nouns if token.pos_ in ("NOUN", "PROPN") else {}
    return iter(table.get(token.lemma_.lower(), ()))


def _path(source: Token, target: Token, lexicon: EventLexicon) -> Iterator[str]:
    """The dependency path between the two and the word at its top."""
    up = [source, *source.ancestors][:MAX_PATH]
    down = [target, *target.ancestors][:MAX_PATH]
    common = next((t for t in up if t in down), None)
    if common is None:
        return
    left = up[: up.index(common)]
    right = down[: down.index(common)]
    shape = ">".join(t.dep_ for t in left) + "|" + "<".join(t.dep_ for t in reversed(right))
    yield f"p={shape}"
    yield f"p={common.lemma_.lower()}|{shape}"
    yield f"top={common.lemma_.lower()}"
    for token in (*left[1:], common, *right[1:]):
        yield f"on={token.lemma_.lower()}"
        yield from (f"ot={e.type}" for e in _entries(token, lexicon))


def _vocabulary(doc: Doc, places: list[str], lexicon: EventLexicon) -> Iterator[str]:
    """Types that the vocabulary gives to words outside the two actors."""
    for token, place in zip(doc, places, strict=True):
        if place not in "ST":
            for entry in _entries(token, lexicon):
                yield f"v={entry.type}"
                yield f"v{place}={entry.type}"
