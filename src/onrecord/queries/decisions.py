"""The log of what people decided, with what no longer fits."""

from __future__ import annotations

from typing import Any

from onrecord.model.report import Frozen
from onrecord.record.personas import is_about_actor
from onrecord.record.rows import Decision
from onrecord.record.view import View


class DecisionRow(Frozen):
    """A decision: by whom, when, about which words or which actor, and what.

    `row` is the id of the row that it is about now, if there is one; `problem` says why it no longer fits, None if it does.
    """

    id: str
    kind: str
    author: str
    decided_at: str
    report: str | None
    layer: str | None
    words: str | None
    about: str
    data: dict[str, Any]
    note: str | None
    undoes: str | None
    undone: bool
    row: str | None
    problem: str | None


def decisions(
    view: View, *, report: str | None = None, author: str | None = None, adrift: bool = False, standing: bool = False
) -> list[DecisionRow]:
    """Return decisions in the order of time.

    Args:
        view: the record as of now, or by its clocks.
        report: only those about this report.
        author: only this person's.
        adrift: only those that no longer fit.
        standing: leave out what was undone, and the undos.
    """
    fits = {fit.decision.id: fit for fit in view.fits()}
    found = []
    for one in view.decisions(standing=standing or adrift):
        fit = fits.get(one.id)
        problem = fit.problem if fit else None
        wanted = (report in (None, one.report_id)) and (author in (None, one.author)) and (problem is not None or not adrift)
        if wanted:
            found.append(_row(one, fit.row.id if fit and fit.row else None, problem))
    return found


def _row(one: Decision, row: str | None, problem: str | None) -> DecisionRow:
    return DecisionRow(
        id=one.id,
        kind=one.kind,
        author=one.author,
        decided_at=one.decided_at,
        report=one.report_id,
        layer=one.anchor.layer if one.anchor else None,
        words=one.anchor.exact if one.anchor else None,
        about=told(one),
        data=one.data,
        note=one.data.get("note"),
        undoes=one.undoes,
        undone=one.undone,
        row=row,
        problem=problem,
    )


def told(one: Decision) -> str:
    """Say what was decided, in a line: "Ilse Warga is Ilse Varga", "source: Tarn -> Osmark"."""
    if one.undoes is not None:
        return f"takes back {one.undoes}"
    if is_about_actor(one):
        return _told_of_actor(one)
    if "mark" in one.data:
        return str(one.data["mark"])
    fields = one.data.get("fields", {})
    before = one.data.get("before", {})
    return "; ".join(f"{name}: {_short(before[name])} -> {_short(value)}" if name in before else f"{name}: {_short(value)}"
                     for name, value in fields.items())  # fmt: skip


def _told_of_actor(one: Decision) -> str:
    name, into = one.data["actor"]["name"], one.data.get("into")
    told_as = {
        "merge": lambda: f"{name} is {into['name'] if into else '?'}",
        "split": lambda: f"{name} in {one.report_id} is another: {into['name']}" if into else f"{name} stands alone again",
        "rename": lambda: f"{name} is called {one.data['name']}",
        "party": lambda: f"{name} speaks for {one.data['party'] or 'nobody'}",
        "reject": lambda: f"{name} is no actor",
    }
    return told_as[one.kind]()


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name"))
    if isinstance(value, list):
        return ", ".join(one["exact"] if isinstance(one, dict) and "exact" in one else str(one) for one in value)
    return "none" if value is None else str(value)
