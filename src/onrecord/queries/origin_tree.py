"""Through whom a statement, a figure or a report came: the hops as a tree, from the report to the innermost origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.errors import UsageError
from onrecord.model.report import Frozen, Scope
from onrecord.model.span import Span
from onrecord.queries.brief import ReportRow, to_report
from onrecord.queries.row import Row, basis
from onrecord.queries.show import Shown, show
from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.view import View
from onrecord.relate import copies
from onrecord.relate.derived import read

# The layers whose rows have carriers; a position or commitment has those of its statement.
CARRIED = ("statements", "figures")
NOBODY = "(not named)"


class Hop(Frozen):
    """One of those through whom it came; `below` is whom they had it from.

    `spans` and `words` say so in the report, and are empty where nothing but a reading of other words does. `origin` marks the
    innermost: nobody is named behind them. `again` marks a name that stands further up already: relays that go round.
    """

    name: str
    verb: str | None = None
    scope: Scope | None = None
    spans: tuple[Span, ...] = ()
    words: str = ""
    origin: bool = False
    again: bool = False
    below: tuple[Hop, ...] = ()


class CopyRow(Frozen):
    """A report with the same text, whole or in part; `share` is how much of the shorter text it has in common with the first."""

    report: ReportRow
    share: float
    first: bool


class OriginTree(Frozen):
    """The tree of one report or row. `origins` are the innermost names; none where all relays go round in a circle.

    `copies` are the reports in view that carry the same text, this one among them, the earliest first; empty if there are none.
    """

    report: ReportRow
    row: Row | None
    tree: Hop
    origins: tuple[str, ...]
    circular: bool
    copies: tuple[CopyRow, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A name on the way inward, and the relay that says so, if one does."""

    name: str
    relay: StoredRow | None = None


def origin_tree(view: View, key: str) -> OriginTree:
    """Trace a report, or a row of it, back to its innermost origin.

    Args:
        view: the record as of now, or by its clocks.
        key: the id of a report, statement, figure, position or commitment, or the beginning of one.

    Raises: NotInRecord, if nothing in view is called so; UsageError, if it is a row that nobody carries.
    """
    shown = show(view, key)
    row = _carried(shown)
    tree = _grow(shown) if row is None else _line(shown, row)
    hops = list(_hops(tree))
    return OriginTree(
        report=shown.report,
        row=None if row is None else Row(**basis(row)),
        tree=tree,
        origins=tuple(dict.fromkeys(hop.name for hop in hops if hop.origin)),
        circular=any(hop.again for hop in hops),
        copies=tuple(_copies(view, shown.report.report)),
    )


def _carried(shown: Shown) -> StoredRow | None:
    """Return the row whose carriers are asked for."""
    row = shown.row
    if row is None or row.layer in CARRIED:
        return row
    statement = getattr(row.item, "statement", None)
    found = next((one for one in shown.rows["statements"] if one.id == statement), None)
    if found is None:
        raise UsageError(
            f"row {row.id[:8]} is one of {row.layer}: a chain is that of a report, a statement, a figure, or a position in a statement",
            report_id=row.head.report_id,
        )
    return found


def _publisher(shown: Shown) -> str:
    return shown.report.publisher or NOBODY


# A statement or figure: one line of carriers


def _line(shown: Shown, row: StoredRow) -> Hop:
    """Lay a row's way inward out as a tree with one branch; on what the innermost one rests, data or documents, ends it."""
    names, relays = _names(shown, row), _relays(shown)
    steps = [_Step(name, relays.get((name_key(above), name_key(name)))) for above, name in pairwise(["", *names])]
    rests = [_Step(name, relays.get((name_key(names[-1]), name_key(name)))) for name in row.item.based_on]
    below = tuple(_hop(step, origin=True) for step in rests if not _has(names, step.name))
    for number in reversed(range(len(steps))):
        again = _has(names[:number], names[number])
        below = (_hop(steps[number], below, again=again, origin=not below and not again),)
    return below[0]


def _names(shown: Shown, row: StoredRow) -> list[str]:
    """Return the publisher, whom the whole report is from, the carriers named for the row, and who said it: from outside inward."""
    item = row.item
    carriers = list(item.via[::-1])
    names = [_publisher(shown), *(name for name in _sources_of_report(shown) if not _has(carriers, name)), *carriers]
    source = item.source.name if row.layer == "statements" and item.source else getattr(item, "claimed_by", None)
    names += [source or NOBODY] if row.layer == "statements" or source else []
    return [name for number, name in enumerate(names) if not number or name_key(name) != name_key(names[number - 1])]


def _sources_of_report(shown: Shown) -> list[str]:
    """Return whom the report as a whole is from, the outermost first, as long as there is one and not several."""
    found = [_publisher(shown)]
    while True:
        here = name_key(found[-1])
        behind = [row.item.of for row in shown.rows["relays"] if row.item.scope == "report" and name_key(row.item.by) == here]
        if len(behind) != 1 or _has(found, behind[0]):
            return found[1:]
        found += behind


def _has(names: Sequence[str], name: str) -> bool:
    return name_key(name) in map(name_key, names)


def _relays(shown: Shown) -> dict[tuple[str, str], StoredRow]:
    return {(name_key(row.item.by), name_key(row.item.of)): row for row in reversed(shown.rows["relays"])}


# A report: all its relays


def _grow(shown: Shown) -> Hop:
    """Hang every relay of a report below the one who relays; what nobody in the tree relays hangs below the publisher."""
    rows, root = shown.rows["relays"], _publisher(shown)
    reached = _reached(rows, root)
    own = [row for row in rows if name_key(row.item.by) == name_key(root)]
    loose: list[StoredRow] = []
    for row in rows:
        if name_key(row.item.by) not in reached:
            loose.append(row)
            reached |= _reached(rows, row.item.by)
    hung = [
        *_branches(own, rows, [root]),
        *(_hop(_Step(row.item.by), _branches([row], rows, [root, row.item.by])) for row in loose),
    ]
    return _hop(_Step(root), tuple(hung), origin=not hung)


def _reached(rows: Sequence[StoredRow], start: str) -> set[str]:
    """Return the names that relays lead to from a name, itself among them."""
    found, todo = {name_key(start)}, [name_key(start)]
    while todo:
        here = todo.pop()
        new = {name_key(row.item.of) for row in rows if name_key(row.item.by) == here} - found
        found |= new
        todo += sorted(new)
    return found


def _branches(own: Sequence[StoredRow], rows: Sequence[StoredRow], above: list[str]) -> tuple[Hop, ...]:
    return tuple(_branch(row, rows, above) for row in own)


def _branch(row: StoredRow, rows: Sequence[StoredRow], above: list[str]) -> Hop:
    """Follow a relay inward. One that leads back to a name above is shown and not followed."""
    name = row.item.of
    if _has(above, name):
        return _hop(_Step(name, row), again=True)
    further = [one for one in rows if name_key(one.item.by) == name_key(name)]
    return _hop(_Step(name, row), _branches(further, rows, [*above, name]), origin=not further)


def _hop(step: _Step, below: tuple[Hop, ...] = (), *, origin: bool = False, again: bool = False) -> Hop:
    marks = {"origin": origin, "again": again, "below": below}
    if step.relay is None:
        return Hop(name=step.name, **marks)
    relay = step.relay
    return Hop(name=step.name, verb=relay.item.verb, scope=relay.item.scope, spans=relay.spans, words=relay.words, **marks)


def _hops(hop: Hop) -> Iterator[Hop]:
    yield hop
    for one in hop.below:
        yield from _hops(one)


def _copies(view: View, report: str) -> Iterator[CopyRow]:
    """Yield the reports of a cluster of copies, the earliest first."""
    clusters = {one.cluster for one in read(view, copies.KIND, reports=[report])}
    shares = {one.report_id: one.data["share"] for one in read(view, copies.KIND, clusters=clusters)}
    for number, head in enumerate(view.heads(shares) if len(shares) > 1 else ()):
        yield CopyRow(report=to_report(head), share=shares[head.report_id], first=number == 0)
