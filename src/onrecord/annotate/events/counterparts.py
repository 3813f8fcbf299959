"""Counterparts: to whom an act is done that names nobody, by what it answers, repeats, or was told of before.

Only parties are put there, never somebody of the side that acts: a wrong recipient is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.annotate.events.candidate import MOST_EARLIER, Candidate, Scene
from onrecord.annotate.events.triggers import Trigger, objects_of
from onrecord.model.draft import EventDraft
from onrecord.model.span import Span

# What an act answers is told at most this far before it, in code points: about a paragraph.
BACK_CHARS = 600
SAME_SENTENCE_CHARS = 60
# Acts that answer another's, and what they answer.
WORDS = frozenset({"REQUEST", "AGREE", "ACCUSE", "THREATEN", "SUPPORT", "CONSULT", "AID"})
PRESSURE = frozenset({"REQUEST", "REJECT", "ACCUSE", "THREATEN", "PROTEST", "SANCTION"})
ANSWERS = {"REJECT": WORDS, "SUPPORT": WORDS, "CONCEDE": PRESSURE, "AGREE": frozenset({"CONCEDE", "AGREE"})}
# Acts against another side, which the words before name where the act itself does not; and acts that show the two sides.
OPPOSED = frozenset({"REJECT", "REQUEST", "ACCUSE", "THREATEN", "PROTEST", "SANCTION"})
DEALING = frozenset({"REQUEST", "REJECT", "ACCUSE", "THREATEN", "CONSULT", "AGREE", "ASSAULT", "SANCTION", "PROTEST", "COERCE"})
# An agreement answers only where it accepts what was offered.
ACCEPTING = frozenset({"accept"})


class Counterparts:
    """Finds, for one report, the other side of acts that name none."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._phrases = scene.phrases

    def face(self, candidate: Candidate, earlier: Sequence[Candidate], near: Sequence[Candidate]) -> EventDraft:
        """An act with the other side. `earlier` are those told before, `near` all around it."""
        trigger, event = candidate.trigger, candidate.event
        if event.type == "ASSAULT":
            return self._attacked(trigger, event, earlier, near)
        # Whom a pronoun means is known later; what somebody says of themselves is the speaker's.
        unknown = all(self._phrases.is_pronoun(s) for s in event.actors)
        known = replace(event, actors=self._scene.speakers.of(trigger.token)) if unknown else event
        others = self._whose_act(trigger, known, earlier) or self._whose_plan(trigger, known)
        if not others and known.actors:
            others = (
                self._met(known, earlier)
                or self._voted_on(trigger, known, earlier)
                or self._dealt_with(known, earlier)
                or self._answered(trigger, known, earlier)
                or self._pressing(known, near)
            )
        return replace(event, recipients=others, inferred=True) if others else event

    def _others(self, spans: Iterable[Span], event: EventDraft) -> tuple[Span, ...]:
        """Those of some spans who are parties and not of the acting side."""
        own = self._phrases.identities(event.actors)
        return tuple(s for s in spans if self._phrases.identity(s) not in own and self._is_party(s))

    def _is_party(self, span: Span) -> bool:
        """Whether words name a person, a body, a state, or a group that may be a side: not a town, not any common noun."""
        tokens = self._scene.document.tokens(span)
        if not len(tokens):
            return False
        root: Token = tokens.root
        if root.ent_type_ == "GPE" and self._phrases.is_city(root):
            # A company or a group that is taken for a town acts all the same.
            return self._phrases.is_capital(root) or root.dep_ in ("nsubj", "agent")
        named = root.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or root.pos_ == "PROPN" or self._phrases.is_known(span)
        return named or root.lemma_.lower() in self._scene.lexicon.parties

    def _whose_act(self, trigger: Trigger, event: EventDraft, earlier: Sequence[Candidate]) -> tuple[Span, ...]:
        """Of a charge or refusal, whoever did what its object names: "criticised the takeover", "condemned the attack"."""
        if event.type not in OPPOSED | {"SUPPORT"} or trigger.token.pos_ != "VERB":
            return ()
        kinds = {e.type for o in objects_of(trigger.token) for e in self._scene.lexicon.nouns.get(o.lemma_.lower(), ())}
        for other in reversed(earlier[-MOST_EARLIER:]):
            if other.event.type in kinds:
                both = other.event.type in self._scene.lexicon.mutual
                return self._others(other.event.actors + (other.event.recipients if both else ()), event)
        return ()

    def _whose_plan(self, trigger: Trigger, event: EventDraft) -> tuple[Span, ...]:
        """Of an answer, whoever's plan it answers, named with the plan before: "Lund's draft ... the council endorsed the draft"."""
        if event.type not in ("REJECT", "SUPPORT", "ACCUSE") or trigger.token.pos_ != "VERB":
            return ()
        return self._others((s for o in objects_of(trigger.token) for s in self._phrases.owners_before(o)), event)

    def _met(self, event: EventDraft, earlier: Sequence[Candidate]) -> tuple[Span, ...]:
        """To whom one promises or appeals whom one has just met: "met the union and promised it"."""
        last = earlier[-1].event if earlier and event.type in ("AGREE", "REQUEST") else None
        close = last is not None and last.type == "CONSULT" and event.span.start - last.span.end < SAME_SENTENCE_CHARS
        return last.recipients if last is not None and close and set(last.actors) == set(event.actors) else ()

    def _voted_on(self, trigger: Trigger, event: EventDraft, earlier: Sequence[Candidate]) -> tuple[Span, ...]:
        """Who votes against votes on what others voted for."""
        if event.type != "REJECT" or trigger.entry.lemma != "vote":
            return ()
        voted = next((o.event for o in reversed(earlier[-MOST_EARLIER:]) if o.event.type == "SUPPORT"), None)
        return voted.recipients if voted is not None else ()

    def _dealt_with(self, event: EventDraft, earlier: Sequence[Candidate]) -> tuple[Span, ...]:
        """The other side of the last act told before in which the same actors took part with somebody."""
        own = self._phrases.identities(event.actors)
        if event.type not in OPPOSED or len(own) > 1:
            # Of two who accuse or threaten, one may as well do it to the other.
            return ()
        for other in reversed(earlier):
            if event.span.start - other.event.span.end > BACK_CHARS:
                break
            parties = other.event.actors + other.event.recipients
            if other.event.type in DEALING and own & self._phrases.identities(parties):
                others = self._others(parties, event)
                if others:
                    return others
        return ()

    def _answered(self, trigger: Trigger, event: EventDraft, earlier: Sequence[Candidate]) -> tuple[Span, ...]:
        """Whose demand, offer or charge is answered: the last that another made shortly before."""
        if event.type not in ANSWERS or (event.type == "AGREE" and trigger.entry.lemma not in ACCEPTING):
            return ()
        for other in reversed(earlier):
            if event.span.start - other.event.span.end > BACK_CHARS:
                break
            if other.event.type in ANSWERS[event.type] and other.event.status != "denied" and self._bears_on(other, event):
                others = self._others(other.event.actors, event)
                if others:
                    return others
        return ()

    def _pressing(self, event: EventDraft, near: Sequence[Candidate]) -> tuple[Span, ...]:
        """To whom one yields who was under pressure, wherever the report tells of it."""
        if event.type != "CONCEDE":
            return ()
        pressed = (c.event for c in reversed(near) if c.event.type in PRESSURE and self._bears_on(c, event))
        return next((others for told in pressed if (others := self._others(told.actors, event))), ())

    def _bears_on(self, other: Candidate, event: EventDraft) -> bool:
        """Whether an act can be what another answers: what one yields to was done to oneself."""
        return event.type != "CONCEDE" or bool(
            self._phrases.identities(event.actors) & self._phrases.identities(other.event.recipients)
        )

    def _attacked(
        self, trigger: Trigger, event: EventDraft, earlier: Sequence[Candidate], near: Sequence[Candidate]
    ) -> EventDraft:
        """An attack with those whom the same side was told to attack before, or who are its foe in war."""
        own = self._phrases.identities(event.actors)
        if not own:
            return event
        for other in reversed(earlier[-MOST_EARLIER:]):
            told = other.event
            if told.type == "ASSAULT" and own <= self._phrases.identities(told.actors) and told.recipients:
                return replace(event, recipients=told.recipients, place=event.place or told.place, inferred=True)
        foe = self._phrases.other_state(own)
        if foe is None or not (self._at_war(own, foe, near) or trigger.entry.lemma in self._scene.lexicon.classes["war_act"]):
            return event
        return replace(event, recipients=(foe,), place=event.place or foe, inferred=True)

    def _at_war(self, own: set[str], foe: Span, near: Sequence[Candidate]) -> bool:
        """Whether the report tells of an attack between the two."""
        other = self._phrases.identity(foe)
        sides = (self._phrases.identities(c.event.actors + c.event.recipients) for c in near if c.event.type == "ASSAULT")
        return any(other in both and own & both for both in sides)
