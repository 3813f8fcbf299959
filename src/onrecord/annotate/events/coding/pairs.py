"""Pairs of noun phrases of a sentence, one of which may do something to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.annotate.events.coding.features import Told
from onrecord.model.span import Span

# A sentence of the corpus has some eight phrases; of longer ones the first are enough.
MAX_PHRASES = 16
LONGEST_CHARS = 90
ACTING = frozenset({"nsubj", "pobj", "poss", "conj", "appos", "compound", "ROOT", "amod", "nsubjpass", "npadvmod", "dobj"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two phrases of a sentence, in the order who and whom, with the tokens that head them."""

    source: Span
    target: Span
    source_head: Token
    target_head: Token


def find_pairs(doc: Doc) -> Iterator[Pair]:
    """All ordered pairs of noun phrases and of names within them. Cost: quadratic in phrases, which are at most MAX_PHRASES."""
    phrases = _phrases(doc)[:MAX_PHRASES]
    for source, source_head in phrases:
        if source_head.dep_ not in ACTING:
            continue
        for target, target_head in phrases:
            if not source.overlaps(target):
                yield Pair(source, target, source_head, target_head)


def _phrases(doc: Doc) -> list[tuple[Span, Token]]:
    """Base noun phrases, and possessors and adjectives of nationality within them, in reading order."""
    found: dict[Span, Token] = {}
    for chunk in doc.noun_chunks:
        owner = next((t for t in chunk if t.dep_ == "poss" and t.ent_type_ in ("GPE", "ORG", "PERSON", "NORP")), None)
        if owner is not None:
            found[Span(owner.left_edge.idx, owner.idx + len(owner))] = owner
            rest = chunk[owner.i + 2 - chunk.start :]
            if len(rest):
                found[Span(rest.start_char, rest.end_char)] = chunk.root
        else:
            found[Span(chunk.start_char, min(chunk.end_char, chunk.start_char + LONGEST_CHARS))] = chunk.root
    return sorted(found.items())


def pair_features(pair: Pair, told: Sequence[Told]) -> Iterator[str]:
    """What speaks for one doing something to the other: their kinds, the path between them, and what the rules say."""
    source, target = pair.source_head, pair.target_head
    yield f"sk={_kind(source)}"
    yield f"tk={_kind(target)}"
    yield f"kk={_kind(source)} {_kind(target)}"
    yield f"sd={source.dep_}|{_preposition(source)}"
    yield f"td={target.dep_}|{_preposition(target)}"
    yield f"dd={source.dep_}|{target.dep_}|{_preposition(target)}"
    yield f"first={source.i < 4}"
    yield f"order={source.i < target.i}|{min(abs(source.i - target.i) // 4, 5)}"
    yield from _path(source, target)
    yield from _roles(pair, told)


def _kind(token: Token) -> str:
    return token.ent_type_ or ("PRON" if token.pos_ == "PRON" else token.tag_)


def _preposition(token: Token) -> str:
    return token.head.lower_ if token.dep_ == "pobj" else ""


def _path(source: Token, target: Token) -> Iterator[str]:
    up, down = [source, *source.ancestors][:8], [target, *target.ancestors][:8]
    common = next((t for t in up if t in down), None)
    if common is None:
        yield "nopath"
        return
    left, right = up[: up.index(common)], down[: down.index(common)]
    yield f"p={'>'.join(t.dep_ for t in left)}|{'<'.join(t.dep_ for t in reversed(right))}"
    yield f"len={len(left)}|{len(right)}"
    yield f"top={common.pos_}|{common.dep_}"
    yield f"topw={common.lemma_.lower()}"
    yield f"root={common.dep_ == 'ROOT'}"


def _roles(pair: Pair, told: Sequence[Told]) -> Iterator[str]:
    """Whether a trigger has the one as actor, the other as recipient, both, or the two the other way round."""
    for each in told:
        acting = any(pair.source.overlaps(s) for s in each.actors)
        facing = any(pair.target.overlaps(s) for s in each.recipients)
        if acting and facing:
            yield "fit=both"
            yield f"fit=both|{each.type}"
        elif acting or facing:
            yield f"fit={'actor' if acting else 'recipient'}"
        both_act = acting and any(pair.target.overlaps(s) for s in each.actors)
        if both_act:
            yield f"fit=equals|{pair.source < pair.target}"
        if any(pair.target.overlaps(s) for s in each.actors) and any(pair.source.overlaps(s) for s in each.recipients):
            yield "fit=turned"
