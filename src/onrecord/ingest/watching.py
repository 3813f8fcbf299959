"""Follow lists and folders: give what is new, once, and remember it over restarts."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord.errors import FetchRefused, InvalidReport, OnrecordError
from onrecord.ingest.addresses import is_address
from onrecord.ingest.feeds import Entry, parse_listing
from onrecord.ingest.inputs import Failure, Incoming, InputReader, as_incoming, expand
from onrecord.ingest.parse import make_report
from onrecord.ingest.parse_fields import ReportFields

# Tries of a story whose page cannot be had, one a poll; then it is given up.
MOST_TRIES = 3
# Seconds. A dead feed is asked less and less often, but once a day.
LONGEST_PAUSE_SECONDS = 86_400
# Code points. A feed that has less than this of a story has its teaser.
WHOLE_STORY_CHARS = 500
MOST_LISTS = 500


@dataclass(slots=True)
class Memory:
    """What is known of each list and folder, in a file that is replaced whole, so that no kill leaves half of it."""

    path: Path
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Memory:
        """Read the file; a missing or damaged one is an empty memory: what is added twice is in the record once."""
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            known = {}
        return cls(path, known if isinstance(known, dict) else {})

    def of(self, source: str) -> dict[str, Any]:
        """What is known of one list."""
        return self.lists.setdefault(source, {"seen": [], "tries": {}, "failed": 0, "not_before": 0.0})

    def save(self) -> None:
        """Write it down."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps(self.lists), encoding="utf-8")
        os.replace(new, self.path)  # noqa: PTH105 - the one call that replaces at once


@dataclass(slots=True)
class Polled:
    """What came of one list or folder: a line for the user."""

    source: str
    name: str
    new: int = 0
    failed: int = 0
    note: str = ""


Event = Incoming | Failure | Polled


def poll(sources: list[str], inputs: InputReader, memory: Memory, every_seconds: float) -> Iterator[Event]:
    """Go through lists and folders once. Yields what is new in each, then what came of it.

    An item counts as done when the next is asked for, so the caller stores it before that: a kill between the two gives it again.
    """
    waiting, asked = list(dict.fromkeys(sources)), set[str]()
    while waiting and len(asked) < MOST_LISTS:
        source = waiting.pop(0)
        if source in asked:
            continue
        asked.add(source)
        if not is_address(source) and Path(source).is_dir():
            yield from _poll_folder(source, inputs, memory)
        else:
            waiting += yield from _poll_list(source, inputs, memory, every_seconds)


def _poll_list(source: str, inputs: InputReader, memory: Memory, every_seconds: float) -> Generator[Event, None, list[str]]:
    """Returns: the addresses of further lists."""
    known, polled = memory.of(source), Polled(source, source)
    wait = known["not_before"] - time.time()
    if wait > 0:
        polled.note = f"left alone until {datetime.fromtimestamp(known['not_before'], UTC):%Y-%m-%d %H:%M} UTC"
        yield polled
        return _lists(known)
    try:
        data, tag, modified = _content(source, inputs, known)
        listing = parse_listing(data, source) if data else None
    except OnrecordError as error:
        _pause(known, error, every_seconds)
        memory.save()
        polled.note = f"dead: {error.message}"
        yield polled
        return _lists(known)
    if listing is None:
        polled.note = "unchanged"
    else:
        polled.name = listing.title or source
        for entry in reversed(listing.entries):  # the oldest first, as it was published
            if entry.key not in known["seen"]:
                yield from _take(entry, inputs, known, polled)
                memory.save()
        # What the list no longer names is forgotten; the rest is remembered.
        keys = {entry.key for entry in listing.entries}
        known["seen"] = [key for key in known["seen"] if key in keys]
        known["tries"] = {key: tries for key, tries in known["tries"].items() if key in keys}
        known["lists"] = list(listing.lists)
        if not known["tries"]:  # only what was taken in whole may be answered by "unchanged" next time
            known["tag"], known["modified"] = tag, modified
    known["failed"], known["not_before"] = 0, 0.0
    memory.save()
    yield polled
    return _lists(known)


def _lists(known: dict[str, Any]) -> list[str]:
    return [str(one) for one in known.get("lists", ())]


def _content(source: str, inputs: InputReader, known: dict[str, Any]) -> tuple[bytes, str | None, str | None]:
    """The bytes of a list, none where it has not changed."""
    if not is_address(source):
        try:
            return Path(source).read_bytes(), None, None
        except OSError as error:
            raise InvalidReport(f"{source}: cannot be read: {error.strerror}") from error
    got = inputs.fetcher.fetch(source, tag=known.get("tag"), modified=known.get("modified"))
    return got.data, got.tag, got.modified


def _pause(known: dict[str, Any], error: OnrecordError, every_seconds: float) -> None:
    """Ask a dead list again after the wait that it wants, else after twice as long each time."""
    known["failed"] += 1
    asked = error.retry_after_seconds if isinstance(error, FetchRefused) else None
    pause = asked if asked is not None else every_seconds * 2 ** min(known["failed"] - 1, 10)
    known["not_before"] = time.time() + min(pause, LONGEST_PAUSE_SECONDS) if known["failed"] > 1 or asked else 0.0


def _take(entry: Entry, inputs: InputReader, known: dict[str, Any], polled: Polled) -> Iterator[Event]:
    """Yield the report of an entry; one that cannot be had is tried again with the next polls."""
    for item in _reports(entry, inputs):
        yield item
        if isinstance(item, Incoming):
            polled.new += 1
            continue
        polled.failed += 1
        known["tries"][entry.key] = known["tries"].get(entry.key, 0) + 1
        if known["tries"][entry.key] < MOST_TRIES:
            return
    known["tries"].pop(entry.key, None)
    known["seen"].append(entry.key)


def _reports(entry: Entry, inputs: InputReader) -> Iterator[Incoming | Failure]:
    try:
        yield from [as_incoming(item) for item in inputs.fetched(entry.url, entry.known())]
    except OnrecordError as error:
        if len(entry.text) < WHOLE_STORY_CHARS:
            yield Failure(entry.url, error)
            return
        made = make_report(ReportFields.model_validate({"text": entry.text, "url": entry.url, **entry.known()}), entry.url)
        yield Incoming(made.report, entry.url, None, {**made.how, "text": "feed"}, datetime.now(UTC))


def _poll_folder(folder: str, inputs: InputReader, memory: Memory) -> Iterator[Event]:
    known, polled = memory.of(folder), Polled(folder, folder)
    seen, keys = set(known["seen"]), set[str]()
    for name in expand([folder]):
        if not (path := Path(name)).is_file():
            continue
        stat = path.stat()
        key = f"{name} {stat.st_size} {stat.st_mtime_ns}"
        keys.add(key)
        if key in seen:
            continue
        try:
            for item in inputs.items_in(name):
                incoming = as_incoming(item)
                yield incoming
                polled.new += isinstance(incoming, Incoming)
                polled.failed += isinstance(incoming, Failure)
        except OnrecordError as error:
            yield Failure(name, error)
            polled.failed += 1
        known["seen"].append(key)
        memory.save()
    known["seen"] = [key for key in known["seen"] if key in keys]
    memory.save()
    yield polled
