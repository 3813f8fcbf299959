"""Roles as the vocabulary turns them: acts that the subject suffers, that several do to one another, or that nobody is named for."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.annotate.events.candidate import Scene
from onrecord.annotate.events.naming import ACTOR_LABELS
from onrecord.annotate.events.phrases import conjuncts
from onrecord.annotate.events.roles import Roles
from onrecord.annotate.events.triggers import Trigger, objects_of
from onrecord.model.span import Span

# What stands under a verb in the active, or one whose passive is complete.
OF_ACTIVE = frozenset({"aux", "auxpass", "dobj", "agent", "xcomp", "ccomp"})


def as_entered(roles: Roles, trigger: Trigger, scene: Scene) -> Roles:
    """The roles that the parse gives, as the entry of the vocabulary reads them."""
    entry = trigger.entry
    if not roles.actors:
        roles.actors = list(_many(trigger, scene))
    roles.actors = list(_called(trigger, scene)) or roles.actors
    if entry.turned:
        roles.actors, roles.recipients = roles.recipients, roles.actors
    elif entry.agentless and is_headline_passive(trigger):
        roles.actors, roles.recipients = [], roles.actors or roles.recipients
    if entry.agentless and not roles.actors and entry.type in ("SUPPORT", "CONCEDE"):
        roles.recipients = list(_suffering(trigger, scene)) or roles.recipients
    if entry.type in ("SUPPORT", "REJECT") and not roles.recipients:
        roles.recipients = [s for s in _trusted(trigger, scene) if s not in roles.actors]
    if entry.mutual and len(roles.actors) > 1 and not roles.recipients:
        roles.recipients = list(roles.actors)
    if entry.type == "CONSULT" and trigger.support is not None and not roles.recipients:
        roles.recipients = [s for s in _courted(trigger, scene) if s not in roles.actors]
    return roles


def is_headline_passive(trigger: Trigger) -> bool:
    """Whether a headline leaves out the auxiliary of a passive: "Holm sworn in as minister"."""
    verb = trigger.token
    kinds = {c.dep_ for c in verb.children}
    at = any(c.dep_ == "prep" and c.lower_ in ("at", "into", "upon") for c in verb.children)
    return verb.tag_ in ("VBN", "VBD") and "nsubj" in kinds and not at and not kinds & OF_ACTIVE


def _many(trigger: Trigger, scene: Scene) -> Iterator[Span]:
    """A number of people that are not named: "Thousands marched"."""
    subjects = [c for c in trigger.verb.children if c.dep_ == "nsubj"] if trigger.verb is not None else []
    yield from (scene.phrases.span(c) for c in subjects if c.lemma_.lower() in scene.lexicon.classes["many"])


def _suffering(trigger: Trigger, scene: Scene) -> Iterator[Span]:
    """The subject of a passive, whom it was done to, and not what he was made: "was elected president"."""
    yield from (scene.phrases.span(c) for c in trigger.token.children if c.dep_ == "nsubjpass")


def _trusted(trigger: Trigger, scene: Scene) -> Iterator[Span]:
    """In whom a motion says that there is confidence or none."""
    for word in trigger.token.subtree:
        if word.lemma_.lower() == "confidence":
            within = (t for c in word.children if c.dep_ == "prep" and c.lower_ == "in" for t in c.children)
            yield from (s for t in within for s in scene.phrases.actors(t))


def _called(trigger: Trigger, scene: Scene) -> Iterator[Span]:
    """Those whose names follow a plural subject: "Norway's oldest foes, the Greens and the Liberals, are near a deal"."""
    subjects = [c for c in trigger.verb.children if c.dep_ == "nsubj" and c.tag_ == "NNS"] if trigger.verb is not None else []
    for subject in subjects:
        if subject.ent_type_ in ACTOR_LABELS or trigger.entry.turned:
            continue
        names = [c for c in subject.rights if c.dep_ == "appos" and c.ent_type_ in ACTOR_LABELS and any(c.conjuncts)]
        # "Its members, particularly Norway and Iceland" are more than these.
        names = [c for c in names if not any(t.dep_ == "advmod" for t in c.lefts)]
        yield from (s for c in names for t in conjuncts(c) for s in scene.phrases.actors(t))


def _courted(trigger: Trigger, scene: Scene) -> Iterator[Span]:
    """The company that talks are about buying: "in talks to buy its rival"."""
    clauses = [c for each in (trigger.token, trigger.support) if each is not None for c in each.children]
    for clause in clauses:
        if clause.dep_ in ("acl", "xcomp", "advcl") and clause.tag_ == "VB":
            entries = scene.lexicon.verbs.get(clause.lemma_.lower(), ())
            if any(e.wants == "company" for e in entries):
                yield from (s for t in objects_of(clause) for s in scene.phrases.actors(t))
