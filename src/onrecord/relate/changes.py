"""What counts as softer or harder between two stances: the table of scheme/moves.toml, checked and ready for use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from onrecord.errors import InvalidVocabulary
from onrecord.model.reading import Stance
from onrecord.scheme.toml import load_scheme

Change = Literal["repeated", "softened", "hardened", "reversed"]
Turn = Literal["added", "dropped"]

STANCES: tuple[Stance, ...] = get_args(Stance)
# From the smallest to the greatest: where a party held two stances, it has moved no further than from the nearer one.
CHANGES: tuple[Change, ...] = get_args(Change)
TURNS: tuple[Turn, ...] = get_args(Turn)


@dataclass(frozen=True, slots=True)
class Changes:
    """What each change of stance, condition or hedge amounts to. The days are those of scheme/moves.toml."""

    stance: Mapping[tuple[Stance, Stance], Change]
    condition: Mapping[tuple[Stance, Turn], Change]
    hedge: Mapping[tuple[Stance, Turn], Change]
    contradiction_days: int
    silence_days: int

    def opposites(self, stance: Stance) -> tuple[Stance, ...]:
        """Return the stances from which this one is a reversal."""
        return tuple(other for other in STANCES if self.stance.get((other, stance)) == "reversed")


@cache
def load_changes() -> Changes:
    """Compile the vocabulary that comes with onrecord."""
    return to_changes(load_scheme("moves"), "scheme/moves.toml")


def to_changes(table: Mapping[str, Any], origin: str) -> Changes:
    """Check a table of changes.

    Raises: InvalidVocabulary, naming the entry that is missing or has an unknown value.
    """
    pairs = {(one, other): ("change", one, other) for one in STANCES for other in STANCES if one != other}
    turns = [(stance, turn) for stance in STANCES for turn in TURNS]
    return Changes(
        stance={pair: _change(table, origin, *path) for pair, path in pairs.items()},
        condition={(stance, turn): _change(table, origin, "condition", stance, turn) for stance, turn in turns},
        hedge={(stance, turn): _change(table, origin, "hedge", stance, turn) for stance, turn in turns},
        contradiction_days=_days(table, origin, "contradiction_days"),
        silence_days=_days(table, origin, "silence_days"),
    )


def _change(table: Mapping[str, Any], origin: str, section: str, stance: str, key: str) -> Change:
    value = table.get(section, {}).get(stance, {}).get(key)
    for change in CHANGES:
        if value == change:
            return change
    raise InvalidVocabulary(f"{origin}: [{section}.{stance}] {key} = {value!r} is none of {', '.join(CHANGES)}")


def _days(table: Mapping[str, Any], origin: str, key: str) -> int:
    value = table.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise InvalidVocabulary(f"{origin}: {key} = {value!r} is not a number of days")
