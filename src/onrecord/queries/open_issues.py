"""What the reports themselves call unresolved."""

from __future__ import annotations

from onrecord.queries.cases import checked
from onrecord.queries.row import Row, basis, fields_of
from onrecord.record.selection import Page, Selection
from onrecord.record.view import View


class OpenIssueRow(Row):
    """An issue that a report calls unresolved."""

    issue: str


def open_issues(
    view: View, *, case: str | None = None, limit: int | None = None, after: str | None = None
) -> Page[OpenIssueRow]:
    """Return open issues, by issue, the latest report first; `after` is the cursor of the page before."""
    page = view.page(Selection("open_issues", checked(view, case)), limit=limit, after=after)
    return page.of(OpenIssueRow(**basis(row), **fields_of(row)) for row in page)
