"""All rules over one report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.checks.conversion import check_conversions
from onrecord.checks.finding import Finding
from onrecord.checks.multiples import check_multiples
from onrecord.checks.parts import check_parts
from onrecord.checks.plausibility import check_plausibility
from onrecord.checks.rates import check_rates
from onrecord.checks.shares import check_shares
from onrecord.checks.subject import Subject, subject_of_reading
from onrecord.checks.weekdays import check_weekdays
from onrecord.model import Reading

Rule = Callable[[Subject], Iterator[Finding]]

# Rules that need nothing but the report. To add one, write a function of this signature in a module of its own.
RULES: tuple[Rule, ...] = (
    check_conversions,
    check_parts,
    check_shares,
    check_multiples,
    check_rates,
    check_weekdays,
    check_plausibility,
)


def check(subject: Subject, *rules: Rule) -> list[Finding]:
    """What the rules say of a report, by place in its text. Further rules, such as those with data sets, go on top."""
    found = [finding for rule in (*RULES, *rules) for finding in rule(subject)]
    return sorted(found, key=lambda finding: (finding.spans, finding.rule))


def with_checks(reading: Reading, *rules: Rule) -> Reading:
    """A reading whose figures carry what the rules say of them: rule, verdict, and what it rests on, a line each."""
    said: dict[str, list[str]] = {}
    for finding in check(subject_of_reading(reading), *rules):
        for row in finding.rows:
            said.setdefault(row, []).append(f"{finding.rule}: {finding.verdict}; {finding.says}")
    figures = tuple(one.model_copy(update={"checks": tuple(said.get(one.id, ()))}) for one in reading.figures)
    return reading.model_copy(update={"figures": figures})
