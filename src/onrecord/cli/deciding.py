"""What the commands that write decisions share: who decides, why, and what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.text import Text

from onrecord.cli.app import out
from onrecord.cli.desk import print_json
from onrecord.queries.decisions import DecisionRow, decisions
from onrecord.record.open import Record
from onrecord.record.view import View

By = Annotated[
    str | None,
    typer.Option("--by", help="Who decides it. Default: $ONRECORD_AUTHOR, else your user name.", show_default=False),
]
Note = Annotated[str | None, typer.Option("--note", help="Why; kept in the log.", show_default=False)]


def print_decision(record: Record, decision_id: str, *, as_json: bool) -> None:
    """Print a decision that was just written, with how to take it back."""
    row = next(one for one in decisions(View(record)) if one.id == decision_id)
    if as_json:
        print_json(row)
        return
    out.print(Text(f"{row.id}  {line_of(row)}"), soft_wrap=True)
    out.print(Text(f"`onrecord undo {row.id[:8]}` takes it back"), soft_wrap=True)


def line_of(row: DecisionRow) -> str:
    """A decision in a line: kind, what it is about, what was decided, by whom."""
    where = " ".join(part for part in (row.layer, f"in {row.report}" if row.report else None) if part)
    parts: Sequence[str | None] = (row.kind, where, row.about, f"by {row.author}")
    return ", ".join(part for part in parts if part)
