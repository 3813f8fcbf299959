"""Marks: a person confirms, disputes or withdraws a figure. A logged row, undone by another, shown with the figure."""

from __future__ import annotations

from typing import Literal, get_args

from onrecord.errors import NotInRecord, UsageError
from onrecord.model.report import Frozen
from onrecord.model.span import outer
from onrecord.record.anchors import anchor_at
from onrecord.record.rows import StoredRow
from onrecord.record.view import View
from onrecord.record.writer import Writer

KIND = "mark"
LAYER = "figures"
Judgement = Literal["confirmed", "disputed", "withdrawn"]


class Mark(Frozen):
    """What a person found of a figure. `decision` is the id of the row in the log."""

    decision: str
    judgement: Judgement
    author: str
    decided_at: str
    note: str | None = None
    link: str | None = None

    def words(self) -> str:
        """The mark in a line: "disputed by Ada: counts both banks"."""
        said = f"{self.judgement} by {self.author}" + (f": {self.note}" if self.note else "")
        return said + (f" ({self.link})" if self.link else "")


def find_figure(view: View, key: str) -> StoredRow:
    """The figure that an id, or the beginning of one, names.

    Raises: NotInRecord, if no figure in view is called so; UsageError, naming them, if several are.
    """
    ids = [row_id for layer, row_id in view.find_row_ids(key.strip().lower()) if layer == LAYER] if key.strip() else []
    if not ids:
        raise NotInRecord(f"no figure in record {view.record.name} is called {key!r}; `onrecord figures` lists them")
    if len(set(ids)) > 1:
        raise UsageError(f"{key!r} could be the figures {', '.join(ids[:8])}; give more of the id")
    rows = view.rows(LAYER, among={"id": [ids[0]]})
    if not rows:
        raise NotInRecord(f"figure {ids[0]} is not shown in record {view.record.name}; `onrecord decisions` may say why")
    return rows[0]


def mark_figure(
    writer: Writer, view: View, key: str, judgement: str, author: str, *, note: str | None = None, link: str | None = None
) -> str:
    """Write down what a person found of a figure. Returns: the id of the decision.

    Raises: NotInRecord, for an unknown figure; UsageError, for another judgement or an ambiguous id.
    """
    if judgement not in get_args(Judgement):
        raise UsageError(f"a figure is {', '.join(get_args(Judgement))}, not {judgement!r}")
    row = find_figure(view, key)
    text = view.text(row.head.version_id)
    anchor = anchor_at(outer(row.spans), text, report_id=row.head.report_id, layer=LAYER)
    said = {"row": row.id, "mark": judgement, "note": note, "link": link}
    return writer.decide(KIND, author, anchor=anchor, data={name: value for name, value in said.items() if value is not None})


def marks_of_figures(view: View) -> dict[str, tuple[Mark, ...]]:
    """The standing marks by the id of the figure that they are about now, in the order of time."""
    found: dict[str, list[Mark]] = {}
    for fit in view.fits():
        decision = fit.decision
        if decision.kind == KIND and fit.row is not None and fit.held:
            mark = Mark(
                decision=decision.id,
                judgement=decision.data["mark"],
                author=decision.author,
                decided_at=decision.decided_at,
                note=decision.data.get("note"),
                link=decision.data.get("link"),
            )
            found.setdefault(fit.row.id, []).append(mark)
    return {row_id: tuple(marks) for row_id, marks in found.items()}
