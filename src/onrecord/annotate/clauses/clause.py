"""A clause: a predicate with what stands around it, in token indexes of its document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["main", "complement", "relative", "adverbial", "infinitive", "participle", "nominal"]
Tense = Literal["past", "present", "future"]
Modality = Literal["none", "possible", "necessary", "desired", "conditional", "purpose"]
Outlook = Literal["asserted", "planned", "proposed", "hypothetical", "feared", "denied"]
How = Literal["own", "shared", "controlled", "antecedent", "agent", "possessor", "adjective"]


class Argument(NamedTuple):
    """A phrase that takes part in a clause: tokens `first` to `last`, both included, around the noun `head`.

    `how`: whether it stands in the clause ("own"), is that of the first of coordinated verbs ("shared"), of the verb above
    ("controlled"), what a relative clause or a participle hangs on ("antecedent"), or at a noun its "by", "'s" or "Russian".
    """

    head: int
    first: int
    last: int
    preposition: str = ""
    how: How = "own"


@dataclass(frozen=True, slots=True)
class Verb:
    """What the form of a predicate says.

    `prospective`: it has "will", "would" or "going to", and no perfect. `implied`: denied by the word that governs it
    ("refused to", "failed to").
    """

    tense: Tense = "present"
    modality: Modality = "none"
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    prospective: bool = False
    negated: bool = False
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """How a clause stands to others. `mark`: what opens it ("if", "after", "that"); `governor`: the word it hangs on.

    `parent`: the predicate of the clause around it. `adjunct`: it stands beside that word and is not its content ("to end the war").
    """

    kind: Kind
    mark: str = ""
    parent: int | None = None
    governor: int | None = None
    adjunct: bool = False


@dataclass(frozen=True, slots=True)
class Arguments:
    """Who and what a clause is about. In a passive `subjects` suffer it and `agents` do it."""

    subjects: tuple[Argument, ...] = ()
    objects: tuple[Argument, ...] = ()
    indirect: tuple[Argument, ...] = ()
    obliques: tuple[Argument, ...] = ()
    agents: tuple[Argument, ...] = ()
    complements: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and what belongs to it.

    Args:
        predicate: the token of its verb, or of the noun of an act ("Russia's attack on the port").
        lemma: the lemma of the verb, also of a noun's ("withdrawal": withdraw).
        particle: as in "call off", else "".
        support: at a light verb the noun that it carries, at such a noun the verb ("held talks").
        outlook: whether it is told as a fact, by its own words and by those over it.
    """

    predicate: int
    lemma: str
    place: Place
    verb: Verb
    arguments: Arguments
    outlook: Outlook = "asserted"
    particle: str = ""
    support: int | None = None
    question: bool = False
    imperative: bool = False
    quoted: bool = False

    @property
    def kind(self) -> Kind:
        """What sort of clause it is."""
        return self.place.kind

    @property
    def mark(self) -> str:
        """The word that opens it, in small letters."""
        return self.place.mark

    @property
    def negated(self) -> bool:
        """Whether its own words deny it."""
        return self.verb.negated

    @property
    def tense(self) -> Tense:
        """When it is, seen from its report."""
        return self.verb.tense

    @property
    def modality(self) -> Modality:
        """What its auxiliaries, its purpose or its governor make of it."""
        return self.verb.modality

    @property
    def passive(self) -> bool:
        """Whether its subject suffers it."""
        return self.verb.passive

    @property
    def subjects(self) -> tuple[Argument, ...]:
        """Its subjects as they stand in the grammar."""
        return self.arguments.subjects

    @property
    def objects(self) -> tuple[Argument, ...]:
        """Its direct objects."""
        return self.arguments.objects

    @property
    def doers(self) -> tuple[Argument, ...]:
        """Who does it: the subjects, of a passive the agents."""
        return self.arguments.agents if self.verb.passive else self.arguments.subjects

    @property
    def undergoers(self) -> tuple[Argument, ...]:
        """Whom it is done to: the objects, of a passive the subjects."""
        return self.arguments.subjects if self.verb.passive else self.arguments.objects
