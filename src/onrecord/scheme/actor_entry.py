"""One entry of the directory of actors, and how names and role words are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.model.reading import ActorKind

WORD = re.compile(r"[^\W_]+")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
# Letters that no decomposition takes apart.
LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def fold(word: str) -> str:
    """The word without case and accents."""
    if word.isascii():
        return word.casefold()
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The form in which names are compared: no case, accents, punctuation, leading article or final possessive."""
    bare = ARTICLE.sub("", POSSESSIVE.sub("", name.strip()))
    return " ".join(WORD.findall(fold(bare)))


def slug(name: str) -> str:
    """An id made from a name: "Emmanuel Macron" -> "emmanuel-macron"."""
    return name_key(name).replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody holds: the words of the role, the state or body it belongs to, and the days it was held.

    `since` and `until` are ISO days, months or years, "" where open.
    """

    words: str
    of: str
    since: str = ""
    until: str = ""

    def held_on(self, day: str | None) -> bool:
        """Whether the role was held on an ISO day; without a day, whether it is still held."""
        if not day:
            return not self.until
        return self.since <= day and (not self.until or day <= self.until or day.startswith(self.until))


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor of the directory.

    `party` is whom the actor speaks for: the canonical name of a country, organisation or party, or None. For a person it
    follows from the roles and the day; see `Directory.party`. `demonyms` ("Russian") and `capitals` ("Moscow") stand for
    a country. `place` marks a name that is also a place ("Kremlin"): it means the actor only where somebody speaks or acts.
    """

    id: str
    name: str
    kind: ActorKind
    party: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    gender: str = ""
    place: bool = False
    origin: str = field(default="", compare=False)

    def names(self) -> tuple[str, ...]:
        """Every name that denotes the actor itself: the canonical one first, then the aliases."""
        return (self.name, *self.aliases)

    @property
    def surname(self) -> str:
        """The last word of a person's name, with its particle ("de Chastelain" keeps only "Chastelain")."""
        return self.name.split()[-1] if self.kind == "person" else ""
