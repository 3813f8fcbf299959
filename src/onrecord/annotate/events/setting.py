"""Setting: where an act took place that its own clause does not say, by what was told before of who acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from onrecord.annotate.datelines import Dateline, find_dateline
from onrecord.annotate.events.candidate import MOST_EARLIER, Candidate, Scene
from onrecord.annotate.events.circumstance import when_of
from onrecord.annotate.events.places import SPOKEN_TYPES, occasions_of, places_at
from onrecord.annotate.events.triggers import Trigger
from onrecord.model.draft import EventDraft
from onrecord.model.span import Span
from onrecord.scheme.actor_entry import name_key

# How near after a body a word must stand that says that it sits.
SESSION_TOKENS = 4


class Venue(NamedTuple):
    """Where a body is said to sit: the noun for it ("parliament"), its identity, and the place."""

    noun: str
    identity: str
    place: Span


class Setting:
    """Answers, for one report, where its bodies sit, its speakers spoke and its fights go on."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def placed(self, trigger: Trigger, event: EventDraft, earlier: Sequence[Candidate]) -> EventDraft:
        """An event with the place that was told before: of words where they were spoken, of a fight where it goes on."""
        if not event.actors:
            return event
        event = self._on_the_occasion(trigger, event)
        if event.place is not None:
            return event
        lead = self._dateline(trigger, event)
        if lead is not None:
            return replace(event, place=lead)
        if event.type == "ASSAULT":
            return replace(event, place=self._same_fight(event, earlier))
        if event.type not in SPOKEN_TYPES or event.status not in ("happened", "planned"):
            return event
        place = self._sitting(trigger, event)
        if place is not None or event.status != "happened":
            return replace(event, place=place)
        return self._spoken(trigger, event)

    def _dateline(self, trigger: Trigger, event: EventDraft) -> Span | None:
        """The city of the dateline, of what the lead tells: words of its own state, or talks of others, for whom it is the venue."""
        city = self._opening.place if self._opening is not None else None
        if city is None or self._scene.document.doc[trigger.token.i].sent != self._lead or event.status != "happened":
            return None
        home = self._scene.phrases.identity(city) in self._scene.phrases.identities(event.actors)
        if event.type == "CONSULT":
            both = self._scene.phrases.identities((*event.actors, *event.recipients))
            return city if len(both) > 1 and self._scene.phrases.identity(city) not in both else None
        return city if event.type in ("REQUEST", "REJECT", "ACCUSE", "THREATEN") and home else None

    @cached_property
    def _opening(self) -> Dateline | None:
        """The dateline with which the report begins."""
        return find_dateline(self._scene.document.text, 0)

    @cached_property
    def _lead(self) -> SpacySpan | None:
        """The first sentence behind the dateline."""
        end = self._opening.span.end if self._opening is not None else None
        first = next((t for t in self._scene.document.doc if end is not None and t.idx >= end and not t.is_space), None)
        return first.sent if first is not None else None

    def _on_the_occasion(self, trigger: Trigger, event: EventDraft) -> EventDraft:
        """Words with the day of the occasion on which they were spoken: "Speaking in Oslo on Monday, Ek accused"."""
        if event.date is not None or event.type not in SPOKEN_TYPES or event.status != "happened" or trigger.verb is None:
            return event
        for occasion in occasions_of(trigger.verb, self._scene.lexicon)[1:]:
            when = when_of(Trigger(occasion, trigger.entry), self._scene.calendar, self._scene.lexicon)
            if when.date is not None:
                return replace(event, date=when.date)
        return event

    def _spoken(self, trigger: Trigger, event: EventDraft) -> EventDraft:
        """Put words on the occasion on which their speaker was just said to speak ("told reporters in Oslo ... He accused")."""
        scene = self._scene
        for cue in scene.speakers.cues_before(trigger.token, event.actors):
            for occasion in occasions_of(cue, scene.lexicon):
                place = next(places_at(occasion, scene.phrases), None)
                if place is not None:
                    when = when_of(Trigger(occasion, trigger.entry), scene.calendar, scene.lexicon)
                    return replace(event, place=scene.phrases.span(place), date=when.date if event.date is None else event.date)
        return event

    def _same_fight(self, event: EventDraft, earlier: Sequence[Candidate]) -> Span | None:
        """Where the same sides were said to fight before."""
        acting, facing = self._scene.phrases.identities(event.actors), self._scene.phrases.identities(event.recipients)
        for other in reversed(earlier[-MOST_EARLIER:]):
            told = other.event
            sides = self._scene.phrases.identities(told.actors), self._scene.phrases.identities(told.recipients)
            same = (acting & sides[0] and facing & sides[1]) or (acting & sides[1] and facing & sides[0])
            if told.type == "ASSAULT" and told.place is not None and same:
                return told.place
        return None

    def _sitting(self, trigger: Trigger, event: EventDraft) -> Span | None:
        """Where the body sits that acts, or the one body of the report that can vote."""
        acting = self._scene.phrases.identities(event.actors)
        voting = trigger.token.lemma_.lower() == "vote" and len({v.place for v in self._venues}) == 1
        for venue in self._venues:
            if voting or any(venue.identity == who or venue.noun in name_key(who).split() for who in acting):
                return venue.place
        return None

    @cached_property
    def _venues(self) -> list[Venue]:
        phrases, bodies = self._scene.phrases, self._scene.lexicon.classes["sitting"]
        found = []
        for token in self._scene.document.doc:
            if token.lemma_.lower() in bodies and token.pos_ in ("NOUN", "PROPN"):
                seat = self._seat(token)
                if seat is not None:
                    found.append(Venue(token.lemma_.lower(), phrases.identity(phrases.span(token)), phrases.span(seat)))
        return found

    def _seat(self, body: Token) -> Token | None:
        """The city of "the Oslo court", "the parliament, meeting in Oslo"."""
        phrases = self._scene.phrases
        city = next((c for c in body.lefts if c.dep_ == "compound" and phrases.is_city(c)), None)
        if city is not None:
            return city
        # Whatever the parser makes of the words after a comma, they are about the body: "the assembly, meeting in Oslo".
        clauses = [*body.doc[body.i + 1 : body.i + SESSION_TOKENS], *([body.head] if body.dep_ == "nsubj" else [])]
        meeting = [c for c in clauses if c.lemma_.lower() in self._scene.lexicon.classes["session"]]
        return next((t for c in meeting for t in places_at(c, phrases)), None)
