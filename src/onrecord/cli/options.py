"""Options that several commands share, so that they are spelled and explained once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import UsageError


def check_day(parameter: typer.CallbackParam, value: str | None) -> str | None:
    """Check an option that takes a day. Raises: UsageError, naming the option and the value."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise UsageError(f"{parameter.opts[0]} {value!r} is not a day; write it as YYYY-MM-DD") from error


Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files (text, HTML, PDF, Word, mail, tables, JSON, wires), folders, addresses, or - for standard input.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON in place of tables.")]
Db = Annotated[
    str | None,
    typer.Option(
        "--db",
        help="The record: a path or database URL. Default: $ONRECORD_DB, else your data folder's.",
        show_default=False,
    ),
]
CaseName = Annotated[str | None, typer.Option("--case", help="The case. Default: the only one there is.", show_default=False)]
KnownOn = Annotated[
    str | None,
    typer.Option(
        "--known-on", help="Only what was published by this day (YYYY-MM-DD).", callback=check_day, show_default=False
    ),
]
RecordedBy = Annotated[
    str | None, typer.Option("--recorded-by", help="Only what this record held at this day or time (UTC).", show_default=False)
]
Confidence = Annotated[
    float | None,
    typer.Option(
        "--confidence",
        help="Only rows of which the reader is at least this sure (0 to 1; 0: all). Default: by kind, scheme/thresholds.toml.",
        min=0.0,
        max=1.0,
        show_default=False,
    ),
]
Since = Annotated[
    str | None, typer.Option("--since", help="From this day on (YYYY-MM-DD).", callback=check_day, show_default=False)
]
Until = Annotated[
    str | None, typer.Option("--until", help="Up to this day (YYYY-MM-DD).", callback=check_day, show_default=False)
]
Rows = Annotated[int, typer.Option("--limit", help="How many rows at most; 0: all.", min=0)]
Cursor = Annotated[str | None, typer.Option("--cursor", help="Go on behind the page that ended with this.", show_default=False)]
CodebookFile = Annotated[
    str | None,
    typer.Option("--codebook", help="A codebook: a name that comes with onrecord, or a TOML file.", show_default=False),
]
ActorFiles = Annotated[
    list[Path] | None,
    typer.Option("--actors", help="A TOML file of actors beside the built-in ones; may be repeated.", show_default=False),
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")]
Id = Annotated[str | None, typer.Option("--id", help="The report's id.", show_default=False)]
Url = Annotated[str | None, typer.Option("--url", help="The report's address.", show_default=False)]
Title = Annotated[str | None, typer.Option("--title", help="The report's title.", show_default=False)]
Publisher = Annotated[str | None, typer.Option("--publisher", help="Who published the report.", show_default=False)]
Author = Annotated[str | None, typer.Option("--author", help="Who wrote the report.", show_default=False)]
Published = Annotated[
    str | None,
    typer.Option("--published", help="The day it was published (YYYY-MM-DD).", callback=check_day, show_default=False),
]
Language = Annotated[str | None, typer.Option("--language", help="The language of the text (ISO 639-1).", show_default=False)]
