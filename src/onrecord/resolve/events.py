"""Event and next-step drafts -> events and next steps."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.model.draft import EventDraft, NextStepDraft
from onrecord.model.reading import Event, NextStep
from onrecord.model.span import Span
from onrecord.resolve.actors import Actors
from onrecord.resolve.holders import names
from onrecord.resolve.ids import Ids
from onrecord.resolve.statements import bare
from onrecord.scheme.actor_entry import name_key


def date_of(index: int | None, actors: Actors) -> str | None:
    """The value of the date with this index."""
    dates = actors.scene.annotations.dates
    return dated(dates[index].value) if index is not None and index < len(dates) else None


WEEKEND = re.compile(r"(\d{4})-W(0[1-9]|[1-4]\d|5[0-2])-WE")


def dated(value: str | None) -> str | None:
    """The value of an event's day: a weekend as the interval that it is (docs/reading.md, Events), else as it stands."""
    match = WEEKEND.fullmatch(value or "")
    if match is None:
        return value
    saturday = date.fromisocalendar(int(match[1]), int(match[2]), 6)
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def place_name(span: Span | None, actors: Actors) -> str | None:
    """The name of a place: a state's in its canonical spelling, any other as written."""
    words = bare(actors.scene.words(span))
    directory, key = actors.scene.directory, name_key(words)
    entry = next(iter(directory.by_name.get(key) or directory.by_demonym.get(key) or ()), None)
    return (entry.name if entry is not None and entry.kind == "country" else words) or None


def _event(draft: EventDraft, actors: Actors, ids: Ids) -> Event:
    acting = names(draft.actors, actors)
    return Event(
        id=ids.make("e", draft.type, draft.span),
        type=draft.type,
        mode=draft.mode,
        actors=acting,
        recipients=tuple(name for name in names(draft.recipients, actors) if name not in acting or len(draft.recipients) > 1),
        date=date_of(draft.date, actors),
        place=place_name(draft.place, actors),
        status=draft.status,
        duration=draft.duration,
        deadline=date_of(draft.deadline, actors),
        span=draft.span,
        confidence=draft.confidence,
    )


def resolve_events(actors: Actors, ids: Ids) -> list[Event]:
    """Every event draft as an event, in the drafts' order."""
    return [_event(draft, actors, ids) for draft in actors.scene.annotations.events]


def _step(draft: NextStepDraft, events: list[Event], actors: Actors) -> NextStep:
    event = events[draft.event] if draft.event is not None and draft.event < len(events) else None
    who = names(draft.who, actors)
    return NextStep(
        what=draft.what,
        who=who or (tuple(dict.fromkeys((*event.actors, *event.recipients))) if event else ()),
        date=date_of(draft.date, actors),
        span=draft.span,
        event=event.id if event else None,
    )


def resolve_next_steps(events: list[Event], actors: Actors) -> list[NextStep]:
    """Every next-step draft as a next step; without somebody named, whoever takes part in its event."""
    return [_step(draft, events, actors) for draft in actors.scene.annotations.next_steps]
