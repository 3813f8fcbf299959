"""What happened, was planned, moved or called off, in the order of the days."""

from __future__ import annotations

from onrecord.model.days import Days, days_of
from onrecord.model.reading import EventStatus
from onrecord.queries.cases import checked
from onrecord.queries.row import Row, basis, fields_of
from onrecord.record.rows import StoredRow
from onrecord.record.selection import Page, Selection
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
    backwards: bool = False,
    limit: int | None = None,
    after: str | None = None,
) -> Page[EventRow]:
    """Return events by day, those without one last.

    Args:
        view: the record as of now, or by its clocks.
        party: an actor or recipient; any name the record knows for it.
        type: a PLOVER root type, such as CONSULT.
        status: happened, planned, proposed, moved, called-off or denied.
        since: still going on on this day, or later.
        until: begun by this day.
        case: only reports of this case.
        backwards: the last first.
        limit: how many at most; None: all.
        after: the cursor that the page before ended with.
    """
    given = Selection("events").named
    terms = [view.called("events", "by to", party)] if party else []
    terms += [given(name, [value]) for name, value in (("type", type and type.upper()), ("status", status)) if value]
    wanted = Selection("events", checked(view, case), tuple(terms), since, until, backwards=backwards)
    page = view.page(wanted, limit=limit, after=after)
    return page.of(map(to_event, page))


def to_event(row: StoredRow) -> EventRow:
    """Lay out a stored event."""
    return EventRow(**basis(row), **fields_of(row))
