"""The place names of a report -> places with coordinates. A person with the name of a city is no place."""

from __future__ import annotations

import re
from bisect import bisect_left

from onrecord.model.reading import Place
from onrecord.model.span import Span
from onrecord.resolve.actors import Actors
from onrecord.resolve.events import place_name
from onrecord.resolve.gazetteer import Entry
from onrecord.resolve.places import PlaceResolver
from onrecord.scheme.actor_entry import name_key

# What stands before a place and hardly before a person's bare surname.
PREPOSITION = re.compile(
    r"\b(?:in|at|near|from|into|outside|across|around|inside|toward|towards|throughout)(?: the)? $", re.IGNORECASE
)


def _people(actors: Actors) -> tuple[list[Span], set[str]]:
    """Where people are named in full, in order, and the surnames of those who are."""
    names = [draft.name for draft in actors.scene.drafts if draft.name is not None and draft.label == "PERSON"]
    spoken = [(span, name_key(actors.scene.words(span)).split()) for span in names]
    full = [(span, words) for span, words in spoken if len(words) > 1]
    return sorted(span for span, _ in full), {words[-1] for _, words in full}


def _is_person(span: Span, actors: Actors, named: list[Span], surnames: set[str]) -> bool:
    before = bisect_left(named, span.end, key=lambda person: person.start)
    if before and named[before - 1].overlaps(span):
        return True
    words = actors.scene.words(span)
    return name_key(words) in surnames and not PREPOSITION.search(actors.scene.before(span))


def _place(span: Span, name: str, entry: Entry | None) -> Place:
    if entry is None:
        return Place(span=span, name=name)
    return Place(span=span, name=name, lat=entry.lat, lon=entry.lon, country=entry.country, geonames=entry.geonames)


def resolve_places(actors: Actors, places: PlaceResolver | None) -> tuple[Place, ...]:
    """Every place name of the report as a place, with coordinates where there are places to look it up in.

    `name` is the state's canonical name, else as written; `geonames` is the place's identity, whatever its spelling.
    """
    named, surnames = _people(actors)
    spans = [span for span in actors.scene.annotations.toponyms if not _is_person(span, actors, named, surnames)]
    entries = places.resolve(actors.scene.text, spans) if places else [None] * len(spans)
    found = ((span, place_name(span, actors), entry) for span, entry in zip(spans, entries, strict=True))
    return tuple(_place(span, name, entry) for span, name, entry in found if name is not None)
