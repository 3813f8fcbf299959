"""Talks as a series: what reports say of meetings, linked into meetings, and meetings of the same parties into rounds.

A plan is linked to what became of it: accounts are taken in the order of publication, and each joins the meeting of the same
parties that it can be about (the same days, the next one to come, the one just over), or begins another. Nothing here opens the
record, since it depends on what is in view: on the case, the clocks and people's decisions. Cost: for each account, linear in the
meetings of two of its parties; those long over cost a comparison.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import Literal

from onrecord.model.days import Days, days_of
from onrecord.model.reading import EventStatus
from onrecord.relate.rounds import Rules

# What became of a meeting, as of the latest report: `open` is still to come, `unknown` is over and no report says that it was held.
Outcome = Literal["held", "called-off", "moved", "denied", "open", "unknown"]
TO_COME = ("planned", "proposed", "moved")
NEVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Account:
    """What one report says of a meeting.

    Args:
        id: of the row.
        report: the report's id.
        published: its ISO day, None if unknown.
        parties: who meets, by the names of the parties.
        status: as the report has it.
        date: TIMEX3 value of its day or days (the new ones, if moved), None where the text has none.
        place: where, by name.
        number: which round of a series the words call it.
    """

    id: str
    report: str
    published: str | None
    parties: frozenset[str]
    status: EventStatus
    date: str | None = None
    place: str | None = None
    number: int | None = None

    @property
    def days(self) -> Days | None:
        """The days that its date covers."""
        return days_of(self.date)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a meeting stands after some accounts: its status, its dates (several: reported for different days) and its place."""

    status: EventStatus
    dates: tuple[str, ...]
    place: str | None


class Meeting:
    """A meeting: all accounts of it, in the order of publication.

    `parties` are all that some account names, `known` all days that some account gives, `reach` the last of these and of the
    days of publication: long after it, nothing is about this meeting.
    """

    def __init__(self, account: Account) -> None:
        self.accounts: list[Account] = []
        self.parties: frozenset[str] = frozenset()
        self.known: list[Days] = []
        self.reach = ""
        self.add(account)

    def add(self, account: Account) -> None:
        """Take in a later account."""
        self.accounts.append(account)
        self.parties |= account.parties
        days = account.days
        if days is not None and days not in self.known:
            self.known.append(days)
        self.reach = max(self.reach, account.published or "", days.last if days else "")
        self.standing = standing(self.accounts)
        spans = [days for value in self.standing.dates if (days := days_of(value))]
        # All days that it is reported for as it stands, from the first to the last.
        self.days = Days(min(span.first for span in spans), max(span.last for span in spans)) if spans else None

    @property
    def core(self) -> frozenset[str]:
        """The parties of the first account: those the series is named for."""
        return self.accounts[0].parties

    @property
    def number(self) -> int | None:
        """Which round the reports call it, where any does."""
        return next((account.number for account in self.accounts if account.number is not None), None)

    @property
    def conflict(self) -> bool:
        """Whether it is reported for days that exclude each other."""
        return len(self.standing.dates) > 1

    @property
    def first_date(self) -> str | None:
        """The day it was first reported for: what it is known by, however often it moves."""
        return next((account.date for account in self.accounts if account.days), None)

    @property
    def revision(self) -> int:
        """How often its status, dates or place changed from one account to the next."""
        states = [standing(self.accounts[: number + 1]) for number in range(len(self.accounts))]
        return sum(before != after for before, after in pairwise(states))

    def outcome(self, on: str | None) -> Outcome:
        """What became of it by a day; None: what was last reported."""
        status = self.standing.status
        if status == "happened":
            return "held"
        if status in ("called-off", "denied"):
            return "called-off" if status == "called-off" else "denied"
        days = self.days
        if days is None:
            return "moved" if status == "moved" else "open"
        return "unknown" if on is not None and days.last < on else "open"


def standing(accounts: Sequence[Account]) -> Standing:
    """Return where a meeting stands after these accounts: held once it was; else as the latest has it."""
    held = [account for account in accounts if account.status == "happened"]
    latest = held[-1] if held else accounts[-1]
    dates = _held_dates(held, accounts) if held else _planned_dates(accounts)
    place = next((account.place for account in reversed(held or accounts) if account.place), None)
    return Standing(latest.status, dates, place or next((a.place for a in reversed(accounts) if a.place), None))


def _held_dates(held: Sequence[Account], accounts: Sequence[Account]) -> tuple[str, ...]:
    """The days it was held, by those who say one; else the last planned."""
    told = [account for account in held if account.days]
    return _distinct(told) if told else _planned_dates([account for account in accounts if account.status != "happened"])


def _planned_dates(accounts: Sequence[Account]) -> tuple[str, ...]:
    """The days it is planned for since it was last moved or called off. What is moved without a new day has none."""
    turns = [number for number, account in enumerate(accounts) if account.status in ("moved", "called-off")]
    if not turns:
        return _distinct([account for account in accounts if account.days and account.status in TO_COME])
    turn, before = accounts[turns[-1]], accounts[: turns[-1]]
    gone = [one.days for one in before if one.days and not (turn.status == "moved" and _touch(one.days, turn.days))]
    later = [
        account
        for account in accounts[turns[-1] + 1 :]
        # A report that tells of the move names the old day too, and others still print it.
        if account.report != turn.report and account.days and not any(_touch(account.days, days) for days in gone)
    ]
    if turn.status == "moved":
        return _distinct([turn, *later] if turn.days else later)
    return _distinct(later) if later else _planned_dates(before) or _distinct([turn])


def _distinct(accounts: Sequence[Account]) -> tuple[str, ...]:
    """The dates that exclude each other, the one most told first, then the latest; of two that agree, the narrower."""
    kept: list[tuple[str, Days, int]] = []
    for account in accounts:
        days, value = account.days, account.date
        if days is None or value is None:
            continue
        number = next((n for n, (_, other, _) in enumerate(kept) if _touch(days, other)), None)
        if number is None:
            kept.append((value, days, 1))
        else:
            other, span, count = kept[number]
            kept[number] = (value, days, count + 1) if _length(days) < _length(span) else (other, span, count + 1)
    order = sorted(range(len(kept)), key=lambda n: (-kept[n][2], -n))
    return tuple(kept[n][0] for n in order)


def _touch(one: Days | None, other: Days | None) -> bool:
    return one is not None and other is not None and one.first <= other.last and other.first <= one.last


def _length(days: Days) -> int:
    return (date.fromisoformat(days.last) - date.fromisoformat(days.first)).days


def _apart(one: Days, other: Days) -> int:
    """How many days lie between two intervals, 0 where they touch."""
    if _touch(one, other):
        return 0
    first, second = sorted((one, other))
    return (date.fromisoformat(second.first) - date.fromisoformat(first.last)).days


def _later(day: str, days: int) -> str:
    """The day so many days later, or earlier; within what a calendar holds."""
    number = min(max(date.fromisoformat(day).toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(number).isoformat()


def link(accounts: Iterable[Account], rules: Rules) -> list[Meeting]:
    """Return the meetings that accounts tell of, in the order in which they were first told of.

    The order of the accounts does not matter. An account without two parties tells of no meeting between any.
    """
    meetings: list[Meeting] = []
    of_pair: dict[tuple[str, ...], list[int]] = defaultdict(list)
    told = [account for account in accounts if len(account.parties) > 1]
    for account in sorted(told, key=lambda one: (one.published or NEVER, one.status == "moved", one.report, one.id)):
        oldest = _oldest(account, rules)
        near = {n for pair in _pairs(account) for n in of_pair[pair] if meetings[n].reach >= oldest}
        fitting = [(rank, n) for n in near if (rank := _fit(account, meetings[n], rules)) is not None]
        if fitting:
            number = min(fitting)[1]
            meetings[number].add(account)
        else:
            number = len(meetings)
            meetings.append(Meeting(account))
        for pair in _pairs(account):
            if number not in of_pair[pair][-1:] and number not in of_pair[pair]:
                of_pair[pair].append(number)
    return meetings


def _pairs(account: Account) -> Iterator[tuple[str, ...]]:
    return combinations(sorted(account.parties), 2)


def _oldest(account: Account, rules: Rules) -> str:
    """The day before which a meeting is too old for an account to be about it."""
    days = account.days
    told = min(days.first if days else NEVER, account.published or NEVER)
    return "" if told == NEVER else _later(told, -max(rules.again_days, rules.told_after_days, rules.conflict_days))


def _fit(account: Account, meeting: Meeting, rules: Rules) -> tuple[int, ...] | None:
    """How well an account fits a meeting, the less the better; None where it is about another."""
    if not _same_parties(account.parties, meeting.parties):
        return None
    if account.number is not None and meeting.number is not None and account.number != meeting.number:
        return None
    days, known = account.days, meeting.days
    apart = _fit_dated(account, days, meeting, rules) if days else _fit_undated(account, meeting, known, rules)
    return None if apart is None else (account.parties != meeting.parties, account.number != meeting.number, apart)


def _same_parties(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two lists of parties can be of one meeting: a report may leave out the host."""
    return len(one & other) > 1 and (one <= other or other <= one)


def _fit_dated(account: Account, days: Days, meeting: Meeting, rules: Rules) -> int | None:
    near = min((_apart(days, other) for other in meeting.known), default=None)
    if near == 0:
        return 0
    over = meeting.standing.status == "happened"
    if account.status == "happened":
        return near if near is not None and near <= rules.held_off_days else None
    if over:
        return None
    numbered = account.number is not None and account.number == meeting.number
    if account.status == "moved" or numbered or near is None:
        return _next_open(account, meeting, rules)
    if meeting.standing.status in ("called-off", "moved") and account.status in TO_COME:
        return near if near <= rules.again_days else None
    return near if near <= rules.conflict_days else None


def _fit_undated(account: Account, meeting: Meeting, known: Days | None, rules: Rules) -> int | None:
    if account.status not in ("happened", "denied"):
        return _next_open(account, meeting, rules)
    if account.published is None or known is None:
        return None
    since, until = _later(account.published, -rules.told_after_days), _later(account.published, rules.held_off_days)
    return _apart(Days(account.published, account.published), known) if known.last >= since and known.first <= until else None


def _next_open(account: Account, meeting: Meeting, rules: Rules) -> int | None:
    """Whether a meeting is still to come when the report appears: in how many days, the soonest fitting best."""
    if meeting.standing.status == "happened" or account.published is None:
        return None
    last = meeting.accounts[-1].published
    if meeting.standing.status == "called-off" and account.status in TO_COME:
        return None if last is None or _later(last, rules.again_days) < account.published else rules.again_days
    days = meeting.days
    if days is None:
        return rules.again_days if last and _later(last, rules.again_days) >= account.published else None
    # A plan that fell through is told of a day or two after the day it was for.
    if _later(days.last, rules.held_off_days) < account.published:
        return None
    return _apart(Days(account.published, account.published), days)


def series(meetings: Iterable[Meeting]) -> Iterator[tuple[frozenset[str], list[Meeting]]]:
    """Yield the parties and their meetings, by day: rounds of the same parties, whoever else joins in some of them.

    A meeting with more parties belongs to the series of those it has in common, where that is one series.
    """
    listed = list(meetings)
    cores = {meeting.core for meeting in listed}
    found: dict[frozenset[str], list[Meeting]] = {}
    for meeting in listed:
        within = [core for core in cores if core < meeting.core and not any(core < other < meeting.core for other in cores)]
        found.setdefault(within[0] if len(within) == 1 else meeting.core, []).append(meeting)
    for parties in sorted(found, key=sorted):
        yield parties, sorted(found[parties], key=when)


def when(meeting: Meeting) -> tuple[str, str]:
    """Sort meetings by day; those without one by the day they were first told of."""
    days = meeting.days
    told = meeting.accounts[0].published or NEVER
    return (days.first if days else told, told)
