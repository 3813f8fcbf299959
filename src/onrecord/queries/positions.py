"""Where each party stands: party by issue, own words apart from what others ascribe."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from onrecord.model.days import Days, days_of
from onrecord.model.reading import Stance
from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.row import Row, basis, fields_of
from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.selection import Page, Selection
from onrecord.record.view import View
from onrecord.scheme.thresholds import thresholds


class PositionRow(Row):
    """A position. `ascribed_by` names who says so, where that is not the party; `on` is the day it was said or published.

    `hedged`: the report keeps its distance from the statement that carries it.
    """

    actor: str
    issue: str
    stance: Stance
    condition: str | None
    ascribed_by: str | None
    statement: str | None
    confidence: float
    source: str | None
    on: str | None
    hedged: bool = False

    @property
    def own(self) -> bool:
        """Whether the party itself takes the position. One ascribed by another is never the party's own word."""
        return self.ascribed_by is None

    @property
    def days(self) -> Days | None:
        """The days on which it may have been said."""
        return days_of(self.on)

    @property
    def day(self) -> str:
        """The first of those days; empty where none is known."""
        return self.days.first if self.days else ""


class Cell(Frozen):
    """What one party holds on one issue, the latest first."""

    party: str
    issue: str
    own: tuple[PositionRow, ...]
    ascribed: tuple[PositionRow, ...]


class PositionMatrix(Frozen):
    """Positions by party and issue, those with most to show first. A pair without a cell has said nothing."""

    at: str | None
    case: str | None
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    cells: tuple[Cell, ...]

    def cell(self, party: str, issue: str) -> Cell | None:
        """Return what a party holds on an issue, None if nothing is recorded."""
        return next((cell for cell in self.cells if (cell.party, cell.issue) == (party, issue)), None)


def positions(
    view: View,
    *,
    issue: str | None = None,
    party: str | None = None,
    at: str | None = None,
    case: str | None = None,
) -> PositionMatrix:
    """Return the matrix of positions.

    Args:
        view: the record as of now, or by its clocks.
        issue: only this issue, by its slug; for one outside the codebook also without `other:`.
        party: only this party; any name the record knows for it.
        at: as of the end of this day: what was said or published later is left out.
        case: only reports of this case.
    """
    case = checked(view, case)
    return _matrix(position_rows(view, issue=issue, party=party, at=at, case=case), at, case)


def position_rows(
    view: View,
    *,
    issue: str | None,
    party: str | None,
    case: str | None,
    at: str | None = None,
    limit: int | None = None,
    after: str | None = None,
) -> Page[PositionRow]:
    """Return positions one by one, the latest first; undated ones last. `after` is the cursor of the page before."""
    terms = [view.called("positions", "by", party)] if party else []
    terms += [Selection("positions").named("issue", [issue, f"other:{issue}"])] if issue else []
    page = view.page(Selection("positions", case, tuple(terms), until=at), limit=limit, after=after)
    carriers = _carriers(view, page)
    pairs = ((row, carriers.get(row.item.statement)) for row in page)
    return page.of(_to_position(row, carrier, _shown(view, carrier)) for row, carrier in pairs)


def _carriers(view: View, rows: list[StoredRow]) -> dict[str, StoredRow]:
    """Return the statements that carry the positions, by id."""
    reports = {row.head.report_id for row in rows if row.item.statement}
    return {row.id: row for row in replace(view, confidence=0.0).rows("statements", reports=reports)} if reports else {}


def _shown(view: View, carrier: StoredRow | None) -> StoredRow | None:
    """The carrier, if the reader is as sure of it as the view asks for."""
    least = thresholds(view.confidence).get("statements", 0.0)
    return carrier if carrier is not None and carrier.item.confidence >= least else None


def _to_position(row: StoredRow, carrier: StoredRow | None, shown: StoredRow | None) -> PositionRow:
    """Lay out a position: its day is that of the statement that carries it, also where that one is not shown."""
    said, item = carrier.item if carrier else None, shown.item if shown else None
    return PositionRow(
        **basis(row),
        **fields_of(row),
        source=item.source.name if item and item.source else None,
        on=(said.said_on or said.said_by if said else None) or row.head.published,
        hedged=item is not None and item.hedged,
    )


def _matrix(rows: list[PositionRow], at: str | None, case: str | None) -> PositionMatrix:
    spelling = spellings(rows)
    cells: dict[tuple[str, str], list[PositionRow]] = defaultdict(list)
    for row in rows:
        cells[spelling[name_key(row.actor)], row.issue].append(row)
    return PositionMatrix(
        at=at,
        case=case,
        parties=_by_size(cells, 0),
        issues=_by_size(cells, 1),
        cells=tuple(_cell(*key, found) for key, found in sorted(cells.items())),
    )


def spellings(rows: list[PositionRow]) -> dict[str, str]:
    """Return for each name the way it is mostly written, capitals throughout only where nobody writes otherwise."""
    counts = Counter(row.actor for row in rows)
    ordered = sorted(counts, key=lambda name: (not name.isupper(), counts[name], name))
    return {name_key(name): name for name in ordered}


def _cell(party: str, issue: str, rows: list[PositionRow]) -> Cell:
    own, ascribed = (tuple(row for row in rows if row.own is kind) for kind in (True, False))
    return Cell(party=party, issue=issue, own=own, ascribed=ascribed)


def _by_size(cells: dict[tuple[str, str], list[PositionRow]], side: int) -> tuple[str, ...]:
    sizes: Counter[str] = Counter()
    for key, rows in cells.items():
        sizes[key[side]] += len(rows)
    return tuple(sorted(sizes, key=lambda name: (-sizes[name], name)))
