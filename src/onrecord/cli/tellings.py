"""One statement in many reports, and what changed on the way: same, drift."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from onrecord.cli.app import app
from onrecord.cli.desk import chosen_case, print_json, print_table, short, view_of, where_from
from onrecord.cli.options import CaseName, Confidence, Db, Json, KnownOn, RecordedBy
from onrecord.cli.upkeep import say_stale
from onrecord.queries.drifts import DriftRow
from onrecord.queries.drifts import drifts as select_drifts
from onrecord.queries.same import Claim
from onrecord.queries.same import same as select_same

Of = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="Only those of this report, row or statement.", show_default=False)
]


@app.command()
def same(
    of: Of = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """Show what was said once and reported often: each statement with its tellings, origins and reports."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        found = select_same(view, case=chosen_case(view, case), of=of)
        say_stale(view)
    if as_json:
        print_json(found)
    else:
        head = ("who", "rests on", "on", "said", "where")
        print_table("One statement, many reports", head, (cells for claim in found for cells in _claim_cells(claim)))


def _claim_cells(claim: Claim) -> Iterator[tuple[str | None, ...]]:
    for number, row in enumerate(claim.tellings):
        rests_on = f"{_count(claim.origins, 'origin')}, {_count(claim.reports, 'report')}"
        yield (row.source, rests_on if number == 0 else "", row.on, f"{row.cue}: {short(row.words)}", where_from(row))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


@app.command()
def drift(
    of: Of = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """Show what statements lost on their way: hedges, qualifiers, exact figures, sources; and what was hardened."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        found = select_drifts(view, case=chosen_case(view, case), of=of)
        say_stale(view)
    if as_json:
        print_json(found)
    else:
        print_table("What changed on the way", ("changed", "earlier", "later", "order", "where"), map(_drift_cells, found))


def _drift_cells(row: DriftRow) -> tuple[str | None, ...]:
    changed = "; ".join(f"{one.kind}: {one.before} -> {one.after or '(gone)'}" for one in row.changes)
    where = f"{where_from(row.earlier)} -> {where_from(row.later)}"
    return (
        changed,
        _told(row.earlier.source, row.earlier.cue, row.earlier.words),
        _told(row.later.source, row.later.cue, row.later.words),
        row.order,
        where,
    )


def _told(source: str | None, cue: str, words: str) -> str:
    return f"{source or '(not named)'} {cue}: {short(words)}"
