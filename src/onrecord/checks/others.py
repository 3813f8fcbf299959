"""Other reports: whether a figure agrees with what others give for the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onrecord.checks.figure_groups import Group, group_figures, relation_of
from onrecord.checks.finding import Finding, Number, Recipe
from onrecord.checks.same_figure import Told, told_in
from onrecord.checks.subject import Subject
from onrecord.checks.units import unit_of

RULE = "other reports"


def others_rule(subjects: Iterable[Subject]) -> Callable[[Subject], Iterator[Finding]]:
    """The rule for a set of reports, those to be checked among them; a figure that no other report gives says nothing."""
    found: dict[tuple[str, str], tuple[Group, Told]] = {}
    for group in group_figures(told for subject in subjects for told in told_in(subject)):
        for told in group.members:
            found[told.subject.report.id, told.kept.id] = group, told

    def check_others(subject: Subject) -> Iterator[Finding]:
        for kept in subject.figures:
            group, told = found.get((subject.report.id, kept.id), (None, None))
            if group is not None and told is not None and len(group.reports) > 1:
                yield _finding(subject, group, told)

    return check_others


def _finding(subject: Subject, group: Group, told: Told) -> Finding:
    others = [one for one in group.members if one.subject.report.id != subject.report.id]
    against = [one for one in others if _relation(one, told) == "in conflict"]
    shown = against or others
    origins = ", ".join(dict.fromkeys(origin for one in shown for origin in one.origins))
    count = len({one.subject.report.id for one in shown})
    reports = f"{count} other reports" if count > 1 else "another report"
    says = f"{'against' if against else 'with'} {reports}, by {origins}; the group is {group.relation}"
    numbers = [_number(one) for one in sorted(shown, key=lambda one: one.kept.item.value)]
    unique = list({(number.name, number.low, number.high): number for number in numbers}.values())
    recipe = Recipe(
        method="figures about the same thing, scope compared first", formula="the intervals that the words allow meet"
    )
    return subject.finding(RULE, not against, (told.kept,), says, unique, recipe)


def _relation(one: Told, other: Told) -> str:
    first, second = sorted((one, other), key=lambda told: (told.subject.report.published or "", told.subject.report.id))
    return relation_of(first, second)


def _number(told: Told) -> Number:
    figure = told.kept.item
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return Number(name=told.claimant, low=low, high=high, unit=unit_of(figure.unit).name)
