"""Decisions: rows that people write, undone by other rows, and fitted anew to whatever text and reading are current."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import RowMapping

from onrecord.record.rows import Anchor, Decision

ANCHOR_COLUMNS = ("exact", "prefix", "suffix", "start")


def decision_values(
    kind: str, author: str, report_id: str | None, anchor: Anchor | None, data: dict[str, Any]
) -> dict[str, Any]:
    """Lay out a decision as columns, without id and time."""
    values: dict[str, Any] = {"kind": kind, "author": author, "report_id": report_id, "data": data}
    if anchor is not None:
        values |= {name: getattr(anchor, name) for name in ("layer", *ANCHOR_COLUMNS)}
    return values


def to_decision(row: RowMapping) -> Decision:
    """Make a decision of a row."""
    anchor = None
    if row["exact"] is not None:
        anchor = Anchor(row["report_id"], row["layer"], row["exact"], row["prefix"], row["suffix"], row["start"])
    return Decision(
        id=row["id"],
        kind=row["kind"],
        author=row["author"],
        decided_at=row["decided_at"],
        report_id=row["report_id"],
        anchor=anchor,
        data=dict(row["data"]),
        undoes=row["undoes"],
    )


def mark_undone(decisions: Iterable[Decision]) -> list[Decision]:
    """Say of each decision whether it stands, given all of them in the order of time.

    An undo that is itself undone undoes nothing. An undo always comes after what it undoes, so one pass backward decides.
    """
    undone: set[str] = set()
    marked: list[Decision] = []
    for decision in sorted(decisions, key=lambda one: one.decided_at, reverse=True):
        stands = decision.id not in undone
        if stands and decision.undoes is not None:
            undone.add(decision.undoes)
        marked.append(replace(decision, undone=not stands))
    return marked[::-1]
