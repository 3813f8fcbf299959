"""The Writer: the only way into the record. One report is one transaction; adding twice adds nothing."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from onrecord.errors import NotInRecord, UsageError, Withheld
from onrecord.model import Reading, Report
from onrecord.record import listing, schema
from onrecord.record.clock import Clock, after, stamp, utc_now
from onrecord.record.contents import METADATA, ContentIds, content_ids, encoded, version_id
from onrecord.record.decisions import decision_values, mark_undone, to_decision
from onrecord.record.hashes import content_id, sha
from onrecord.record.layers import LAYERS, encode_reading, items_of, names_of
from onrecord.record.open import Record
from onrecord.record.rows import Anchor, Case, Decision

DEFAULT_CASE = "default"


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` did. `new` is whether the record holds anything that it did not hold before."""

    report_id: str
    version_id: str
    reading_id: str
    new_report: bool = False
    new_version: bool = False
    new_reading: bool = False
    new_in_case: bool = False

    @property
    def new(self) -> bool:
        """Whether the record grew."""
        return self.new_report or self.new_version or self.new_reading or self.new_in_case


@dataclass(frozen=True, slots=True)
class Intake:
    """What comes with a reading: its original bytes and when they were fetched."""

    original: bytes | None = None
    fetched_at: str | None = None


class Writer:
    """Adds readings, cases and decisions to a record. Several may write to one file; each waits for its turn."""

    def __init__(self, record: Record, clock: Clock = utc_now) -> None:
        self.record = record
        self.clock = clock

    def add(
        self,
        reading: Reading,
        case: str = DEFAULT_CASE,
        original: bytes | None = None,
        fetched_at: datetime | None = None,
        *,
        force: bool = False,
    ) -> Added:
        """Add a reading to a case, in one transaction.

        A known report with another text or other metadata gains a version, which becomes the current one. A known version
        changes nothing, unless it is current and was read differently, or was fetched later than the current one.

        Args:
            reading: the report and all that was read in it.
            case: a case of the record; `default` is made when first used.
            original: the bytes the report was taken from.
            fetched_at: when they were fetched; None for what was not fetched.
            force: take the report in also if it was forgotten.

        Raises: Withheld, if the report was forgotten; NotInRecord, for an unknown case; InvalidReport, if its text cannot be
            stored; RecordUnavailable, if the record cannot be written.
        """
        ids = content_ids(reading)
        now = stamp(self.clock())
        intake = Intake(original, stamp(fetched_at) if fetched_at else None)
        with self.record.write() as connection:
            listing.begin(connection, now)
            if not force:
                _refuse_forgotten(connection, reading.report.id, ids.text_sha)
            new_report = _put_report(connection, reading.report.id, now)
            new_in_case = _put_in_case(connection, reading.report.id, case, now)
            turns, new_version = self._put_version(connection, reading, ids, intake, now)
            new_reading = turns and _put_reading(connection, reading, ids, now)
            if new_reading or new_in_case:
                listing.bring_up(self.record, connection, [reading.report.id])
        return Added(reading.report.id, ids.version_id, ids.reading_id, new_report, new_version, new_reading, new_in_case)

    def add_known(
        self,
        report: Report,
        case: str = DEFAULT_CASE,
        original: bytes | None = None,
        fetched_at: datetime | None = None,
        *,
        force: bool = False,
    ) -> Added | None:
        """Add a report that need not be read: one that is in the record with this text and these metadata.

        It may be new in the case. Another reader at hand reads it by `reread`, not by adding it again.

        Returns: None, if the report has to be read: it is new or changed, or an earlier version of it that was fetched again.
        Raises: as `add`.
        """
        text_sha = sha(encoded(report))
        version = version_id(report, text_sha)
        now, intake = stamp(self.clock()), Intake(original, stamp(fetched_at) if fetched_at else None)
        with self.record.write() as connection:
            if not force:
                _refuse_forgotten(connection, report.id, text_sha)
            versions = schema.versions
            current = connection.execute(select(versions.c.current).where(versions.c.id == version)).scalar_one_or_none()
            if current is None or (not current and _is_fetched_again(connection, report.id, intake)):
                return None
            _put_original(connection, version, intake)
            new_in_case = _put_in_case(connection, report.id, case, now)
            if new_in_case:
                listing.bring_up(self.record, connection, [report.id])
            readings = schema.readings
            asked = select(readings.c.id).where(readings.c.report_id == report.id, readings.c.current)
            return Added(report.id, version, connection.execute(asked).scalar_one(), new_in_case=new_in_case)

    def _put_version(
        self, connection: Connection, reading: Reading, ids: ContentIds, intake: Intake, now: str
    ) -> tuple[bool, bool]:
        """Store a version if it is new. Returns: whether it is, or is to be, the current one; whether it is new."""
        versions = schema.versions
        known = connection.execute(select(versions.c.current).where(versions.c.id == ids.version_id)).scalar_one_or_none()
        if known is None:
            number = _insert_version(connection, reading, ids, intake, now)
            self.record.search.add(connection, number)
        _put_original(connection, ids.version_id, intake)
        return known in (None, True) or _is_fetched_again(connection, reading.report.id, intake), known is None

    def reread(self, reading: Reading) -> bool:
        """Store another reading of a report's current version, as its current reading. Returns: whether it differs.

        Raises: NotInRecord, if the reading is not of the current version (it may have changed meanwhile).
        """
        ids = content_ids(reading)
        versions = schema.versions
        with self.record.write() as connection:
            current = select(versions.c.current).where(versions.c.id == ids.version_id)
            if not connection.execute(current).scalar_one_or_none():
                raise NotInRecord(
                    f"report {reading.report.id} has another current version than the one that was read",
                    report_id=reading.report.id,
                )
            differs = _put_reading(connection, reading, ids, stamp(self.clock()))
            if differs:
                listing.bring_up(self.record, connection, [reading.report.id])
            return differs

    def put_case(self, case: Case) -> None:
        """Make a case, or change its codebook, actors, parties and feeds."""
        values = {
            "codebook": case.codebook,
            "codebook_file": case.codebook_file,
            "actor_files": list(case.actor_files),
            "parties": list(case.parties),
            "feeds": list(case.feeds),
        }
        if not case.name.strip():
            raise UsageError("a case needs a name")
        with self.record.write() as connection:
            changed = connection.execute(update(schema.cases).where(schema.cases.c.name == case.name).values(values))
            if not changed.rowcount:
                connection.execute(insert(schema.cases).values(name=case.name, recorded_at=stamp(self.clock()), **values))

    def add_to_case(self, report_id: str, case: str) -> bool:
        """Let a report belong to one more case. Returns: whether it did not before."""
        with self.record.write() as connection:
            if not _has(connection, schema.reports.c.id, report_id):
                raise NotInRecord(f"report {report_id} is not in record {self.record.name}", report_id=report_id)
            new = _put_in_case(connection, report_id, case, stamp(self.clock()))
            if new:
                listing.bring_up(self.record, connection, [report_id])
            return new

    def decide(
        self,
        kind: str,
        author: str,
        *,
        anchor: Anchor | None = None,
        report_id: str | None = None,
        data: dict[str, Any] | None = None,
    ) -> str:
        """Write a decision down. Returns: its id.

        Args:
            kind: what was decided: merge, split, rename, correct, add, reject, mark, reviewed ...
            author: who decided.
            anchor: the words it is about; None where it is about a whole report, an actor or the case.
            report_id: the report it is about, where there is no anchor.
            data: what exactly was decided.
        """
        if not author.strip():
            raise UsageError("a decision needs an author")
        about = anchor.report_id if anchor else report_id
        with self.record.write() as connection:
            if about is not None and not _has(connection, schema.reports.c.id, about):
                raise NotInRecord(f"report {about} is not in record {self.record.name}", report_id=about)
            return self._insert_decision(connection, decision_values(kind, author, about, anchor, data or {}))

    def undo(self, decision_id: str, author: str) -> str:
        """Take a decision back, by a row of its own. Undoing an undo brings the first decision back. Returns: the row's id."""
        decisions = schema.decisions
        with self.record.write() as connection:
            rows = connection.execute(select(decisions)).mappings()
            known = {decision.id: decision for decision in mark_undone(map(to_decision, rows))}
            found = known.get(decision_id)
            if found is None:
                raise NotInRecord(f"decision {decision_id} is not in record {self.record.name}")
            if found.undone:
                raise UsageError(f"decision {decision_id} is undone already")
            values = decision_values("undo", author, found.report_id, None, {}) | {"undoes": decision_id}
            while found.undoes is not None:  # what it takes back in the end
                found = known[found.undoes]
            return self._insert_decision(connection, values, found)

    def _insert_decision(self, connection: Connection, values: dict[str, Any], taken_back: Decision | None = None) -> str:
        latest = connection.execute(select(func.max(schema.decisions.c.decided_at))).scalar_one() or ""
        values["decided_at"] = after(latest, stamp(self.clock()))
        values["id"] = content_id(values)
        connection.execute(insert(schema.decisions).values(values))
        made = Decision(values["id"], values["kind"], values["author"], "", values["report_id"], data=values["data"])
        listing.bring_up(self.record, connection, listing.reached(connection, [taken_back or made]))
        return str(values["id"])


def _has(connection: Connection, column: Any, value: str) -> bool:
    return connection.execute(select(column).where(column == value).limit(1)).first() is not None


def _refuse_forgotten(connection: Connection, report_id: str, text_sha: str) -> None:
    """Raises: Withheld, if the report, or its very text under another id, was forgotten."""
    stones = schema.tombstones
    asked = select(stones).where((stones.c.report_id == report_id) | (stones.c.text_sha == text_sha)).limit(1)
    stone = connection.execute(asked).one_or_none()
    if stone is not None:
        raise Withheld(
            f"report {report_id} was forgotten on {stone.forgotten_at[:10]} by {stone.author} ({stone.reason});"
            " it is taken in again only by force",
            report_id=report_id,
        )


def _put_report(connection: Connection, report_id: str, now: str) -> bool:
    if _has(connection, schema.reports.c.id, report_id):
        return False
    connection.execute(insert(schema.reports).values(id=report_id, recorded_at=now))
    return True


def _put_in_case(connection: Connection, report_id: str, case: str, now: str) -> bool:
    links = schema.case_reports
    held = select(links.c.report_id).where(links.c.case_name == case, links.c.report_id == report_id)
    if connection.execute(held).first() is not None:
        return False
    if not _has(connection, schema.cases.c.name, case):
        if case != DEFAULT_CASE:
            raise NotInRecord(f"there is no case {case!r} in the record; make it first", report_id=report_id)
        connection.execute(insert(schema.cases).values(name=case, parties=[], feeds=[], actor_files=[], recorded_at=now))
    connection.execute(insert(links).values(case_name=case, report_id=report_id, recorded_at=now))
    return True


def _insert_version(connection: Connection, reading: Reading, ids: ContentIds, intake: Intake, now: str) -> int:
    report = reading.report
    if not _has(connection, schema.texts.c.sha, ids.text_sha):
        connection.execute(insert(schema.texts).values(sha=ids.text_sha, text=report.text))
    values = {name: getattr(report, name) for name in METADATA} | {
        "id": ids.version_id,
        "report_id": report.id,
        "text_sha": ids.text_sha,
        "fetched_at": intake.fetched_at,
        "recorded_at": now,
        "current": False,
    }
    key: Sequence[Any] = connection.execute(insert(schema.versions).values(values)).inserted_primary_key or ()
    return int(key[0])


def _put_original(connection: Connection, version_id: str, intake: Intake) -> None:
    if intake.original is None or _has(connection, schema.originals.c.version_id, version_id):
        return
    values = {"version_id": version_id, "sha": sha(intake.original), "body": zlib.compress(intake.original)}
    connection.execute(insert(schema.originals).values(values))


def _is_fetched_again(connection: Connection, report_id: str, intake: Intake) -> bool:
    """Whether a known, superseded version was seen again after the current one: a page that was changed back."""
    versions = schema.versions
    asked = select(versions.c.fetched_at).where(versions.c.report_id == report_id, versions.c.current)
    current = connection.execute(asked).scalar_one_or_none()
    return intake.fetched_at is not None and current is not None and intake.fetched_at > current


def _put_reading(connection: Connection, reading: Reading, ids: ContentIds, now: str) -> bool:
    """Make a reading the current one. Returns: False, if the current one says the same of the same version."""
    readings, report_id = schema.readings, reading.report.id
    asked = select(readings.c.version_id, readings.c.content_sha).where(readings.c.report_id == report_id, readings.c.current)
    current = connection.execute(asked).one_or_none()
    if current is not None and (current.version_id, current.content_sha) == (ids.version_id, ids.content_sha):
        return False
    if not _has(connection, readings.c.id, ids.reading_id):
        _insert_reading(connection, reading, ids, now)
    _turn(connection, report_id, ids, now)
    return True


def _insert_reading(connection: Connection, reading: Reading, ids: ContentIds, now: str) -> None:
    values = {"reader": reading.reading.reader, "weights": reading.reading.weights, "codebook": reading.reading.codebook}
    keys = {"id": ids.reading_id, "version_id": ids.version_id, "report_id": reading.report.id}
    number = connection.execute(select(func.coalesce(func.max(schema.readings.c.number), 0))).scalar_one() + 1
    stored = keys | values | {"content_sha": ids.content_sha, "recorded_at": now, "current": False, "number": number}
    connection.execute(insert(schema.readings).values(stored))
    for name, rows in encode_reading(reading).items():
        if rows:
            connection.execute(insert(LAYERS[name].table), [{"reading_id": ids.reading_id, **row} for row in rows])
    found = [
        {"key": key, "layer": layer.name, "role": role, "reading_id": ids.reading_id, "number": number}
        for layer in LAYERS.values()
        for number, item in enumerate(items_of(reading, layer.name))
        for key, role in sorted(names_of(layer, item))
    ]
    if found:
        connection.execute(insert(schema.names), found)
    listing.put_names(connection, reading, number)


def _turn(connection: Connection, report_id: str, ids: ContentIds, now: str) -> None:
    """Let a version and a reading speak for the report from now on."""
    for table, key in ((schema.versions, ids.version_id), (schema.readings, ids.reading_id)):
        connection.execute(update(table).where(table.c.report_id == report_id, table.c.current).values(current=False))
        connection.execute(update(table).where(table.c.id == key).values(current=True))
    latest = select(func.max(schema.currents.c.since)).where(schema.currents.c.report_id == report_id)
    since = after(connection.execute(latest).scalar_one() or "", now)
    connection.execute(insert(schema.currents).values(report_id=report_id, since=since, reading_id=ids.reading_id))
