"""What reports say of meetings: events and next steps in which parties meet, with who said so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.model.reading import Actor, EventStatus
from onrecord.model.span import Span
from onrecord.queries.row import Row, basis
from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.view import View
from onrecord.relate.rounds import load_rules
from onrecord.relate.talks import Account

MEETING = "CONSULT"
# Who has no party of their own, and meets nobody in its name: a speaker without one, an outlet.
NO_PARTY = ("person", "outlet")


class AccountRow(Row):
    """What a report says of a meeting. `said_by` is who says it there, None where the report itself does; `via` passed it on."""

    status: EventStatus
    date: str | None
    place: str | None
    parties: tuple[str, ...]
    said_by: str | None
    via: tuple[str, ...]


@dataclass(slots=True)
class _Names:
    """The parties of one reading, by the names and ids of its actors."""

    by_name: dict[str, str] = field(default_factory=dict)
    by_id: dict[str, str] = field(default_factory=dict)

    def add(self, actor: Actor) -> None:
        """Take in an actor who has a party or is one."""
        local = ":" in actor.id
        party = actor.party or (None if local or actor.kind in NO_PARTY else actor.name)
        if party is not None:
            self.by_id[actor.id] = party
            for name in (actor.name, *actor.aliases):
                self.by_name[name_key(name)] = party


@dataclass(frozen=True, slots=True)
class Told:
    """The accounts of meetings, and for each by its id the row that tells it and the parties in it."""

    accounts: list[Account]
    rows: dict[str, StoredRow]
    parties: Mapping[str, frozenset[str]]


def find_accounts(view: View, case: str | None) -> Told:
    """Find the accounts of meetings in the reports of a case."""
    events = view.rows("events", case=case, among={"type": [MEETING]})
    rules = load_rules()
    steps = [row for row in view.rows("next_steps", case=case) if row.item.event is None and rules.names_meeting(row.item.what)]
    told = [*events, *steps]
    reports = {row.head.report_id for row in told}
    names = _names(view.rows("actors", reports=reports))
    parties = {row.id: _parties(row, names[row.head.reading_id]) for row in told}
    few = {row.head.report_id for row in told if len(parties[row.id]) < 2}
    mentions = _by_reading(view.rows("mentions", reports=few))
    for row in told:
        if len(parties[row.id]) < 2:
            parties[row.id] |= _named_within(row, mentions[row.head.reading_id], names[row.head.reading_id])
    rows = {row.id: row for row in told if len(parties[row.id]) > 1}
    return Told([_account(row, parties[id_], rules.number_of(row.words)) for id_, row in rows.items()], rows, parties)


def lay_out(view: View, told: Told) -> dict[str, AccountRow]:
    """Lay out accounts as rows, by id, each with who says so in its report."""
    said = _by_reading(view.rows("statements", reports={row.head.report_id for row in told.rows.values()}))
    return {id_: _row(row, told.parties[id_], said[row.head.reading_id]) for id_, row in told.rows.items()}


def _names(actors: Iterable[StoredRow]) -> Mapping[str, _Names]:
    names: dict[str, _Names] = defaultdict(_Names)
    for row in actors:
        names[row.head.reading_id].add(row.item)
    return names


def _by_reading(rows: Iterable[StoredRow]) -> Mapping[str, list[StoredRow]]:
    found: dict[str, list[StoredRow]] = defaultdict(list)
    for row in rows:
        found[row.head.reading_id].append(row)
    return found


def _parties(row: StoredRow, names: _Names) -> frozenset[str]:
    who = row.item.who if row.layer == "next_steps" else (*row.item.actors, *row.item.recipients)
    return frozenset(party for name in who if (party := names.by_name.get(name_key(name))))


def _named_within(row: StoredRow, mentions: Sequence[StoredRow], names: _Names) -> frozenset[str]:
    """The parties that are mentioned in the row's own words: "delegations of Tarn and Osmark"."""
    inside = (one for one in mentions if any(span.covers(place) for span in row.spans for place in one.spans))
    return frozenset(party for one in inside if (party := names.by_id.get(one.item.actor)))


def _account(row: StoredRow, parties: frozenset[str], number: int | None) -> Account:
    return Account(row.id, row.head.report_id, row.head.published, parties, _status(row), row.item.date, _place(row), number)


def _status(row: StoredRow) -> EventStatus:
    status: EventStatus = "planned" if row.layer == "next_steps" else row.item.status
    return status


def _place(row: StoredRow) -> str | None:
    place: str | None = None if row.layer == "next_steps" else row.item.place
    return place


def _row(row: StoredRow, parties: frozenset[str], statements: Sequence[StoredRow]) -> AccountRow:
    statement = _statement_with(row, statements)
    source = statement.item.source if statement else None
    return AccountRow(
        **basis(row),
        status=_status(row),
        date=row.item.date,
        place=_place(row),
        parties=tuple(sorted(parties)),
        said_by=source.name if source else None,
        via=statement.item.via if statement else (),
    )


def _statement_with(row: StoredRow, statements: Sequence[StoredRow]) -> StoredRow | None:
    """The statement in which most of the row's words stand, the shortest of several."""
    words = sum(span.end - span.start for span in row.spans)
    holding = [one for one in statements if 2 * _shared(row.spans, one.item.content_span) > words]
    return min(holding, key=lambda one: len(one.words), default=None)


def _shared(some: Iterable[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)
