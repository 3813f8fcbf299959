"""Spans of those who act or hold a position -> names: as named in the text, in the canonical spelling."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.model.draft import MentionDraft
from onrecord.model.span import Span
from onrecord.resolve.actors import Actors
from onrecord.resolve.referent import Referent
from onrecord.resolve.statements import bare
from onrecord.scheme.actor_entry import name_key

AND = re.compile(r"(?:,|,? and|,? as well as)? ?(?:, )?(?:the )?")


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
    """The states of a plural description of several: "Irish and British officials", "delegations of Ireland and Britain"."""
    draft, drafts = actors.scene.drafts[number], actors.scene.drafts
    if draft.form != "description" or draft.number != "plur":
        return []
    inner = [n for n in actors.at(draft.span) if n != number and _state(n, actors)]
    spans = [drafts[n].span for n in inner]
    gaps = [actors.scene.text[a.end : b.start] for a, b in pairwise(spans)]
    if not inner or not all(gap.strip() and AND.fullmatch(gap) for gap in gaps):
        return []
    if spans[-1].end == draft.span.end:
        inner += _listed_after(inner[-1], actors)
    found = [actors.named(n) for n in inner] if len(inner) > 1 else []
    return [referent for referent in found if referent is not None]


def _state(number: int, actors: Actors) -> bool:
    referent = actors.named(number) if actors.scene.drafts[number].form == "name" else None
    return referent is not None and (referent.kind == "country" or actors.scene.drafts[number].label in ("NORP", "GPE"))


def _listed_after(number: int, actors: Actors) -> list[int]:
    """The states that a list goes on with where the parser ended a description: "officials from Chad[, Mali and Niger]"."""
    drafts, text, found = actors.scene.drafts, actors.scene.text, []
    for after in range(number + 1, len(drafts)):
        gap = text[drafts[after - 1].span.end : drafts[after].span.start]
        possessive = text[drafts[after].span.end : drafts[after].span.end + 1] in ("'", "’")
        if possessive or not gap.strip() or not AND.fullmatch(gap) or not _state(after, actors):
            break
        found.append(after)
    return found


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
