"""Reread: read the current versions again with the reader at hand, keep what differs, and show what changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from onrecord.errors import OnrecordError
from onrecord.model import Reading, Report
from onrecord.record.clock import Clock, utc_now
from onrecord.record.layers import LAYERS
from onrecord.record.open import Record
from onrecord.record.rows import ReportHead, StoredRow
from onrecord.record.view import View
from onrecord.record.writer import Writer

Read = Callable[[Report], Reading]


@dataclass(frozen=True, slots=True)
class LayerChange:
    """What another reading changed in one layer. `changed` pairs the rows, old and new, that stand over the same words."""

    added: tuple[StoredRow, ...] = ()
    removed: tuple[StoredRow, ...] = ()
    changed: tuple[tuple[StoredRow, StoredRow], ...] = ()

    @property
    def total(self) -> int:
        """How many rows differ."""
        return len(self.added) + len(self.removed) + len(self.changed)


@dataclass(frozen=True, slots=True)
class Rereading:
    """What came of reading one report again: changes by layer, or why it could not be read."""

    head: ReportHead
    stored: bool = False
    layers: dict[str, LayerChange] = field(default_factory=dict)
    failure: str | None = None


def reread(
    record: Record,
    read: Read,
    *,
    case: str | None = None,
    reports: Collection[str] | None = None,
    layers: Collection[str] | None = None,
    clock: Clock = utc_now,
) -> Iterator[Rereading]:
    """Read current versions again, one after the other; each differing reading becomes current in its own transaction.

    Relays that came with a report (without a span) are handed to the reader again. A report that cannot be read is named,
    and the rest goes on. The whole reading is stored, whatever `layers` are shown.

    Args:
        record: where to read from and write to.
        read: the reader.
        case: only reports of this case.
        reports: only these reports.
        layers: show the changes of these layers only.
        clock: the time of the new readings.
    """
    writer = Writer(record, clock)
    for head in View(record).reports(case):
        if reports is None or head.report_id in reports:
            try:
                yield _reread_one(writer, head, read, LAYERS if layers is None else layers)
            except OnrecordError as error:
                yield Rereading(head, failure=error.message)


def _reread_one(writer: Writer, head: ReportHead, read: Read, layers: Collection[str]) -> Rereading:
    before = View(writer.record)
    report = before.report(head.report_id)
    given = report.model_copy(update={"relays": tuple(relay for relay in report.relays if relay.span is None)})
    old = {name: before.rows(name, reports=[head.report_id], as_read=True) for name in layers}
    if not writer.reread(read(given)):
        return Rereading(head)
    after = View(writer.record)
    new = {name: after.rows(name, reports=[head.report_id], as_read=True) for name in layers}
    changes = {name: change(old[name], new[name]) for name in layers}
    return Rereading(head, stored=True, layers={name: found for name, found in changes.items() if found.total})


def change(old: list[StoredRow], new: list[StoredRow]) -> LayerChange:
    """Compare the rows of a layer before and after: by id, then by span.

    A row whose confidence alone moved keeps its id and counts as unchanged.
    """
    old_ids, new_ids = {row.id for row in old}, {row.id for row in new}
    gone = {row.spans: row for row in old if row.id not in new_ids}
    come = {row.spans: row for row in new if row.id not in old_ids}
    pairs = tuple((gone[spans], come[spans]) for spans in gone if spans in come)
    paired = {row.id for pair in pairs for row in pair}
    return LayerChange(
        added=tuple(row for row in new if row.id not in old_ids and row.id not in paired),
        removed=tuple(row for row in old if row.id not in new_ids and row.id not in paired),
        changed=pairs,
    )
