"""Roles: who takes part in an event and to whom it is done, read from the parse."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.naming import ACTOR_LABELS
from onrecord.annotate.events.phrases import OWNERS, Phrases, conjuncts
from onrecord.annotate.events.recipients import (
    employers,
    faced,
    in_content,
    is_means,
    leaders,
    may_suffer,
    named_within,
    of_attack,
    of_captives,
    prepositional,
    whose,
)
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.annotate.events.triggers import Trigger, in_class, is_harmed, objects_of, top_of
from onrecord.model.span import Span

# Those after these take part alike.
AMONG = ("between", "among", "involving")
# Types whose content names the other side where nobody is addressed.
NAMING = frozenset({"REJECT", "ACCUSE", "REQUEST", "SUPPORT", "ASSAULT", "AID", "SANCTION"})
# What workers do against whoever they work for.
WORKERS_ACTS = frozenset({"PROTEST", "REQUEST", "ACCUSE"})
# Prepositions that bring a recipient for these types only: "fired at", "an inquiry into".
UNUSUAL = {"ASSAULT": frozenset({"at", "into"}), "ACCUSE": frozenset({"into", "at"}), "COERCE": frozenset({"at"})}
# Verbs whose object takes part in what they bring about ("invited both to talks").
GUESTS = frozenset({"invite", "summon", "welcome", "host"})


# What somebody else does in answer where it is said to be provoked: "triggered protests", but "triggered sanctions".
ANSWERING = frozenset({"PROTEST", "ACCUSE", "REJECT", "THREATEN", "ASSAULT", "SUPPORT"})


@dataclass(slots=True)
class Roles:
    """Spans of those who act and those to whom it is done; `mutual` where all take part alike."""

    actors: list[Span]
    recipients: list[Span]
    mutual: bool = False


def find_roles(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> Roles:
    """Find who did it to whom."""
    roles = _of_verb(trigger, phrases, lexicon) if trigger.token.pos_ == "VERB" else _of_noun(trigger, phrases, lexicon)
    if trigger.token.pos_ == "VERB" and trigger.entry.type in ("REJECT", "ACCUSE", "SUPPORT"):
        roles.recipients = whose(trigger, phrases) + roles.recipients
    if not roles.recipients and trigger.entry.type in WORKERS_ACTS:
        roles.recipients = employers(trigger, phrases, lexicon)
    if not roles.recipients and trigger.entry.type in NAMING and not trigger.entry.faces and not of_attack(trigger):
        roles.recipients = named_within(trigger, roles.actors, phrases)
    roles.actors = list(dict.fromkeys(roles.actors))
    facing = [r for r in dict.fromkeys(roles.recipients) if r not in roles.actors]
    roles.recipients = [r for r in facing if may_suffer(r, trigger, phrases)]
    if trigger.entry.lemma in lexicon.clashing and len(roles.actors) > 1 and not roles.recipients:
        # Who clash do it to one another.
        roles.recipients = list(roles.actors)
    roles.mutual = trigger.entry.type in lexicon.mutual
    return roles


def _of_verb(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> Roles:
    verb, entry = trigger.token, trigger.entry
    actors = [span for token in subject_tokens(verb, lexicon) for span in phrases.actors(token)]
    objects = [t for t in objects_of(verb, entry) if not (entry.type == "REQUEST" and of_captives(t, lexicon))]
    recipients = [s for t in objects for s in faced(t, phrases, means=is_means(t, entry, lexicon), kind=entry.type)]
    if entry.prepositions or not recipients:
        unfacing = {"in", "of", "at", "over", "into"} - UNUSUAL.get(entry.type, frozenset())
        unfacing |= {"with"} if entry.wants == "lawsuit" else set()
        wanted = entry.prepositions or lexicon.facing - unfacing
        recipients += [s for _, t in prepositional(verb, wanted) for s in (*phrases.actors(t), *leaders(t, phrases))]
    if recipients and entry.type in ("SUPPORT", "REJECT"):
        recipients += leaders(verb, phrases)
    if entry.type == "CONCEDE" and not recipients:
        captives = [t for t in objects_of(verb, entry) if in_class(t, "captive", lexicon)]
        recipients += [s for t in captives for s in phrases.owners(t)]
    if entry.type == "ASSAULT":
        # "attacked the base, killing ten soldiers"
        results = [c for c in verb.children if c.dep_ == "advcl" and c.tag_ == "VBG"]
        results = [c for c in results if any(e.type == "ASSAULT" for e in lexicon.verbs.get(c.lemma_.lower(), ()))]
        recipients += [s for c in results for t in objects_of(c) for s in phrases.actors(t)]
    recipients += _met_on_the_way(trigger, phrases, lexicon)
    if entry.type in lexicon.mutual and not recipients:
        recipients += [s for _, t in prepositional(verb, ("with",)) for s in phrases.actors(t)]
    if not recipients and entry.type in lexicon.spoken and entry.lemma not in lexicon.classes["denying"]:
        recipients = in_content(verb, phrases, clause_only=entry.faces, blaming=entry.type == "ACCUSE")
    return Roles(actors, recipients)


def _met_on_the_way(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> list[Span]:
    """Whom a journey is made to meet ("flew to Oslo to meet the minister")."""
    verb = trigger.token
    if trigger.entry.type != "CONSULT" or trigger.entry.lemma not in lexicon.status["going"]:
        return []
    purposes = [c for c in verb.children if c.dep_ in ("advcl", "xcomp") and c.tag_ == "VB" and c.i > verb.i]
    met = [p for p in purposes if any(e.type == "CONSULT" for e in lexicon.verbs.get(p.lemma_.lower(), ()))]
    spans = [s for p in met for t in objects_of(p) for s in phrases.actors(t)]
    return spans + [s for p in met for _, t in prepositional(p, ("with",)) for s in phrases.actors(t)]


def _of_noun(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> Roles:
    noun, kind = trigger.token, trigger.entry.type
    top = top_of(noun, lexicon)
    actors: list[Span] = []
    recipients: list[Span] = []
    # Talks "on Ukraine" are about it, not with it.
    facing = ("with", "to") if kind == "CONSULT" else tuple(lexicon.facing - {"of", "in", "from", "at", "over", "into"})
    # A complaint "with" a court is none against it.
    facing = tuple(w for w in (*facing, "into") if w != "with") if kind == "ACCUSE" else facing
    above = top.head if top.dep_ == "nsubj" and top.head.pos_ == "VERB" else None
    if above is not None:
        # "clashes broke out between rebels and the army"
        within = [t for c in above.children if c.dep_ == "prep" for t in c.children if t.dep_ == "pobj"]
        actors += [s for each in (above, *within) for _, t in prepositional(each, AMONG) for s in phrases.actors(t)]
    for each in dict.fromkeys((noun, top)):
        actors += owners_of(each, phrases, lexicon, talks=kind == "CONSULT")
        actors += [s for _, t in prepositional(each, AMONG) for s in phrases.actors(t)]
        actors += [s for _, t in prepositional(each, ("by",)) for s in phrases.actors(t)]
        after_of = [s for _, t in prepositional(each, ("of",)) for s in phrases.actors(t)]
        (recipients if kind in lexicon.suffered else actors).extend(after_of)
        recipients += [s for _, t in prepositional(each, facing) for s in phrases.actors(t)]
        recipients += _told(each, phrases)
    if kind == "ASSAULT" and above is not None and any(e.type == kind for e in lexicon.verbs.get(above.lemma_.lower(), ())):
        # "a Norwegian air strike killed six"
        recipients += [s for t in objects_of(above) for s in phrases.actors(t)]
    if trigger.support is not None:
        _add_support(trigger, top, phrases, lexicon, actors, recipients)
    elif kind in lexicon.mutual and not actors and recipients:
        actors += _attending(top, phrases, lexicon)
    if noun.lemma_.lower() in lexicon.undergone and not any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children):
        # "Ek's nomination" was made by somebody else.
        undergoing = [s for c in noun.lefts if c.dep_ == "poss" for t in conjuncts(c) for s in phrases.actors(t)]
        actors, recipients = [s for s in actors if s not in undergoing], recipients + undergoing
    actors += _counted(noun, actors + recipients, phrases, lexicon)
    return Roles(actors, recipients)


def _attending(top: Token, phrases: Phrases, lexicon: EventLexicon) -> list[Span]:
    """Who meets where only the other side is named at the noun ("after a meeting with Ek, Lund said"): the clause's subject."""
    if top.dep_ == "nsubj" and top.head.dep_ == "advcl":
        # "It will strike after talks with the operator collapsed."
        return [s for t in subject_tokens(top.head.head, lexicon) for s in phrases.actors(t)]
    if top.dep_ != "pobj" or top.head.lower_ not in ("after", "during", "following", "before", "in", "at"):
        return []
    verb = top.head.head
    return [s for t in subject_tokens(verb, lexicon) for s in phrases.actors(t)] if verb.pos_ == "VERB" else []


def owners_of(noun: Token, phrases: Phrases, lexicon: EventLexicon, *, talks: bool) -> list[Span]:
    """Those named before an event noun: "Russia's demand", "Russian strikes", "US-mediated talks".

    A city before talks is where they are held ("Geneva talks"), a state one who takes part.
    """
    found: list[Span] = []
    for child in noun.lefts:
        if child.dep_ == "poss" and child.pos_ == "PRON":
            found += _possessor(noun, phrases, lexicon)
        elif child.dep_ == "poss":
            found += [s for t in conjuncts(child) if t.ent_type_ not in ("DATE", "TIME") for s in phrases.actors(t)]
        elif child.dep_ in OWNERS and (child.ent_type_ in ACTOR_LABELS or phrases.is_owning_group(child)):
            # Of "the Norwegian troop withdrawal" the troops act for Norway.
            named = phrases.is_force(child) and bool(found)
            if not named and not (talks and child.dep_ == "compound" and phrases.is_city(child)):
                found += phrases.hyphened_partners(child)
                found += [s for t in conjuncts(child) for s in phrases.actors(t)]
        elif child.dep_ in ("amod", "compound"):
            found += phrases.hyphened(child)
    return found


def _possessor(noun: Token, phrases: Phrases, lexicon: EventLexicon) -> list[Span]:
    """Whom "its" means before an event noun: the subject of the clause ("Norway regretted its talks with Sweden")."""
    at = noun
    for _ in range(5):
        if at.head == at:
            return []
        at = at.head
        if at.pos_ == "VERB":
            return [s for t in subject_tokens(at, lexicon) for s in phrases.actors(t)]
    return []


def _told(noun: Token, phrases: Phrases) -> list[Span]:
    """The subject of the clause that says what a demand or threat is ("the demand that troops withdraw")."""
    for child in noun.children:
        if child.dep_ in ("acl", "relcl", "ccomp") and child.i > noun.i:
            return [s for c in child.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP") for s in phrases.actors(c)]
    return []


def _counted(noun: Token, known: list[Span], phrases: Phrases, lexicon: EventLexicon) -> list[Span]:
    """The states meant by "trilateral talks", where fewer are named."""
    number = max((lexicon.numbers.get(c.lower_, 0) for c in noun.lefts), default=0)
    if len(known) >= number:
        return []
    identities = {phrases.identity(s) for s in known}
    others = [s for s in phrases.states_before(noun, number + len(known)) if phrases.identity(s) not in identities]
    return others[-(number - len(known)) :]


def _add_support(
    trigger: Trigger, top: Token, phrases: Phrases, lexicon: EventLexicon, actors: list[Span], recipients: list[Span]
) -> None:
    """Let the verb that carries the noun bring its subject and its own complements."""
    verb = trigger.support
    if verb is None:
        return
    if top.dep_ == "nsubjpass":
        subjects = [t for c in verb.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
    else:
        subjects = subject_tokens(verb, lexicon)
    if not subjects and verb.lemma_ in lexicon.status["engaged"]:
        subjects = [c for c in verb.children if c.dep_ == "nsubjpass"]
    spans = [s for t in subjects if t != top for s in phrases.actors(t)]
    under = top.dep_ == "pobj" and top.head.lower_ == "under"
    caused = verb.lemma_ in lexicon.status["causing"] and trigger.entry.type not in ANSWERING
    if (verb.lemma_ in lexicon.status["suffering"] and not caused) or under or is_harmed(verb, trigger):
        recipients += [s for t in verb.children if t.dep_ == "nsubjpass" for s in phrases.actors(t)] or spans
        acting = [s for each in (verb, top) for _, t in prepositional(each, ("from",)) for s in phrases.actors(t)]
        if not actors and acting:
            actors += acting
            recipients[:] = [s for s in recipients if s not in acting]
    elif spans and trigger.entry.type == "SANCTION":
        # "Norway triggered UN sanctions"
        actors[:] = spans
    elif not actors or trigger.entry.type in lexicon.mutual | lexicon.spoken:
        # "reiterated Moscow's demand": who repeats it stands for it beside its owner.
        actors[:0] = spans
    facing = tuple(lexicon.facing - {"of", "in", "from", "at", "over", "into"})
    facing += ("into",) if trigger.entry.type == "ACCUSE" else ()
    recipients += [s for c in verb.children if c.dep_ == "dative" for s in phrases.actors(c)]
    if verb.lemma_ in GUESTS:
        recipients += [s for c in verb.children if c.dep_ == "dobj" and c != top for s in phrases.actors(c)]
    recipients += [
        s
        for _, t in prepositional(verb, facing)
        if t != top and t.ent_type_ != "DATE"
        for s in (*phrases.actors(t), *leaders(t, phrases))
    ]
