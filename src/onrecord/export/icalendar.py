"""Meetings as an iCalendar file, which a calendar program updates rather than doubles.

UID stays with a meeting when it moves, SEQUENCE grows with each change, STATUS tells what stands: CONFIRMED for what was held
or is planned for one day, TENTATIVE for what is only proposed, planned for some day of a week or month, or reported for days
that exclude each other, CANCELLED for what was called off or put off without a new day. Clock times are not known, so all
entries are all-day and leave the day free. The file depends on the meetings alone: made twice, it is the same.
Reference: RFC 5545, sections 3.8.4.7 (UID), 3.8.7.4 (SEQUENCE), 3.8.1.11 (STATUS); RFC 5546, section 2.1.4.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from onrecord.model.days import Days, days_of
from onrecord.queries.talks import MeetingRow

PRODUCT = "-//onrecord//talks//EN"
# A date as wide as this is no day for a diary: TENTATIVE.
EXACT_DAYS = 7
# Code points of a report's words in a description; the full text stays in the record.
SNIPPET_CHARS = 160


def to_icalendar(meetings: Iterable[MeetingRow], name: str) -> bytes:
    """Lay out meetings that have a day as a calendar of this name. Those that never had one are left out."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for meeting in sorted(meetings, key=lambda one: one.uid):
        days = _days(meeting)
        if days is not None:
            calendar.add_component(_to_entry(meeting, days))
    return bytes(calendar.to_ical())


def _days(meeting: MeetingRow) -> Days | None:
    """The days it stands for; of what has none any more, the last it was reported for, so that the entry is found."""
    told = (days for account in reversed(meeting.accounts) if (days := days_of(account.date)))
    return meeting.days or next(told, None)


def _to_entry(meeting: MeetingRow, days: Days) -> Event:
    entry = Event()
    first, last = date.fromisoformat(days.first), date.fromisoformat(days.last)
    entry.add("uid", meeting.uid)
    entry.add("sequence", meeting.revision)
    # The standard asks for an instant: that of the report which brought the last change, or of the first day.
    entry.add("dtstamp", datetime.combine(date.fromisoformat(meeting.changed or days.first), datetime.min.time(), tzinfo=UTC))
    entry.add("dtstart", first)
    # The end is the day after; the last day that a calendar holds has none.
    if last < date.max:
        entry.add("dtend", last + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("status", status_of(meeting, (last - first).days + 1))
    entry.add("summary", _summary(meeting))
    if meeting.place:
        entry.add("location", meeting.place)
    entry.add("description", _description(meeting))
    return entry


def status_of(meeting: MeetingRow, length_days: int) -> str:
    """The STATUS of an entry."""
    if meeting.outcome in ("called-off", "moved", "denied"):
        return "CANCELLED"
    if meeting.conflict or length_days >= EXACT_DAYS:
        return "TENTATIVE"
    if meeting.outcome == "held":
        return "CONFIRMED"
    return "TENTATIVE" if meeting.status == "proposed" or meeting.outcome == "unknown" else "CONFIRMED"


def _summary(meeting: MeetingRow) -> str:
    number = f", round {meeting.number}" if meeting.number else ""
    return f"{' – '.join(meeting.parties)}: talks{number}"


def _description(meeting: MeetingRow) -> str:
    lines = [f"{meeting.outcome}; reported for {' and for '.join(meeting.dates)}" if meeting.conflict else meeting.outcome]
    for account in meeting.accounts:
        head = ", ".join(part for part in (account.publisher, account.published) if part) or "no publisher, no date"
        said = f" ({account.said_by} says)" if account.said_by else ""
        words = " ".join(account.words.split())
        snippet = words if len(words) <= SNIPPET_CHARS else words[: SNIPPET_CHARS - 1] + "…"
        lines.append(
            f"{head}: {account.status}{f' {account.date}' if account.date else ''}{said}: {snippet} [{account.report}]"
        )
    return "\n".join(lines)
