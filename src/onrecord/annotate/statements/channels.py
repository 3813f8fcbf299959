"""Channels: the words of `scheme/channels.toml` for platforms and occasions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.scheme.toml import load_scheme


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """Platforms word by word, occasions, documents, occasions that need a modifier, prepositions, words left out."""

    platforms: tuple[tuple[str, ...], ...]
    occasions: frozenset[str]
    documents: frozenset[str]
    need_modifier: frozenset[str]
    prepositions: frozenset[str]
    leading: frozenset[str]


@cache
def channel_words() -> ChannelWords:
    """Load the words that come with onrecord."""
    data = load_scheme("channels")
    return ChannelWords(
        tuple(tuple(name.split()) for name in data["platforms"]),
        *(frozenset(data[key]) for key in ("occasions", "documents", "need_modifier", "prepositions", "leading")),
    )
