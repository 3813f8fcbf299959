"""What is to come, and by when."""

from __future__ import annotations

from dataclasses import asdict

from onrecord.model.days import Days, days_of
from onrecord.model.reading import EventStatus
from onrecord.queries.cases import checked
from onrecord.queries.row import Row, basis, fields_of
from onrecord.queries.talks import Became, became
from onrecord.record.rows import StoredRow
from onrecord.record.selection import Page, Selection
from onrecord.record.view import View
from onrecord.relate.talks import Outcome


class NextStepRow(Row):
    """Something to come; `event` is the id of the event it repeats, `status` and `place` are that event's.

    Of a meeting, `meeting` is the uid (as in `talks`), `outcome` what became of it by now and `dates` the days it stands for.
    """

    what: str
    who: tuple[str, ...]
    date: str | None
    event: str | None
    confidence: float
    status: EventStatus | None
    place: str | None
    meeting: str | None = None
    outcome: Outcome | None = None
    dates: tuple[str, ...] = ()

    @property
    def days(self) -> Days | None:
        """The days that its date covers."""
        return days_of(self.date)


def next_steps(
    view: View,
    *,
    after: str | None = None,
    party: str | None = None,
    case: str | None = None,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page[NextStepRow]:
    """Return next steps by day, those without a date last.

    Args:
        view: the record as of now, or by its clocks.
        after: leave out what was over before this day; what has no date stays.
        party: who is to take part; any name the record knows for it.
        case: only reports of this case.
        limit: how many at most; None: all.
        cursor: that with which the page before ended.
    """
    case = checked(view, case)
    terms = (view.called("next_steps", "by", party),) if party else ()
    page = view.page(Selection("next_steps", case, terms, since=after, undated=True), limit=limit, after=cursor)
    events = _events(view, page)
    meetings = became(view, case) if page else {}
    return page.of(_to_next_step(row, events.get(row.item.event), meetings.get(row.item.event or row.id)) for row in page)


def _events(view: View, rows: list[StoredRow]) -> dict[str, StoredRow]:
    ids = {row.item.event for row in rows if row.item.event}
    found = (row for chunk in view.chunks(ids) for row in view.rows("events", among={"id": chunk}))
    return {row.id: row for row in found}


def _to_next_step(row: StoredRow, event: StoredRow | None, meeting: Became | None) -> NextStepRow:
    status, place = (event.item.status, event.item.place) if event else (None, None)
    known = asdict(meeting) if meeting else {}
    return NextStepRow(**basis(row), **fields_of(row), status=status, place=place, **known)
