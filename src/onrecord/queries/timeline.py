"""What happened, was planned, moved or called off, in the order of the days."""

from __future__ import annotations

from onrecord.model.days import Days, days_of, is_within
from onrecord.model.reading import EventStatus
from onrecord.queries.cases import checked
from onrecord.queries.row import Row, basis, fields_of
from onrecord.record.rows import StoredRow
from onrecord.record.view import View


class EventRow(Row):
    """An event; `date` is its day, month, week, year or interval, None where the text allows none."""

    type: str
    mode: str | None
    status: EventStatus
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    place: str | None
    duration: str | None
    deadline: str | None
    confidence: float

    @property
    def days(self) -> Days | None:
        """The days that its date covers."""
        return days_of(self.date)


def timeline(
    view: View,
    *,
    party: str | None = None,
    type: str | None = None,  # noqa: A002 (the field's name in a reading)
    status: str | None = None,
    since: str | None = None,
    until: str | None = None,
    case: str | None = None,
) -> list[EventRow]:
    """Return events by day, those without one last.

    Args:
        view: the record as of now, or by its clocks.
        party: an actor or recipient; any name the record knows for it.
        type: a PLOVER root type, such as CONSULT.
        status: happened, planned, proposed, moved, called-off or denied.
        since: still going on on this day, or later.
        until: begun by this day.
        case: only reports of this case.
    """
    named = [view.named("by to", view.canonical_names(party))] if party else []
    among = {name: [value] for name, value in (("type", type and type.upper()), ("status", status)) if value}
    rows = view.rows("events", case=checked(view, case), named=named, among=among)
    found = [to_event(row) for row in rows]
    return sorted((row for row in found if is_within(row.days, since, until)), key=_when)


def to_event(row: StoredRow) -> EventRow:
    """Lay out a stored event."""
    return EventRow(**basis(row), **fields_of(row))


def _when(row: EventRow) -> tuple[bool, str, str]:
    return row.days is None, row.days.first if row.days else "", row.published or ""
