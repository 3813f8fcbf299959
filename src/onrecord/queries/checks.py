"""What the checks say of the reports in view."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.checks.finding import Finding
from onrecord.checks.others import others_rule
from onrecord.checks.run import Rule, check
from onrecord.checks.subject import Subject, subject_in_record, subjects_in_record
from onrecord.queries.cases import checked
from onrecord.queries.show import show
from onrecord.record.marks import Mark, marks_of_figures
from onrecord.record.view import View
from onrecord.scheme.toml import load_scheme


def findings(view: View, key: str | None = None, *, case: str | None = None, rules: tuple[Rule, ...] = ()) -> Iterator[Finding]:
    """Check one report, one row of it, or every report in view, by date of publication.

    Args:
        view: the record as of now, or by its clocks.
        key: the id of a report or a row, or the beginning of one; None: every report.
        case: only reports of this case.
        rules: rules beside those that need nothing but the record, such as that of a territorial claim.

    Raises: NotInRecord, if nothing in view is called so.
    """
    marks = marks_of_figures(view)
    if key is None:
        case = checked(view, case)
        others = others_rule(subjects_in_record(view, case))
        for head in view.reports(case):
            for finding in check(subject_in_record(view, head.report_id), *rules, others):
                yield _with_marks(finding, marks)
        return
    shown = show(view, key)
    subject = subject_in_record(view, shown.report.report)
    for finding in check(subject, *rules, others_rule(_near(view, subject))):
        if shown.row is None or shown.row.id in finding.rows:
            yield _with_marks(finding, marks)


def _with_marks(finding: Finding, marks: dict[str, tuple[Mark, ...]]) -> Finding:
    """A finding with what people found of its figures, as notes."""
    said = tuple(mark.words() for row in finding.rows for mark in marks.get(row, ()))
    return finding.model_copy(update={"notes": (*finding.notes, *said)}) if said else finding


def _near(view: View, subject: Subject) -> Iterator[Subject]:
    """The reports that a report's figures are held against; none, if it is not known when it appeared."""
    published = subject.report.published
    if published is not None:
        yield from subjects_in_record(view, around=published, days=load_scheme("aspects")["window"]["reports_days"])
