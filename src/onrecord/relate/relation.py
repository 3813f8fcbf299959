"""What a kind of relation is made of: rows, the task that a maker is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from onrecord.record.rows import ReportHead
from onrecord.record.view import View

# What a relation is made from: the text and metadata of a report, or what was read in it.
MadeFrom = Literal["version", "reading"]


@dataclass(frozen=True, slots=True)
class Relation:
    """A report, or a row of a layer in it, as a member of a cluster. A cluster's name means something within its kind only."""

    cluster: str
    report_id: str
    layer: str = ""
    row_id: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """What a maker is to do: relate `heads`, in the order of publication, to one another and to all that is kept.

    `everything` says that nothing is kept: `heads` are all reports of the record. `derived.kept` and `derived.kept_bodies` give
    what is kept of the others. `done` is to be called with the number of reports gone through so far.
    """

    kind: str
    view: View
    heads: Sequence[ReportHead]
    everything: bool
    done: Callable[[int], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Made:
    """What a maker found.

    Args:
        rows: the relations of the task's reports, and all those of the reports in `replaces`.
        replaces: reports beside the task's whose relations of this kind are made anew by `rows`: the members of a cluster that
            another one is merged with.
        bodies: what is to be kept of each report so that later ones can be compared with it; no words.
    """

    rows: Sequence[Relation] = ()
    replaces: frozenset[str] = frozenset()
    bodies: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Maker:
    """A kind of relation and how it is made.

    Args:
        kind: its name in the record.
        stamp: name, version and fingerprint of what makes it; another one means that all of it is made anew.
        make: relates the reports of a task.
        made_from: what of a report it depends on: when that changes, the report is related again.
        incremental: whether `make` can add reports to what is kept; else it is always given everything.
    """

    kind: str
    stamp: Callable[[], str]
    make: Callable[[Task], Made]
    made_from: MadeFrom = "reading"
    incremental: bool = True
