"""The words of `scheme/relays.toml`: how outlets pass one another on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from onrecord.scheme.toml import load_scheme


@dataclass(frozen=True, slots=True)
class RelayWords:
    """Lemmas by what they do: cite, quote, tell (and tell outlets above all), pass on, speak, ask, gather.

    Then occasions of speaking, analyses and data, and those who are polled.
    """

    citing: frozenset[str]
    quoting: frozenset[str]
    telling: frozenset[str]
    showing: frozenset[str]
    passing: frozenset[str]
    speaking: frozenset[str]
    occasions: frozenset[str]
    asking: frozenset[str]
    gathering: frozenset[str]
    analyses: frozenset[str]
    data: frozenset[str]
    respondents: frozenset[str]


@cache
def relay_words() -> RelayWords:
    """Load the words that come with onrecord."""
    data = load_scheme("relays")
    return RelayWords(**{field.name: frozenset(data[field.name]) for field in fields(RelayWords)})
