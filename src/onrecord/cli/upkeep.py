"""Derived tables on the command line: brought up to date after a change, made anew on request, and what is pending told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from onrecord.cli.app import err, say_error
from onrecord.errors import OnrecordError
from onrecord.record.open import Record
from onrecord.record.view import View
from onrecord.relate.refresh import Progress as Tell
from onrecord.relate.refresh import Refreshed, refresh, stale


def relate_all(record: Record, *, anew: bool = False, case: str | None = None) -> list[Refreshed]:
    """Bring relations up to date, or make them anew, with a bar on a terminal."""
    with _bar() as tell:
        return refresh(record, anew=anew, case=case, progress=tell)


def relate_after(record: Record) -> None:
    """Bring relations up to date after reports came, changed or went. A failure is told, and undoes nothing of that."""
    try:
        relate_all(record)
    except OnrecordError as error:
        say_error(error)


def say_stale(view: View) -> None:
    """Say on standard error which relations have not taken in all reports."""
    for kind, count in stale(view).items():
        message = f"onrecord: {kind}: {count} reports came or changed since relations were made; run `onrecord relate`"
        err.print(message, markup=False)


@contextmanager
def _bar() -> Iterator[Tell]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("relating", total=None)
        yield lambda kind, done, total: progress.update(task, description=kind, completed=done, total=total)
