"""The words of `scheme/channels.toml` by which an outlet is known: heads, what stands beside them, ends of names."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from onrecord.scheme.toml import load_scheme


@dataclass(frozen=True, slots=True)
class OutletWords:
    """Words of phrases that name carriers.

    Heads, the ambiguous ones among them and what stands beside those; heads that take up an outlet named before; describing
    words; words that begin or end names, that join their words, that stand before them with a hyphen; those who work for an
    outlet; its pieces; words in the names of bodies that carry no news.
    """

    heads: frozenset[str]
    ambiguous: frozenset[str]
    beside: frozenset[str]
    again: frozenset[str]
    describing: frozenset[str]
    begins: frozenset[str]
    ends: frozenset[str]
    links: frozenset[str]
    articles: frozenset[str]
    staff: frozenset[str]
    pieces: frozenset[str]
    bodies: frozenset[str]


@cache
def outlet_words() -> OutletWords:
    """Load the words that come with onrecord."""
    data = load_scheme("channels")["outlets"]
    return OutletWords(**{field.name: frozenset(data[field.name]) for field in fields(OutletWords)})
