"""Roles: who takes part in an event and to whom it is done, read from the parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.annotate.events.lexicon import Entry, EventLexicon, load_events
from onrecord.annotate.events.phrases import ACTOR_LABELS, OWNERS, Phrases, conjuncts
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.annotate.events.triggers import Trigger, in_class, is_harmed, objects_of, top_of
from onrecord.model.span import Span

# Those after these take part alike.
AMONG = ("between", "among", "involving")
# Complements of an object that say to whom it is done ("attacks on Kyiv", "ties with Oslo").
BEHIND = ("on", "against", "with", "for", "to", "of", "from")
# Types whose content names the other side where nobody is addressed.
NAMING = frozenset({"REJECT", "ACCUSE", "REQUEST", "SUPPORT", "ASSAULT", "AID", "SANCTION"})
# What workers do against whoever they work for.
WORKERS_ACTS = frozenset({"PROTEST", "REQUEST", "ACCUSE"})
MAX_CONTENT = 14
# After these another matter begins.
CLAUSE_STARTS = frozenset(
    {"who", "which", "while", "after", "before", "because", "since", "when", "as", "but", "and", "saying", ",", ";"}
)
# Prepositions that bring a recipient for these types only: "fired at", "an inquiry into".
UNUSUAL = {"ASSAULT": frozenset({"at", "into"}), "ACCUSE": frozenset({"into", "at"})}
# Verbs whose object takes part in what they bring about ("invited both to talks").
GUESTS = frozenset({"invite", "summon", "welcome", "host"})


@dataclass(slots=True)
class Roles:
    """Spans of those who act and those to whom it is done; `mutual` where all take part alike."""

    actors: list[Span]
    recipients: list[Span]
    mutual: bool = False


def prepositional(token: Token, words: frozenset[str] | tuple[str, ...]) -> Iterator[tuple[str, Token]]:
    """Prepositions under a token, with the token they bring."""
    for child in token.children:
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in words:
            for target in child.children:
                if target.dep_ in ("pobj", "pcomp") and not _is_time(target):
                    yield child.lower_, target


def _is_time(token: Token) -> bool:
    """Whether it names a time or an occasion ("on the day of the talks"): nobody takes part in that."""
    return token.ent_type_ in ("DATE", "TIME") or token.lemma_.lower() in load_events().status["times"]


def find_roles(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> Roles:
    """Find who did it to whom."""
    roles = _of_verb(trigger, phrases, lexicon) if trigger.token.pos_ == "VERB" else _of_noun(trigger, phrases, lexicon)
    if trigger.token.pos_ == "VERB" and trigger.entry.type in ("REJECT", "ACCUSE", "SUPPORT"):
        roles.recipients = whose(trigger, phrases) + roles.recipients
    if not roles.recipients and trigger.entry.type in WORKERS_ACTS:
        roles.recipients = _employers(trigger, phrases, lexicon)
    if not roles.recipients and trigger.entry.type in NAMING and not trigger.entry.faces and not _of_attack(trigger):
        roles.recipients = named_within(trigger, roles.actors, phrases)
    roles.actors = list(dict.fromkeys(roles.actors))
    roles.recipients = [r for r in dict.fromkeys(roles.recipients) if r not in roles.actors]
    if trigger.entry.lemma in lexicon.clashing and len(roles.actors) > 1 and not roles.recipients:
        # Who clash do it to one another.
        roles.recipients = list(roles.actors)
    roles.mutual = trigger.entry.type in lexicon.mutual
    return roles


def _of_verb(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> Roles:
    verb, entry = trigger.token, trigger.entry
    actors = [span for token in subject_tokens(verb, lexicon) for span in phrases.actors(token)]
    objects = [t for t in objects_of(verb, entry) if not (entry.type == "REQUEST" and _of_captives(t, lexicon))]
    recipients = [s for t in objects for s in _faced(t, phrases, means=_is_means(t, entry, lexicon), kind=entry.type)]
    if entry.prepositions or not recipients:
        unfacing = {"in", "of", "at", "over", "into"} - UNUSUAL.get(entry.type, frozenset())
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
    if not recipients and entry.type in lexicon.spoken:
        recipients = _in_content(verb, phrases, clause_only=entry.faces)
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


def named_within(trigger: Trigger, actors: Iterable[Span], phrases: Phrases) -> list[Span]:
    """The first other party that the words of a refusal, charge or demand name: "ruled out ceding land to Oslo"."""
    token = trigger.token
    own = {phrases.identity(s) for s in actors}
    last = _last_of_content(token)
    for each in token.doc[token.i + 1 : last + 1]:
        if each.dep_ == "relcl" or each.lower_ in CLAUSE_STARTS:
            break
        if not _may_face(each, phrases):
            continue
        span = phrases.span(each)
        if phrases.identity(span) not in own:
            return [span]
    return []


def _last_of_content(token: Token) -> int:
    """Where the words under a verb end, with what follows a colon after them ("its demand is unchanged: no growth of NATO")."""
    doc, limit = token.doc, min(token.i + MAX_CONTENT, len(token.doc) - 1)
    for each in doc[token.i + 1 : limit + 1]:
        if each.text == ":":
            return min(each.i + MAX_CONTENT, each.sent.end - 1 if each.i + 1 < each.sent.end else len(doc) - 1)
        if each.lower_ in CLAUSE_STARTS or each.is_sent_start:
            break
    return min(token.right_edge.i, limit)


def whose(trigger: Trigger, phrases: Phrases, prepositions: frozenset[str] = frozenset()) -> list[Span]:
    """Whose choice or fitness is refused or questioned: "objected to his choice of a deputy"."""
    wanted = prepositions or trigger.entry.prepositions
    objects = [*objects_of(trigger.token), *(t for _, t in prepositional(trigger.token, wanted))]
    owners = [c for o in objects for c in o.lefts if c.dep_ == "poss" and c.pos_ == "PRON"]
    return [s for c in owners if (s := phrases.person_before(c)) is not None]


def _employers(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> list[Span]:
    """Against whom workers act where they name nobody: whoever they work for ("Nordsteel workers", "pilots at Fjord Air")."""
    verb = trigger.verb
    workers = list(subject_tokens(verb, lexicon)) if verb is not None else []
    workers += [t for _, t in prepositional(trigger.token, ("by", "of"))]
    workers = [t for t in workers if t.lemma_.lower() in lexicon.classes["labour"]]
    named = [c for t in workers for c in t.lefts if c.pos_ == "PROPN" and c.ent_type_ in ("ORG", "PERSON", "")]
    named += [p for t in workers for _, p in prepositional(t, ("at", "of", "from")) if p.ent_type_ == "ORG"]
    return [phrases.span(c) for c in named]


def _may_face(token: Token, phrases: Phrases) -> bool:
    """Whether a word within a content names a party: not a place, not the modifier of another party."""
    if token.lemma_.lower() in phrases.lexicon.classes["captive"]:
        return False
    named = token.ent_type_ in ACTOR_LABELS and token.pos_ in ("PROPN", "ADJ")
    if not (named or phrases.is_target(token)) or (token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near")):
        return False
    modifier = token.dep_ in ("compound", "punct", "amod") and token.head.pos_ in ("NOUN", "PROPN")
    return not (modifier and phrases.is_actor(token.head))


def _is_means(token: Token, entry: Entry, lexicon: EventLexicon) -> bool:
    """Whether an object is what it is done with and not to whom ("sent an envoy")."""
    if entry.type == "CONCEDE":
        return True
    return entry.wants is not None and entry.wants in lexicon.means and in_class(token, entry.wants, lexicon)


def _faced(token: Token, phrases: Phrases, *, means: bool, kind: str = "") -> list[Span]:
    """Who an object denotes, or whom its own complements name; of a means ("sent an envoy to") only the latter."""
    behind = [s for _, t in prepositional(token, BEHIND) for s in phrases.actors(t)] + _makers(token, phrases)
    if kind in ("ACCUSE", "REJECT") and token.pos_ == "NOUN" and _is_attack(token):
        # "condemned the raid on Goma": whoever raided, and not who suffered it.
        return [*phrases.owners(token), *_makers(token, phrases)]
    if means and (not phrases.is_force(token) or kind == "MOBILIZE"):
        # Who sends troops does nothing to them.
        return behind
    return phrases.actors(token) + leaders(token, phrases) or behind


def _of_attack(trigger: Trigger) -> bool:
    """Whether an attack is what a charge or refusal is about: whom its words name suffered it."""
    kinds = trigger.entry.type in ("ACCUSE", "REJECT") and trigger.token.pos_ == "VERB"
    return kinds and any(_is_attack(t) for t in objects_of(trigger.token) if t.pos_ == "NOUN")


def _is_attack(token: Token) -> bool:
    return any(entry.type == "ASSAULT" for entry in load_events().nouns.get(token.lemma_.lower(), ()))


def leaders(token: Token, phrases: Phrases) -> list[Span]:
    """The person under whom a body stands: "approved the cabinet under Mr Ek"."""
    return [s for _, t in prepositional(token, ("under",)) if t.ent_type_ == "PERSON" for s in phrases.actors(t)]


def _of_captives(token: Token, lexicon: EventLexicon) -> bool:
    """Whether what is demanded concerns captives ("the release of 300 prisoners"): they are not who is asked."""
    after = [t for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children]
    return any(in_class(t, "captive", lexicon) for t in (token, *after))


def _makers(token: Token, phrases: Phrases) -> list[Span]:
    """Those by whom an object was made ("a resolution drafted by Oslo", "a proposal by Finland")."""
    made = [c for c in token.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VBN"]
    return [s for c in (token, *made) for _, t in prepositional(c, ("by",)) for s in phrases.actors(t)]


def _in_content(verb: Token, phrases: Phrases, *, clause_only: bool) -> list[Span]:
    """The subject of what is demanded or alleged ("demanded that Kyiv withdraw")."""
    for child in verb.children:
        if child.dep_ not in ("ccomp", "xcomp") or child.i < verb.i:
            continue
        subjects = [c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")]
        # "warning it could fail" warns nobody.
        found = [s for c in subjects if not (clause_only and c.lower_ == "it") for s in phrases.actors(c)]
        if found or child.dep_ == "ccomp" or clause_only:
            return found
        within = [s for t in objects_of(child) for s in _faced(t, phrases, means=False)]
        return within or [
            s for _, t in prepositional(child, ("to", "on", "with", "against", "from")) for s in phrases.actors(t)
        ]
    return []


def _of_noun(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> Roles:
    noun, kind = trigger.token, trigger.entry.type
    top = top_of(noun, lexicon)
    actors: list[Span] = []
    recipients: list[Span] = []
    # Talks "on Ukraine" are about it, not with it.
    facing = ("with", "to") if kind == "CONSULT" else tuple(lexicon.facing - {"of", "in", "from", "at", "over", "into"})
    facing += ("into",) if kind == "ACCUSE" else ()
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
            if not (talks and child.dep_ == "compound" and phrases.is_city(child)):
                found += phrases.hyphened_partners(child)
                found += [s for t in conjuncts(child) for s in phrases.actors(t)]
        elif child.dep_ in ("amod", "compound"):
            found += phrases.hyphened(child)
    return found


def _possessor(noun: Token, phrases: Phrases, lexicon: EventLexicon) -> list[Span]:
    """Whom "its" means before an event noun: the subject of the clause ("Norway regretted its talks with Sweden")."""
    at = noun
    for _ in range(5):
        if at.head is at:
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
    spans = [s for t in subjects if t is not top for s in phrases.actors(t)]
    under = top.dep_ == "pobj" and top.head.lower_ == "under"
    if verb.lemma_ in lexicon.status["suffering"] or under or is_harmed(verb, trigger):
        recipients += [s for t in verb.children if t.dep_ == "nsubjpass" for s in phrases.actors(t)] or spans
        acting = [s for each in (verb, top) for _, t in prepositional(each, ("from",)) for s in phrases.actors(t)]
        if not actors and acting:
            actors += acting
            recipients[:] = [s for s in recipients if s not in acting]
    elif not actors or trigger.entry.type in lexicon.mutual | lexicon.spoken:
        # "reiterated Moscow's demand": who repeats it stands for it beside its owner.
        actors[:0] = spans
    facing = tuple(lexicon.facing - {"of", "in", "from", "at", "over", "into"})
    facing += ("into",) if trigger.entry.type == "ACCUSE" else ()
    recipients += [s for c in verb.children if c.dep_ == "dative" for s in phrases.actors(c)]
    if verb.lemma_ in GUESTS:
        recipients += [s for c in verb.children if c.dep_ == "dobj" and c is not top for s in phrases.actors(c)]
    recipients += [
        s
        for _, t in prepositional(verb, facing)
        if t is not top and t.ent_type_ != "DATE"
        for s in (*phrases.actors(t), *leaders(t, phrases))
    ]
