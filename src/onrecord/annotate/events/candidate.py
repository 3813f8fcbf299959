"""A candidate: an event with the trigger it was read from; and the scene, what the steps of the layer share."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotate.document import Document
from onrecord.annotate.events.calendar import Calendar
from onrecord.annotate.events.lexicon import EventLexicon, load_events
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.speakers import Speakers
from onrecord.annotate.events.triggers import Trigger
from onrecord.model.draft import EventDraft

# Acts that are looked through for the one that another answers, repeats or goes on with.
MOST_EARLIER = 60


@dataclass(frozen=True, slots=True)
class Scene:
    """One document with its phrases and its calendar."""

    document: Document
    lexicon: EventLexicon
    phrases: Phrases
    calendar: Calendar
    speakers: Speakers


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as one trigger tells it."""

    trigger: Trigger
    event: EventDraft

    @property
    def agentless(self) -> bool:
        """Whether it is told without saying who did it, and may be: "six aid workers were killed on Saturday"."""
        entry = self.trigger.entry
        if self.event.actors:
            return False
        verb = self.trigger.token
        passive = any(c.dep_ == "nsubjpass" for c in verb.children) or verb.tag_ in ("VBN", "VBD")
        arms = any(c.dep_ == "nsubj" and c.lemma_.lower() in load_events().classes["weapon"] for c in verb.children)
        return (((passive or arms) and entry.agentless) or entry.turned) and bool(self.event.recipients)

    @property
    def bare(self) -> bool:
        """Whether nobody is said to take part ("the talks in Geneva"): it may be one that was told before."""
        return not self.event.actors and not self.event.recipients
