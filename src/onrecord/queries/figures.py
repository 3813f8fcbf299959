"""Quantities as reported: of what, claimed by whom."""

from __future__ import annotations

from dataclasses import asdict

from onrecord.model.days import days_of, is_within
from onrecord.model.reading import Bound, FigureScope
from onrecord.queries.cases import checked
from onrecord.queries.origins import origins_of_figures
from onrecord.queries.row import Row, basis, fields_of
from onrecord.queries.topics import find_topic
from onrecord.record.marks import Mark, marks_of_figures
from onrecord.record.rows import StoredRow
from onrecord.record.view import View


class FigureRow(Row):
    """A figure in its own unit, with what people found of it. `scope` is part of it: 314 in all and 157 from each side agree.

    `reports` have it, of the same thing and from the same claimant, and rest on so many independent `origins`; None where that was
    not counted.
    """

    value: float
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    of: str | None
    scope: FigureScope | None
    period: str | None
    claimed_by: str | None
    via: tuple[str, ...]
    based_on: tuple[str, ...]
    checks: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    origins: int | None = None
    reports: int | None = None


def figures(
    view: View,
    *,
    of: str | None = None,
    unit: str | None = None,
    by: str | None = None,
    since: str | None = None,
    until: str | None = None,
    case: str | None = None,
) -> list[FigureRow]:
    """Return figures by unit and thing measured, then by date of publication.

    Args:
        view: the record as of now, or by its clocks.
        of: words of the thing measured, or of the figure itself.
        unit: the unit's one name: people, percent, km2, EUR ...
        by: who claims it; any name the record knows for it.
        since: published on or after this day.
        until: published on or before this day.
        case: only reports of this case.
    """
    case = checked(view, case)
    named = [view.named("by", view.canonical_names(by))] if by else []
    among = {"unit": [unit]} if unit else {}
    rows = view.rows("figures", case=case, named=named, among=among)
    if of is not None:
        topic = find_topic(view, of, case)
        rows = [row for row in rows if topic.words.search(f"{row.item.of or ''} {row.words}".casefold())]
    kept = [row for row in rows if is_within(days_of(row.head.published), since, until)]
    marks, counts = marks_of_figures(view), origins_of_figures(view, rows)
    found = [to_figure(row).model_copy(update={"marks": marks.get(row.id, ()), **asdict(counts[row.id])}) for row in kept]
    return sorted(found, key=lambda row: (row.unit, row.of or "", row.published or ""))


def to_figure(row: StoredRow) -> FigureRow:
    """Lay out a stored figure."""
    return FigureRow(**basis(row), **fields_of(row))
