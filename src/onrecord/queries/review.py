"""The queue for people: what the reader was least sure of comes first, and what was decided does not come again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from onrecord.queries.cases import checked
from onrecord.queries.row import Row, basis
from onrecord.record.layers import LAYERS
from onrecord.record.rows import StoredRow
from onrecord.record.view import View

# Layers that are gone through by people: those that carry what a case turns on.
QUEUED = ("statements", "events", "positions", "commitments", "next_steps", "figures", "dates")
# Confidence of a layer whose items have none of their own: after what the reader was unsure of, before what it was sure of.
UNSAID = 0.5


class ReviewRow(Row):
    """A row to be looked at; `confidence` is the reader's, that of the row it rests on, or None where the layer has none."""

    layer: str
    confidence: float | None
    read: dict[str, Any]


def review(
    view: View,
    *,
    layers: Collection[str] = QUEUED,
    report: str | None = None,
    below: float | None = None,
    limit: int | None = 20,
    case: str | None = None,
) -> list[ReviewRow]:
    """Return rows that nobody decided about, the least certain first.

    Reports that were gone through in the version in view (`reviewed`) have none.

    Args:
        view: the record as of now, or by its clocks.
        layers: sections of the reading.
        report: only this report.
        below: only what the reader was less sure of; leaves out layers without confidence.
        limit: how many at most; None for all.
        case: only reports of this case.
    """
    view = replace(view, confidence=0.0)
    case = checked(view, case)
    reports = None if report is None else [view.head(report).report_id]
    done, decided = _gone_through(view), _decided(view)
    found: list[ReviewRow] = []
    for layer in layers:
        column = LAYERS[layer].table.c.get("confidence")
        # What a person decided has another confidence than it was read with, but is not listed anyway.
        where = [column < below] if below is not None and column is not None else []
        rows = view.rows(layer, case=case, reports=reports, where=where)
        sure = _confidence_below(view, layer, rows)
        for row in rows:
            confidence = getattr(row.item, "confidence", sure.get(row.id))
            seen = row.id in decided or (row.head.report_id, row.head.version_id) in done
            if not seen and row.spans and (below is None or (confidence is not None and confidence < below)):
                found.append(_to_review(row, confidence))
    found.sort(key=lambda row: UNSAID if row.confidence is None else row.confidence)
    return found if limit is None else found[:limit]


def _gone_through(view: View) -> set[tuple[str, str]]:
    standing = view.decisions(standing=True)
    return {(one.report_id or "", one.data.get("version", "")) for one in standing if one.kind == "reviewed"}


def _decided(view: View) -> set[str]:
    """The rows that a person decided about."""
    return {fit.row.id for fit in view.fits() if fit.row is not None}


def _confidence_below(view: View, layer: str, rows: list[StoredRow]) -> dict[str, float]:
    """Return, for rows that rest on a statement or event, how sure the reader was of that."""
    found: dict[str, float] = {}
    for field, target in LAYERS[layer].refers_to.items():
        base_of = {row.id: getattr(row.item, field) for row in rows}
        bases = (row for ids in view.chunks(set(base_of.values()) - {None}) for row in view.rows(target, among={"id": ids}))
        sure = {base.id: base.item.confidence for base in bases}
        found |= {row: sure[base] for row, base in base_of.items() if base in sure}
    return found


def _to_review(row: StoredRow, confidence: float | None) -> ReviewRow:
    dropped = {name for name in type(row.item).model_fields if name == "id" or name.endswith("span")}
    read = row.item.model_dump(mode="json", exclude=dropped | {"confidence", "checks", "alternatives"}, exclude_none=True)
    return ReviewRow(
        **basis(row), layer=row.layer, confidence=confidence, read={name: value for name, value in read.items() if value != []}
    )
