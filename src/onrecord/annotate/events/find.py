"""The events layer: triggers, their roles and circumstances, then the main events of the report."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.annotate.document import Document
from onrecord.annotate.events.anaphora import complete
from onrecord.annotate.events.calendar import Calendar
from onrecord.annotate.events.candidate import Candidate, Scene
from onrecord.annotate.events.circumstance import When, when_of
from onrecord.annotate.events.lexicon import Entry, load_events
from onrecord.annotate.events.merge import merge_events
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.places import place_of
from onrecord.annotate.events.reversal import as_entered
from onrecord.annotate.events.roles import Roles, find_roles
from onrecord.annotate.events.said import find_said, load_said
from onrecord.annotate.events.scope import OFFERING, content_of_another, denying, offering
from onrecord.annotate.events.select import worth_telling
from onrecord.annotate.events.span import span_of_event
from onrecord.annotate.events.speakers import Speakers
from onrecord.annotate.events.status import outlook_of
from onrecord.annotate.events.triggers import Trigger, find_triggers, is_harmed
from onrecord.model.draft import EventDraft
from onrecord.model.span import Span

if TYPE_CHECKING:
    from onrecord.annotate.vocabulary import Vocabulary


def find_events(document: Document, vocabulary: Vocabulary) -> list[EventDraft]:
    """Find the main events of a report: who did what to whom, when, where, and whether it happened.

    A trigger makes an event where somebody takes part and the words assert it; what is only the content of a demand,
    an accusation or a condition makes none. An event told several times is one.
    """
    scene = scene_of(document, vocabulary)
    candidates = find_candidates(scene)
    # Whose harm nobody is said to have done keeps nobody; the other acts may take who did them from what was told before.
    events = [c.event for c in candidates if c.agentless]
    events += [c.event for c in complete([c for c in candidates if not c.agentless], scene)]
    events.sort(key=lambda event: event.span)
    return merge_events(events, scene.phrases, document.annotations.dates)


def scene_of(document: Document, vocabulary: Vocabulary) -> Scene:
    """What the steps of the layer share."""
    lexicon = load_events()
    phrases = Phrases(document, lexicon, vocabulary.directory)
    return Scene(document, lexicon, phrases, Calendar(document), Speakers(document, phrases, load_said().saying))


def find_candidates(scene: Scene) -> list[Candidate]:
    """Find what could be told as an event, before repetitions are joined, in reading order."""
    triggers = list(find_triggers(scene.document.doc, scene.lexicon))
    taken = {t.token.i: t.entry for t in triggers}
    triggers = [_not_carried(t, taken, scene) for t in triggers]
    found = []
    for trigger in triggers:
        if _carried_by_speech(trigger, taken) or _told_by_subject(trigger, taken, scene):
            continue
        if content_of_another(trigger, scene.lexicon, taken):
            continue
        candidate = _candidate(trigger, scene)
        if candidate is not None:
            found.append(candidate)
    offered = {above.i for c in found if (above := offering(c.trigger)) is not None}
    found = [c for c in found if c.event.type not in ("AGREE", "REQUEST") or c.trigger.token.i not in offered]
    refuted = {over.i for c in found if (over := denying(c.trigger)) is not None}
    found = [c for c in found if c.trigger.token.i not in refuted]
    told = {c.trigger.token.i for c in found if c.event.status != "denied"}
    # "will be suspending the talks" is no threat beside.
    told |= {c.trigger.support.i for c in found if c.trigger.support is not None and c.event.status == "called-off"}
    said = [c for c in find_said(scene) if c.trigger.token.i not in told]
    # What is denied of an act may be a refusal: "will never accept the plan".
    refused = {c.trigger.token.i for c in said}
    found = [c for c in found if c.trigger.token.i not in refused and not _refused(c, refused)]
    return sorted(found + said, key=lambda c: c.event.span)


def _refused(candidate: Candidate, refused: Collection[int]) -> bool:
    """Whether talks that are denied are those that somebody refuses: "will not take part in any talks"."""
    support = candidate.trigger.support
    return candidate.event.status == "denied" and support is not None and support.i in refused


def _carried_by_speech(trigger: Trigger, taken: Mapping[int, Entry]) -> bool:
    """Whether the verb that carries the noun names the event already ("rejected the offer")."""
    support = trigger.support
    return support is not None and support.i in taken and support.lemma_ not in OFFERING and not is_harmed(support, trigger)


def _not_carried(trigger: Trigger, taken: Mapping[int, Entry], scene: Scene) -> Trigger:
    """A deed without the verb over it where that tells of it and does not do it: "residents confirmed the bombardment"."""
    support = trigger.support
    if support is None or trigger.entry.type != "ASSAULT" or support.i in taken or is_harmed(support, trigger):
        return trigger
    carries = support.lemma_ in scene.lexicon.status["support"] or support.pos_ == "AUX"
    return trigger if carries else replace(trigger, support=None)


def _told_by_subject(trigger: Trigger, taken: Mapping[int, Entry], scene: Scene) -> bool:
    """Whether the subject of a verb, or the verb that a participle hangs on, names the same act: "the strikes killed six"."""
    over = trigger.token.head
    if trigger.token.dep_ == "advcl" and trigger.token.tag_ == "VBG" and over.i in taken and over.pos_ == "VERB":
        return taken[over.i].type == trigger.entry.type == "ASSAULT"
    subjects = [c for c in trigger.token.children if c.dep_ == "nsubj"] if trigger.token.pos_ == "VERB" else []
    acts = [s for s in subjects if s.i in taken and s.pos_ == "NOUN" and taken[s.i].type == trigger.entry.type]
    # "The opposition rejected" is somebody's act, and of "an air strike killed six" nobody is said to have done it.
    acts = [s for s in acts if s.lemma_.lower() not in scene.lexicon.actors]
    return any(scene.phrases.owners(s) or not trigger.entry.agentless for s in acts)


def _causes(trigger: Trigger) -> list[Trigger]:
    """What brought about a harm that nobody is said to have done: "15 were killed after shells fell on a market in Bergen"."""
    if not trigger.entry.agentless:
        return []
    harms = (trigger.token, *(c for c in trigger.token.children if c.dep_ == "conj"))
    return [Trigger(c, trigger.entry) for harm in harms for c in harm.children if c.dep_ == "advcl"]


def _when(trigger: Trigger, scene: Scene) -> When:
    """When an act took place: of a harm also as its cause is dated."""
    times = (when_of(each, scene.calendar, scene.lexicon) for each in (trigger, *_causes(trigger)))
    first = next(times)
    return first if first.date is not None else next((w for w in times if w.date is not None), first)


def _where(trigger: Trigger, roles: Roles, scene: Scene) -> Span | None:
    """Where it took place, of a harm also as its cause has a place."""
    places = (place_of(each, scene, roles.actors, roles.recipients) for each in (trigger, *_causes(trigger)))
    return next((p for p in places if p is not None), None)


def _candidate(trigger: Trigger, scene: Scene) -> Candidate | None:
    roles = as_entered(find_roles(trigger, scene.phrases, scene.lexicon), trigger, scene)
    outlook = outlook_of(trigger, scene.lexicon)
    if not outlook.asserted:
        return None
    when, place = _when(trigger, scene).told_in(trigger, scene.calendar), _where(trigger, roles, scene)
    # Who leaves a town does it to nobody of that name.
    left = place if trigger.entry.type == "RETREAT" and place is not None and not scene.phrases.is_known(place) else None
    event = EventDraft(
        span=span_of_event(trigger, scene.lexicon),
        type=trigger.entry.type,
        mode=scene.lexicon.modes.get(trigger.entry.lemma),
        actors=tuple(roles.actors),
        recipients=tuple(r for r in roles.recipients if r != left),
        status=when.status_of(outlook.status, trigger, scene.calendar),
        date=when.date,
        deadline=when.deadline,
        place=place,
        duration=when.duration,
    )
    candidate = Candidate(trigger, event)
    return candidate if worth_telling(candidate, scene) else None
