"""Meetings into a calendar's file, for the commands that list them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.app import err
from onrecord.errors import UsageError
from onrecord.queries.talks import MeetingRow

IcsFile = Annotated[
    Path | None,
    typer.Option("--ics", help="Write the meetings to this iCalendar file in place of a table.", show_default=False),
]


def write_calendar(path: Path, meetings: Sequence[MeetingRow], case: str | None) -> None:
    """Write meetings as an iCalendar file. Raises: UsageError, where the file cannot be written."""
    from onrecord.export.icalendar import to_icalendar  # brings a library with it that only this needs

    body = to_icalendar(meetings, f"onrecord: {case}" if case else "onrecord")
    try:
        path.write_bytes(body)
    except OSError as error:
        raise UsageError(f"--ics {path}: cannot be written: {error.strerror}") from error
    err.print(f"{path}: {body.count(b'BEGIN:VEVENT')} of {len(meetings)} meetings; the others never had a day", markup=False)
