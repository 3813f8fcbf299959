"""What the user names (files, folders, addresses, standard input) -> reports, one after the other."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from onrecord.errors import InvalidReport, OnrecordError
from onrecord.ingest.addresses import is_address
from onrecord.ingest.encoding import MAX_REPORT_BYTES, decode
from onrecord.ingest.fetch import Fetcher
from onrecord.ingest.formats import BINARY, LINES, MAILS, TABLES, is_binary, parse_binary
from onrecord.ingest.pages import looks_like_page
from onrecord.ingest.parse import make_report, parse_lines, parse_reports
from onrecord.ingest.parse_fields import Parsed, ReportFields
from onrecord.ingest.written_days import parse_day
from onrecord.model import Report

# What a folder is searched for. A file named by itself may have any ending.
ENDINGS = (".txt", ".json", ".html", ".htm", ".xhtml", ".xml", *LINES, *BINARY, *MAILS, *TABLES)
STANDARD_INPUT = "-"
LISTED = "list of addresses"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A report on its way in, and where it came from (a path, an address, 'standard input').

    `original` is the bytes of a page or document, whose main text is only a part of it; other inputs are in the report as they came.
    `how` says by field how it was found, where it was not given. `fetched` is when it was fetched, None for what was not.
    """

    report: Report
    origin: str
    original: bytes | None = None
    how: Mapping[str, str] = field(default_factory=dict)
    fetched: datetime | None = None


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

    def given(self) -> dict[str, str]:
        """The fields that the user gave."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}

    def apply(self, report: Report) -> Report:
        """Return the report with the user's fields."""
        changes = self.given()
        return report.model_copy(update=changes) if changes else report


NOTHING_GIVEN = Overrides()


class _Item(NamedTuple):
    """A report that was found, or why none was, with its bytes where they are more than its text."""

    parsed: Parsed | OnrecordError
    origin: str
    original: bytes | None = None
    fetched: datetime | None = None


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


def _addresses_in(text: str) -> list[str]:
    """The addresses of a text that holds nothing else, one a line; none of any other text."""
    lines = text.split()
    return lines if lines and all(is_address(line) for line in lines) else []


@dataclass(frozen=True, slots=True)
class InputReader:
    """Reads inputs of every kind; `columns` is the user's map of fields to columns."""

    fetcher: Fetcher
    columns: Mapping[str, str] = field(default_factory=dict)

    def items_in(self, name: str) -> Iterator[_Item]:
        """Yield the reports in one input. Raises: OnrecordError, where the input as a whole cannot be read."""
        if is_address(name):
            yield from self.fetched(name)
            return
        if name == STANDARD_INPUT:
            yield from self.parsed(sys.stdin.buffer.read(MAX_REPORT_BYTES + 1), "standard input")
            return
        path = Path(name)
        _check_file(path)
        ending = path.suffix.lower()
        if ending in LINES:
            yield from (_Item(item, name) for item in parse_lines(_lines_of(path), name, self.columns))
        elif ending in TABLES:
            yield from self._rows(path)
        elif ending == ".mbox":
            from onrecord.ingest.mail import parse_mbox

            yield from (_made(found, name) for found in parse_mbox(path))
        else:
            data = _read_file(path)
            if ending in BINARY and not is_binary(data):
                raise InvalidReport(f"{name}: ends like a {ending[1:].upper()} file but is none")
            yield from self.parsed(data, name)

    def fetched(self, url: str, known: Mapping[str, str] | None = None) -> Iterator[_Item]:
        """Fetch an address; fields that a list or a feed knows of it fill what the page does not say.

        Raises: FetchRefused.
        """
        got = self.fetcher.fetch(url)
        now = datetime.now(UTC)
        for item in self.parsed(got.data, url, got.url, got.encoding):
            if isinstance(item.parsed, Parsed) and known:
                item = item._replace(parsed=_filled(item.parsed, known))
            yield item._replace(fetched=now)

    def parsed(self, data: bytes, origin: str, url: str | None = None, declared: str | None = None) -> Iterator[_Item]:
        """Parse bytes of any kind, told by their first ones. Raises: OnrecordError."""
        binary = parse_binary(data, origin, url)
        if binary is not None:
            yield from (_made(found, origin, data) for found in binary)
            return
        text = decode(data, origin, declared)
        listed = _addresses_in(text) if url is None else []
        for address in listed:
            try:
                yield from self.fetched(address)
            except OnrecordError as error:
                yield _Item(error, address)
        if not listed:
            original = data if looks_like_page(text) else None
            yield from (_Item(item, origin, original) for item in parse_reports(text, origin, url=url, columns=self.columns))

    def _rows(self, path: Path) -> Iterator[_Item]:
        """The rows of a table: each a report, or an address to fetch one from."""
        from onrecord.ingest.tables import rows_of

        for number, row in enumerate(rows_of(path, self.columns), 1):
            origin = f"{path} row {number}"
            if isinstance(row, OnrecordError):
                yield _Item(row, origin)
                continue
            if "published" in row:
                row["published"] = parse_day(row["published"]) or row["published"]
            try:
                if "text" in row:
                    yield _Item(make_report(ReportFields.model_validate(row), origin), origin)
                elif is_address(row.get("url", "")):
                    yield from self.fetched(row["url"], row)
                else:
                    yield _Item(InvalidReport(f"{origin}: has neither a text nor an address"), origin)
            except OnrecordError as error:
                yield _Item(error, row.get("url", origin))


def _filled(parsed: Parsed, known: Mapping[str, str]) -> Parsed:
    """A report whose unknown fields are filled from a list; a partial or unreadable day fills nothing."""
    usable = {name: value for name, value in known.items() if name in ("title", "author", "publisher", "published") and value}
    if "published" in usable and parse_day(usable["published"]) != usable["published"]:
        del usable["published"]
    changes = {name: value for name, value in usable.items() if getattr(parsed.report, name) is None}
    # The host's name is only a stopgap.
    if "publisher" in usable and parsed.how.get("publisher") == "host of the address":
        changes["publisher"] = usable["publisher"]
    return Parsed(parsed.report.model_copy(update=changes), {**parsed.how, **dict.fromkeys(changes, LISTED)})


def _made(found: tuple[ReportFields, dict[str, str]] | OnrecordError, origin: str, original: bytes | None = None) -> _Item:
    """An item of the fields that a parser of another format found."""
    if isinstance(found, OnrecordError):
        return _Item(found, origin)
    fields, how = found
    try:
        return _Item(make_report(fields, origin, how), origin, original)
    except OnrecordError as error:
        return _Item(error, origin)


def as_incoming(item: _Item, wanted: Overrides = NOTHING_GIVEN) -> Incoming | Failure:
    """An item with the user's fields, or why there is none."""
    if isinstance(item.parsed, OnrecordError):
        return Failure(item.origin, item.parsed)
    how = {name: source for name, source in item.parsed.how.items() if name not in wanted.given()}
    return Incoming(wanted.apply(item.parsed.report), item.origin, item.original, how, item.fetched)


def find_inputs(
    names: Iterable[str],
    overrides: Overrides | None = None,
    *,
    allow_private: bool = False,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Incoming | Failure]:
    """Yield the reports in what the user named; one that cannot be read is a Failure, and the rest goes on."""
    wanted = overrides or NOTHING_GIVEN
    with ExitStack() as stack:
        inputs = InputReader(stack.enter_context(Fetcher(allow_private=allow_private)), columns or {})
        for name in expand(names):
            try:
                yield from (as_incoming(item, wanted) for item in inputs.items_in(name))
            except OnrecordError as error:
                yield Failure(name, error)
