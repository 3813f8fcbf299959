"""On how many independent origins something rests: reports that are copies, or pass on the same outlet, count as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from onrecord.record.layers import name_key
from onrecord.record.lines import alike, measured, words_of_speaker
from onrecord.record.rows import StoredRow
from onrecord.record.selection import Selection
from onrecord.record.view import View
from onrecord.relate import copies, same_record
from onrecord.relate.derived import read

# The kind of relation whose clusters are statements of one speaker about one thing, said on one occasion.
SAME_STATEMENT = same_record.KIND


Name = TypeVar("Name", bound=Hashable)


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


def count_origins(groups: Mapping[Name, Iterable[StoredRow]], view: View) -> dict[Name, Origins]:
    """Count for each group of rows that say the same (statements, figures) its reports and their origins.

    Two reports have one origin if their texts are copies, or if both name the same innermost carrier or data.
    """
    rows = {name: list(group) for name, group in groups.items()}
    texts = texts_of(view, {row.head.report_id for group in rows.values() for row in group})
    return {name: _count(group, texts) for name, group in rows.items()}


def origins_of_statements(view: View, rows: Sequence[StoredRow], case: str | None) -> dict[str, Origins]:
    """Count for each of some statements, by id, the reports that have it and their origins.

    Reports have a statement if they have one of its cluster of same statements, or the same words of the same speaker.
    """
    clusters = _members(view, {row.id for row in rows}, case)
    known = {row.id: row for row in rows}
    missing = {one for members in clusters.values() for one in members} - known.keys()
    known |= {row.id: row for row in _alike(view, rows, case)}
    missing -= known.keys()
    known |= {row.id: row for row in view.rows("statements", case=case, among={"id": missing})} if missing else {}
    saying = _by(known.values(), _words_of_speaker)
    # Rows of the same words and clusters have the same group: it is gathered and counted once.
    names = {row.id: (_words_of_speaker(row), frozenset(clusters.get(row.id, ()))) for row in rows}
    groups = {
        name: {one.id: one for one in (*saying[name[0]], *_rows(name[1], known))}.values() for name in set(names.values())
    }
    counted = count_origins(groups, view)
    return {row_id: counted[name] for row_id, name in names.items()}


def _members(view: View, ids: Collection[str], case: str | None) -> dict[str, set[str]]:
    """Return for each statement that is in clusters all members of those."""
    mine = read(view, SAME_STATEMENT, case=case, rows=ids)
    members: dict[str, set[str]] = defaultdict(set)
    for one in read(view, SAME_STATEMENT, case=case, clusters={one.cluster for one in mine}):
        members[one.cluster].add(one.row_id)
    found: dict[str, set[str]] = defaultdict(set)
    for one in mine:
        found[one.row_id] |= members[one.cluster]
    return found


def _rows(ids: Iterable[str], known: Mapping[str, StoredRow]) -> Iterator[StoredRow]:
    """Return the rows that are there still: people may have rejected some."""
    return (known[one] for one in ids if one in known)


def _alike(view: View, rows: Sequence[StoredRow], case: str | None) -> list[StoredRow]:
    """Return all rows of a case that say the same as some."""
    if not rows:
        return []
    same = Selection(rows[0].layer, case, terms=(frozenset(map(alike, rows)),))
    return [row for _, row in view.select(same, size=2 * len(rows))]


def _words_of_speaker(row: StoredRow) -> Hashable:
    return tuple(words_of_speaker(row))


def origins_of_figures(view: View, rows: Sequence[StoredRow], case: str | None) -> dict[str, Origins]:
    """Count for each of some figures, by id, the reports that have it and their origins: one value, of one thing, by one claimant."""
    counted = count_origins(_by(_alike(view, rows, case), _measured), view)
    return {row.id: counted[_measured(row)] for row in rows}


def _measured(row: StoredRow) -> Hashable:
    return tuple(measured(row))


def _by(rows: Iterable[StoredRow], key: Callable[[StoredRow], Hashable]) -> dict[Hashable, list[StoredRow]]:
    found: dict[Hashable, list[StoredRow]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _count(rows: Iterable[StoredRow], texts: Mapping[str, str]) -> Origins:
    links = {(("text", texts[row.head.report_id]), ("name", innermost(row))) for row in rows}
    return Origins(len(components(links)), len({row.head.report_id for row in rows}))


def components(links: Iterable[tuple[Hashable, Hashable]]) -> list[set[Hashable]]:
    """Return what hangs together by links, by union and find (Tarjan 1975); cost all but linear."""
    parent: dict[Hashable, Hashable] = {}

    def root(one: Hashable) -> Hashable:
        while (above := parent.setdefault(one, one)) != one:
            parent[one] = parent[above]
            one = above
        return one

    for one, other in links:
        parent[root(one)] = root(other)
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for one in list(parent):
        found[root(one)].add(one)
    return list(found.values())
