"""What every command needs: the record, a view of it, the case's reader, and rows as tables or JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord.cli.app import err, out
from onrecord.config import cache_folder, record_url
from onrecord.errors import RecordUnavailable, UsageError
from onrecord.queries.cases import find_case
from onrecord.queries.figures import FigureRow
from onrecord.queries.row import Row
from onrecord.queries.statements import StatementRow
from onrecord.record.open import Record, open_record
from onrecord.record.rows import Case
from onrecord.record.selection import Page
from onrecord.record.view import View
from onrecord.record.writer import DEFAULT_CASE
from onrecord.scheme.codebook import DEFAULT

if TYPE_CHECKING:
    from onrecord.reader import Reader

# Code points of a report's words in a table's cell; the whole of them is in --json and on the page.
SHOWN_CHARS = 160


@contextmanager
def view_of(
    db: str | None, known_on: str | None = None, recorded_by: str | None = None, confidence: float | None = None
) -> Iterator[View]:
    """Open the record for reading. Raises: RecordUnavailable, with what to do where there is none."""
    with open_record(record_url(db), create=False, read_only=True) as record:
        yield View(record, known_on, recorded_by, confidence)


def case_to_add(view: View, record: str, case: str | None) -> tuple[str, Case | None]:
    """The case to add to, and what is known of it: the given one, else the only one, else a new one of the default name.

    Raises: UsageError, where the record has several and none is given.
    """
    names = [one.name for one in view.cases()]
    if case is None and len(names) > 1:
        raise UsageError(f"record {record} has several cases: say which with --case ({', '.join(names)})")
    name = case or (names[0] if names else DEFAULT_CASE)
    return name, find_case(view, name) if case or names else None


@contextmanager
def record_of(db: str | None, *, create: bool = False) -> Iterator[Record]:
    """Open the record for writing."""
    with open_record(record_url(db), create=create) as record:
        yield record


def chosen_case(view: View, given: str | None) -> str | None:
    """The case to ask about: the given one, else the only one.

    Raises: NotInRecord, for an unknown case; UsageError, naming them, where there are several and none was given.
    """
    if given is not None:
        return find_case(view, given).name
    names = [case.name for case in view.cases()]
    if len(names) > 1:
        raise UsageError(f"record {view.record.name} has several cases: say which with --case ({', '.join(names)})")
    return names[0] if names else None


def _kept(content: str) -> Path:
    """A file with this content in the cache, for what reads vocabularies from files."""
    path = cache_folder() / "vocabularies" / f"{hashlib.sha256(content.encode()).hexdigest()[:16]}.toml"
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        except OSError as error:
            raise RecordUnavailable(
                f"{path}: cannot be written: {error.strerror}; set ONRECORD_HOME to a folder of yours"
            ) from error
    return path


def reader_for(case: Case | None, codebook: str | None = None, actors: Iterable[Path] = ()) -> Reader:
    """The reader of a case: its codebook and actors; options of the command go over them."""
    from onrecord.reader import load_reader  # brings spaCy with it, which only reading needs

    files = [_kept(content) for content in case.actor_files] if case else []
    stored = _kept(case.codebook_file) if case and case.codebook_file else (case.codebook if case else None)
    return load_reader(codebook or stored or DEFAULT, [*files, *actors])


def to_json(value: Any) -> Any:
    """A row, or a structure of rows, as JSON values."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_json(one) for name, one in asdict(value).items()}
    if isinstance(value, dict):
        return {str(name): to_json(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(one) for one in value]
    return value


def print_json(value: Any) -> None:
    """Print JSON on standard output."""
    out.out(json.dumps(to_json(value), ensure_ascii=False, indent=1), highlight=False)


def short(words: str | None, at_most: int = SHOWN_CHARS) -> str:
    """Words on one line, cut to a cell's length."""
    line = " ".join((words or "").split())
    return line if len(line) <= at_most else line[: at_most - 1] + "…"


def where_from(row: Row) -> str:
    """Where a row came from: publisher, day, report and row id."""
    head = ", ".join(part for part in (row.publisher, row.published) if part) or "no publisher, no date"
    return f"{head} [{row.report} #{row.id[:8]}]"


def rests_on(row: StatementRow | FigureRow) -> str:
    """In how many reports it stands, and on how many origins those rest, as a line; nothing where it is one report."""
    if row.reports is None or row.reports < 2:
        return ""
    return f"\n{row.origins} origin{'' if row.origins == 1 else 's'}, {row.reports} reports"


def print_table(title: str, head: Sequence[str], rows: Iterable[Sequence[str | None]]) -> None:
    """Print a table; nothing of a report's words is taken for mark-up."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in head:
        table.add_column(name, overflow="fold")
    count = 0
    for row in rows:
        table.add_row(*(Text(cell or "") for cell in row))
        count += 1
    if count:
        out.print(table)
    else:
        out.print(Text(f"{title}: nothing recorded"), soft_wrap=True)


def say_more(page: Page[Any]) -> None:
    """Say on standard error how to go on, where a page is not the last."""
    if page.next is not None:
        err.print(f"onrecord: there is more: go on with --cursor {page.next}, or have all with --limit 0", markup=False)
