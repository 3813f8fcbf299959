"""What was said once and reported often: the tellings of one statement, with how many origins they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.origins import count_origins
from onrecord.queries.statements import StatementRow, to_statement
from onrecord.record.rows import StoredRow
from onrecord.record.view import View
from onrecord.relate.derived import read
from onrecord.relate.same_record import KIND


class Claim(Frozen):
    """One statement with its tellings, the earliest first: `origins` independent ones in `reports` reports."""

    id: str
    source: str | None
    speaks_for: str | None
    origins: int
    reports: int
    tellings: tuple[StatementRow, ...]


def tellings(view: View, *, case: str | None = None, of: str | None = None) -> dict[str, list[StoredRow]]:
    """Return the clusters of one statement in several reports in view, their rows by day.

    Args:
        view: the record as of now, or by its clocks.
        case: only reports of this case.
        of: only clusters of this report or row, by id or the beginning of a row's, or with this id of their own.

    Raises: NotInRecord, if `of` is none of these.
    """
    case = checked(view, case)
    members = read(view, KIND, case=case)
    if of is not None:
        ids = {row_id for _, row_id in view.find_row_ids(of)} if _is_hex(of) else set()
        wanted = {one.cluster for one in members if of in (one.report_id, one.cluster) or one.row_id in ids}
        if not wanted and not ids:
            view.head(of)
        members = [one for one in members if one.cluster in wanted]
    rows = {row.id: row for row in view.rows("statements", case=case, among={"id": {one.row_id for one in members}})}
    found: dict[str, list[StoredRow]] = defaultdict(list)
    for one in members:
        if one.row_id in rows:
            found[one.cluster].append(rows[one.row_id])
    return {name: sorted(group, key=_when) for name, group in found.items() if len(_reports(group)) > 1}


def same(view: View, *, case: str | None = None, of: str | None = None) -> list[Claim]:
    """Return what several reports tell, that in most reports first. Arguments and errors are those of `tellings`."""
    groups = tellings(view, case=case, of=of)
    counts = count_origins(groups, view)
    found = [_claim(name, rows, counts[name].origins, counts[name].reports) for name, rows in groups.items()]
    return sorted(found, key=lambda claim: (-claim.reports, -claim.origins, claim.tellings[0].on or "", claim.id))


def _claim(name: str, rows: Iterable[StoredRow], origins: int, reports: int) -> Claim:
    told = tuple(to_statement(row) for row in rows)
    first = told[0]
    return Claim(id=name, source=first.source, speaks_for=first.speaks_for, origins=origins, reports=reports, tellings=told)


def _is_hex(text: str) -> bool:
    return len(text) >= 4 and all(char in "0123456789abcdef" for char in text)


def _reports(rows: Iterable[StoredRow]) -> set[str]:
    return {row.head.report_id for row in rows}


def _when(row: StoredRow) -> tuple[str, str, int]:
    return row.head.published or "9999", row.head.report_id, row.spans[0].start
