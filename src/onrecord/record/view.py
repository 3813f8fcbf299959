"""The View: reads a record as people decided, as of now or by either of two clocks. It never writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, select

from onrecord.record import schema
from onrecord.record.fits import Fit
from onrecord.record.layers import LAYERS
from onrecord.record.overlay import Overlay
from onrecord.record.rows import StoredRow
from onrecord.record.selecting import Named
from onrecord.record.stored import Asked, Stored
from onrecord.scheme.thresholds import thresholds


@dataclass(frozen=True)
class View(Stored):
    """What is stored, with what people decided laid over it: what questions ask.

    Rows of which the reader is less sure than `confidence` are left out, by default those below scheme/thresholds.toml; what a
    person decided is always sure.
    """

    confidence: float | None = None
    _overlays: dict[Any, Overlay] = field(default_factory=dict, repr=False, compare=False, kw_only=True)

    def rows(
        self,
        layer: str,
        *,
        case: str | None = None,
        reports: Collection[str] | None = None,
        named: Iterable[Named] = (),
        among: Mapping[str, Collection[Any]] | None = None,
        where: Iterable[ColumnElement[bool]] = (),
        as_read: bool = False,
    ) -> list[StoredRow]:
        """Return rows of a layer, by date of publication, report and place in the text, as people decided about them.

        Args:
            layer: a section of the reading, or relays.
            case: only reports of this case.
            reports: only these reports.
            named: conditions on names, all of which must hold.
            among: column of the layer's table (`id` is the row's) -> the values that will do.
            where: conditions on columns of the layer's table (onrecord.record.schema) or of `versions`, as they were read:
                rows that people added meet none. What `among` can say is better said so.
            as_read: leave out what people decided, and keep what the reader is unsure of.
        """
        asked = Asked(layer, case, reports, tuple(named), among or {}, tuple(where))
        overlay = None if as_read else self.overlay()
        found = overlay.rows(self, asked) if overlay else self.rows_as_read(asked)
        least = 0.0 if as_read else thresholds(self.confidence).get(layer, 0.0)
        return [row for row in found if row.item.confidence >= least] if least > 0 else found

    def find_row_ids(self, prefix: str) -> list[tuple[str, str]]:
        """Return (layer, id) of the rows in view whose id begins so. Ids are hex; at most a hundred a layer."""
        found = []
        for layer in LAYERS.values():
            chosen, ids = self.chosen(), layer.table.c.id
            asked = select(ids).join(chosen, chosen.c.reading_id == layer.table.c.reading_id)
            begun = asked.where(ids >= prefix, ids < prefix + "g").order_by(ids).limit(100)
            found += [(layer.name, row["id"]) for row in self._all(begun)]
        return found + self.overlay().added(prefix)

    def overlay(self) -> Overlay:
        """Return what people decided, ready to be laid over rows; made anew when a decision came."""
        decisions = schema.decisions
        (state,) = self._all(select(func.count().label("count"), func.max(decisions.c.decided_at).label("latest")))
        key = (state["count"], state["latest"], self.recorded_by)
        if key not in self._overlays:
            self._overlays.clear()
            self._overlays[key] = Overlay.of(self.decisions(standing=True))
        return self._overlays[key]

    def fits(self) -> list[Fit]:
        """Fit every standing decision to the text and reading in view. Those with `held` False no longer fit."""
        return self.overlay().fits(self, self.decisions(standing=True))
