"""What stands right at a word, as tokens: its own subject, objects, auxiliaries, denial, and what is behind its prepositions.

For layers that follow single words, as the parse has them; what is shared, controlled or meant is in `Clauses`.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

ACTIVE, PASSIVE = ("nsubj",), ("nsubjpass",)
SUBJECTS = ACTIVE + PASSIVE
OBJECTS = ("dobj", "obj")
AUXILIARIES = ("aux", "auxpass")
GOVERNED = (*OBJECTS, "pobj", "dative")
NOUNS = ("NOUN", "PROPN", "PRON", "X")
NEVER = "never"
VERBS = ("VERB", "AUX")
# Verbs in a row that share a subject; of a longer row, which is a list or a misparse, those after these stand alone.
MAX_ROW = 12


def _roles(passive: bool | None) -> tuple[str, ...]:
    return SUBJECTS if passive is None else PASSIVE if passive else ACTIVE


def subjects(verb: Token, *, passive: bool | None = None) -> list[Token]:
    """A verb's own subjects. `passive`: only those that suffer it (True), or only others (False)."""
    return [child for child in verb.children if child.dep_ in _roles(passive)]


def subject(verb: Token, *, passive: bool | None = None) -> Token | None:
    """A verb's own first subject."""
    return next((child for child in verb.children if child.dep_ in _roles(passive)), None)


def is_subject(word: Token, *, passive: bool | None = None) -> bool:
    """Whether a word is the subject of its head."""
    return word.dep_ in _roles(passive)


def is_empty_subject(word: Token) -> bool:
    """Whether a word only holds the place of a subject: "there were talks"."""
    return word.dep_ == "expl"


def stands_for_subject(word: Token) -> bool:
    """Whether a word is an active subject, a clause in its place, or the "there" that holds it."""
    return word.dep_ in ("nsubj", "csubj", "expl")


def objects(verb: Token, *, told: bool = False) -> list[Token]:
    """A verb's direct objects. `told`: also those to whom it is done ("gave them a letter")."""
    roles = (*OBJECTS, "dative") if told else OBJECTS
    return [child for child in verb.children if child.dep_ in roles]


def is_object(word: Token) -> bool:
    """Whether a word is the direct object of its head."""
    return word.dep_ in OBJECTS


def is_behind_preposition(word: Token) -> bool:
    """Whether a word is the object of a preposition."""
    return word.dep_ == "pobj"


def governed(word: Token) -> Iterator[Token]:
    """The nouns that a verb or a preposition governs to its right."""
    return (child for child in word.rights if child.dep_ in GOVERNED and child.pos_ in NOUNS)


def object_of(preposition: Token, *, gerund: bool = False) -> Token | None:
    """What stands behind a preposition. `gerund`: also a verb ("of attacking")."""
    roles = ("pobj", "pcomp") if gerund else ("pobj",)
    return next((child for child in preposition.rights if child.dep_ in roles), None)


def behind(word: Token, *prepositions: str, gerund: bool = False) -> Iterator[Token]:
    """What stands behind some prepositions at a word. `gerund`: also a verb."""
    roles = ("pobj", "pcomp") if gerund else ("pobj",)
    for child in word.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            yield from (inner for inner in child.children if inner.dep_ in roles)


def agents(verb: Token) -> list[Token]:
    """Who does it, behind the "by" of a passive."""
    return [inner for child in verb.children if child.dep_ == "agent" for inner in child.children if inner.dep_ == "pobj"]


def is_agent(preposition: Token) -> bool:
    """Whether a word is the "by" of a passive."""
    return preposition.dep_ == "agent"


def is_preposition(word: Token) -> bool:
    """Whether a word stands as a preposition, before somebody who is given something or who does it too."""
    return word.dep_ in ("prep", "dative", "agent")


def is_particle(word: Token) -> bool:
    """Whether a word may be the particle or the preposition that goes with its verb."""
    return word.dep_ in ("prep", "prt", "advmod", "dative")


def is_named(word: Token) -> bool:
    """Whether a word is what the object is called or made: "called it a farce"."""
    return word.dep_ == "oprd"


def is_mark(word: Token) -> bool:
    """Whether a word is the conjunction of its head's clause."""
    return word.dep_ == "mark"


def opens_clause(word: Token) -> bool:
    """Whether a word is a conjunction."""
    return word.dep_ in ("cc", "preconj", "mark")


def particles(verb: Token) -> set[str]:
    """The particles of a verb, in small letters: the "off" of "call off"."""
    return {child.lower_ for child in verb.children if child.dep_ == "prt"}


def goes_with_verb(word: Token) -> bool:
    """Whether a word before a verb is an auxiliary, a negation or an adverb of it."""
    return word.dep_ in ("aux", "auxpass", "neg", "advmod")


def auxiliaries(verb: Token, *, passive: bool | None = None) -> list[Token]:
    """A verb's own auxiliaries. `passive`: only that of a passive (True), or only others (False)."""
    roles = AUXILIARIES if passive is None else ("auxpass",) if passive else ("aux",)
    return [child for child in verb.children if child.dep_ in roles]


def auxiliary_words(verb: Token) -> set[str]:
    """A verb's own auxiliaries as they stand, in small letters."""
    return {child.lower_ for child in auxiliaries(verb)}


def is_auxiliary(word: Token) -> bool:
    """Whether a word is an auxiliary of its head."""
    return word.dep_ in AUXILIARIES


def marks(verb: Token) -> set[str]:
    """The conjunctions that open a verb's clause: "that", "if"."""
    return {child.lower_ for child in verb.children if child.dep_ == "mark"}


def denies(word: Token) -> bool:
    """Whether a word is a negation of its head."""
    return word.dep_ == "neg" or word.lower_ == NEVER


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands at a bare verb."""
    return verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.lefts)


def first_of_several(verb: Token) -> Token:
    """The first of coordinated verbs without a subject of their own, whose auxiliaries go for all."""
    for _ in range(MAX_ROW):
        if verb.dep_ != "conj" or verb.head.pos_ not in VERBS or subject(verb) is not None:
            break
        verb = verb.head
    return verb
