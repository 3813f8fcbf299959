"""Recipients: to whom an act is done, by its objects, its prepositions and its content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from onrecord.annotate.events.lexicon import Entry, EventLexicon, load_events
from onrecord.annotate.events.naming import ACTOR_LABELS
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.subjects import subject_tokens
from onrecord.annotate.events.triggers import Trigger, in_class, objects_of
from onrecord.model.span import Span

# Complements of an object that say to whom it is done ("attacks on Kyiv", "ties with Oslo").
BEHIND = ("on", "against", "with", "for", "to", "of", "from")
# After these stand the accused of a complaint or inquiry, and not the court.
ACCUSED = ("against", "on", "into", "to", "of", "at")
# Types in which captives are what is dealt for.
DEALT_FOR = frozenset({"AGREE", "CONCEDE", "REQUEST", "CONSULT"})
MAX_CONTENT = 14
# After these another matter begins.
CLAUSE_STARTS = frozenset(
    {"who", "which", "while", "after", "before", "because", "since", "when", "as", "but", "and", "saying", ",", ";"}
)


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


def faced(token: Token, phrases: Phrases, *, means: bool, kind: str = "") -> list[Span]:
    """Who an object denotes, or whom its own complements name; of a means ("sent an envoy to") only the latter."""
    behind = [s for _, t in prepositional(token, BEHIND) for s in phrases.actors(t)] + _makers(token, phrases)
    if kind in ("ACCUSE", "REJECT") and token.pos_ == "NOUN" and _is_attack(token):
        # "condemned the raid on Goma": whoever raided, and not who suffered it.
        return [*phrases.owners(token), *_makers(token, phrases)]
    if kind == "ACCUSE" and means:
        # Whoever a complaint is filed with is not accused.
        return [s for _, t in prepositional(token, ACCUSED) for s in phrases.actors(t)]
    if kind == "REQUEST" and means:
        # "demanded Oslo's withdrawal", "demanded an inquiry into the army"
        asked = (t for _, t in prepositional(token, BEHIND) if not _is_town(t, phrases))
        return phrases.possessors(token) or [s for t in asked for s in phrases.actors(t)]
    if kind == "SANCTION" and token.lemma_.lower() in phrases.lexicon.classes["diplomat"] and phrases.possessors(token):
        # "expelled three Swedish diplomats"
        return phrases.possessors(token)
    if kind == "SANCTION" and any(c.dep_ == "poss" and c.pos_ == "PRON" for c in token.children):
        # "recalled its ambassador to Oslo"
        return behind
    if means and (not phrases.is_force(token) or kind in ("MOBILIZE", "RETREAT")):
        # Who sends troops does nothing to them.
        return behind
    return phrases.actors(token) + leaders(token, phrases) or behind


def _is_town(token: Token, phrases: Phrases) -> bool:
    """Whether a word is a town or one for a place: it is asked for nothing."""
    return phrases.is_area(token) or (phrases.is_city(token) and not phrases.is_capital(token))


def _makers(token: Token, phrases: Phrases) -> list[Span]:
    """Those by whom an object was made ("a resolution drafted by Oslo", "a proposal by Finland")."""
    brokered = phrases.lexicon.classes["brokering"]
    made = [c for c in token.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VBN" and c.lemma_.lower() not in brokered]
    return [s for c in (token, *made) for _, t in prepositional(c, ("by",)) for s in phrases.actors(t)]


def leaders(token: Token, phrases: Phrases) -> list[Span]:
    """The person under whom a body stands: "approved the cabinet under Mr Ek"."""
    return [s for _, t in prepositional(token, ("under",)) if t.ent_type_ == "PERSON" for s in phrases.actors(t)]


def is_means(token: Token, entry: Entry, lexicon: EventLexicon) -> bool:
    """Whether an object is what it is done with and not to whom ("sent an envoy")."""
    if entry.type == "CONCEDE":
        return True
    if entry.lemma in lexicon.classes["demanding"] and token.pos_ == "NOUN":
        # What is demanded is a thing, unless somebody is to do something: "required the company to pay".
        return not any(c.dep_ in ("xcomp", "ccomp") for c in token.head.children)
    return entry.wants is not None and entry.wants in lexicon.means and in_class(token, entry.wants, lexicon)


def of_captives(token: Token, lexicon: EventLexicon) -> bool:
    """Whether what is demanded concerns captives ("the release of 300 prisoners"): they are not who is asked."""
    after = [t for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children]
    return any(in_class(t, "captive", lexicon) for t in (token, *after))


def of_attack(trigger: Trigger) -> bool:
    """Whether an attack is what a charge or refusal is about: whom its words name suffered it."""
    kinds = trigger.entry.type in ("ACCUSE", "REJECT") and trigger.token.pos_ == "VERB"
    return kinds and any(_is_attack(t) for t in objects_of(trigger.token) if t.pos_ == "NOUN")


def _is_attack(token: Token) -> bool:
    return any(entry.type == "ASSAULT" for entry in load_events().nouns.get(token.lemma_.lower(), ()))


def in_content(verb: Token, phrases: Phrases, *, clause_only: bool, blaming: bool = False) -> list[Span]:
    """The subject of what is demanded or alleged ("demanded that Kyiv withdraw"); of an alleged passive who did it."""
    for child in verb.children:
        if child.dep_ not in ("ccomp", "xcomp") or child.i < verb.i:
            continue
        subjects = [c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")]
        if blaming and any(c.dep_ == "nsubjpass" for c in subjects):
            # "alleged that ten soldiers had been killed by rebels"
            return [s for c in child.children if c.dep_ == "agent" for t in c.children for s in phrases.actors(t)]
        # "warning it could fail" warns nobody.
        found = [s for c in subjects if not (clause_only and c.lower_ == "it") for s in phrases.actors(c)]
        if found or child.dep_ == "ccomp" or clause_only:
            return found
        within = [s for t in objects_of(child) for s in faced(t, phrases, means=False)]
        return within or [
            s for _, t in prepositional(child, ("to", "on", "with", "against", "from")) for s in phrases.actors(t)
        ]
    return []


def named_within(trigger: Trigger, actors: Iterable[Span], phrases: Phrases) -> list[Span]:
    """The first other party that the words of a refusal, charge or demand name: "ruled out ceding land to Oslo"."""
    token = trigger.token
    own = {phrases.identity(s) for s in actors}
    last = _last_of_content(token)
    for each in token.doc[token.i + 1 : last + 1]:
        if each.dep_ == "relcl" or each.tag_ in ("WDT", "WP") or each.lower_ in CLAUSE_STARTS:
            break
        means = each.dep_ == "dobj" and each.head == token and is_means(each, trigger.entry, phrases.lexicon)
        court = each.dep_ == "pobj" and each.head.lower_ == "with" and trigger.entry.wants == "lawsuit"
        if means or court or not _may_face(each, phrases):
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


def _may_face(token: Token, phrases: Phrases) -> bool:
    """Whether a word within a content names a party: not a place, not the modifier of another party."""
    if token.lemma_.lower() in phrases.lexicon.classes["captive"]:
        return False
    named = token.ent_type_ in ACTOR_LABELS and token.pos_ in ("PROPN", "ADJ")
    if not (named or phrases.is_target(token)) or (token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near")):
        return False
    modifier = token.dep_ in ("compound", "punct", "amod") and token.head.pos_ in ("NOUN", "PROPN")
    return not (modifier and phrases.is_actor(token.head))


def whose(trigger: Trigger, phrases: Phrases, prepositions: frozenset[str] = frozenset()) -> list[Span]:
    """Whose choice or fitness is refused or questioned: "objected to his choice of a deputy"."""
    wanted = prepositions or trigger.entry.prepositions
    objects = [*objects_of(trigger.token), *(t for _, t in prepositional(trigger.token, wanted))]
    owners = [c for o in objects for c in o.lefts if c.dep_ == "poss" and c.pos_ == "PRON"]
    subjects = subject_tokens(trigger.token, phrases.lexicon)
    own = {phrases.identity(s) for t in subjects for s in phrases.actors(t)}
    if any(t.lower_ in ("he", "she") for t in subjects):
        # "He voiced his outrage": his own.
        return []
    return [s for c in owners if (s := phrases.person_before(c)) is not None and phrases.identity(s) not in own]


def may_suffer(span: Span, trigger: Trigger, phrases: Phrases) -> bool:
    """Whether an act can be done to those whom some words name: not captives who are dealt for, not what the actors own, no sea."""
    tokens = phrases.document.tokens(span)
    if not len(tokens):
        return True
    root, classes = tokens.root, phrases.lexicon.classes
    if root.lemma_.lower() in classes["nature"] and root.ent_type_ not in ("ORG", "PERSON"):
        return False
    if root.ent_type_ in ACTOR_LABELS:
        return True
    if trigger.entry.type in DEALT_FOR and root.lemma_.lower() in classes["captive"]:
        return False
    owned = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in root.children)
    return not (owned and root.lemma_.lower() in classes["own"])


def employers(trigger: Trigger, phrases: Phrases, lexicon: EventLexicon) -> list[Span]:
    """Against whom workers act where they name nobody: whoever they work for ("Nordsteel workers", "pilots at Fjord Air")."""
    verb = trigger.verb
    workers = list(subject_tokens(verb, lexicon)) if verb is not None else []
    workers += [t for _, t in prepositional(trigger.token, ("by", "of"))]
    workers = [t for t in workers if t.lemma_.lower() in lexicon.classes["labour"]]
    named = [c for t in workers for c in t.lefts if c.pos_ == "PROPN" and c.ent_type_ in ("ORG", "PERSON", "")]
    places = [p for t in workers for _, p in prepositional(t, ("at", "of", "from", "in"))]
    # "workers at Nordsteel plants"
    named += [p for place in places for p in (place, *place.lefts) if p.ent_type_ in ("ORG", "") and p.pos_ == "PROPN"]
    return [phrases.span(c) for c in named]
