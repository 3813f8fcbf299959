"""What every answer carries: the row's id, the report it came from, the spans and the words."""

from __future__ import annotations

from typing import Any

from onrecord.model.report import Frozen
from onrecord.model.span import Span
from onrecord.record.rows import ReportHead, StoredRow


class Row(Frozen):
    """A line of an answer. `spans` lie in the text of `version`; `words` are what stands there.

    `decision` is the last decision of a person that made the line what it is, None where it is as the reader read it.
    """

    id: str
    report: str
    version: str
    publisher: str | None
    published: str | None
    title: str | None
    url: str | None
    spans: tuple[Span, ...]
    words: str
    decision: str | None = None


def provenance(head: ReportHead) -> dict[str, Any]:
    """Return the fields that say which report a line came from."""
    return {
        "report": head.report_id,
        "version": head.version_id,
        "publisher": head.publisher,
        "published": head.published,
        "title": head.title,
        "url": head.url,
    }


def basis(row: StoredRow) -> dict[str, Any]:
    """Return all fields of Row for a stored row."""
    return {"id": row.id, "spans": row.spans, "words": row.words, "decision": row.decision, **provenance(row.head)}


def fields_of(row: StoredRow, *leave_out: str) -> dict[str, Any]:
    """Return the item's own fields, without its spans and its id inside the reading."""
    dropped = {"id", "span", *leave_out}
    return {name: getattr(row.item, name) for name in type(row.item).model_fields if name not in dropped}
