"""The vocabulary of talks: what names a meeting, which round it is, and how far apart reports of one meeting may lie."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.scheme.toml import load_scheme

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Rules:
    """Scheme/talks.toml, compiled. The numbers are calendar days."""

    told_after_days: int
    held_off_days: int
    conflict_days: int
    again_days: int
    meetings: frozenset[str]
    numbered: re.Pattern[str]
    numbers: Mapping[str, int]

    def names_meeting(self, words: str) -> bool:
        """Whether words name a meeting."""
        return not self.meetings.isdisjoint(word.casefold() for word in WORD.findall(words))

    def number_of(self, words: str) -> int | None:
        """Which round of a series words call it: 2 for "the second round of talks", None where they do not say."""
        found = self.numbered.search(words)
        if found is None:
            return None
        return self.numbers.get(found["word"].casefold()) if found["word"] else int(found["figure"])


@cache
def load_rules() -> Rules:
    """Compile the vocabulary."""
    table = load_scheme("talks")
    counted = "|".join(table["counted"])
    pattern = rf"\b(?:(?P<word>{'|'.join(table['ordinals'])})|(?P<figure>\d{{1,2}})(?:st|nd|rd|th)) (?:[\w-]+ )?(?:{counted})\b"
    return Rules(
        **{name: table[name] for name in ("told_after_days", "held_off_days", "conflict_days", "again_days")},
        meetings=frozenset(table["meetings"]),
        numbered=re.compile(pattern, re.IGNORECASE),
        numbers={word: number for number, word in enumerate(table["ordinals"], start=1)},
    )
