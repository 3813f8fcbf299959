"""`onrecord watch`: feeds and folders followed, what is new added."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from onrecord.cli.app import app, out, say_error
from onrecord.cli.desk import case_to_add, reader_for, record_of
from onrecord.cli.options import AllowPrivate, CaseName, Db
from onrecord.cli.upkeep import relate_after
from onrecord.config import data_folder, record_url
from onrecord.errors import UsageError
from onrecord.ingest.fetch import Fetcher
from onrecord.ingest.inputs import InputReader
from onrecord.ingest.watching import Event, Memory, Polled, poll
from onrecord.intake import Intake
from onrecord.record.view import View

Sources = Annotated[
    list[str],
    typer.Argument(help="Feeds, sitemaps, OPML lists (addresses or files), folders.", metavar="SOURCE...", show_default=False),
]
Every = Annotated[str, typer.Option("--every", help="How long to wait between two rounds: 90s, 15m, 2h, 1d.")]
Once = Annotated[bool, typer.Option("--once", help="Go round once and end, for cron and timers.")]
UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


def parse_wait(written: str) -> float:
    """The seconds of "15m". Raises: UsageError."""
    match = re.fullmatch(r"(\d{1,6})([smhd])", written.strip())
    if not match or int(match[1]) == 0:
        raise UsageError(f"--every {written!r} is no length of time; write it as 90s, 15m, 2h or 1d")
    return float(int(match[1]) * UNITS[match[2]])


@app.command()
def watch(
    sources: Sources,
    case: CaseName = None,
    every: Every = "15m",
    once: Once = False,
    db: Db = None,
    allow_private: AllowPrivate = False,
) -> int:
    """Follow feeds and folders: add what is new, say in one line what came of each. Ctrl-C ends it; nothing is lost."""
    seconds = parse_wait(every)
    with record_of(db, create=True) as record:
        name, known = case_to_add(View(record), record.name, case)
        intake = Intake(record, name, lambda: reader_for(known).read)
        memory = Memory.load(_memory_path(db, name))
        with Fetcher(allow_private=allow_private) as fetcher:
            while True:
                failed = _round(poll(sources, InputReader(fetcher), memory, seconds), intake)
                relate_after(record)
                if once:
                    return 1 if failed else 0
                time.sleep(seconds)


def _memory_path(db: str | None, case: str) -> Path:
    """Where what was seen is remembered: one file a record and case."""
    key = hashlib.sha256(f"{record_url(db)}\n{case}".encode()).hexdigest()[:16]
    return data_folder() / "watch" / f"{key}.json"


def _round(events: Iterator[Event], intake: Intake) -> int:
    """Add what comes, print a line a list. Returns: how many stories or lists failed."""
    failed = added = known = 0
    for event in events:
        if isinstance(event, Polled):
            what = event.note or f"{added} added, {known} known already, {event.failed} failed"
            out.print(Text(f"{datetime.now(UTC):%Y-%m-%d %H:%M} {event.name}: {what}"), soft_wrap=True)
            failed += event.note.startswith("dead")
            added = known = 0
            continue
        taken = intake.take_one(event)
        if taken.error is not None:
            say_error(taken.error)
            failed += 1
        elif taken.added is not None:
            added, known = added + taken.added.new, known + (not taken.added.new)
    return failed
