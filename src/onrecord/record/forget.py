"""Forget a report: its text, index entries, originals and rows go, from the file too; a tombstone stays.

SQLite keeps deleted bytes in free pages, in the log and in segments of the index. So the index is built anew, the file is
rewritten by VACUUM, and the log is cut to nothing. What ran before a crash in the middle is finished by forgetting again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from onrecord.errors import NotInRecord, RecordUnavailable, UsageError
from onrecord.record import listing, schema
from onrecord.record.actor_log import forget_unknown
from onrecord.record.clock import Clock, after, stamp, utc_now
from onrecord.record.open import Record, explained


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was forgotten, and which other reports say the very same words: those are still in the record."""

    report_id: str
    versions: int
    also_in: tuple[str, ...] = ()


def forget(record: Record, report_id: str, reason: str, author: str, clock: Clock = utc_now) -> Forgotten:
    """Forget a report. Forgetting one that is forgotten already only makes sure that no byte of it is left.

    Raises: NotInRecord, if there is no such report; UsageError, without reason or author; RecordUnavailable, if another
        process reads the record and keeps old bytes alive: the report is gone then, run it again for the bytes.
    """
    if not reason.strip() or not author.strip():
        raise UsageError("to forget a report, give a reason and an author", report_id=report_id)
    with record.write() as connection:
        forgotten = _remove(connection, record, report_id, reason, author, stamp(clock()))
    _wipe(record)
    return forgotten


def _remove(connection: Connection, record: Record, report_id: str, reason: str, author: str, now: str) -> Forgotten:
    versions = schema.versions
    found = connection.execute(select(versions).where(versions.c.report_id == report_id)).mappings().all()
    if not found:
        stones = select(schema.tombstones.c.version_id).where(schema.tombstones.c.report_id == report_id)
        if connection.execute(stones).first() is None:
            raise NotInRecord(f"report {report_id} is not in record {record.name}", report_id=report_id)
        return Forgotten(report_id, 0)
    text_shas = {row["text_sha"] for row in found}
    shared = select(versions.c.report_id).where(versions.c.text_sha.in_(text_shas), versions.c.report_id != report_id)
    also_in = tuple(sorted(set(connection.execute(shared).scalars())))
    _bury(connection, [(row["id"], row["text_sha"]) for row in found], report_id, (now, author, reason))
    _loosen(connection, report_id, now)
    listing.drop_report(connection, report_id)
    connection.execute(delete(schema.reports).where(schema.reports.c.id == report_id))  # takes all that belongs to it along
    listing.bring_up(record, connection, listing.reached(connection, forget_unknown(connection, report_id)))
    listing.forget_terms(connection)
    in_use = select(versions.c.id).where(versions.c.text_sha == schema.texts.c.sha).exists()
    connection.execute(delete(schema.texts).where(schema.texts.c.sha.in_(text_shas), ~in_use))
    record.search.compact(connection)
    return Forgotten(report_id, len(found), also_in)


def _loosen(connection: Connection, report_id: str, now: str) -> None:
    """Let the reports that share a cluster with this one be related again: it may be all that held them together."""
    relations, related, stamps = schema.relations, schema.related, schema.relation_stamps
    mine = relations.alias("mine")
    mates = (
        select(relations.c.report_id)
        .join(mine, (mine.c.kind == relations.c.kind) & (mine.c.cluster == relations.c.cluster))
        .where(mine.c.report_id == report_id, relations.c.kind == related.c.kind)
    )
    connection.execute(delete(related).where(related.c.report_id.in_(mates)))
    # Whoever relates reports at this moment, with this one among them, sees by the stamp that it has to begin again.
    for kind, made_at in connection.execute(select(stamps.c.kind, stamps.c.made_at)).all():
        connection.execute(update(stamps).where(stamps.c.kind == kind).values(made_at=after(made_at, now)))


def _bury(connection: Connection, found: Sequence[tuple[str, str]], report_id: str, said: tuple[str, str, str]) -> None:
    stones, (now, author, reason) = schema.tombstones, said
    # One that was taken in again by force, and is forgotten again, has its old stone: the new one says why now.
    connection.execute(delete(stones).where(stones.c.report_id == report_id))
    connection.execute(
        insert(stones),
        [
            {
                "report_id": report_id,
                "version_id": version_id,
                "text_sha": text_sha,
                "forgotten_at": now,
                "author": author,
                "reason": reason,
            }
            for version_id, text_sha in found
        ],
    )


def _wipe(record: Record) -> None:
    """Leave no byte of deleted rows in the file or beside it."""
    if record.engine.dialect.name != "sqlite":
        return
    record.engine.dispose()  # this process's own idle readers must not keep the log alive
    with explained(record.name), record.engine.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is None:  # pragma: no cover (a pooled connection always has one)
            return
        raw.execute("PRAGMA secure_delete=ON")
        raw.execute("VACUUM")
        (busy, _, _) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise RecordUnavailable(
            f"the report is gone from record {record.name}, but another process keeps old bytes alive;"
            " close it and run the command again"
        )
