"""Who passes on whom, over the reports in view."""

from __future__ import annotations

from collections import defaultdict

from onrecord.model.report import Frozen, Scope
from onrecord.queries.cases import checked
from onrecord.queries.row import Row, basis, fields_of
from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.view import View


class RelayRow(Row):
    """One hop in one report; without spans where the hop comes from the report's metadata."""

    by: str
    of: str
    verb: str | None
    scope: Scope


class Chain(Frozen):
    """One hop over all reports that make it: `by` passes on what `of` said or measured."""

    by: str
    of: str
    relays: tuple[RelayRow, ...]

    @property
    def reports(self) -> int:
        """In how many reports the hop is made."""
        return len({relay.report for relay in self.relays})


def chains(view: View, *, case: str | None = None) -> list[Chain]:
    """Return every hop, those made in most reports first."""
    hops: dict[tuple[str, str], list[RelayRow]] = defaultdict(list)
    for row in view.rows("relays", case=checked(view, case)):
        hops[name_key(row.item.by), name_key(row.item.of)].append(_to_relay(row))
    found = [Chain(by=relays[0].by, of=relays[0].of, relays=tuple(relays)) for relays in hops.values()]
    return sorted(found, key=lambda chain: (-chain.reports, chain.by, chain.of))


def _to_relay(row: StoredRow) -> RelayRow:
    return RelayRow(**basis(row), **fields_of(row))
