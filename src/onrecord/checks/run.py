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
from onrecord.checks.subject import Subject
from onrecord.checks.weekdays import check_weekdays

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
