"""Tables of reports or of addresses: CSV, spreadsheets, Parquet; a column map says which column is which field."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from onrecord.errors import InvalidReport, OnrecordError, UsageError
from onrecord.ingest.addresses import is_address
from onrecord.ingest.documents import check_archive
from onrecord.ingest.extras import load_extra
from onrecord.ingest.parse_fields import ReportFields
from onrecord.scheme.toml import load_scheme

FIELDS = tuple(ReportFields.model_fields)
# Rows. A header is told from what follows it; so much is read ahead.
SAMPLE_ROWS = 20
BATCH_ROWS = 200
# Bytes. A cell holds a report's text; the csv module's own bound is 131,072.
MAX_CELL_BYTES = 2_000_000

Row = dict[str, str]
Columns = Mapping[str, str]


def parse_columns(given: Iterable[str]) -> dict[str, str]:
    """Read a column map as the user writes it: "text=Body". Raises: UsageError, naming what is none."""
    found = {}
    for one in given:
        field, _, column = one.partition("=")
        if field not in FIELDS or not column:
            raise UsageError(f"--columns {one!r} is not FIELD=COLUMN; fields are {', '.join(FIELDS)}")
        found[field] = column
    return found


def rows_of(path: Path, columns: Columns) -> Iterator[Row | OnrecordError]:
    """Yield the rows of a table as fields of reports; empty cells are left out.

    Raises: InvalidReport, if it cannot be read or has neither texts nor addresses; UsageError, for a column that it has not, or if
        the extra `tables` is not installed.
    """
    ending = path.suffix.lower()
    if ending in (".csv", ".tsv"):
        yield from _named(_csv_rows(path, "\t" if ending == ".tsv" else None), columns, str(path))
    elif ending == ".parquet":
        yield from _parquet_rows(path, columns)
    else:
        yield from _named(_sheet_rows(path), columns, str(path))


def _csv_rows(path: Path, delimiter: str | None) -> Iterator[list[str]]:
    csv.field_size_limit(min(sys.maxsize, MAX_CELL_BYTES))
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            head = file.read(65_536)
            file.seek(0)
            try:
                yield from csv.reader(file, delimiter=delimiter or _delimiter(head))
            except csv.Error as error:
                raise InvalidReport(f"{path}: not a table: {error}") from error
    except OSError as error:
        raise InvalidReport(f"{path}: cannot be read: {error.strerror}") from error


def _delimiter(head: str) -> str:
    """The mark that parts the first line into most cells; quoted ones do not count."""
    first = re.sub(r'"[^"]*"', "", head.split("\n", 1)[0])
    return max(",;\t|", key=first.count)


def _sheet_rows(path: Path) -> Iterator[list[str]]:
    library = load_extra("python_calamine", "tables", "spreadsheets")
    data = path.read_bytes()
    if data[:2] == b"PK":
        check_archive(data, str(path), "spreadsheet")
    try:
        sheet = library.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    except Exception as error:  # the library names none of its errors
        raise InvalidReport(f"{path}: the spreadsheet cannot be read: {error}") from error
    for row in sheet.iter_rows():
        yield [_cell(value) for value in row]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _parquet_rows(path: Path, columns: Columns) -> Iterator[Row]:
    library = load_extra("pyarrow.parquet", "tables", "Parquet files")
    try:
        file = library.ParquetFile(path)
        chosen = _choose(list(file.schema_arrow.names), columns, str(path))
        for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=list(dict.fromkeys(chosen.values()))):
            for row in batch.to_pylist():
                yield {field: cell for field, column in chosen.items() if (cell := _cell(row[column])).strip()}
    except (OSError, ValueError) as error:  # pyarrow's errors are children of these
        raise InvalidReport(f"{path}: not a Parquet file, or a damaged one: {error}") from error


def _named(rows: Iterator[list[str]], columns: Columns, origin: str) -> Iterator[Row]:
    """Rows by field: by the header, or, where the first row is none, by the column that holds addresses."""
    sample = list(islice(rows, SAMPLE_ROWS))
    if not sample:
        raise InvalidReport(f"{origin}: the table is empty")
    header = [" ".join(cell.split()) for cell in sample[0]]
    if not columns and any(is_address(cell) for cell in header):
        place = max(range(len(header)), key=lambda at: sum(is_address(row[at]) for row in sample if at < len(row)))
        yield from ({"url": row[place]} for row in chain(sample, rows) if place < len(row) and is_address(row[place]))
        return
    chosen = {field: header.index(column) for field, column in _choose(header, columns, origin).items()}
    for row in chain(sample[1:], rows):
        found = {field: row[at] for field, at in chosen.items() if at < len(row) and row[at].strip()}
        if found:
            yield found


def _choose(header: list[str], columns: Columns, origin: str) -> dict[str, str]:
    """Which column each field is in: as the user says, else by the names that such tables have."""
    absent = [column for column in columns.values() if column not in header]
    if absent:
        raise UsageError(f"{origin}: has no column {absent[0]!r}; it has {', '.join(header[:40])}")
    known = {re.sub(r"[\W_]", "", name.casefold()): name for name in reversed(header)}
    chosen = {
        field: known[name]
        for field, names in load_scheme("tables").items()
        if field not in columns and (name := next((name for name in names if name in known), None))
    }
    chosen |= columns
    if "text" not in chosen and "url" not in chosen:
        raise InvalidReport(
            f"{origin}: no column holds texts or addresses; name it: --columns text=COLUMN (it has {', '.join(header[:40])})"
        )
    return chosen
