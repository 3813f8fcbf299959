"""Relay drafts -> relays: each hop between two canonical names, also those to what the statements of outlets rest on."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model.report import Relay
from onrecord.model.span import outer
from onrecord.resolve.actors import Actors
from onrecord.resolve.statements import named
from onrecord.scheme.actor_entry import name_key


def _publisher(actors: Actors) -> str | None:
    publisher = actors.scene.annotations.report.publisher
    return actors.scene.directory.canonical(publisher) if publisher else None


def _drafted(actors: Actors) -> Iterator[Relay]:
    for draft in actors.scene.annotations.relays:
        by = named(draft.by, actors) if draft.by else _publisher(actors)
        of, verb = named(draft.of, actors), actors.scene.words(draft.verb) or None
        if by and of:
            yield Relay(by=by, of=of, span=draft.span, verb=verb, scope=draft.scope)


def _rested(actors: Actors) -> Iterator[Relay]:
    """What statements of outlets rest on."""
    for draft in actors.scene.annotations.statements:
        if (
            not draft.based_on
            or len(draft.source) != 1
            or not actors.scene.directory.is_outlet(actors.scene.words(draft.source[0]))
        ):
            continue
        by = named(draft.source[0], actors)
        for span in draft.based_on:
            yield Relay(by=by, of=named(span, actors), span=outer((draft.source[0], span)), verb=None, scope="sentence")


def _pair(relay: Relay) -> tuple[str, str]:
    return name_key(relay.by), name_key(relay.of)


def resolve_relays(actors: Actors) -> tuple[Relay, ...]:
    """Every hop once, nobody relaying themselves; those that the report came with stay first."""
    found = {_pair(relay): relay for relay in actors.scene.annotations.report.relays}
    for relay in (*_drafted(actors), *_rested(actors)):
        by, of = _pair(relay)
        if by != of:
            found.setdefault((by, of), relay)
    return tuple(found.values())
