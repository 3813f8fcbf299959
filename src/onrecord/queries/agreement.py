"""Two people's decisions on one report compared, layer by layer.

A row that somebody corrected, rejected or accepted was judged; who says that the report is reviewed has judged every row of it,
those left alone as right. What only one of the two has judged is not counted. An added row counts as judged by who added it
and by who reviewed the report.

Reference: Cohen, A coefficient of agreement for nominal scales, 1960 (kappa).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from onrecord.errors import UsageError
from onrecord.model.report import Frozen
from onrecord.model.span import outer
from onrecord.record.anchors import MIN_OVERLAP, overlap
from onrecord.record.editing import EDITABLE
from onrecord.record.fits import Fit
from onrecord.record.rows import ReportHead, StoredRow
from onrecord.record.view import View

KEPT, REJECTED, ABSENT = "kept", "rejected", "not added"

Verdicts = dict[str, str]


class Difference(Frozen):
    """A row on which two people differ, with what each decided."""

    row: str
    words: str
    verdicts: tuple[str, str]


class LayerAgreement(Frozen):
    """How far two people agree on a layer: of `judged` rows, `agreed` got the same verdict.

    `kappa` is None where chance alone would agree on everything.
    """

    layer: str
    judged: int
    agreed: int
    share: float
    kappa: float | None
    differences: tuple[Difference, ...]


class Agreement(Frozen):
    """Two people on one report; `reviewed` says which of them have gone through all of it."""

    report: str
    version: str
    people: tuple[str, str]
    reviewed: tuple[str, ...]
    layers: tuple[LayerAgreement, ...]


def agreement(view: View, report: str, between: tuple[str, str]) -> Agreement:
    """Compare two people's decisions on a report as it now reads.

    Raises: NotInRecord, for an unknown report; UsageError, for one person twice, or one who decided nothing about it.
    """
    head = view.head(report)
    if between[0] == between[1]:
        raise UsageError("an agreement is between two people; name two")
    standing = [one for one in view.decisions(standing=True) if one.report_id == report]
    for person in between:
        if not any(one.author == person for one in standing):
            known = ", ".join(sorted({one.author for one in standing})) or "nobody"
            raise UsageError(f"{person!r} decided nothing about report {report}; who did: {known}", report_id=report)
    reviewed = {
        one.author for one in standing if one.kind == "reviewed" and one.data.get("version", head.version_id) == head.version_id
    }
    layers = tuple(found for layer in EDITABLE if (found := _layer(view, head, layer, between, reviewed)) is not None)
    return Agreement(
        report=report,
        version=head.version_id,
        people=between,
        reviewed=tuple(person for person in between if person in reviewed),
        layers=layers,
    )


def _layer(view: View, head: ReportHead, layer: str, people: tuple[str, str], reviewed: set[str]) -> LayerAgreement | None:
    fits = [fit for done in view.overlay().edits(view, layer, {head.report_id}) for fit in done.fits if fit.row is not None]
    rows = {row.id: row for row in view.rows(layer, reports=[head.report_id], as_read=True)}
    rows |= {fit.row.id: fit.row for fit in fits if fit.row is not None}
    twins = _twins(fits, people)
    both = [_verdicts(fits, rows, twins, person, person in reviewed) for person in people]
    units = [row for row in rows if row in both[0] and row in both[1]]
    if not units:
        return None
    pairs = [(both[0][row], both[1][row]) for row in units]
    agreed = sum(one == other for one, other in pairs)
    differences = tuple(
        Difference(row=row, words=rows[row].words, verdicts=pair)
        for row, pair in zip(units, pairs, strict=True)
        if pair[0] != pair[1]
    )
    return LayerAgreement(
        layer=layer,
        judged=len(units),
        agreed=agreed,
        share=round(agreed / len(units), 4),
        kappa=kappa(pairs),
        differences=differences,
    )


def _verdicts(fits: list[Fit], rows: dict[str, StoredRow], twins: dict[str, str], person: str, reviewed: bool) -> Verdicts:
    """What a person decided about each row that they judged; the latest decision about a row counts, corrections add up."""
    added = {fit.decision.id for fit in fits if fit.decision.kind == "add"}
    found: Verdicts = {}
    if reviewed:
        found = {row: ABSENT if row in added else KEPT for row in rows if row not in twins}
    corrections: dict[str, dict[str, Any]] = defaultdict(dict)
    for fit in fits:
        if fit.decision.author != person or fit.row is None:
            continue
        row = twins.get(fit.row.id, fit.row.id)
        kind, fields = fit.decision.kind, fit.decision.data.get("fields", {})
        if kind in {"add", "correct"}:
            corrections[row] |= {name: _plain(value) for name, value in fields.items()}
            found[row] = (
                f"{'added' if row in added else 'corrected'}: {json.dumps(corrections[row], ensure_ascii=False, sort_keys=True)}"
            )
        elif kind in {"reject", "accept"}:
            found[row] = REJECTED if kind == "reject" else (found.get(row, KEPT) if row not in added else _as_added(fits, row))
    return found


def _as_added(fits: list[Fit], row: str) -> str:
    """The verdict of who accepts a row that another person added: the same as that person's."""
    fields = next(fit.decision.data.get("fields", {}) for fit in fits if fit.decision.id == row)
    plain = {name: _plain(value) for name, value in fields.items()}
    return f"added: {json.dumps(plain, ensure_ascii=False, sort_keys=True)}"


def _plain(value: Any) -> Any:
    """A value as people compare it: quoted words without where they stood, an actor by its name."""
    if isinstance(value, dict):
        return value.get("exact", value.get("name"))
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _twins(fits: list[Fit], people: tuple[str, str]) -> dict[str, str]:
    """Pair rows that both added over much the same words: the second person's -> the first one's."""
    added = [
        [fit.row for fit in fits if fit.decision.kind == "add" and fit.decision.author == one and fit.row] for one in people
    ]
    found: dict[str, str] = {}
    for row in added[1]:
        free = [one for one in added[0] if one.id not in found.values()]
        best = max(free, key=lambda one: overlap(outer(one.spans), outer(row.spans)), default=None)
        if best is not None and overlap(outer(best.spans), outer(row.spans)) >= MIN_OVERLAP:
            found[row.id] = best.id
    return found


def kappa(pairs: list[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two people's labels, None where chance alone would agree on everything.

    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")])
    0.0
    """
    total = len(pairs)
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    chance = sum(first[label] * second[label] for label in first) / total**2
    if chance == 1:
        return None
    observed = sum(one == other for one, other in pairs) / total
    return round((observed - chance) / (1 - chance), 4)
