"""Speech acts by content: what a saying amounts to where its verb is only "said"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from onrecord.annotate.events.candidate import Candidate, Scene
from onrecord.annotate.events.circumstance import When, when_of
from onrecord.annotate.events.lexicon import Entry
from onrecord.annotate.events.places import place_of
from onrecord.annotate.events.recipients import named_within, whose
from onrecord.annotate.events.span import span_of_event
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.annotate.events.triggers import Trigger, objects_of
from onrecord.annotate.pronouns import is_first_person
from onrecord.model.draft import EventDraft
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

THIRD_PERSON = frozenset({"he", "she", "they", "it"})


@dataclass(frozen=True, slots=True)
class SaidWords:
    """The vocabulary of scheme/said.toml."""

    saying: frozenset[str]
    obliging: frozenset[str]
    obliging_verbs: frozenset[str]
    advising: frozenset[str]
    unadvised: frozenset[str]
    refusable: frozenset[str]
    refusing_words: frozenset[str]
    refusing_after_be: frozenset[str]
    threatening: frozenset[str]
    ready: frozenset[str]
    blameworthy: frozenset[str]
    needs: dict[str, frozenset[str]]
    threats: dict[str, frozenset[str]]
    refusals: dict[str, frozenset[str]]


@cache
def load_said() -> SaidWords:
    """Compile the vocabulary that comes with onrecord."""
    table: dict[str, Any] = load_scheme("said")
    plain = {name: frozenset(words) for name, words in table.items() if isinstance(words, list)}
    return SaidWords(
        **plain,
        needs=_by_word(table["blameworthy_needs"]),
        threats=_by_word(table["threatening_particles"]),
        refusals=_by_word(table["refusable_needs"]),
    )


def _by_word(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(needs) for word, needs in table.items()}


def find_said(scene: Scene) -> Iterator[Candidate]:
    """Find demands ("said that X must"), refusals ("will never accept"), threats and charges among what is said."""
    words = load_said()
    for token in scene.document.doc:
        if token.pos_ in ("VERB", "AUX"):
            kind = _kind(token, words)
            candidate = _candidate(token, kind, scene) if kind is not None else None
            if candidate is not None:
                yield candidate


def _kind(verb: Token, words: SaidWords) -> str | None:
    """The type that a clause makes of a saying, by its verb and auxiliaries."""
    lemma = verb.lemma_.lower()
    around = {c.lower_ for c in verb.children}
    if around & words.obliging or (
        verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words.obliging_verbs and "to" in around
    ):
        return "REQUEST"
    if around & words.advising and lemma not in words.unadvised:
        return "REQUEST"
    if _refuses(verb, lemma, around, words):
        return "REJECT"
    if lemma == "be" and around & words.refusing_after_be and not any(c.dep_ == "neg" for c in verb.children):
        return "REJECT"
    if _threatens(verb, lemma, around, words):
        return "THREATEN"
    return "ACCUSE" if lemma in words.blameworthy and _has_need(verb, words.needs.get(lemma)) else None


def _refuses(verb: Token, lemma: str, around: set[str], words: SaidWords) -> bool:
    """Whether one says that one will not do what another wants: "will never accept", "will not take part"."""
    if not (any(c.dep_ == "neg" for c in verb.children) and around & words.refusing_words):
        return False
    return lemma in words.refusable or (lemma in words.refusals and _has_need(verb, words.refusals[lemma]))


def _threatens(verb: Token, lemma: str, around: set[str], words: SaidWords) -> bool:
    if lemma == "be":
        ready = [c for c in verb.children if c.lower_ in ("ready", "prepared")]
        return any(t.lemma_.lower() in words.ready for r in ready for p in r.children for t in p.children)
    if lemma not in words.threatening or not around & {"will", "would", "'ll", "’ll"}:
        return False
    return not any(c.dep_ == "neg" for c in verb.children) and _has_need(verb, words.threats.get(lemma))


def _has_need(verb: Token, need: frozenset[str] | None) -> bool:
    """Whether the particle or the object that the verb needs stands under it."""
    if not need:
        return need is None
    near = [c for c in verb.children if c.i > verb.i]
    near += [t for c in near for t in c.children]
    return any(t.lemma_.lower() in need for t in near)


def _candidate(verb: Token, kind: str, scene: Scene) -> Candidate | None:
    speakers = scene.speakers.of(verb)
    tokens = subject_tokens(verb, scene.lexicon)
    subjects = [s for t in tokens for s in scene.phrases.actors(t)]
    own = (
        not subjects
        or all(is_first_person(t.text) or t.lower_ in THIRD_PERSON for t in tokens)
        or _same(subjects, speakers, scene)
    )
    if _is_advice(verb) and not (_are_parties(speakers, scene) and _are_parties(subjects, scene)):
        return None
    trigger = Trigger(verb, Entry(type=kind, lemma=verb.lemma_.lower(), order=0))
    roles = _roles(trigger, speakers, subjects, own=own, scene=scene)
    if roles is None:
        return None
    actors, recipients = roles
    over = scene.speakers.verb_over(verb)
    when = when_of(Trigger(over, trigger.entry), scene.calendar, scene.lexicon) if over is not None else When()
    event = EventDraft(
        span=span_of_event(trigger, scene.lexicon),
        type=kind,
        mode=None,
        actors=actors,
        recipients=recipients,
        status="happened",
        date=when.date if when.date is not None else scene.speakers.day_of(verb),
        place=place_of(trigger, scene, actors, recipients),
        confidence=0.4,
    )
    return Candidate(trigger, event)


def _is_advice(verb: Token) -> bool:
    """Whether a demand is made with "should", which anybody may say of anything."""
    around = {c.lower_ for c in verb.children}
    return bool(around & load_said().advising) and not around & load_said().obliging


def _are_parties(spans: Sequence[Span], scene: Scene) -> bool:
    """Whether all are states, bodies or their leaders."""
    return bool(spans) and all(_is_party(s, scene) for s in spans)


def _is_party(span: Span, scene: Scene) -> bool:
    tokens, lexicon = scene.document.tokens(span), scene.lexicon
    if not len(tokens):
        return False
    root = tokens.root
    titled = any(c.lemma_.lower() in lexicon.classes["leader"] for c in root.lefts)
    common = lexicon.parties | lexicon.classes["leader"] | {"spokesman", "spokeswoman"}
    return root.ent_type_ in ("GPE", "NORP", "ORG") or titled or root.lemma_.lower() in common


def _same(subjects: list[Span], speakers: tuple[Span, ...], scene: Scene) -> bool:
    identity = scene.phrases.identity
    return {identity(s) for s in subjects} <= {identity(s) for s in speakers}


def _roles(
    trigger: Trigger, speakers: tuple[Span, ...], subjects: list[Span], *, own: bool, scene: Scene
) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """Who speaks to whom: demands and charges are made of others, refusals and threats are one's own."""
    kind, verb = trigger.entry.type, trigger.token
    if kind in ("REQUEST", "ACCUSE"):
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        others = tuple(s for s in subjects if scene.phrases.identity(s) not in {scene.phrases.identity(p) for p in speakers})
        return (speakers, others) if speakers and others and not own and not passive else None
    actors = speakers if own and speakers else tuple(subjects)
    if not actors or (kind == "THREATEN" and not own):
        return None
    facing = tuple(s for t in objects_of(verb) for s in scene.phrases.actors(t) if s not in actors)
    if kind == "REJECT":
        facing += tuple(whose(trigger, scene.phrases, load_said().refusing_after_be))
        facing = facing or tuple(named_within(trigger, actors, scene.phrases))
    return actors, facing
