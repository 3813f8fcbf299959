"""Referents: the actors of one report, as they come to be known in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.model.reading import Actor, ActorCandidate, ActorKind
from onrecord.scheme.actor_entry import ActorEntry, name_key

# A Korean or Chinese given name, which comes last: "Park Min-jun".
GIVEN = re.compile(r"[A-Z][a-z]+-[a-z]+")
# Arabic articles that a surname stands with or without: "al-Sharaa", "Sharaa".
ARTICLES = ("al-", "el-", "ash-", "ad-", "as-")


@dataclass(slots=True, eq=False)
class Office:
    """What the report says somebody is: the words ("deputy foreign minister"), the head, whose, whether no longer.

    `guessed`: the words do not say whose it is; `people`: it is that of a people and no body ("Arab leaders").
    """

    words: str
    head: str
    of: str | None
    former: bool = False
    guessed: bool = False
    people: bool = False


@dataclass(slots=True, eq=False)
class Referent:
    """An actor in one report. `entry` is what the directory says of it, `offices` what the report says.

    `number` is "sing" or "plur", `gender` "m", "f", "n" or "" where unknown; `score` how sure the choice of the actor is.
    `described` marks somebody without a name.
    `body` is what a state's body is called without its state ("defence ministry"), "" for anybody else.
    """

    id: str
    name: str
    kind: ActorKind
    entry: ActorEntry | None = None
    party: str | None = None
    gender: str = ""
    number: str = "sing"
    offices: list[Office] = field(default_factory=list)
    aliases: dict[str, None] = field(default_factory=dict)
    rivals: tuple[ActorEntry, ...] = ()
    score: float = 0.9
    described: bool = False
    body: str = ""

    @property
    def human(self) -> bool:
        """Whether it is one person."""
        return self.kind == "person" and self.number == "sing"

    @property
    def surnames(self) -> list[str]:
        """What a person may be called by: the ends of the name, "von der Leyen" and "Leyen" of Ursula von der Leyen."""
        words = [word for word in self.name.split() if name_key(word) not in ("jr", "sr")]
        ends = [name_key(" ".join(words[start:])) for start in range(1, len(words))]
        if words and words[-1].casefold().startswith(ARTICLES):
            ends.append(name_key(words[-1].partition("-")[2]))
        elif len(words) == 2 and GIVEN.fullmatch(words[-1]):
            ends.append(name_key(words[0]))
        return [end for end in ends if end] or [name_key(self.name)]

    def candidates(self) -> tuple[ActorCandidate, ...]:
        """The actors that the name could mean, the chosen one first."""
        others = [entry for entry in self.rivals if entry.id != self.id]
        share = (1.0 - self.score) / len(others) if others else 0.0
        return (
            ActorCandidate(actor=self.id, score=round(self.score, 3)),
            *(ActorCandidate(actor=entry.id, score=round(share, 3)) for entry in others),
        )

    def actor(self) -> Actor:
        """The actor as the reading shows it."""
        aliases = tuple(alias for alias in self.aliases if alias != self.name)
        return Actor(id=self.id, name=self.name, kind=self.kind, party=self.party, aliases=aliases)
