"""The words of grammar that the clause layer knows, from `scheme/clauses.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from onrecord.annotate.clauses.clause import Outlook
from onrecord.scheme.toml import load_scheme

# What a word makes of the clause under it; "real" leaves it as true as the word itself.
Effect = Outlook | Literal["real"]


@dataclass(frozen=True, slots=True)
class GrammarWords:
    """Sets of words; see `scheme/clauses.toml` for what each holds."""

    modals: dict[str, str]
    governors: dict[str, Effect]
    modifiers: dict[str, Outlook]
    nominals: dict[str, str]
    objects_behind: dict[str, frozenset[str]]
    sets: dict[str, frozenset[str]]

    def has(self, name: str, word: str) -> bool:
        """Whether a word is in a set."""
        return word in self.sets[name]


def _by_word(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words}


@cache
def grammar_words() -> GrammarWords:
    """The words that come with onrecord."""
    data = load_scheme("clauses")
    return GrammarWords(
        modals=_by_word(data["modals"]),
        governors=cast("dict[str, Effect]", _by_word(data["governors"])),
        modifiers=cast("dict[str, Outlook]", _by_word(data["modifiers"])),
        nominals=_by_word(data["nominals"]),
        objects_behind={word: frozenset(words) for word, words in data["objects_behind"].items()},
        sets={name: frozenset(words) for name, words in data["sets"].items()},
    )
