"""Merging: one event told several times in a report is one event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate.events.calendar import days_of
from onrecord.annotate.events.phrases import Phrases
from onrecord.model.draft import EventDraft
from onrecord.model.reading import Timex
from onrecord.model.span import Span

# Whom these mean is found later; while merging they neither join nor divide.
PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "i", "we", "me", "us", "who", "which", "that"})
# Words that tell an event from the one told before.
ANOTHER = re.compile(r"(?:another|a (?:second|third|further|new|fresh|separate)|further|fresh|separate)\b", re.IGNORECASE)
OPEN_STATUSES = frozenset({"planned", "proposed", "moved"})


def merge_events(events: Sequence[EventDraft], phrases: Phrases, dates: Sequence[Timex]) -> list[EventDraft]:
    """Keep each event once, filled with what its repetitions add. Cost: linear in events times those of one type."""
    kept: dict[str, list[EventDraft]] = {}
    for event in events:
        group = kept.setdefault(event.type, [])
        for number, known in enumerate(group):
            if _same(known, event, phrases, dates):
                group[number] = _joined(known, event, phrases, dates)
                break
        else:
            group.append(event)
    return sorted((e for group in kept.values() for e in group), key=lambda e: e.span)


def _keys(spans: Sequence[Span], phrases: Phrases) -> set[str]:
    return {phrases.identity(s) for s in spans} - PRONOUNS


def _same(a: EventDraft, b: EventDraft, phrases: Phrases, dates: Sequence[Timex]) -> bool:
    if (a.status in OPEN_STATUSES) != (b.status in OPEN_STATUSES):
        return False
    if ANOTHER.match(phrases.document.text, b.span.start, b.span.end):
        return False
    if a.date is not None and b.date is not None and not _one_day(dates[a.date].value, dates[b.date].value):
        return False
    acting, facing = _keys(a.actors, phrases), _keys(a.recipients, phrases)
    other_acting, other_facing = _keys(b.actors, phrases), _keys(b.recipients, phrases)
    if a.type in ("CONSULT", "AGREE", "COOPERATE"):
        mine, yours = acting | facing, other_acting | other_facing
        return bool(mine and yours) and (mine <= yours or yours <= mine)
    if not acting or not other_acting:
        # Whom a pronoun means is not known yet.
        return False
    if not acting & other_acting:
        return False
    return not facing or not other_facing or bool(facing & other_facing)


def _one_day(a: str | None, b: str | None) -> bool:
    """Whether two values can date one event: equal, or one within the other (a Wednesday, this week)."""
    if a == b:
        return True
    first, second = days_of(a), days_of(b)
    if first is None or second is None:
        return False
    return (first[0] <= second[0] and second[1] <= first[1]) or (second[0] <= first[0] and first[1] <= second[1])


def _narrower(a: int | None, b: int | None, dates: Sequence[Timex]) -> int | None:
    """Of two dates of one event the one that says more."""
    if a is None or b is None:
        return b if a is None else a
    first, second = days_of(dates[a].value), days_of(dates[b].value)
    if first is None or second is None:
        return a
    return b if second[1] - second[0] < first[1] - first[0] else a


def _weight(event: EventDraft, phrases: Phrases) -> tuple[int, float, int]:
    """How much a telling says; of two that say as much the longer one, which is rarely the headline."""
    filled = (
        bool(event.actors)
        + 2 * bool(_keys(event.actors, phrases))
        + bool(event.recipients)
        + (event.date is not None)
        + (event.place is not None)
    )
    named = bool(event.actors) and all(phrases.is_name(s) for s in event.actors)
    return filled + 2 * named, event.confidence, event.span.end - event.span.start


def _joined(a: EventDraft, b: EventDraft, phrases: Phrases, dates: Sequence[Timex]) -> EventDraft:
    """The fuller of two tellings, with what only the other says."""
    best, other = (b, a) if _weight(b, phrases) > _weight(a, phrases) else (a, b)
    return replace(
        best,
        actors=best.actors or other.actors,
        recipients=best.recipients or other.recipients,
        date=_narrower(best.date, other.date, dates),
        deadline=best.deadline if best.deadline is not None else other.deadline,
        place=best.place or other.place,
        duration=best.duration or other.duration,
        mode=best.mode or other.mode,
    )
