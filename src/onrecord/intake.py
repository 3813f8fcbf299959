"""Intake: reports into a record, in one order for all who add: parse -> known? -> read -> write -> relate.

Whether a report is known is asked before it is read, since reading is what takes long: adding a folder again reads what is new in it,
and the reader itself is not loaded before the first report that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.errors import OnrecordError
from onrecord.ingest import Failure, Incoming
from onrecord.model import Reading, Report
from onrecord.record.open import Record
from onrecord.record.view import View
from onrecord.record.writer import Added, Writer
from onrecord.relate.refresh import refresh

Read = Callable[[Report], Reading]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one input: the report as it stands in the record with what was read in it, or why there is none."""

    origin: str
    added: Added | None = None
    reading: Reading | None = None
    error: OnrecordError | None = None
    how: Mapping[str, str] = field(default_factory=dict)
    """By field of the report, how it was found in what was fetched."""


class Intake:
    """Takes reports into one case of a record.

    Args:
        record: open for writing.
        case: the name of a case; `default` is made when first used.
        load: makes the reader; called once, when a report has to be read.
        force: take reports in also if they were forgotten.
        keep_original: keep the bytes that a report was made from.
        relate: brings the derived tables up to date when all are in.
    """

    def __init__(
        self,
        record: Record,
        case: str,
        load: Callable[[], Read],
        *,
        force: bool = False,
        keep_original: bool = False,
        relate: Callable[[Record], object] = refresh,
    ) -> None:
        self.record, self.case, self.force, self.keep_original = record, case, force, keep_original
        self._load, self._relate = load, relate
        self._writer = Writer(record)

    @cached_property
    def _read(self) -> Read:
        return self._load()

    def take(self, items: Iterable[Incoming | Failure]) -> Iterator[Taken]:
        """Take in one input after the other; one that fails is told with its reason, and the rest goes on."""
        for item in items:
            yield self.take_one(item)
        self._relate(self.record)

    def take_one(self, item: Incoming | Failure) -> Taken:
        """Take in one input, for those who relate later."""
        if isinstance(item, Failure):
            return Taken(item.origin, error=item.error)
        try:
            original = item.original if self.keep_original else None
            known = self._writer.add_known(item.report, self.case, original, item.fetched, force=self.force)
            if known is not None:
                return Taken(item.origin, known, View(self.record).reading(known.report_id), how=item.how)
            reading = self._read(item.report)
            added = self._writer.add(reading, self.case, original, item.fetched, force=self.force)
            return Taken(item.origin, added, reading, how=item.how)
        except OnrecordError as error:
            return Taken(item.origin, error=error)
