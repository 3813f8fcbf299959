"""Talks as a series: which meetings there were and will be, what became of each, and who says so."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

from onrecord.model.days import Days, days_of, is_within
from onrecord.model.reading import EventStatus
from onrecord.model.report import Frozen
from onrecord.queries.accounts import AccountRow, find_accounts, lay_out
from onrecord.queries.cases import checked
from onrecord.record.layers import name_key
from onrecord.record.view import View
from onrecord.relate.rounds import load_rules
from onrecord.relate.talks import Meeting, Outcome, link, series


class MeetingRow(Frozen):
    """A meeting with all accounts of it, in the order of publication.

    `uid` stays the same however often it moves. `dates` are the days it was held or stands for; `conflict` says that they
    exclude each other: reports differ. `outcome` is open while it is to come, unknown when it is over and no report tells.
    `revision` counts the changes of status, dates and place, `changed` is the day of the report that brought the last account.
    """

    uid: str
    parties: tuple[str, ...]
    number: int | None
    outcome: Outcome
    status: EventStatus
    dates: tuple[str, ...]
    conflict: bool
    place: str | None
    revision: int
    changed: str | None
    accounts: tuple[AccountRow, ...]

    @property
    def days(self) -> Days | None:
        """The days of the date that most reports give."""
        return days_of(self.dates[0]) if self.dates else None


class TalksRow(Frozen):
    """The meetings of the same parties, by day: a series of rounds."""

    parties: tuple[str, ...]
    rounds: tuple[MeetingRow, ...]


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a meeting: its uid, its outcome and the days it stands for."""

    meeting: str
    outcome: Outcome
    dates: tuple[str, ...]


def talks(
    view: View, *, party: str | None = None, since: str | None = None, until: str | None = None, case: str | None = None
) -> list[TalksRow]:
    """Return the series of meetings, the longest first.

    A meeting is over, and its outcome unknown, when a report in view was published after it.

    Args:
        view: the record as of now, or by its clocks.
        party: only series in which this party takes part; any name the record knows for it.
        since: meetings still going on on this day, or later; those without a day only where nothing is asked.
        until: meetings begun by this day.
        case: only reports of this case.
    """
    case = checked(view, case)
    told = find_accounts(view, case)
    meetings, on = link(told.accounts, load_rules()), _today(view, case)
    uids, rows = _uids(meetings, case), lay_out(view, told)
    keys = view.canonical_names(party) if party else None
    listed = []
    for parties, rounds in series(meetings):
        if keys is not None and not any(name_key(name) in keys for meeting in rounds for name in meeting.parties):
            continue
        laid_out = [_to_meeting(meeting, uids[id(meeting)], on, rows) for meeting in rounds]
        kept = tuple(row for row in laid_out if is_within(row.days, since, until))
        if kept:
            listed.append(TalksRow(parties=tuple(sorted(parties)), rounds=kept))
    return sorted(listed, key=lambda row: (-len(row.rounds), row.parties))


def became(view: View, case: str | None) -> dict[str, Became]:
    """Return what became of each meeting that an event or next step of a case tells of, by the id of the row."""
    meetings, on = link(find_accounts(view, case).accounts, load_rules()), _today(view, case)
    uids = _uids(meetings, case)
    return {
        account.id: Became(uids[id(meeting)], meeting.outcome(on), meeting.standing.dates)
        for meeting in meetings
        for account in meeting.accounts
    }


def _today(view: View, case: str | None) -> str | None:
    """The day by which a meeting is over or to come: that of the clock, else of the last report."""
    return view.known_on or max((head.published for head in view.reports(case) if head.published), default=None)


def _uids(meetings: list[Meeting], case: str | None) -> dict[int, str]:
    """A name for each meeting: its case, its parties and the day it was first reported for, which no later report changes."""
    seen: Counter[str] = Counter()
    found = {}
    for meeting in meetings:
        first = meeting.first_date or f"told {meeting.accounts[0].published}"
        given = "|".join((case or "", *sorted(map(name_key, meeting.core)), first))
        seen[given] += 1
        again = f"|{seen[given]}" if seen[given] > 1 else ""
        found[id(meeting)] = f"{hashlib.sha256((given + again).encode()).hexdigest()[:24]}@onrecord"
    return found


def _to_meeting(meeting: Meeting, uid: str, on: str | None, rows: dict[str, AccountRow]) -> MeetingRow:
    standing = meeting.standing
    return MeetingRow(
        uid=uid,
        parties=tuple(sorted(meeting.parties)),
        number=meeting.number,
        outcome=meeting.outcome(on),
        status=standing.status,
        dates=standing.dates,
        conflict=meeting.conflict,
        place=standing.place,
        revision=meeting.revision,
        changed=max((account.published for account in meeting.accounts if account.published), default=None),
        accounts=tuple(rows[account.id] for account in meeting.accounts),
    )
