"""What the user names (files, folders, addresses, standard input) -> reports, one after the other."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import InvalidReport, OnrecordError
from onrecord.ingest.addresses import is_address
from onrecord.ingest.encoding import MAX_REPORT_BYTES, decode
from onrecord.ingest.fetch import Fetcher
from onrecord.ingest.pages import looks_like_page
from onrecord.ingest.parse import Parsed, parse_lines, parse_reports
from onrecord.model import Report

# What a folder is searched for. A file named by itself may have any ending.
ENDINGS = (".txt", ".json", ".jsonl", ".ndjson", ".html", ".htm", ".xhtml")
LINE_ENDINGS = (".jsonl", ".ndjson")
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A report on its way in, and where it came from (a path, an address, 'standard input').

    `original` is the bytes of a page, whose main text is only a part of it; other inputs are in the report as they came.
    `how` says by field how it was found, where it was not given.
    """

    report: Report
    origin: str
    original: bytes | None = None
    how: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no report, and why."""

    origin: str
    error: OnrecordError


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user says of a report, over what its file says; None leaves the file's own."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None

    def apply(self, report: Report) -> Report:
        """Return the report with the user's fields."""
        changes = self.given()
        return report.model_copy(update=changes) if changes else report

    def given(self) -> dict[str, str]:
        """The fields that the user gave."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}


def expand(names: Iterable[str]) -> list[str]:
    """Turn folders into the files in them, in the order of their names; all else stays as it is."""
    found: list[str] = []
    for name in names:
        path = Path(name)
        if name != STANDARD_INPUT and not is_address(name) and path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
            found += [str(p) for p in inside] or [name]
        else:
            found.append(name)
    return found


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise InvalidReport(f"{path}: the folder holds no report ({', '.join(ENDINGS)})")
    if not path.exists():
        raise InvalidReport(f"{path}: no such file or folder")


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_REPORT_BYTES + 1)
    except OSError as error:
        raise InvalidReport(f"{path}: cannot be read: {error.strerror}") from error


def _lines_of(path: Path) -> Iterator[str]:
    """The lines of a JSON Lines file, one in memory at a time: archives of many gigabytes come this way."""
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
            yield from file
    except OSError as error:
        raise InvalidReport(f"{path}: cannot be read: {error.strerror}") from error


def _parse_input(name: str, fetcher: Fetcher | None) -> Iterator[tuple[Parsed | OnrecordError, bytes | None]]:
    url = declared = None
    if name.lower().endswith(LINE_ENDINGS) and not is_address(name):
        _check_file(Path(name))
        yield from ((item, None) for item in parse_lines(_lines_of(Path(name)), name))
        return
    if name == STANDARD_INPUT:
        data, origin = sys.stdin.buffer.read(MAX_REPORT_BYTES + 1), "standard input"
    elif fetcher is not None and is_address(name):
        fetched = fetcher.fetch(name)
        data, origin, url, declared = fetched.data, name, fetched.url, fetched.encoding
    else:
        _check_file(Path(name))
        data, origin = _read_file(Path(name)), name
    text = decode(data, origin, declared)
    original = data if looks_like_page(text) else None
    yield from ((item, original) for item in parse_reports(text, origin, url=url))


def _incoming(item: Parsed, origin: str, original: bytes | None, wanted: Overrides) -> Incoming:
    how = {name: source for name, source in item.how.items() if name not in wanted.given()}
    return Incoming(wanted.apply(item.report), origin, original, how)


def find_inputs(
    names: Iterable[str], overrides: Overrides | None = None, *, allow_private: bool = False
) -> Iterator[Incoming | Failure]:
    """Yield the reports in what the user named; one that cannot be read is a Failure, and the rest goes on."""
    wanted = overrides or Overrides()
    with ExitStack() as stack:
        fetcher: Fetcher | None = None
        for name in expand(names):
            try:
                if is_address(name):  # made when first needed: plain files need no connections
                    fetcher = fetcher or stack.enter_context(Fetcher(allow_private=allow_private))
                for item, original in _parse_input(name, fetcher):
                    yield Failure(name, item) if isinstance(item, OnrecordError) else _incoming(item, name, original, wanted)
            except OnrecordError as error:
                yield Failure(name, error)
