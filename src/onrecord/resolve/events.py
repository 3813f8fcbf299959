"""Event and next-step drafts -> events and next steps."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from onrecord.model.draft import EventDraft, NextStepDraft
from onrecord.model.reading import Event, NextStep, Statement
from onrecord.model.span import Span
from onrecord.resolve.actors import Actors
from onrecord.resolve.descriptions import uncounted
from onrecord.resolve.holders import names, parties, referents
from onrecord.resolve.ids import Ids
from onrecord.resolve.statements import bare
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.toml import load_scheme


@cache
def _mutual() -> frozenset[str]:
    """Types of acts in which all take part alike."""
    return frozenset(load_scheme("events")["roles"]["mutual"])


def date_of(index: int | None, actors: Actors) -> str | None:
    """The value of the date with this index."""
    dates = actors.scene.annotations.dates
    return dated(dates[index].value) if index is not None and index < len(dates) else None


# Words in capitals that are no longer are acronyms.
ACRONYM_CHARS = 3
ADJECTIVES = re.compile(r"^(?:[a-z][a-z-]+ )+(?=[A-Z])")
WEEKEND = re.compile(r"(\d{4})-W(0[1-9]|[1-4]\d|5[0-2])-WE")


def dated(value: str | None) -> str | None:
    """The value of an event's day: a weekend as the interval that it is (docs/reading.md, Events), else as it stands."""
    match = WEEKEND.fullmatch(value or "")
    if match is None:
        return value
    saturday = date.fromisocalendar(int(match[1]), int(match[2]), 6)
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def place_name(span: Span | None, actors: Actors) -> str | None:
    """The name of a place: a state's in its canonical spelling, any other as written, "northern Finland" without its adjective."""
    words = ADJECTIVES.sub("", bare(actors.scene.words(span)))
    # "GENEVA" of a dateline
    words = words.title() if words.isupper() and len(words) > ACRONYM_CHARS else words
    directory, key = actors.scene.directory, name_key(words)
    entry = next(iter(directory.by_name.get(key) or directory.by_demonym.get(key) or ()), None)
    return (entry.name if entry is not None and entry.kind == "country" else words) or None


# What follows a description and says only where those described are: "nurses in Bergen".
WHERE = re.compile(
    r" (?:(?:in|at|near|across|outside) (?:the )?(?:[a-z]+(?:ern|ral|th|st) )?(?=[A-Z\d])|on (?=\w+day\b|an? [a-z])).*$",
    re.DOTALL,
)


def people(spans: tuple[Span, ...], actors: Actors, known: Mapping[Span, str]) -> tuple[str, ...]:
    """The names of those who take part: as already known, else resolved; a description without where those described are."""
    found: dict[str, None] = {}
    for span in spans:
        if span in known:
            found[known[span]] = None
            continue
        if _described_by_name(span, actors):
            found[uncounted(bare(actors.scene.words(span)))] = None
            continue
        for name in names((span,), actors):
            found[_name_apart(name, span, found, actors)] = None
    return tuple(found)


def _described_by_name(span: Span, actors: Actors) -> bool:
    """Whether a plural goes on after the name of whom it belongs to: "Nordair pilots" are not Nordair."""
    inside = [n for n in actors.at(span) if span.covers(actors.scene.drafts[n].span)]
    if not inside or any(actors.scene.drafts[n].span.end >= span.end or actors.scene.drafts[n].label == "NORP" for n in inside):
        return False
    last = actors.scene.words(span).split()[-1]
    return last.islower() and last.endswith("s")


def _name_apart(name: str, span: Span, known: Collection[str], actors: Actors) -> str:
    referent, head = actors.referent(span), actors.head(span)
    if head is not None and _part_of_description(span, actors):
        return uncounted(bare(actors.scene.words(span)))
    if referent is None or referent.described:
        return uncounted(WHERE.sub("", name))
    if name in known and head is not None and actors.scene.drafts[head].form == "description":
        # Named beside the one it was taken for, it is another ("Nordvik and the union").
        return bare(actors.scene.words(span))
    return name


def _part_of_description(span: Span, actors: Actors) -> bool:
    """Whether somebody described at greater length is meant: "hill rebels" of "hill rebels in the east"."""
    for number in actors.at(span):
        draft, referent = actors.scene.drafts[number], actors.referents[number]
        longer = draft.form == "description" and draft.span.covers(span) and draft.span.end > span.end
        if longer and draft.span.start <= span.start and " " in actors.scene.words(span):
            return referent is not None and referent.described
    return False


def _facing(draft: EventDraft, acting: tuple[str, ...], actors: Actors, known: Mapping[Span, str]) -> tuple[str, ...]:
    """To whom it is done. Where several take part alike ("both sides met", an exchange), each is the other's recipient."""
    facing = people(draft.recipients, actors, known)
    if draft.type in _mutual() and len(acting) > 1 and not facing:
        return acting
    return tuple(name for name in facing if name not in acting or len(draft.recipients) > 1)


# Types that are done on a place.
ON_PLACES = frozenset({"ASSAULT"})


def speakers_at(statements: Iterable[Statement]) -> dict[Span, str]:
    """Who speaks under the words that stand for a speaker: of "the letter reads" its writer."""
    return {span: s.source.name for s in statements if s.source is not None for span in s.source_span}


def _suffering(draft: EventDraft, acting: Collection[str], actors: Actors, states: Mapping[Span, str]) -> EventDraft:
    """A draft without recipients that turn out to be of the acting side: a minister's government, a state's own town."""
    bodies = draft.inferred and not any(r.human for span in draft.recipients for r in referents(span, actors))
    if bodies and set(parties(draft.recipients, actors)) <= set(parties(draft.actors, actors)):
        return replace(draft, recipients=())
    if draft.type in ON_PLACES:
        return replace(draft, recipients=tuple(span for span in draft.recipients if states.get(span) not in acting))
    return draft


def _hosts(draft: EventDraft, actors: Actors, states: Mapping[Span, str]) -> dict[Span, str]:
    """The state to which a visit to one of its towns is paid, or that is attacked there."""
    if draft.mode != "visit" and draft.type not in ON_PLACES:
        return {}
    towns = (span for span in draft.recipients if span in states)
    return {span: states[span] for span in towns if (known := actors.referent(span)) is None or known.entry is None}


def _event(draft: EventDraft, actors: Actors, ids: Ids, speakers: Mapping[Span, str], states: Mapping[Span, str]) -> Event:
    acting = people(draft.actors, actors, speakers)
    draft = _suffering(draft, acting, actors, states)
    return Event(
        id=ids.make("e", draft.type, draft.span),
        type=draft.type,
        mode=draft.mode,
        actors=acting,
        recipients=_facing(draft, acting, actors, _hosts(draft, actors, states)),
        date=date_of(draft.date, actors),
        place=place_name(draft.place, actors),
        status=draft.status,
        duration=draft.duration,
        deadline=date_of(draft.deadline, actors),
        span=draft.span,
        confidence=draft.confidence,
    )


def resolve_events(
    actors: Actors, ids: Ids, statements: Iterable[Statement] = (), states: Mapping[Span, str] | None = None
) -> list[Event]:
    """Every event draft as an event, in the drafts' order. `states` gives the state in which a place name's place lies."""
    speakers = speakers_at(statements)
    return [_event(draft, actors, ids, speakers, states or {}) for draft in actors.scene.annotations.events]


def distinct_events(events: list[Event]) -> tuple[list[Event], dict[str, str]]:
    """Each event once, now that it is known whom pronouns mean. Returns: the events, and for each id the id it is kept under."""
    kept: list[Event] = []
    ids: dict[str, str] = {}
    for event in events:
        if not event.actors and not event.recipients:
            # "was threatened by nobody": nobody did it to anybody.
            continue
        number = next((n for n, other in enumerate(kept) if _one(other, event)), None)
        if number is None:
            kept.append(event)
            ids[event.id] = event.id
        else:
            ids[event.id] = kept[number].id
            kept[number] = _filled(kept[number], event)
    return kept, ids


def _one(a: Event, b: Event) -> bool:
    if (a.type, a.status) != (b.type, b.status) or not set(a.actors) & set(b.actors):
        return False
    if a.recipients and b.recipients and not set(a.recipients) & set(b.recipients):
        return False
    return a.date is None or b.date is None or a.date == b.date


def _filled(event: Event, other: Event) -> Event:
    """An event with what only its repetition says."""
    names = ("recipients", "date", "place", "duration", "deadline", "mode")
    return event.model_copy(update={name: getattr(other, name) for name in names if not getattr(event, name)})


def _step(draft: NextStepDraft, events: list[Event], actors: Actors) -> NextStep:
    event = events[draft.event] if draft.event is not None and draft.event < len(events) else None
    who = names(draft.who, actors)
    return NextStep(
        what=draft.what,
        who=who or (tuple(dict.fromkeys((*event.actors, *event.recipients))) if event else ()),
        date=date_of(draft.date, actors),
        span=draft.span,
        event=event.id if event else None,
        confidence=draft.confidence,
    )


def resolve_next_steps(events: list[Event], actors: Actors) -> list[NextStep]:
    """Every next-step draft as a next step; without somebody named, whoever takes part in its event."""
    return [_step(draft, events, actors) for draft in actors.scene.annotations.next_steps]
