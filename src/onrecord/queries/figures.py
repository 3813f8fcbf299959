"""Quantities as reported: of what, claimed by whom."""

from __future__ import annotations

from dataclasses import asdict, replace

from onrecord.model.reading import Bound, FigureScope
from onrecord.queries.cases import checked
from onrecord.queries.origins import origins_of_figures
from onrecord.queries.row import Row, basis, fields_of
from onrecord.queries.topics import ENDINGS, words_like
from onrecord.record.lines import words_in
from onrecord.record.marks import Mark, marks_of_figures
from onrecord.record.rows import StoredRow
from onrecord.record.selection import Page, Selection
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
    limit: int | None = None,
    after: str | None = None,
) -> Page[FigureRow]:
    """Return figures by unit and thing measured, then by date of publication.

    Args:
        view: the record as of now, or by its clocks.
        of: words of the thing measured, or of the figure itself.
        unit: the unit's one name: people, percent, km2, EUR ...
        by: who claims it; any name the record knows for it.
        since: published on or after this day.
        until: published on or before this day.
        case: only reports of this case.
        limit: how many at most; None: all.
        after: the cursor that the page before ended with.
    """
    case = checked(view, case)
    terms = [view.called("figures", "by", by)] if by else []
    terms += [Selection("figures").named("unit", [unit])] if unit else []
    wanted = Selection("figures", case, tuple(terms), since, until)
    page = view.page(wanted, limit=limit, after=after) if of is None else _page_of(view, wanted, of, limit, after)
    marks, counts = marks_of_figures(view), origins_of_figures(view, page, case)
    return page.of(to_figure(row).model_copy(update={"marks": marks.get(row.id, ()), **asdict(counts[row.id])}) for row in page)


def _page_of(view: View, wanted: Selection, of: str, limit: int | None, after: str | None) -> Page[StoredRow]:
    """Keep the figures in whose words, or in the words for what they measure, something stands.

    These are figures of reports with the words, or with one of them in what is measured: that need not stand in the text.
    """
    pattern, words = words_like(of), view.reports_with(of, ENDINGS)
    if words is not None:
        parts = wanted.named("of", (f"{part}{end}" for part in words_in(of) for end in ("", *ENDINGS)))
        wanted = replace(wanted, reports=words | view.reports_listing(Selection("figures", wanted.case, (parts,))))
    return view.page_where(
        wanted, lambda row: bool(pattern.search(f"{row.item.of or ''} {row.words}".casefold())), limit=limit, after=after
    )


def to_figure(row: StoredRow) -> FigureRow:
    """Lay out a stored figure."""
    return FigureRow(**basis(row), **fields_of(row))
