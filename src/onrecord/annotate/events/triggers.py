"""Triggers: the verbs and nouns of a report that name events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.annotate.events.lexicon import Entry, EventLexicon, load_events
from onrecord.annotate.events.naming import ACTOR_LABELS
from onrecord.annotate.events.subjects import subject_tokens

OBJECTS = ("dobj", "nsubjpass", "dative", "attr", "oprd")
# A verb's particle is rarely further from it than this, in tokens.
PARTICLE_REACH = 4


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event, by an entry of the vocabulary. `support` is the verb that carries a noun ("held talks")."""

    token: Token
    entry: Entry
    support: Token | None = None

    @property
    def verb(self) -> Token | None:
        """The verb of the trigger: its own, or the one that carries it."""
        return self.token if self.token.pos_ in ("VERB", "AUX") else self.support


def find_triggers(doc: Doc, lexicon: EventLexicon) -> Iterator[Trigger]:
    """Find the words that may name an event, in reading order. Cost: one look-up a token."""
    for token in doc:
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            entry = _verb_entry(token, lexicon)
            if entry is not None:
                yield Trigger(token, entry)
        elif token.pos_ == "NOUN" or (token.pos_ == "PROPN" and not token.ent_type_):
            entry = _noun_entry(token, lexicon)
            if entry is not None:
                yield Trigger(token, entry, support_of(token, lexicon))


def phrase_of(verb: Token) -> set[str]:
    """The verb with each word under it: "call off", "put back"."""
    return {f"{verb.lemma_.lower()} {c.lower_}" for c in verb.children}


def _verb_entry(token: Token, lexicon: EventLexicon) -> Entry | None:
    if phrase_of(token) & (lexicon.status["called_off_particles"] | lexicon.status["moved_particles"]):
        # "called off the strike" calls none.
        return None
    lemma = token.lemma_.lower()
    if lemma not in lexicon.verbs and token.lower_.endswith("ed"):
        # The lemmatiser takes "fined" for a form of "fin".
        lemma = token.lower_[:-1]
    for entry in lexicon.verbs.get(lemma, ()):
        if _fits(token, entry, lexicon):
            return entry
    return None


def _fits(verb: Token, entry: Entry, lexicon: EventLexicon) -> bool:
    """Whether what an entry needs stands around the verb."""
    if entry.particles and not _has_particle(verb, entry.particles):
        return False
    if entry.prepositions and not _has_preposition(verb, entry.prepositions):
        return False
    if entry.intransitive and any(c.dep_ in ("dobj", "ccomp") for c in verb.children):
        return False
    if entry.doer is not None and not lexicon.classes[entry.doer] & _doers(verb, lexicon, heads=entry.intransitive):
        return False
    if entry.infinitive is not None and not _has_infinitive(verb, entry.infinitive, lexicon):
        return False
    if is_state(verb, lexicon):
        return False
    if entry.type == "ASSAULT" and entry.agentless and _by_nature(verb, lexicon):
        return False
    if entry.wants is None and entry.refuses is None:
        return True
    objects = list(objects_of(verb, entry))
    if entry.refuses is not None and any(in_class(o, entry.refuses, lexicon) for o in objects):
        return False
    return entry.wants is None or any(in_class(o, entry.wants, lexicon) for o in objects)


def is_state(verb: Token | None, lexicon: EventLexicon) -> bool:
    """Whether a participle with "be" says how things stand ("is committed to dialogue")."""
    if verb is None or verb.lemma_ not in lexicon.status["stative"]:
        return False
    return verb.dep_ == "acomp" or any(c.lemma_ == "be" and c.dep_ in ("aux", "auxpass") for c in verb.children)


def _has_preposition(verb: Token, prepositions: frozenset[str]) -> bool:
    """Whether one of them stands under the verb, or marks an infinitive under it ("called for the mayor to resign")."""
    if any(c.lower_ in prepositions for c in verb.children if c.dep_ in ("prep", "prt", "dative", "agent", "advmod")):
        return True
    clauses = [c for c in verb.children if c.dep_ in ("advcl", "xcomp", "ccomp") and c.tag_ == "VB" and c.i > verb.i]
    return any(m.dep_ == "mark" and m.lower_ in prepositions for c in clauses for m in c.children)


def _by_nature(verb: Token, lexicon: EventLexicon) -> bool:
    """Whether a flood, a fire or a crash did it: "the earthquake killed 40", "were killed in a crash"."""
    clauses = [c for c in verb.children if c.dep_ == "advcl"]
    within = [t for c in (verb, *clauses) for p in c.children if p.dep_ in ("prep", "agent") for t in p.children]
    subjects = [t for c in (verb, *clauses) for t in c.children if t.dep_ == "nsubj"]
    near = {t.lemma_.lower() for t in (*within, *subjects, *clauses)}
    if verb.dep_ == "relcl":
        # "the areas of the earthquake that killed 40"
        near |= {t.lemma_.lower() for t in verb.doc[verb.head.i : verb.i] if t.pos_ in ("NOUN", "PROPN")}
    # "In a fire at a hotel", not "by artillery fire".
    burnt = any(t.lemma_ == "fire" and t.head.lower_ == "in" and [c.dep_ for c in t.lefts] == ["det"] for t in within)
    return burnt or bool(near & lexicon.classes["accident"])


def dealt_in(verb: Token, lexicon: EventLexicon) -> Iterator[Token]:
    """The deal in which a verb's act is agreed ("will buy its rival in a deal unveiled on Wednesday")."""
    if any(e.wants == "company" for e in lexicon.verbs.get(verb.lemma_.lower(), ())):
        brought = [t for c in verb.children if c.dep_ == "prep" and c.lower_ in ("in", "under") for t in c.children]
        yield from (t for t in brought if t.lemma_.lower() in lexicon.classes["paper"])


def _has_infinitive(verb: Token, name: str, lexicon: EventLexicon) -> bool:
    """Whether an infinitive of a class stands under the verb, as in "vowed to retaliate".

    Without a class, whether one of another's acts does: "told Oslo to withdraw".
    """
    clauses = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VB" and c.i > verb.i]
    clauses = [c for c in clauses if any(a.lower_ == "to" for a in c.children)]
    if name:
        return any(c.lemma_.lower() in lexicon.classes[name] for c in clauses)
    others = [t for c in clauses for t in c.children if t.dep_ == "nsubj"]
    others += [t for t in verb.children if clauses and t.dep_ in ("dobj", "dative")]
    return any(in_class(t, "actor", lexicon) for t in others)


def _has_particle(verb: Token, particles: frozenset[str]) -> bool:
    if any(c.lower_ in particles for c in verb.children if c.dep_ in ("prt", "advmod", "prep", "advcl")):
        return True
    # The parser often takes a particle for a quantity's modifier ("hand over 157 prisoners").
    following = verb.i + 1
    return following < len(verb.doc) and verb.doc[following].lower_ in particles


def objects_of(verb: Token, entry: Entry | None = None) -> Iterator[Token]:
    """The objects of a verb, of a passive its subject, and of a participle its noun ("prisoners released by")."""
    bringing = entry.particles | entry.prepositions if entry is not None else frozenset[str]()
    for child in verb.children:
        if child.dep_ in OBJECTS:
            yield from _through_amounts(child)
        elif child.lower_ in bringing:
            yield from (t for t in child.children if t.dep_ == "pobj")
            # "pulled out of the talks"
            yield from (t for c in child.children if c.dep_ == "prep" for t in c.children if t.dep_ == "pobj")
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        yield verb.head


def _through_amounts(token: Token) -> Iterator[Token]:
    """The object and what it is an amount of ("a barrage of missiles", "hundreds of prisoners"), with its conjuncts."""
    yield token
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (each for t in child.children if t.dep_ == "pobj" for each in (t, *t.conjuncts))
        elif child.dep_ == "conj":
            yield child


def in_class(token: Token, name: str, lexicon: EventLexicon) -> bool:
    """Whether a noun belongs to a class of the vocabulary; names of places count as land, persons and bodies as actors."""
    if name == "actor":
        return token.ent_type_ in ACTOR_LABELS or token.lemma_.lower() in lexicon.actors or token.pos_ == "PRON"
    if name == "land" and token.ent_type_ in ("GPE", "LOC", "FAC"):
        return True
    if token.ent_type_ == "PERSON" and name in ("person", "leader", "visitor"):
        return True
    if name.startswith("own-"):
        # "destroy its weapons"
        return token.lemma_.lower() in lexicon.classes[name[4:]] and any(c.dep_ == "poss" for c in token.children)
    if name == "captive" and (
        (token.lower_ in ("them", "him", "her", "us") and token.pos_ == "PRON")
        or (token.tag_ == "CD" and token.ent_type_ != "DATE")
        or _are_counted(token)
    ):
        # "freed 45 of them"
        return True
    if token.ent_type_ == "ORG" and name in ("company", "party"):
        return True
    if name == "warfare" and token.lemma_ == "strike":
        # A strike that is suspended or ended is one of workers, unless the words before it say otherwise.
        return any(c.lemma_.lower() in lexicon.classes["weapon"] | {"air", "military"} for c in token.lefts)
    return token.lemma_.lower() in lexicon.classes.get(name, ())


def _are_counted(token: Token) -> bool:
    """Whether people of a nation are counted: "freed ten Swedes"."""
    return token.ent_type_ == "NORP" and any(c.dep_ == "nummod" for c in token.children)


def _noun_entry(token: Token, lexicon: EventLexicon) -> Entry | None:
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" and lemma not in lexicon.nouns:
        # The tagger takes the first word of a story for a name: "Talks between them ended".
        lemma = lemma.removesuffix("s")
    entries = lexicon.nouns.get(lemma, ())
    if not entries:
        return None
    before = {c.lemma_.lower() for c in token.lefts} | ({token.doc[token.i - 1].lemma_.lower()} if token.i else set())
    before |= {c.lemma_.lower() for left in token.lefts for c in left.lefts}
    after = {t.lemma_.lower() for c in token.rights if c.dep_ == "prep" and c.lower_ == "of" for t in c.children}
    for entry in entries:
        if entry.modifiers and not entry.modifiers & (before | after):
            continue
        if entry.doer is not None and not lexicon.classes[entry.doer] & (
            before | _doers(token, lexicon) | _of_workers(token, entry, lexicon)
        ):
            continue
        if entry.prepositions and not any(_brings(c, entry, lexicon) for c in token.rights):
            continue
        if entry.refuses is not None and lexicon.classes.get(entry.refuses, frozenset()) & before:
            continue
        if token.dep_ in ("compound", "amod") and token.head.pos_ in ("NOUN", "PROPN"):
            return None
        if entry.infinitive is not None and not any(c.dep_ in ("acl", "relcl") and c.tag_ == "VB" for c in token.rights):
            continue
        return entry
    return None


def _of_workers(token: Token, entry: Entry, lexicon: EventLexicon) -> frozenset[str]:
    """Of "the strike" without more words: whether the report is about workers, whose strike it then is."""
    plain = token.lemma_ == "strike" and not any(c.dep_ in ("compound", "amod", "nmod") for c in token.lefts)
    plain = plain and not any(c.dep_ == "prep" and c.lower_ in ("on", "against") for c in token.rights)
    dispute = lexicon.classes["industrial"]
    return dispute if plain and entry.doer == "labour" and any(t.lemma_.lower() in dispute for t in token.doc) else frozenset()


def _brings(child: Token, entry: Entry, lexicon: EventLexicon) -> bool:
    """Whether a preposition that the noun needs stands after it, before what the entry wants."""
    if child.dep_ != "prep" or child.lower_ not in entry.prepositions:
        return False
    return entry.wants is None or any(in_class(t, entry.wants, lexicon) for t in child.children)


def _doers(token: Token, lexicon: EventLexicon, *, heads: bool = False) -> set[str]:
    """Lemmas of those who do what a word names: subjects of its verb, and what follows "by" or "of".

    `heads`: only the subject itself, not what stands with it ("government talks collapsed").
    """
    if heads:
        return {c.lemma_.lower() for c in token.children if c.dep_ == "nsubj"}
    verb = token if token.pos_ == "VERB" else support_of(token, lexicon)
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "agent")] if verb is not None else []
    named = [t for c in token.children if c.dep_ in ("prep", "agent", "poss") for t in (c, *c.children)]
    # "Dockers are due to walk out"
    subjects += subject_tokens(verb, lexicon) if verb is not None else []
    # "hundreds of workers"
    subjects += [t for s in subjects for c in s.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children]
    return {each.lemma_.lower() for s in (*subjects, *named) for each in (s, *s.conjuncts, *s.children)}


def top_of(token: Token, lexicon: EventLexicon) -> Token:
    """The noun that counts or stretches an event noun ("days of talks" -> days), else the noun itself."""
    top = token
    for _ in range(3):
        if top.dep_ == "conj" and top.head.pos_ == "NOUN":
            top = top.head
        elif (
            top.dep_ == "pobj"
            and top.head.lower_ in ("of", "in")
            and top.head.head.lemma_.lower() in lexicon.status["containers"]
        ):
            top = top.head.head
        else:
            break
    return top


def _gathering(word: Token, lexicon: EventLexicon) -> Token | None:
    """The verb of "is due in Oslo for talks", "flew to Oslo for talks", "ready for talks": its subject takes part."""
    verb = word.head if word.pos_ == "ADJ" and word.dep_ == "acomp" else word
    going = verb.lemma_ in lexicon.status["going"] or verb.lemma_ in lexicon.status["support"]
    return verb if verb.pos_ in ("VERB", "AUX") and going else None


def support_of(token: Token, lexicon: EventLexicon) -> Token | None:
    """The verb that carries an event noun: as its object, its passive subject, or after "in"/"for"/"out"."""
    top = top_of(token, lexicon)
    turned = any(c.dep_ == "prt" and c.lower_ in ("up", "down", "back") for c in top.head.children)
    if turned and not phrase_of(top.head) & lexicon.status["carrying_particles"]:
        # "held up the deal", "turned down the offer": the verb does something else to it.
        return None
    if top.dep_ in ("dobj", "nsubjpass", "attr") and top.head.pos_ in ("VERB", "AUX"):
        return top.head if top.head.lemma_ in lexicon.status["support"] or top.head.lemma_ in lexicon.verbs else None
    if top.dep_ != "pobj" or top.head.dep_ not in ("prep", "agent", "dative"):
        return None
    preposition, above = top.head.lower_, _inviting(top.head.head)
    if preposition in ("for", "to") and above.pos_ in ("ADJ", "AUX", "VERB"):
        going = _gathering(above, lexicon)
        if going is not None or preposition == "for":
            return going
    if above.pos_ == "VERB" and preposition in ("in", "by", "during") and _harmed(above, lexicon):
        return above
    if above.lemma_ == "be" and (
        top.lemma_ in lexicon.status["verges"]
        or (preposition == "in" and token.lemma_ in ("talk", "negotiation", "discussion"))
    ):
        # "are on the verge of a deal", "is in talks to buy its rival"
        return above
    carries = preposition in ("in", "for", "out", "to", "on", "under") and above.pos_ == "VERB"
    return above if carries and above.lemma_ in lexicon.status["support"] else None


def _inviting(above: Token) -> Token:
    """The verb over a guest that the parser hangs the occasion on ("invited Norway and Sweden to talks")."""
    guest = above
    while guest.dep_ == "conj" and guest.pos_ in ("PROPN", "NOUN"):
        guest = guest.head
    return guest.head if guest.dep_ == "dobj" and guest.head.lemma_ in ("invite", "summon") else above


def _harmed(verb: Token, lexicon: EventLexicon) -> bool:
    """Whether the verb is a passive of harm: "were killed in a raid", "was damaged by shelling"."""
    return verb.tag_ == "VBN" and verb.lemma_ in lexicon.status["harmed"] and any(c.dep_ == "nsubjpass" for c in verb.children)


def is_harmed(verb: Token, trigger: Trigger) -> bool:
    """Whether the verb that carries an attack names those who suffer it."""
    return trigger.entry.type == "ASSAULT" and _harmed(verb, load_events())
