"""Verify: every row re-anchored in its text, every id computed again, every index compared with what it indexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy import Connection, RowMapping, func, select, text

from onrecord.errors import SpanMismatch
from onrecord.model import ReaderVersion, Reading, Report
from onrecord.record import schema
from onrecord.record.contents import METADATA, content_sha, reading_id, version_id
from onrecord.record.hashes import sha
from onrecord.record.layers import LAYERS, decode_reading, encode_reading, items_of, names_of, spans_of
from onrecord.record.listing import differing
from onrecord.record.open import Record
from onrecord.record.view import View


@dataclass(frozen=True, slots=True)
class Note:
    """Something that verifying has to say. Only a `problem` means that the record does not hold.

    `withheld`: a report was forgotten on purpose. `adrift`: a decision no longer fits the text and reading in view.
    """

    kind: Literal["problem", "withheld", "adrift"]
    message: str
    report_id: str | None = None
    layer: str | None = None
    row_id: str | None = None


def verify(record: Record) -> Iterator[Note]:
    """Check a whole record. Yields nothing for one that holds, has forgotten nothing and lost no decision.

    Cost: every stored row is read once, a reading at a time.
    """
    with record.read() as connection:
        yield from _check_file(connection)
        yield from _check_versions(connection)
        yield from _check_currents(connection)
        for row in connection.execute(select(schema.readings).order_by(schema.readings.c.report_id)).mappings():
            yield from _check_reading(connection, row)
    yield from _check_search(record)
    yield from _check_lines(record)
    yield from _withheld(record)
    yield from _adrift(record)


def _check_file(connection: Connection) -> Iterator[Note]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield Note("problem", f"the database file is damaged: {said}")
    for table, _, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield Note("problem", f"a row of {table} belongs to a row of {parent} that does not exist", layer=table)


def _check_versions(connection: Connection) -> Iterator[Note]:
    versions, texts = schema.versions, schema.texts
    asked = select(versions, texts.c.text).outerjoin(texts, texts.c.sha == versions.c.text_sha)
    for row in connection.execute(asked).mappings():
        if row["text"] is None or sha(row["text"].encode("utf-8", "surrogatepass")) != row["text_sha"]:
            yield Note("problem", f"the text of version {row['id']} is not the one that was stored", row["report_id"])
        elif version_id(_report(row), row["text_sha"]) != row["id"]:
            yield Note("problem", f"the metadata of version {row['id']} are not the ones that were stored", row["report_id"])
    unused = select(texts.c.sha).where(~select(versions.c.id).where(versions.c.text_sha == texts.c.sha).exists())
    for (text_sha,) in connection.execute(unused):
        yield Note("problem", f"text {text_sha[:12]} belongs to no version")


def _report(row: RowMapping) -> Report:
    return Report(id=row["report_id"], text=row["text"], **{name: row[name] for name in METADATA})


def _check_currents(connection: Connection) -> Iterator[Note]:
    """Compare the two `current` columns with the last entry of the log, for every report."""
    reports, currents, readings = schema.reports, schema.currents, schema.readings
    place = func.row_number().over(partition_by=currents.c.report_id, order_by=currents.c.since.desc()).label("place")
    last = select(currents.c.report_id, currents.c.reading_id, place).subquery()
    logged = (
        select(last.c.report_id, last.c.reading_id, readings.c.version_id)
        .join(readings, readings.c.id == last.c.reading_id)
        .where(last.c.place == 1)
        .subquery()
    )
    flagged = {table.name: _flagged(connection, table) for table in (schema.versions, readings)}
    asked = select(reports.c.id, logged.c.reading_id, logged.c.version_id).outerjoin(logged, logged.c.report_id == reports.c.id)
    for row in connection.execute(asked).mappings():
        if row["reading_id"] is None:
            yield Note("problem", f"report {row['id']} has no current reading", row["id"])
            continue
        for name, expected in (("versions", row["version_id"]), ("readings", row["reading_id"])):
            if flagged[name].get(row["id"]) != expected:
                yield Note(
                    "problem", f"report {row['id']}: its current row in {name} is not the one that was logged", row["id"]
                )


def _flagged(connection: Connection, table: Any) -> dict[str, str]:
    found = connection.execute(select(table.c.report_id, table.c.id).where(table.c.current))
    return {row[0]: row[1] for row in found}


def _check_reading(connection: Connection, head: RowMapping) -> Iterator[Note]:
    versions, texts = schema.versions, schema.texts
    asked = select(versions, texts.c.text).join(texts, texts.c.sha == versions.c.text_sha)
    version = connection.execute(asked.where(versions.c.id == head["version_id"])).mappings().one_or_none()
    if version is None:
        return  # said already by the check of foreign keys
    stored = {name: _rows_of(connection, name, head["id"]) for name in LAYERS}
    try:
        reading = _make_reading(stored, head, _report(version))
    except (SpanMismatch, ValidationError) as error:
        found = list(_check_rows(stored, head["report_id"], version["text"]))
        yield from found or [Note("problem", f"report {head['report_id']}: reading {head['id']} does not hold: {error}")]
        return
    yield from _check_words(stored, reading)
    content = content_sha(reading)
    if content != head["content_sha"] or reading_id(head["version_id"], reading.reading, content) != head["id"]:
        said = f"report {head['report_id']}: reading {head['id']} is not the one that was stored"
        yield Note("problem", said, head["report_id"])
    if _names_stored(connection, head["id"]) != _names_read(reading):
        yield Note(
            "problem", f"report {head['report_id']}: the index of names differs from reading {head['id']}", head["report_id"]
        )


def _make_reading(stored: dict[str, list[dict[str, Any]]], head: RowMapping, report: Report) -> Reading:
    """Make a reading again from its rows; its model checks that every span lies in the text."""
    items = decode_reading(stored, report)
    reader = ReaderVersion(reader=head["reader"], weights=head["weights"], codebook=head["codebook"])
    return Reading(reading=reader, report=report.model_copy(update={"relays": tuple(items.pop("relays"))}), **items)


def _rows_of(connection: Connection, layer: str, reading: str) -> list[dict[str, Any]]:
    table = LAYERS[layer].table
    found = connection.execute(select(table).where(table.c.reading_id == reading).order_by(table.c.number)).mappings()
    return [dict(row) for row in found]


def _check_rows(stored: dict[str, list[dict[str, Any]]], report_id: str, words: str) -> Iterator[Note]:
    """Name the rows of which a reading cannot be made."""
    empty = Report(id=report_id, text=words)
    for name, rows in stored.items():
        for row in rows:
            try:
                (item,) = decode_reading({"statements": [], "events": [], name: [row]}, empty)[name]
            except ValidationError as error:
                first = error.errors()[0]
                yield _row_note(f"has a field that does not hold: {first['loc']} {first['msg']}", report_id, name, row)
                continue
            if any(not 0 <= start < end <= len(words) for start, end in spans_of(item)):
                yield _row_note(f"has a span outside the text (0:{len(words)})", report_id, name, row)


def _row_note(message: str, report_id: str, layer: str, row: dict[str, Any]) -> Note:
    return Note("problem", f"report {report_id}: row {row['id']} of {layer} {message}", report_id, layer, row["id"])


def _check_words(stored: dict[str, list[dict[str, Any]]], reading: Reading) -> Iterator[Note]:
    """Compare the words under each row's spans, and the id of each row, with what they were when it was read."""
    for name, rows in encode_reading(reading).items():
        for made, row in zip(rows, stored[name], strict=True):
            if made["words_sha"] != row["words_sha"]:
                yield _row_note("stands over other words than those that were read", reading.report.id, name, row)
            elif made["id"] != row["id"]:
                yield _row_note("has another id than its content", reading.report.id, name, row)


def _names_stored(connection: Connection, reading: str) -> set[tuple[str, ...]]:
    names = schema.names
    asked = select(names.c.layer, names.c.number, names.c.key, names.c.role).where(names.c.reading_id == reading)
    return {tuple(row) for row in connection.execute(asked)}


def _names_read(reading: Reading) -> set[tuple[Any, ...]]:
    return {
        (layer.name, number, key, role)
        for layer in LAYERS.values()
        for number, item in enumerate(items_of(reading, layer.name))
        for key, role in names_of(layer, item)
    }


def _check_search(record: Record) -> Iterator[Note]:
    with record.read() as connection:
        problem = record.search.problem(connection, thorough=not record.read_only)
    if problem is not None:
        yield Note("problem", problem)


def _check_lines(record: Record) -> Iterator[Note]:
    said = "its lines, by which questions find its rows, are not those of its rows"
    try:
        with record.read() as connection:
            for report_id in differing(record, connection):
                yield Note("problem", f"report {report_id}: {said}", report_id)
    except (SpanMismatch, ValidationError):
        return  # rows of which no reading can be made are named already


def _withheld(record: Record) -> Iterator[Note]:
    for stone in View(record).tombstones():
        said = (
            f"report {stone.report_id} is withheld: forgotten on {stone.forgotten_at[:10]} by {stone.author} ({stone.reason})"
        )
        yield Note("withheld", said, stone.report_id)


def _adrift(record: Record) -> Iterator[Note]:
    for fit in View(record).fits():
        if not fit.held:
            decision = fit.decision
            what = "words are gone from" if fit.span is None else "row is no longer read in"
            said = f"decision {decision.id} ({decision.kind}, {decision.author}): its {what} report {decision.report_id}"
            yield Note("adrift", said, decision.report_id, decision.anchor.layer if decision.anchor else None, decision.id)
