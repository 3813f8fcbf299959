"""Which party people, offices and bodies belong to, report by report."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from onrecord.record.layers import name_key
from onrecord.record.view import View


@dataclass(frozen=True, slots=True)
class Parties:
    """The party of every name of an actor that has one, by reading: "the minister" is another's in the next report."""

    _by_name: dict[tuple[str, str], str]

    def of(self, name: str, reading: str) -> str:
        """Return the party that a name belongs to in a reading, else the name itself."""
        return self._by_name.get((reading, name_key(name)), name)


def parties(view: View, case: str | None, apart: Collection[str] = ()) -> Parties:
    """Read the parties of all actors. Those whose key is in `apart` stand for themselves. Cost: linear in the actors."""
    return Parties(
        {
            (row.head.reading_id, name_key(name)): row.item.party
            for row in view.rows("actors", case=case)
            if row.item.party and name_key(row.item.name) not in apart
            for name in (row.item.name, *row.item.aliases)
        }
    )
