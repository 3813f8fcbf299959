"""The overlay: rows as people decided, for every question alike. People's rows win over the reader's.

First what was decided about the rows of a report, then what follows from it for rows that rest on them, then who is who.
Cost: reports that somebody decided about are read whole, the others not at all; an actor is looked up in dictionaries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.record.anchors import locate
from onrecord.record.edits import Edited, edit
from onrecord.record.fits import Fit
from onrecord.record.following import follow, moves_others
from onrecord.record.layers import LAYERS, names_of
from onrecord.record.personas import Personas
from onrecord.record.renaming import LocalNames, rename
from onrecord.record.rows import Decision, ReportHead, StoredRow
from onrecord.record.selecting import Named
from onrecord.record.stored import Asked, Stored


@dataclass(frozen=True, slots=True)
class Overlay:
    """Standing decisions, by report and layer and about actors."""

    by_report: dict[str, dict[str, list[Decision]]]
    personas: Personas

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Overlay:
        """Sort standing decisions, given in the order of time."""
        known = list(decisions)
        by_report: dict[str, dict[str, list[Decision]]] = defaultdict(lambda: defaultdict(list))
        for decision in known:
            if decision.anchor is not None and decision.anchor.layer in LAYERS:
                by_report[decision.anchor.report_id][decision.anchor.layer].append(decision)
        return cls({report: dict(layers) for report, layers in by_report.items()}, Personas.of(known))

    def __bool__(self) -> bool:
        return bool(self.by_report or self.personas)

    def touched(self, layer: str) -> set[str]:
        """The reports in which rows of a layer, or rows that they rest on, were decided about."""
        found = {report for report, layers in self.by_report.items() if layer in layers}
        return found.union(*(self.moving(target) for target in LAYERS[layer].refers_to.values()))

    def moving(self, layer: str) -> set[str]:
        """The reports in which rows of a layer were decided about so that rows resting on them may change too."""
        return {report for report, layers in self.by_report.items() if any(map(moves_others, layers.get(layer, ())))}

    def rows(self, stored: Stored, asked: Asked) -> list[StoredRow]:
        """Answer `View.rows`."""
        names = [replace(one, keys=self._as_read(one.keys)) for one in asked.named]
        as_read = stored.rows_as_read(replace(asked, named=tuple(names)))
        touched = self.touched(asked.layer)
        if asked.reports is not None:
            touched &= set(asked.reports)
        if "id" in asked.among:  # ids outlive decisions: only reports that have one of these need to be read
            touched &= {row.head.report_id for row in as_read} | self._reports_of_added(asked.among["id"])
        found = [row for row in as_read if row.head.report_id not in touched]
        edited = self._edited(stored, asked, touched)
        both, bases = [*found, *edited], _Bases(self, stored)
        if self.personas:
            renamed = rename(both, self.personas, self._locals(stored, asked.layer))
            both = follow(bases, before=both, rows=renamed)
        else:
            both = follow(bases, before=both, rows=both)
        today = [(one.roles, self.personas.today(one.keys)) for one in asked.named]
        kept = [row for row in both if _is_among(row, asked.among) and all(_is_named(row, *one) for one in today)]
        return sorted(kept, key=_place) if edited else kept

    def of_reports(self, stored: Stored, layer: str, heads: Iterable[ReportHead]) -> list[StoredRow]:
        """Return the rows of some reports, as people decided."""
        return self.rows(stored, Asked(layer, reports={head.report_id for head in heads}))

    def _as_read(self, keys: frozenset[str]) -> frozenset[str]:
        return self.personas.as_read(keys | self.personas.today(keys))

    def _edited(self, stored: Stored, asked: Asked, touched: set[str]) -> list[StoredRow]:
        """Read the reports that were decided about whole, and lay the decisions over them."""
        if not touched:
            return []
        rows: list[StoredRow] = []
        for done in self.edits(stored, asked.layer, touched, asked.case):
            rows += done.rows
        if not asked.where:
            return rows
        narrowed = stored.rows_as_read(Asked(asked.layer, asked.case, touched, where=asked.where))
        wanted = {(row.head.report_id, row.id) for row in narrowed}
        return [row for row in rows if (row.head.report_id, row.id) in wanted]

    def edits(self, stored: Stored, layer: str, reports: Collection[str], case: str | None = None) -> list[Edited]:
        """Lay the decisions about the rows of a layer over them, report by report."""
        by_report: dict[str, list[StoredRow]] = defaultdict(list)
        for row in stored.rows_as_read(Asked(layer, case, reports)):
            by_report[row.head.report_id].append(row)
        return [
            edit(
                self.by_report.get(head.report_id, {}).get(layer, ()),
                by_report[head.report_id],
                head,
                stored.text(head.version_id),
            )
            for head in stored.heads(reports, case)
        ]

    def _locals(self, stored: Stored, layer: str) -> LocalNames:
        """Look up whom ids of single reports stand for, where a mention, which has no name, may be meant."""
        names = self.personas.local_names() if layer == "mentions" else frozenset()
        if not names:
            return {}
        rows = stored.rows_as_read(Asked("actors", named=(Named(("name",), names),)))
        return {(row.head.reading_id, row.item.id): row.item.name for row in rows}

    def fits(self, stored: Stored, decisions: Iterable[Decision]) -> list[Fit]:
        """Fit standing decisions to the texts and readings in stored."""
        found = {
            one.decision.id: one
            for layer in LAYERS
            for done in self.edits(stored, layer, {report for report, layers in self.by_report.items() if layer in layers})
            for one in done.fits
        }
        return [found.get(one.id) or self._fit(stored, one) for one in decisions]

    def _reports_of_added(self, ids: Collection[str]) -> set[str]:
        wanted = set(ids)
        return {
            report
            for report, layers in self.by_report.items()
            if any(one.id in wanted for several in layers.values() for one in several)
        }

    def added(self, prefix: str) -> list[tuple[str, str]]:
        """Return (layer, id) of the rows that people added whose id begins so."""
        found = (one for layers in self.by_report.values() for several in layers.values() for one in several)
        return [(one.anchor.layer, one.id) for one in found if one.kind == "add" and one.anchor and one.id.startswith(prefix)]

    def _fit(self, stored: Stored, decision: Decision) -> Fit:
        """Fit what is not about a row: an actor, a whole report, words of no layer of the reading."""
        anchor = decision.anchor
        if anchor is None:
            return Fit(decision, None, None, self.personas.misfits.get(decision.id))
        if anchor.layer in LAYERS:  # those of reports in view were fitted with their rows
            return Fit(decision, None, None, "its report is not in view")
        heads = stored.heads([anchor.report_id])
        return Fit(decision, locate(anchor, stored.text(heads[0].version_id)) if heads else None, None)


class _Bases:
    """The rows that others rest on, looked up in what is stored and with the overlay."""

    def __init__(self, overlay: Overlay, stored: Stored) -> None:
        self._overlay, self._stored = overlay, stored
        self._decided = {layer: overlay.moving(layer) for layer in ("statements", "events")}

    def may_move(self, row: StoredRow, layer: str) -> bool:
        decided_about = row.head.report_id in self._decided[layer]
        return decided_about or self._overlay.personas.touches(getattr(row.item, "actor", None))

    def read(self, layer: str, ids: set[str]) -> dict[str, StoredRow]:
        return self._by_id(self._stored.rows_as_read, layer, ids)

    def now(self, layer: str, ids: set[str]) -> dict[str, StoredRow]:
        return self._by_id(lambda asked: self._overlay.rows(self._stored, asked), layer, ids)

    def _by_id(self, rows: Callable[[Asked], list[StoredRow]], layer: str, ids: set[str]) -> dict[str, StoredRow]:
        return {row.id: row for chunk in self._stored.chunks(ids) for row in rows(Asked(layer, among={"id": chunk}))}


def _place(row: StoredRow) -> tuple[bool, str, str]:
    return row.head.published is None, row.head.published or "", row.head.report_id


def _is_among(row: StoredRow, among: Mapping[str, Collection[Any]]) -> bool:
    return all((row.id if name == "id" else getattr(row.item, name)) in values for name, values in among.items())


def _is_named(row: StoredRow, roles: Sequence[str], keys: frozenset[str]) -> bool:
    return any(role in roles and key in keys for key, role in names_of(LAYERS[row.layer], row.item))
