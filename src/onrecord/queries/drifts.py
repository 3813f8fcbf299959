"""How claims changed on their way: pairs of tellings of one statement, the earlier and the later, with what was lost between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.same import tellings
from onrecord.queries.statements import StatementRow, to_statement
from onrecord.record.known_actors import is_name
from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.view import View
from onrecord.relate.drift import Drift, Telling, find_drift
from onrecord.relate.words import telling, weight

Order = Literal["relayed", "later", "unknown"]

# Days after a report within which another one that names it, or its publisher, as where it has its news may have it from there.
RELAY_DAYS = 4
# Share of the shorter one's telling words that two statements have in common, so that one may be the other, passed on.
PASSED_ON = 0.6
MIN_WEIGHT = 2.5


class DriftRow(Frozen):
    """Two tellings of one statement and what changed from `earlier` to `later`.

    `order`: `relayed` where the later report passes on the earlier one's publisher, `later` where it is of a later day, `unknown`
    where both are of one day: then the firmer telling is put second.
    """

    earlier: StatementRow
    later: StatementRow
    order: Order
    changes: tuple[Drift, ...]


def drifts(view: View, *, case: str | None = None, of: str | None = None) -> list[DriftRow]:
    """Return pairs of tellings between which something drifted, the earliest first.

    Pairs are the first telling of a statement that several reports tell beside each of the others, and a statement beside the one
    that it passes on. `of`: only those of this report, row or cluster. Raises: NotInRecord.
    """
    case = checked(view, case)
    groups = tellings(view, case=case, of=of)
    pairs = [(group[0], later) for group in groups.values() for later in group[1:] if _apart(group[0], later)]
    rows = view.rows("statements", case=case)
    relays = _relays(view, case)
    known = {frozenset((one.id, other.id)) for one, other in pairs}
    passed_on = [pair for pair in _passed_on(rows, relays) if frozenset((pair[0].id, pair[1].id)) not in known]
    pairs += [pair for pair in passed_on if of is None or any(of in (row.head.report_id, row.id) for row in pair)]
    figures = _figures(view, pairs)
    found = [row for pair in pairs for row in _compare(*pair, relays, figures)]
    return sorted(found, key=lambda row: (row.earlier.published or "", row.earlier.report, row.earlier.spans[0].start))


def _apart(one: StoredRow, other: StoredRow) -> bool:
    return one.head.report_id != other.head.report_id


Relays = dict[str, set[str]]
"""Whom each report passes on, by keys of their names."""


def _relays(view: View, case: str | None) -> Relays:
    found: Relays = defaultdict(set)
    for row in view.rows("relays", case=case):
        found[row.head.report_id].add(name_key(row.item.of))
    return found


def _passed_on(rows: Sequence[StoredRow], relays: Relays) -> Iterator[tuple[StoredRow, StoredRow]]:
    """Statements of a report beside those of a report that it relays, where they have most words in common."""
    by_publisher: dict[str, list[StoredRow]] = defaultdict(list)
    for row in rows:
        if row.head.publisher and row.head.published:
            by_publisher[name_key(row.head.publisher)].append(row)
    for later in rows:
        words = telling(later.words)
        for publisher in relays.get(later.head.report_id, ()):
            for earlier in by_publisher.get(publisher, ()):
                if _may_rest_on(later, earlier) and _shares(words, telling(earlier.words)):
                    yield earlier, later


def _may_rest_on(later: StoredRow, earlier: StoredRow) -> bool:
    """Whether days and parties allow that a statement is another one, passed on."""
    if not _apart(later, earlier) or later.head.published is None or earlier.head.published is None:
        return False
    days = (date.fromisoformat(later.head.published) - date.fromisoformat(earlier.head.published)).days
    ours, theirs = later.item.source, earlier.item.source
    one_party = ours is None or theirs is None or not ours.speaks_for or ours.speaks_for == theirs.speaks_for
    return 0 <= days <= RELAY_DAYS and one_party and later.item.negated == earlier.item.negated


def _shares(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    common = weight(ours & theirs)
    return common >= MIN_WEIGHT and common >= PASSED_ON * min(weight(ours), weight(theirs))


Figures = dict[str, list[StoredRow]]


def _figures(view: View, pairs: Iterable[tuple[StoredRow, StoredRow]]) -> Figures:
    """The figures of the reports of some pairs, by report."""
    found: Figures = defaultdict(list)
    for row in view.rows("figures", reports={row.head.report_id for pair in pairs for row in pair}):
        found[row.head.report_id].append(row)
    return found


def _compare(one: StoredRow, other: StoredRow, relays: Relays, figures: Figures) -> Iterator[DriftRow]:
    """What drifted between two tellings; nothing where nothing did."""
    first, second, order = _in_order(one, other, relays)
    changes = find_drift(_telling(first, figures), _telling(second, figures))
    if order == "unknown":
        turned = find_drift(_telling(second, figures), _telling(first, figures))
        if len(turned) > len(changes):
            first, second, changes = second, first, turned
    if changes:
        yield DriftRow(earlier=to_statement(first), later=to_statement(second), order=order, changes=tuple(changes))


def _in_order(one: StoredRow, other: StoredRow, relays: Relays) -> tuple[StoredRow, StoredRow, Order]:
    for earlier, later in ((one, other), (other, one)):
        passes_on = relays.get(later.head.report_id, set()) | {name_key(name) for name in later.item.via}
        if earlier.head.publisher and name_key(earlier.head.publisher) in passes_on:
            return earlier, later, "relayed"
    days = one.head.published, other.head.published
    if None in days or days[0] == days[1]:
        return one, other, "unknown"
    earlier, later = sorted((one, other), key=lambda row: row.head.published or "")
    return earlier, later, "later"


def _telling(row: StoredRow, figures: Figures) -> Telling:
    """Lay out a statement for comparison."""
    item, source = row.item, row.item.source
    within = [
        figure.item for figure in figures.get(row.head.report_id, ()) if any(s.covers(figure.spans[0]) for s in row.spans)
    ]
    return Telling(
        content=row.words,
        cue=item.cue,
        hedged=item.hedged,
        named=source is not None and is_name(source.name, "person"),
        speaker=source.name if source else "",
        rests_on=(*item.based_on, *item.via),
        figures=tuple(within),
    )
