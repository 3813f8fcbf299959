"""What two parties did and said to each other over time, by PLOVER's four quarters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from onrecord.errors import UsageError
from onrecord.model.days import is_within
from onrecord.model.reading import SourceRef
from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.parties import Parties, parties
from onrecord.queries.statements import StatementRow, to_statement
from onrecord.queries.timeline import EventRow, to_event
from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.view import View
from onrecord.relate.acts import Act, Direction, Doing, count_acts, find_acts, load_quarters


class ActRow(Frozen):
    """One act; `events` are all reports of it, each with its words. `direction` is seen from the first party: to, from or mutual.

    `month` is that of its date or, where it has none (`reported`), that of the first report; None, where neither tells it.
    `counted` is False for what has not happened.
    """

    other: str
    direction: Direction
    quarter: str
    type: str
    mode: str | None
    status: str
    date: str | None
    month: str | None
    reported: bool
    counted: bool
    events: tuple[EventRow, ...]


class MonthRow(Frozen):
    """How many acts of a quarter there were in a month: by the party `to` the other, `by_other` to the party, and `mutual`."""

    month: str | None
    other: str
    quarter: str
    to: int
    by_other: int
    mutual: int


class Relations(Frozen):
    """What `party` and others did to each other. `said` are statements that one addressed to the other."""

    case: str | None
    party: str
    other: str | None
    quarters: tuple[str, ...]
    months: tuple[MonthRow, ...]
    acts: tuple[ActRow, ...]
    said: tuple[StatementRow, ...]


def relations(
    view: View,
    party: str,
    other: str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    case: str | None = None,
) -> Relations:
    """Return the acts between a party and another, or all others, by day.

    People, offices and bodies count for the party that they speak for.

    Args:
        view: the record as of now, or by its clocks.
        party: whose relations; any name the record knows for it.
        other: only those with this party.
        since: still going on on this day, or later.
        until: begun by this day.
        case: only reports of this case.

    Raises: UsageError, if both are the same party.
    """
    case = checked(view, case)
    keys = view.canonical_names(party)
    others = view.canonical_names(other) if other else None
    if others and keys & others:
        raise UsageError(f"{party!r} and {other!r} are the same party in record {view.record.name}: name two")
    known = parties(view, case, apart=keys | (others or frozenset()))
    events = {row.id: row for row in view.rows("events", case=case) if is_within(to_event(row).days, since, until)}
    quarters = load_quarters()
    found = find_acts((_doing(row, known) for row in events.values()), lambda name: name_key(name) in keys, quarters)
    acts = [act for act in found if others is None or name_key(act.other) in others]
    return Relations(
        case=case,
        party=party,
        other=other,
        quarters=quarters.names,
        months=tuple(MonthRow(**asdict(one)) for one in count_acts(acts)),
        acts=tuple(_to_act(act, events) for act in acts),
        said=_said(view, keys, others, known, since, until, case),
    )


def _speaker(source: SourceRef, reading: str, known: Parties, asked: frozenset[str]) -> str:
    return source.name if name_key(source.name) in asked else source.speaks_for or known.of(source.name, reading)


def _doing(row: StoredRow, known: Parties) -> Doing:
    item, reading = row.item, row.head.reading_id
    return Doing(
        id=row.id,
        type=item.type,
        mode=item.mode,
        status=item.status,
        date=item.date,
        published=row.head.published,
        actors=frozenset(known.of(name, reading) for name in item.actors),
        recipients=frozenset(known.of(name, reading) for name in item.recipients),
    )


def _to_act(act: Act, events: Mapping[str, StoredRow]) -> ActRow:
    values = {name: getattr(act, name) for name in ActRow.model_fields if name != "events"}
    return ActRow(**values, events=tuple(to_event(events[id_]) for id_ in act.events))


def _said(
    view: View,
    keys: frozenset[str],
    others: frozenset[str] | None,
    known: Parties,
    since: str | None,
    until: str | None,
    case: str | None,
) -> tuple[StatementRow, ...]:
    """Return the statements of one party that are addressed to another, by day."""
    found = []
    for row in view.rows("statements", case=case):
        source, reading = row.item.source, row.head.reading_id
        if source is None or row.item.addressee is None:
            continue
        by = name_key(_speaker(source, reading, known, keys | (others or frozenset())))
        to = name_key(known.of(row.item.addressee, reading))
        if by != to and any(one in keys and (others is None or two in others) for one, two in ((by, to), (to, by))):
            found.append(to_statement(row))
    return tuple(sorted((row for row in found if is_within(row.days, since, until)), key=lambda row: row.on or ""))
