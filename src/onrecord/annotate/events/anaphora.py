"""Anaphora: what "the talks", "this condition" and "the remarks" take from what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate.events.candidate import Candidate, Scene
from onrecord.annotate.events.speakers import FIRST_PERSON
from onrecord.model.draft import EventDraft
from onrecord.model.span import Span

# A demand that "this condition" points back to is at most this far before it, in code points: about a paragraph.
BACK_CHARS = 600
# Acts that answer another's words.
ANSWERS = frozenset({"REJECT", "SUPPORT"})
ANSWERED = frozenset({"REQUEST", "AGREE", "ACCUSE", "THREATEN", "SUPPORT", "CONSULT", "AID"})


def complete(candidates: Sequence[Candidate], scene: Scene) -> list[Candidate]:
    """Fill in who takes part where the words point back; drop what stays without anybody."""
    found: list[Candidate] = []
    for number, candidate in enumerate(candidates):
        event = _first_person(candidate, scene)
        if candidate.bare:
            event = _with_parties(candidate, candidates, number)
        elif event.type in ANSWERS and not event.recipients:
            event = _answering(candidate, found, scene)
        if (
            event.type in scene.lexicon.mutual
            and candidate.trigger.verb is None
            and len(event.actors) + len(event.recipients) < 2
        ):
            continue
        if event.actors:
            found.append(Candidate(candidate.trigger, event))
    return found


def _first_person(candidate: Candidate, scene: Scene) -> EventDraft:
    """Put the speaker for "I" and "we"; without one they are nobody."""
    text, event = scene.document.text, candidate.event
    mine = [s for s in event.actors if text[s.start : s.end].lower() in FIRST_PERSON]
    if not mine:
        return event
    others = tuple(s for s in event.actors if s not in mine)
    return replace(event, actors=(*scene.speakers.of(candidate.trigger.token), *others))


def _with_parties(bare: Candidate, candidates: Sequence[Candidate], number: int) -> EventDraft:
    """Give "the talks" the parties of the talks told last before, or else next."""
    event = bare.event
    known = [
        c.event
        for c in (*reversed(candidates[:number]), *candidates[number + 1 :])
        if c.event.type == event.type and not c.bare
    ]
    full = [e for e in known if len(e.actors) + len(e.recipients) >= 2]
    if not full:
        return event
    return replace(event, actors=full[0].actors, recipients=full[0].recipients)


def _answering(candidate: Candidate, earlier: Sequence[Candidate], scene: Scene) -> EventDraft:
    """Give a refusal the one whose demand, offer or charge it answers: the last that another made shortly before."""
    event = candidate.event
    own = {scene.phrases.identity(s) for s in event.actors}
    for other in reversed(earlier):
        if event.span.start - other.event.span.end > BACK_CHARS:
            break
        if other.event.type in ANSWERED and other.event.status != "denied":
            actors: tuple[Span, ...] = tuple(s for s in other.event.actors if scene.phrases.identity(s) not in own)
            if actors:
                return replace(event, recipients=actors)
    return event
