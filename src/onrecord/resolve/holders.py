"""Spans of those who act or hold a position -> names: as named in the text, in the canonical spelling."""

from __future__ import annotations

import re

from onrecord.model.draft import MentionDraft
from onrecord.model.span import Span
from onrecord.resolve.actors import Actors
from onrecord.resolve.referent import Referent
from onrecord.resolve.several import listed_states
from onrecord.resolve.statements import bare
from onrecord.scheme.actor_entry import name_key


def _parts(span: Span, actors: Actors) -> list[int]:
    """The mentions side by side in a span ("Ukraine and Russia"), without those inside another or that say whose it is."""
    numbers = [n for n in actors.at(span) if span.covers(actors.scene.drafts[n].span)]
    kept: list[int] = []
    for n in numbers:
        draft = actors.scene.drafts[n]
        if not any(_inside(draft, actors.scene.drafts[k]) for k in kept):
            kept.append(n)
    return [n for n in kept if not actors.owner(n, span)] or kept


def _inside(inner: MentionDraft, outer: MentionDraft) -> bool:
    return outer.span.covers(inner.span)


def _states(number: int, actors: Actors) -> list[Referent]:
    """The states of a plural description of several."""
    found = [actors.named(n) for n in listed_states(actors.scene, actors.scene.drafts[number])]
    return [referent for referent in found if referent is not None]


def referents(span: Span, actors: Actors) -> list[Referent]:
    """Everybody whom a span names."""
    whole = actors.head(span)
    several = _states(whole, actors) if whole is not None else []
    if several:
        return several
    if whole is not None and actors.scene.drafts[whole].span.covers(span):
        found = [actors.referent(span)]
    else:
        found = [actors.referent(actors.scene.drafts[n].span) for n in _parts(span, actors)]
        found = found or [actors.referent(span)]
    return list({referent.id: referent for referent in found if referent is not None}.values())


def names(spans: tuple[Span, ...], actors: Actors) -> tuple[str, ...]:
    """The names of everybody named by some spans; the words where nobody is known under them."""
    found: dict[str, None] = {}
    for span in spans:
        people = referents(span, actors)
        for referent in people:
            found[referent.name] = None
        if not people:
            found[_by_words(span, actors)] = None
    return tuple(name for name in found if name)


# A pronoun that nobody is known under names nobody.
PRONOUN = re.compile(
    r"(?:i|we|us|ours?|my|me|you|your|he|him|his|she|hers?|its?|they|them|theirs?|who|whom|which|that|this|these|those)", re.I
)


def _by_words(span: Span, actors: Actors) -> str:
    words = bare(actors.scene.words(span))
    if PRONOUN.fullmatch(words) and words != "US":
        return ""
    entry = actors.scene.directory.state_of(words)
    return entry.name if entry is not None else words if name_key(words) else ""


def parties(spans: tuple[Span, ...], actors: Actors) -> tuple[str, ...]:
    """The parties of everybody named by some spans, their names where they speak for nobody."""
    found: dict[str, None] = {}
    for span in spans:
        people = referents(span, actors)
        for referent in people:
            found[referent.party or referent.name] = None
        if not people:
            found[_by_words(span, actors)] = None
    return tuple(name for name in found if name)
