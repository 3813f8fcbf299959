"""Merging: one event told several times in a report is one event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord.annotate.events.calendar import days_of
from onrecord.annotate.events.phrases import Phrases
from onrecord.model.draft import EventDraft
from onrecord.model.reading import Timex
from onrecord.model.span import Span

# Whom these mean is found later; while merging they neither join nor divide.
PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "i", "we", "me", "us", "who", "which", "that"})
# Words that tell an event from the one told before.
ANOTHER = re.compile(r"(?:another|a (?:second|third|further|new|fresh|separate)|further|fresh|separate)\b", re.IGNORECASE)
RESIGNING = frozenset({"resign", "resignation", "quit"})
OPEN_STATUSES = frozenset({"planned", "proposed", "moved"})


# How many events of one type, the latest, a new telling is held against: a report that tells of more is a list.
LATEST = 40


class Told(NamedTuple):
    """An event with the identities of those who act and of those they face, pronouns left out."""

    event: EventDraft
    acting: frozenset[str]
    facing: frozenset[str]


def merge_events(events: Sequence[EventDraft], phrases: Phrases, dates: Sequence[Timex]) -> list[EventDraft]:
    """Keep each event once, filled with what its repetitions add. Cost: linear in events."""
    kept: dict[str, list[Told]] = {}
    for event in events:
        told, group = _told(event, phrases), kept.setdefault(event.type, [])
        first = max(len(group) - LATEST, 0)
        for number, known in enumerate(group[first:], first):
            if _same(known, told, phrases, dates):
                group[number] = _told(_joined(known.event, event, phrases, dates), phrases)
                break
        else:
            group.append(told)
    return sorted((told.event for group in kept.values() for told in group), key=lambda event: event.span)


def _told(event: EventDraft, phrases: Phrases) -> Told:
    return Told(event, _keys(event.actors, phrases), _keys(event.recipients, phrases))


def _keys(spans: Sequence[Span], phrases: Phrases) -> frozenset[str]:
    return frozenset(phrases.identity(s) for s in spans) - PRONOUNS


def _same(known: Told, new: Told, phrases: Phrases, dates: Sequence[Timex]) -> bool:
    a, b = known.event, new.event
    if _same_resignation(known, new, phrases):
        return True
    if (a.status in OPEN_STATUSES) != (b.status in OPEN_STATUSES):
        return False
    if ANOTHER.match(phrases.document.text, b.span.start, b.span.end):
        return False
    if a.date is not None and b.date is not None and not _one_day(dates[a.date].value, dates[b.date].value):
        return False
    if a.type in phrases.lexicon.mutual:
        mine, yours = known.acting | known.facing, new.acting | new.facing
        return bool(mine and yours) and (mine <= yours or yours <= mine)
    if not a.actors or not b.actors:
        return _same_harm(known, new, phrases)
    # Whom a pronoun means is not known yet: it joins nobody.
    if not known.acting & new.acting:
        return False
    return not known.facing or not new.facing or bool(known.facing & new.facing)


def _same_resignation(known: Told, new: Told, phrases: Phrases) -> bool:
    """Whether one person's resignation is told as announced, offered and made: one resigns once."""
    if known.event.type != "CONCEDE" or not known.acting or known.acting != new.acting:
        return False
    words = (phrases.document.tokens(t.event.span) for t in (known, new))
    return all(any(token.lemma_.lower() in RESIGNING for token in tokens) for tokens in words)


def _same_harm(known: Told, new: Told, phrases: Phrases) -> bool:
    """Whether a harm that nobody is said to have done is one told with who did it: one place or one day, or the same victims."""
    a, b = known.event, new.event
    if a.place is not None and b.place is not None and phrases.identity(a.place) != phrases.identity(b.place):
        return False
    agree = (a.place is not None and b.place is not None) + (a.date is not None and b.date is not None)
    return bool(agree) or bool(known.facing & new.facing)


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
        status=other.status if best.status in OPEN_STATUSES and other.status == "happened" else best.status,
        actors=best.actors or other.actors,
        recipients=best.recipients or other.recipients,
        date=_narrower(best.date, other.date, dates),
        deadline=best.deadline if best.deadline is not None else other.deadline,
        place=best.place or other.place,
        duration=best.duration or other.duration,
        mode=best.mode or other.mode,
    )
