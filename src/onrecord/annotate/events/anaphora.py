"""Anaphora: whom "I", "our government" and "the talks" mean, by who speaks and by what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.annotate.events.candidate import MOST_EARLIER, Candidate, Scene
from onrecord.annotate.events.counterparts import Counterparts
from onrecord.annotate.events.setting import Setting
from onrecord.annotate.pronouns import is_first_person
from onrecord.model.draft import EventDraft
from onrecord.model.span import Span

# What a speaker calls "my" and "his" and speaks for.
OWN = frozenset(
    {
        "country",
        "nation",
        "government",
        "state",
        "party",
        "company",
        "group",
        "movement",
        "side",
        "organisation",
        "organization",
    }
)


def complete(candidates: Sequence[Candidate], scene: Scene) -> list[Candidate]:
    """Fill in who takes part where the words point back; drop what stays without anybody."""
    found: list[Candidate] = []
    setting, counterparts = Setting(scene), Counterparts(scene)
    for number, candidate in enumerate(candidates):
        event = _first_person(candidate, scene)
        if candidate.bare:
            event = _with_parties(candidate, candidates, number, scene)
        elif not event.recipients:
            near = candidates[max(0, number - MOST_EARLIER) : number + MOST_EARLIER]
            event = counterparts.face(Candidate(candidate.trigger, event), found, near)
        event = setting.placed(candidate.trigger, event, found)
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
    mine = [s for s in event.actors if is_first_person(text[s.start : s.end]) or _own_country(s, scene)]
    if not mine:
        return event
    others = tuple(s for s in event.actors if s not in mine)
    speakers = scene.speakers.of(candidate.trigger.token) or tuple(p for s in mine if (p := _owner(s, scene)) is not None)
    return replace(event, actors=(*speakers, *others))


def _own_country(span: Span, scene: Scene) -> bool:
    """Whether somebody speaks of "his country" or "our government": it acts for the speaker's own side."""
    tokens = scene.document.tokens(span)
    if not len(tokens) or not (tokens.root.lemma_.lower() in OWN or scene.phrases.is_force(tokens.root)):
        return False
    owner = next((c for c in tokens.root.children if c.dep_ == "poss"), None)
    return owner is not None and owner.pos_ == "PRON" and bool(scene.speakers.of(tokens.root) or _owner(span, scene))


def _owner(span: Span, scene: Scene) -> Span | None:
    """The person named before whom "his" or "her" before a noun means."""
    owners = (c for t in scene.document.tokens(span) for c in t.children if c.dep_ == "poss")
    return next((person for c in owners if (person := scene.phrases.person_before(c)) is not None), None)


def _definite(noun: Token) -> bool:
    """Whether a noun has "the", a possessor or the like before it."""
    return any(c.dep_ in ("det", "poss") for c in noun.lefts)


def _with_parties(bare: Candidate, candidates: Sequence[Candidate], number: int, scene: Scene) -> EventDraft:
    """Give "the talks" the parties of the talks told last before, or else next; "following talks in August" are others."""
    event, noun = bare.event, bare.trigger.token
    if noun.dep_ == "pobj" and noun.head.lower_ in scene.lexicon.status["after"] and not _definite(noun):
        return event
    known = [
        c.event
        for c in (*reversed(candidates[:number]), *candidates[number + 1 :])
        if c.event.type == event.type and not c.bare
    ]
    full = [e for e in known if len(e.actors) + len(e.recipients) >= 2]
    if not full:
        sides = scene.phrases.sides_before(bare.trigger.token) if event.type == "CONSULT" and event.date is not None else []
        return replace(event, actors=tuple(sides)) if len(sides) == 2 else event
    return replace(event, actors=full[0].actors, recipients=full[0].recipients)
