"""Bring the derived tables up to date: relate what came or changed, or all of it anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.errors import RecordUnavailable
from onrecord.record.clock import Clock, stamp, utc_now
from onrecord.record.listing import KIND as LINES
from onrecord.record.listing import rebuild
from onrecord.record.open import Record
from onrecord.record.view import View
from onrecord.relate.derived import Stamp, mates, pending, size_of, stamp_of, write
from onrecord.relate.kinds import MAKERS
from onrecord.relate.relation import Maker, Task

# How often a kind is begun again because another process wrote meanwhile.
TRIES = 5
# Share of the record's reports from which on making everything anew is no dearer than adding to what is kept.
MOST = 0.5

# Where a report without a date stands in the order of publication.
LAST = "9999"

# Called with the kind, how many reports it has gone through, and how many there are.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What bringing one kind up to date took: how many reports were related, and whether all were, anew."""

    kind: str
    reports: int
    everything: bool


def refresh(
    record: Record,
    makers: Sequence[Maker] | None = None,
    *,
    anew: bool = False,
    case: str | None = None,
    progress: Progress = lambda _kind, _done, _total: None,
    clock: Clock = utc_now,
) -> list[Refreshed]:
    """Bring relations up to date, one kind after the other.

    Args:
        record: the record, open for writing.
        makers: the kinds; None: all there are.
        anew: relate reports also where nothing changed: those of `case`, or all.
        case: with `anew`, only the reports of this case and those they share a cluster with.
        progress: told how far it is.
        clock: the time of the stamps.

    Raises: RecordUnavailable, if other processes keep writing.
    """
    rebuild(record, stamp(clock()), lambda done, total: progress(LINES, done, total))
    done = (_refresh_one(record, maker, anew, case, progress, clock) for maker in (MAKERS if makers is None else makers))
    return [one for one in done if one is not None]


def _refresh_one(
    record: Record, maker: Maker, anew: bool, case: str | None, progress: Progress, clock: Clock
) -> Refreshed | None:
    for _ in range(TRIES):
        view = View(record)
        with view.steady():
            seen = stamp_of(view, maker.kind)
            task = _task(view, maker, seen, anew, case, progress)
            if task is None:
                return None
            made = maker.make(task)
        if write(record, maker, task, made, seen, stamp(clock())):
            return Refreshed(maker.kind, len(task.heads), task.everything)
    raise RecordUnavailable(f"record {record.name} is being written all the time; run `onrecord relate` when that is done")


def _task(view: View, maker: Maker, seen: Stamp | None, anew: bool, case: str | None, progress: Progress) -> Task | None:
    """Set a maker's task. Returns: None, if there is nothing to do."""
    todo = set(pending(view, maker))
    if anew:
        todo |= {head.report_id for head in view.reports(case)}
    if not todo and seen is not None:
        return None
    todo |= mates(view, maker.kind, todo)
    new_stamp = seen is None or seen.stamp != maker.stamp()
    everything = new_stamp or not maker.incremental or len(todo) >= MOST * size_of(view)
    chosen = (
        view.reports() if everything else sorted(view.heads(todo), key=lambda head: (head.published or LAST, head.report_id))
    )
    return Task(maker.kind, view, chosen, everything, lambda number: progress(maker.kind, number, len(chosen)))


def stale(view: View, makers: Sequence[Maker] | None = None) -> dict[str, int]:
    """Return, for each kind that is not up to date, how many reports it has not taken in as they now are."""
    counts = {maker.kind: len(pending(view, maker)) for maker in (MAKERS if makers is None else makers)}
    return {kind: count for kind, count in counts.items() if count}
