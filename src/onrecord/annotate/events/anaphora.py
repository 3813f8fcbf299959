"""Anaphora: what "the talks", "this condition" and "the remarks" take from what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate.events.candidate import Candidate, Scene
from onrecord.annotate.events.setting import Setting
from onrecord.annotate.events.speakers import FIRST_PERSON
from onrecord.annotate.events.triggers import Trigger, objects_of
from onrecord.model.draft import EventDraft
from onrecord.model.span import Span

# A demand that "this condition" points back to is at most this far before it, in code points: about a paragraph.
BACK_CHARS = 600
SAME_SENTENCE_CHARS = 60
# Acts that are looked through for the one that another answers or repeats.
MOST_EARLIER = 60
# Acts that answer another's, and what they answer.
WORDS = frozenset({"REQUEST", "AGREE", "ACCUSE", "THREATEN", "SUPPORT", "CONSULT", "AID"})
PRESSURE = frozenset({"REQUEST", "REJECT", "ACCUSE", "THREATEN", "PROTEST", "SANCTION"})
ANSWERS = {"REJECT": WORDS, "SUPPORT": WORDS, "CONCEDE": PRESSURE, "AGREE": frozenset({"CONCEDE", "AGREE"})}
# Acts against another side, which the words before name where the act itself does not; and acts that show the two sides.
OPPOSED = frozenset({"REJECT", "REQUEST", "ACCUSE", "THREATEN", "PROTEST", "SANCTION"})
DEALING = frozenset({"REQUEST", "REJECT", "ACCUSE", "THREATEN", "CONSULT", "AGREE", "ASSAULT", "SANCTION", "PROTEST", "COERCE"})
# An agreement answers only where it accepts what was offered.
ACCEPTING = frozenset({"accept"})
# What a speaker calls "my" and "his" and speaks for.
OWN = frozenset({"country", "nation", "government", "state", "party", "company"})


def complete(candidates: Sequence[Candidate], scene: Scene) -> list[Candidate]:
    """Fill in who takes part where the words point back; drop what stays without anybody."""
    found: list[Candidate] = []
    setting = Setting(scene)
    for number, candidate in enumerate(candidates):
        event = _first_person(candidate, scene)
        if candidate.bare:
            event = _with_parties(candidate, candidates, number, scene)
        elif not event.recipients:
            event = (
                _about(candidate.trigger, event, found, scene)
                or _of_earlier(candidate.trigger, event, scene)
                or _facing(event, found, scene, lemma=candidate.trigger.entry.lemma)
            )
        if event.type == "CONCEDE" and not event.recipients:
            near = candidates[max(0, number - MOST_EARLIER) : number + MOST_EARLIER]
            event = _answering(event, PRESSURE, near, scene, everywhere=True)
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
    mine = [s for s in event.actors if text[s.start : s.end].lower() in FIRST_PERSON or _own_country(s, scene)]
    if not mine:
        return event
    others = tuple(s for s in event.actors if s not in mine)
    return replace(event, actors=(*scene.speakers.of(candidate.trigger.token), *others))


def _own_country(span: Span, scene: Scene) -> bool:
    """Whether somebody speaks of "his country" or "our government": it acts for the speaker's own side."""
    tokens = scene.document.tokens(span)
    if len(tokens) != 1 or tokens[0].lemma_.lower() not in OWN:
        return False
    owner = next((c for c in tokens[0].children if c.dep_ == "poss"), None)
    return owner is not None and owner.pos_ == "PRON" and bool(scene.speakers.of(tokens[0]))


def _with_parties(bare: Candidate, candidates: Sequence[Candidate], number: int, scene: Scene) -> EventDraft:
    """Give "the talks" the parties of the talks told last before, or else next."""
    event = bare.event
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


def _about(trigger: Trigger, event: EventDraft, earlier: Sequence[Candidate], scene: Scene) -> EventDraft | None:
    """Give a charge or refusal whoever did what its object names: "criticised the takeover", "condemned the attack"."""
    if event.type not in OPPOSED | {"SUPPORT"} or trigger.token.pos_ != "VERB":
        return None
    kinds = {e.type for o in objects_of(trigger.token) for e in scene.lexicon.nouns.get(o.lemma_.lower(), ())}
    own = {scene.phrases.identity(s) for s in event.actors}
    for other in reversed(earlier[-MOST_EARLIER:]):
        if other.event.type in kinds:
            both = other.event.type in scene.lexicon.mutual
            parties = other.event.actors + (other.event.recipients if both else ())
            others = tuple(s for s in parties if scene.phrases.identity(s) not in own)
            return replace(event, recipients=others) if others else None
    return None


def _of_earlier(trigger: Trigger, event: EventDraft, scene: Scene) -> EventDraft | None:
    """Give an answer whoever's plan it answers, named with the plan before: "Lund's draft ... the council endorsed the draft"."""
    if event.type not in ("REJECT", "SUPPORT", "ACCUSE") or trigger.token.pos_ != "VERB":
        return None
    own = {scene.phrases.identity(s) for s in event.actors}
    owners = (s for o in objects_of(trigger.token) for s in scene.phrases.owners_before(o))
    others = tuple(s for s in owners if scene.phrases.identity(s) not in own)
    return replace(event, recipients=others) if others else None


def _counterpart(event: EventDraft, earlier: Sequence[Candidate], scene: Scene) -> tuple[Span, ...]:
    """The other side of the last act told before in which the same actors took part with somebody."""
    own = {scene.phrases.identity(s) for s in event.actors}
    for other in reversed(earlier):
        if event.span.start - other.event.span.end > BACK_CHARS:
            break
        parties = other.event.actors + other.event.recipients
        others = tuple(s for s in parties if scene.phrases.identity(s) not in own)
        if other.event.type in DEALING and others and len(others) < len(parties):
            return others
    return ()


def _facing(event: EventDraft, earlier: Sequence[Candidate], scene: Scene, *, lemma: str) -> EventDraft:
    """Say to whom an act is done that names nobody: whoever it answers, or whom the same actors attacked before."""
    if event.type == "ASSAULT":
        again = _attacking_again(event, earlier, scene)
        return again if again.recipients else _attacking_the_other(event, scene)
    if event.type in ("AGREE", "REQUEST") and earlier:
        # "met the union and promised it": said to whom one met.
        last = earlier[-1].event
        close = event.span.start - last.span.end < SAME_SENTENCE_CHARS and last.type == "CONSULT"
        if close and last.recipients and set(last.actors) == set(event.actors):
            return replace(event, recipients=last.recipients)
    if event.type == "REJECT" and lemma == "vote":
        # Who votes against votes on what others voted for.
        voted = next((o.event for o in reversed(earlier[-MOST_EARLIER:]) if o.event.type == "SUPPORT"), None)
        if voted is not None and voted.recipients:
            return replace(event, recipients=voted.recipients)
    if event.type in OPPOSED:
        others = _counterpart(event, earlier, scene)
        if others:
            return replace(event, recipients=others)
    answers = event.type in ANSWERS and (event.type != "AGREE" or lemma in ACCEPTING)
    return _answering(event, ANSWERS[event.type], earlier, scene) if answers else event


def _attacking_again(event: EventDraft, earlier: Sequence[Candidate], scene: Scene) -> EventDraft:
    own = {scene.phrases.identity(s) for s in event.actors}
    for other in reversed(earlier[-MOST_EARLIER:]):
        same = own and own <= {scene.phrases.identity(s) for s in other.event.actors}
        if other.event.type == "ASSAULT" and same and other.event.recipients:
            return replace(event, recipients=other.event.recipients, place=event.place or other.event.place)
    return event


def _attacking_the_other(event: EventDraft, scene: Scene) -> EventDraft:
    """Of an attack that names nobody attacked ("Russia's invasion"), the state that the report is most about besides."""
    own = {scene.phrases.identity(s) for s in event.actors}
    other = scene.phrases.other_state(own)
    return replace(event, recipients=(other,), place=event.place or other) if own and other is not None else event


def _answering(
    event: EventDraft, answered: frozenset[str], earlier: Sequence[Candidate], scene: Scene, *, everywhere: bool = False
) -> EventDraft:
    """Give an answer the one whose demand, offer or charge it answers: the last that another made shortly before.

    One under pressure yields to whoever put it on him.
    """
    own = {scene.phrases.identity(s) for s in event.actors}
    for other in reversed(earlier):
        if event.span.start - other.event.span.end > BACK_CHARS and not everywhere:
            break
        aimed = event.type != "CONCEDE" or own & {scene.phrases.identity(s) for s in other.event.recipients}
        if other.event.type in answered and other.event.status != "denied" and aimed:
            actors: tuple[Span, ...] = tuple(s for s in other.event.actors if scene.phrases.identity(s) not in own)
            if actors:
                return replace(event, recipients=actors)
    return event
