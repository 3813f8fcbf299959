"""Which row a decision is about, in whatever text and reading are in view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.model.span import Span, outer
from onrecord.record.anchors import MIN_OVERLAP, locate, overlap
from onrecord.record.rows import Decision, StoredRow

# Decisions that say something of a row: without the row they say nothing. A rejection holds also where nothing is read any more.
NEEDS_ROW = frozenset({"correct", "accept", "mark"})


@dataclass(frozen=True, slots=True)
class Fit:
    """A decision and what it now points at: a span of the current text, and the row there, if any.

    `misfit` says why it cannot be honoured although its words and its row are there.
    """

    decision: Decision
    span: Span | None
    row: StoredRow | None
    misfit: str | None = None

    @property
    def held(self) -> bool:
        """Whether it still has what it is about: its words, and for what says something of a row that row."""
        if self.misfit is not None:
            return False
        if self.decision.anchor is None:
            return True
        return self.span is not None and (self.row is not None or self.decision.kind not in NEEDS_ROW)

    @property
    def problem(self) -> str | None:
        """Say why it does not fit, None if it does."""
        if self.held:
            return None
        return self.misfit or ("its words are gone" if self.span is None else "its row is no longer read")


def fit(decision: Decision, rows: Iterable[StoredRow], text: str) -> Fit:
    """Find the row that a decision is about: the very row, else the one over its words that says most nearly the same.

    Args:
        decision: one with an anchor.
        rows: the rows of its report and layer, as they were read or added.
        text: the report's text in view.
    """
    anchor = decision.anchor
    assert anchor is not None, "only what points at words can be fitted"  # noqa: S101 (the callers see to it)
    near = [row for row in rows if row.spans]
    same = next((row for row in near if row.id == decision.data.get("row")), None)
    if same is not None:
        return Fit(decision, outer(same.spans), same)
    span = locate(anchor, text)
    if span is None:
        return Fit(decision, None, None)
    as_read = decision.data.get("read", {})
    best = max(near, key=lambda row: (overlap(outer(row.spans), span), _agreement(row, as_read)), default=None)
    return Fit(decision, span, best if best and overlap(outer(best.spans), span) >= MIN_OVERLAP else None)


def _agreement(row: StoredRow, as_read: dict[str, Any]) -> int:
    """Count the fields that are as they were read when it was decided: two rows may stand over the same words."""
    values = row.item.model_dump(mode="json", include=set(as_read))
    return sum(values.get(name) == value for name, value in as_read.items())
