"""On how many independent origins something rests: reports that are copies, or pass on the same outlet, count as one."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.view import View
from onrecord.relate import copies
from onrecord.relate.derived import read


@dataclass(frozen=True, slots=True)
class Origins:
    """In how many reports something stands, and on how many independent origins those rest."""

    origins: int
    reports: int


def texts_of(view: View, reports: Collection[str]) -> dict[str, str]:
    """Return for each report the one that its text is a copy of, the first of the cluster; itself where it stands alone."""
    found = {one.report_id: one.cluster for one in read(view, copies.KIND, reports=reports)}
    return {report: found.get(report, report) for report in reports}


def innermost(row: StoredRow) -> str:
    """Return who first put a statement or figure out, as far as its report says: the innermost carrier, else who published it."""
    rests_on = (*getattr(row.item, "based_on", ()), *getattr(row.item, "via", ()), row.head.publisher)
    return name_key(next((name for name in rests_on if name), "")) or row.head.report_id


def count_origins(groups: Mapping[str, Iterable[StoredRow]], view: View) -> dict[str, Origins]:
    """Count for each group of rows that say the same (statements, figures) its reports and their origins.

    Two reports have one origin if their texts are copies, or if both name the same innermost carrier or data.
    """
    rows = {name: list(group) for name, group in groups.items()}
    texts = texts_of(view, {row.head.report_id for group in rows.values() for row in group})
    return {name: _count(group, texts) for name, group in rows.items()}


def _count(rows: Iterable[StoredRow], texts: Mapping[str, str]) -> Origins:
    links = {(("text", texts[row.head.report_id]), ("name", innermost(row))) for row in rows}
    return Origins(len(components(links)), len({row.head.report_id for row in rows}))


def components(links: Iterable[tuple[Hashable, Hashable]]) -> list[set[Hashable]]:
    """Return what hangs together by links."""
    found: list[set[Hashable]] = []
    for link in links:
        joined = set(link).union(*(one for one in found if not one.isdisjoint(link)))
        found = [*(one for one in found if one.isdisjoint(link)), joined]
    return found
