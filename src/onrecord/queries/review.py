"""The queue for people: what the reader was least sure of comes first, and what was decided does not come again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from onrecord.queries.cases import checked
from onrecord.queries.row import Row, basis
from onrecord.record.rows import StoredRow
from onrecord.record.view import View

# Layers that are gone through by people: those that carry what a case turns on.
LAYERS = ("statements", "events", "positions", "commitments", "next_steps", "figures", "dates")
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
    layers: Collection[str] = LAYERS,
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
    case = checked(view, case)
    reports = None if report is None else [view.head(report).report_id]
    done, decided = _gone_through(view), _decided(view)
    sure: dict[str, float] = {}
    found: list[ReviewRow] = []
    for layer in layers:
        for row in view.rows(layer, case=case, reports=reports):
            confidence = _confidence(row, sure)
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


def _confidence(row: StoredRow, sure: dict[str, float]) -> float | None:
    """The row's own confidence, else that of the statement or event it rests on, where that was asked for before."""
    own: float | None = getattr(row.item, "confidence", None)
    if own is not None:
        sure[row.id] = own
        return own
    base = getattr(row.item, "statement", None) or getattr(row.item, "event", None)
    return sure.get(base) if base else None


def _to_review(row: StoredRow, confidence: float | None) -> ReviewRow:
    dropped = {name for name in type(row.item).model_fields if name == "id" or name.endswith("span")}
    read = row.item.model_dump(mode="json", exclude=dropped | {"confidence", "checks", "alternatives"}, exclude_none=True)
    return ReviewRow(
        **basis(row), layer=row.layer, confidence=confidence, read={name: value for name, value in read.items() if value != []}
    )
