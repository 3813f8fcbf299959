"""Which nouns denote those who speak and act: people in office, private people, bodies, documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.scheme.actor_entry import fold, name_key
from onrecord.scheme.toml import load_scheme


@dataclass(frozen=True, slots=True)
class ActorNouns:
    """Sets of lower-case nouns in the singular; see scheme/roles.toml for what each holds."""

    officeholders: frozenset[str]
    staff: frozenset[str]
    private: frozenset[str]
    state_bodies: frozenset[str]
    bodies: frozenset[str]
    public_bodies: frozenset[str]
    documents: frozenset[str]
    generic: frozenset[str]
    of_the_state: frozenset[str]
    lands: frozenset[str]
    regal: frozenset[str]
    of_the_company: frozenset[str]
    against: frozenset[str]
    authored: frozenset[str]
    titles: frozenset[str]
    feminine_titles: frozenset[str]
    masculine_titles: frozenset[str]
    portfolios: frozenset[str]
    state_roles: frozenset[str]
    quantity_words: frozenset[str]
    former: frozenset[str]
    houses: frozenset[str]
    partisans: frozenset[str]
    party_words: frozenset[str]
    stationed: frozenset[str]
    officials: frozenset[str]
    members: frozenset[str]

    def people(self, noun: str) -> bool:
        """Whether the noun denotes a person."""
        return noun in self.officeholders or noun in self.private or noun in self.staff

    def any(self, noun: str) -> bool:
        """Whether the noun denotes somebody or something that can speak."""
        return self.people(noun) or noun in self.state_bodies or noun in self.bodies or noun in self.documents


@cache
def _given_names() -> dict[str, str]:
    data = load_scheme("first_names")
    return {**dict.fromkeys(data["either"], ""), **dict.fromkeys(data["women"], "f"), **dict.fromkeys(data["men"], "m")}


def gender_of(name: str) -> str:
    """The gender that a person's given name tells: "f", "m" or ""."""
    words = name.split()
    return _given_names().get(fold(words[0]), "") if len(words) > 1 else ""


def is_given_name(word: str) -> bool:
    """Whether a word is a common given name."""
    return fold(word) in _given_names()


@cache
def actor_nouns() -> ActorNouns:
    """The nouns that come with onrecord."""
    data = load_scheme("roles")
    return ActorNouns(**{name: frozenset(data[name]) for name in ActorNouns.__slots__})


@cache
def short_forms() -> dict[str, str]:
    """Short forms of nouns for bodies, and the nouns: "govt" -> "government"."""
    return dict(load_scheme("roles")["short_for"])


def state_head(words: str) -> str | None:
    """The noun that makes a name that of a state's body: "ministry" of "Ministry of Defence", "central bank"; None for others."""
    front = name_key(words.partition(" of ")[0].partition(" for ")[0]).split()
    for size in (2, 1):
        head = " ".join(front[-size:])
        if len(front) >= size and head in actor_nouns().state_bodies:
            return head
    return None


def is_public_body(words: str) -> bool:
    """Whether a name is that of a body which speaks for its state, as an association or a company of its people does not."""
    return state_head(words) is not None or name_key(words).split(" ")[-1] in actor_nouns().public_bodies
