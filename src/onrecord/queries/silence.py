"""Who has fallen silent on what: a party that spoke on an issue before, and has not since a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.positions import PositionRow, position_rows, spellings
from onrecord.record.layers import name_key
from onrecord.record.view import View
from onrecord.relate.changes import load_changes


class SilentRow(Frozen):
    """A party's silence on an issue. `last` is what it said last, `days` how long ago, `times` how often it had spoken.

    `others` counts what other parties said on the issue meanwhile: a silence that nobody else breaks may only be the news'.
    """

    party: str
    issue: str
    last: PositionRow
    days: int
    times: int
    others: int


class Silence(Frozen):
    """Who said nothing from `since` to `at`. `reports` were published meanwhile: without any, nobody could be heard."""

    case: str | None
    since: str
    at: str
    reports: int
    rows: tuple[SilentRow, ...]


def silence(
    view: View,
    *,
    issue: str | None = None,
    party: str | None = None,
    since: str | None = None,
    at: str | None = None,
    case: str | None = None,
) -> Silence | None:
    """Return the silences, the longest first. None, where no report has a date.

    Args:
        view: the record as of now, or by its clocks.
        issue: only this issue, by its slug.
        party: only this party; any name the record knows for it.
        since: nothing said on or after this day; by default `silence_days` (scheme/moves.toml) before `at`.
        at: as of the end of this day; by default the day of the latest report in view.
        case: only reports of this case.
    """
    case = checked(view, case)
    published = [head.published for head in view.reports(case) if head.published]
    at = at or view.known_on or max(published, default=None)
    if at is None:
        return None
    since = since or (date.fromisoformat(at) - timedelta(days=load_changes().silence_days)).isoformat()
    rows = [row for row in position_rows(view, issue=issue, party=None, case=case) if row.own and "" < row.day <= at]
    wanted = view.canonical_names(party) if party else None
    found = [row for row in _silent(rows, since, at) if wanted is None or name_key(row.party) in wanted]
    return Silence(
        case=case,
        since=since,
        at=at,
        reports=sum(since <= day <= at for day in published),
        rows=tuple(sorted(found, key=lambda row: (row.last.day, row.party, row.issue))),
    )


def _silent(rows: Sequence[PositionRow], since: str, at: str) -> list[SilentRow]:
    """Look through own positions, the latest first, for pairs without one since that day."""
    names, said, recent = (
        spellings(list(rows)),
        defaultdict[tuple[str, str], list[PositionRow]](list),
        defaultdict[str, int](int),
    )
    for row in rows:
        said[name_key(row.actor), row.issue].append(row)
        recent[row.issue] += _last(row) >= since
    return [
        SilentRow(
            party=names[party],
            issue=issue,
            last=own[0],
            days=(date.fromisoformat(at) - date.fromisoformat(own[0].day)).days,
            times=len(own),
            others=recent[issue],
        )
        for (party, issue), own in said.items()
        if max(map(_last, own)) < since
    ]


def _last(row: PositionRow) -> str:
    """The last day on which it may have been said."""
    return row.days.last if row.days else row.day
