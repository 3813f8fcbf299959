"""Annotations -> a reading: every draft becomes its model, with actors, parties and dates in place of spans and indexes."""

from __future__ import annotations

from onrecord import __version__
from onrecord.model.draft import Annotations
from onrecord.model.reading import OpenIssue, ReaderVersion, Reading
from onrecord.resolve.actors import Actors
from onrecord.resolve.events import distinct_events, resolve_events, resolve_next_steps
from onrecord.resolve.figures import resolve_figures
from onrecord.resolve.ids import Ids
from onrecord.resolve.places import PlaceResolver
from onrecord.resolve.positions import resolve_commitments, resolve_positions
from onrecord.resolve.relays import resolve_relays
from onrecord.resolve.scene import Scene
from onrecord.resolve.statements import resolve_statements
from onrecord.resolve.toponyms import resolve_places
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory

RULES = "rules"


def resolve(
    annotations: Annotations,
    directory: Directory,
    codebook: Codebook,
    weights: str = RULES,
    places: PlaceResolver | None = None,
) -> Reading:
    """Resolve everything that the layers found in one report. Cost: linear in what they found.

    Without `places`, place names have no coordinates.
    """
    actors, ids = Actors(Scene(annotations, directory)), Ids(annotations.report.id)
    statements = resolve_statements(actors, ids)
    found = resolve_places(actors, places)
    events = resolve_events(actors, ids, statements, places.states_of(found) if places else None)
    positions = resolve_positions(statements, actors, ids)
    commitments = resolve_commitments(statements, actors, ids)
    next_steps = resolve_next_steps(events, actors)
    events, kept = distinct_events(events)
    next_steps = [step.model_copy(update={"event": kept.get(step.event or "")}) for step in next_steps]
    figures = resolve_figures(statements, actors, ids)
    relays = resolve_relays(actors)
    return Reading(
        reading=ReaderVersion(reader=__version__, weights=weights, codebook=f"{codebook.name} {codebook.hash}".strip()),
        report=annotations.report.model_copy(update={"relays": relays}),
        mentions=tuple(actors.mentions()),
        actors=tuple(actors.actors()),
        statements=tuple(statements),
        events=tuple(events),
        dates=tuple(annotations.dates),
        places=found,
        figures=tuple(figures),
        positions=tuple(positions),
        commitments=tuple(commitments),
        open_issues=tuple(OpenIssue(issue=draft.issue, span=draft.span) for draft in annotations.open_issues),
        next_steps=tuple(next_steps),
    )
