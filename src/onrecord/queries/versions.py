"""The versions of a report, and what changed from one to the next: typos told from changes of fact."""

from __future__ import annotations

from onrecord.model.report import Frozen
from onrecord.queries.edits import Edit, edits
from onrecord.record.rows import VersionHead
from onrecord.record.view import View

METADATA = ("url", "title", "publisher", "author", "published")


class FieldChange(Frozen):
    """A field of the metadata that is another in a later version."""

    field: str
    before: str | None
    after: str | None


class VersionRow(Frozen):
    """A version, and what changed since the one before it. `of_fact` counts the edits that change what is said."""

    version: str
    recorded_at: str
    fetched_at: str | None
    published: str | None
    current: bool
    fields: tuple[FieldChange, ...]
    edits: tuple[Edit, ...]
    of_fact: int


def versions(view: View, report: str) -> list[VersionRow]:
    """Return the versions of a report in the order in which they came, whatever the clocks of the view.

    Raises: NotInRecord, if there is no such report.
    """
    view.head(report)  # says why not: unknown, not yet known, or forgotten
    heads = view.versions(report)
    return [_row(view, head, before) for head, before in zip(heads, [None, *heads], strict=False)]


def _row(view: View, head: VersionHead, before: VersionHead | None) -> VersionRow:
    changed = [
        FieldChange(field=name, before=getattr(before, name), after=getattr(head, name))
        for name in METADATA
        if before is not None and getattr(before, name) != getattr(head, name)
    ]
    found = [] if before is None or before.text_sha == head.text_sha else edits(view.text(before.id), view.text(head.id))
    return VersionRow(
        version=head.id,
        recorded_at=head.recorded_at,
        fetched_at=head.fetched_at,
        published=head.published,
        current=head.current,
        fields=tuple(changed),
        edits=tuple(found),
        of_fact=sum(edit.kind == "fact" for edit in found),
    )
