"""What the reports themselves call unresolved."""

from __future__ import annotations

from onrecord.queries.cases import checked
from onrecord.queries.row import Row, basis, fields_of
from onrecord.record.view import View


class OpenIssueRow(Row):
    """An issue that a report calls unresolved."""

    issue: str


def open_issues(view: View, *, case: str | None = None) -> list[OpenIssueRow]:
    """Return open issues, by issue, the latest report first."""
    rows = view.rows("open_issues", case=checked(view, case))
    found = [OpenIssueRow(**basis(row), **fields_of(row)) for row in rows]
    found.sort(key=lambda row: row.published or "", reverse=True)
    return sorted(found, key=lambda row: row.issue)
