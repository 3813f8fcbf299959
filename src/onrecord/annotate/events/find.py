"""The events layer: triggers, their roles and circumstances, then the main events of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.annotate.document import Document
from onrecord.annotate.events.circumstance import Calendar, place_of, when_of
from onrecord.annotate.events.identity import identifier
from onrecord.annotate.events.lexicon import EventLexicon, load_events
from onrecord.annotate.events.merge import merge_events
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.roles import Roles, find_roles
from onrecord.annotate.events.scope import content_of_another, offering
from onrecord.annotate.events.span import span_of_event
from onrecord.annotate.events.status import outlook_of
from onrecord.annotate.events.triggers import Trigger, find_triggers
from onrecord.model.draft import EventDraft
from onrecord.model.span import Span

if TYPE_CHECKING:
    from onrecord.annotate.pipeline import Vocabulary


def find_events(document: Document, vocabulary: Vocabulary) -> list[EventDraft]:
    """Find the main events of a report: who did what to whom, when, where, and whether it happened.

    A trigger makes an event where somebody takes part and the words assert it; what is only the content of a demand,
    an accusation or a condition makes none. An event told several times is one.
    """
    lexicon = load_events()
    phrases = Phrases(document, lexicon, identifier(vocabulary.directory))
    calendar = Calendar(document)
    triggers = list(find_triggers(document.doc, lexicon))
    taken = {t.token.i for t in triggers}
    found = []
    for trigger in triggers:
        if trigger.support is not None and _carried_by_speech(trigger, taken):
            continue
        event = _event(trigger, phrases, calendar, lexicon)
        if event is not None and not content_of_another(trigger, lexicon):
            found.append((trigger, event))
    offered = {above.i for trigger, _ in found if (above := offering(trigger)) is not None}
    events = [event for trigger, event in found if trigger.entry.type != "AGREE" or trigger.token.i not in offered]
    return merge_events(events, phrases.identity, document.annotations.dates)


def _carried_by_speech(trigger: Trigger, taken: set[int]) -> bool:
    """Whether the verb that carries the noun names the event already ("rejected the offer")."""
    return trigger.support is not None and trigger.support.i in taken and trigger.support.lemma_ not in ("propose", "offer")


def _event(trigger: Trigger, phrases: Phrases, calendar: Calendar, lexicon: EventLexicon) -> EventDraft | None:
    roles = find_roles(trigger, phrases, lexicon)
    if not _enough(trigger, roles, phrases):
        return None
    outlook = outlook_of(trigger, lexicon)
    if not outlook.asserted:
        return None
    when = when_of(trigger, calendar, lexicon)
    return EventDraft(
        span=span_of_event(trigger, lexicon),
        type=trigger.entry.type,
        mode=lexicon.modes.get(trigger.entry.lemma),
        actors=tuple(roles.actors),
        recipients=tuple(roles.recipients),
        status=outlook.status,
        date=when.date,
        deadline=when.deadline,
        place=place_of(trigger, phrases, lexicon, roles.recipients),
        duration=when.duration,
    )


def _enough(trigger: Trigger, roles: Roles, phrases: Phrases) -> bool:
    """Whether enough people take part: a verb needs an actor, a noun two sides or a verb that carries it."""
    if trigger.entry.faces and not roles.recipients:
        return False
    if roles.recipients and all(_is_media(s, phrases) for s in roles.recipients) and trigger.entry.type in ("CONSULT", "AGREE"):
        return False
    if trigger.token.pos_ == "VERB" or trigger.support is not None:
        return bool(roles.actors)
    if roles.mutual:
        return len(roles.actors) + len(roles.recipients) >= 2
    return bool(roles.actors) and (trigger.entry.type not in phrases.lexicon.spoken or bool(roles.recipients))


def _is_media(span: Span, phrases: Phrases) -> bool:
    tokens = phrases.document.tokens(span)
    return bool(len(tokens)) and tokens.root.lemma_.lower() in phrases.lexicon.media
