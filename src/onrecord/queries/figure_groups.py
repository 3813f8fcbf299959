"""Figures about the same thing, over the reports in view: who gives which, since when, and whether they can all be right."""

from __future__ import annotations

from onrecord.checks.figure_groups import Group, Relation, group_figures
from onrecord.checks.same_figure import Told, told_in
from onrecord.checks.subject import subjects_in_record
from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.figures import FigureRow, figures
from onrecord.queries.origins import count_origins
from onrecord.record.view import View


class GroupMember(Frozen):
    """A figure in its group. `relation` says how it stands to those before it, None for the first."""

    figure: FigureRow
    relation: Relation | None
    halves: tuple[str, ...]


class FigureGroup(Frozen):
    """Figures about the same thing, by date of publication.

    `origins` are those whose counts they are, not the outlets that pass them on; `independent` is how many of the reports rest on
    origins of their own, copies of one text counted once. `low` and `high` span all values, in `unit`.
    """

    of: str | None
    aspect: str | None
    unit: str
    relation: Relation
    low: float
    high: float
    reports: int
    origins: tuple[str, ...]
    independent: int
    members: tuple[GroupMember, ...]


def figure_groups(
    view: View,
    *,
    of: str | None = None,
    unit: str | None = None,
    by: str | None = None,
    since: str | None = None,
    until: str | None = None,
    case: str | None = None,
) -> list[FigureGroup]:
    """Return the groups of figures that several reports give, or one report in several scopes; conflicts first.

    Args: as of `figures`; a group is in the answer if one of its figures is.
    """
    case = checked(view, case)
    rows = {row.id: row for row in figures(view, case=case)}
    asked = {row.id for row in figures(view, of=of, unit=unit, by=by, since=since, until=until, case=case)}
    told = (one for subject in subjects_in_record(view, case) for one in told_in(subject))
    groups = [group for group in group_figures(told) if len(group.members) > 1]
    kept = [group for group in groups if any(one.kept.id in asked for one in group.members)]
    stored = {row.id: row for row in view.rows("figures", case=case)}
    counts = count_origins({str(n): [stored[one.kept.id] for one in group.members] for n, group in enumerate(kept)}, view)
    found = [_to_group(group, rows, counts[str(n)].origins) for n, group in enumerate(kept)]
    return sorted(
        found, key=lambda group: (group.relation != "in conflict", -group.reports, group.members[0].figure.published or "")
    )


def _to_group(group: Group, rows: dict[str, FigureRow], independent: int) -> FigureGroup:
    first = group.members[0]
    ends = [end for one in group.members for end in _ends(one)]
    members = zip(group.members, group.relations(), strict=True)
    return FigureGroup(
        of=next((one.kept.item.of for one in group.members if one.kept.item.of), None),
        aspect=next((one.aspect for one in group.members if one.aspect), None),
        unit=first.base,
        relation=group.relation,
        low=min(ends),
        high=max(ends),
        reports=len(group.reports),
        origins=group.origins,
        independent=independent,
        members=tuple(GroupMember(figure=rows[one.kept.id], relation=relation, halves=one.halves) for one, relation in members),
    )


def _ends(one: Told) -> tuple[float, float]:
    """A figure's own ends in the base unit, its bounds left aside."""
    figure = one.kept.item
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return one.in_base(low), one.in_base(high)
