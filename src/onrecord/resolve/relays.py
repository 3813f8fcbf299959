"""Relay drafts -> relays: each hop between two canonical names, also those that carriers of statements imply."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model.report import Relay
from onrecord.model.span import outer
from onrecord.resolve.actors import Actors
from onrecord.resolve.statements import named


def _publisher(actors: Actors) -> str | None:
    publisher = actors.scene.annotations.report.publisher
    return actors.scene.directory.canonical(publisher) if publisher else None


def _drafted(actors: Actors) -> Iterator[Relay]:
    for draft in actors.scene.annotations.relays:
        by = named(draft.by, actors) if draft.by else _publisher(actors)
        of, verb = named(draft.of, actors), actors.scene.words(draft.verb) or None
        if by and of:
            yield Relay(by=by, of=of, span=draft.span, verb=verb, scope=draft.scope)


def _carried(actors: Actors) -> Iterator[Relay]:
    """What the carriers of a statement imply: the publisher passes on the outermost, each carrier the one before it."""
    publisher = _publisher(actors)
    for draft in actors.scene.annotations.statements:
        hops = [named(span, actors) for span in draft.via]
        takers = [*hops[1:], publisher][: len(hops)]
        for of, by, span in zip(hops, takers, draft.via, strict=True):
            if by:
                yield Relay(by=by, of=of, span=span, verb=None, scope="sentence")
        if draft.based_on and len(draft.source) == 1 and actors.scene.directory.is_outlet(actors.scene.words(draft.source[0])):
            for span in draft.based_on:
                by = named(draft.source[0], actors)
                yield Relay(by=by, of=named(span, actors), span=outer((draft.source[0], span)), verb=None, scope="sentence")


def resolve_relays(actors: Actors) -> tuple[Relay, ...]:
    """Every hop once, nobody relaying themselves; those that the report came with stay first."""
    found = {(relay.by, relay.of): relay for relay in actors.scene.annotations.report.relays}
    for relay in (*_drafted(actors), *_carried(actors)):
        if relay.by != relay.of:
            found.setdefault((relay.by, relay.of), relay)
    return tuple(found.values())
