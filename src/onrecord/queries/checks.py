"""What the checks say of the reports in view."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.finding import Finding
from onrecord.checks.run import Rule, check
from onrecord.checks.subject import subject_in_record
from onrecord.queries.cases import checked
from onrecord.queries.show import show
from onrecord.record.view import View


def findings(view: View, key: str | None = None, *, case: str | None = None, rules: tuple[Rule, ...] = ()) -> Iterator[Finding]:
    """Check one report, one row of it, or every report in view, by date of publication.

    Args:
        view: the record as of now, or by its clocks.
        key: the id of a report or a row, or the beginning of one; None: every report.
        case: only reports of this case.
        rules: rules beside those that need nothing but the report.

    Raises: NotInRecord, if nothing in view is called so.
    """
    if key is None:
        for head in view.reports(checked(view, case)):
            yield from check(subject_in_record(view, head.report_id), *rules)
        return
    shown = show(view, key)
    for finding in check(subject_in_record(view, shown.report.report), *rules):
        if shown.row is None or shown.row.id in finding.rows:
            yield finding
