"""What is stored, as it was read: the reports, texts, rows and decisions that a record shows, as of now or by either of two clocks.

What people decided is laid over it in overlay.py; questions ask the View, which does both.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Subquery, func, select

from onrecord.errors import NotInRecord
from onrecord.model import ReaderVersion, Reading, Report
from onrecord.model.span import cut
from onrecord.record import schema
from onrecord.record.clock import day, end_of
from onrecord.record.decisions import mark_undone, to_decision
from onrecord.record.layers import LAYERS, Layer, decode, decode_reading, name_key, own_spans
from onrecord.record.open import Record
from onrecord.record.rows import Case, Decision, ReadingHead, ReportHead, StoredRow, Tombstone, VersionHead
from onrecord.record.search import Hit
from onrecord.record.selecting import Named, heads_of, in_case, in_order, is_named

# Texts kept at hand while rows are cut from them. Rows come ordered by report, so that few would do.
TEXTS_AT_HAND = 64
# Values in one IN (...): SQLite takes 32,766 variables, older ones 999.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are wanted; the arguments of `View.rows`."""

    layer: str
    case: str | None = None
    reports: Collection[str] | None = None
    named: tuple[Named, ...] = ()
    among: Mapping[str, Collection[Any]] = field(default_factory=dict)
    where: tuple[ColumnElement[bool], ...] = ()


@dataclass(frozen=True)
class Stored:
    """A record as it was known on a day (`known_on`: published by then) or held on a day (`recorded_by`: stored by then).

    Without clocks each report shows its current version and reading. Days are ISO, the last moment of them counts.
    A report without a date is not known to have been published by any day.
    """

    record: Record
    known_on: str | None = None
    recorded_by: str | None = None
    _texts: OrderedDict[str, str] = field(default_factory=OrderedDict, repr=False, compare=False, kw_only=True)
    _held: list[Connection] = field(default_factory=list, repr=False, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        if self.known_on is not None:
            day(self.known_on, "--known-on")
        if self.recorded_by is not None:
            end_of(self.recorded_by, "--recorded-by")

    @classmethod
    def within(cls, record: Record, connection: Connection) -> Self:
        """What is stored as a transaction sees it that is not over yet."""
        return cls(record, _held=[connection])

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Let every question asked inside see one and the same state, whatever is written meanwhile."""
        with self.record.read() as connection:
            self._held.append(connection)
            try:
                yield
            finally:
                self._held.remove(connection)

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        if self._held:
            yield self._held[-1]
        else:
            with self.record.read() as connection:
                yield connection

    def _all(self, asked: Select[Any]) -> Sequence[RowMapping]:
        with self._connection() as connection:
            return connection.execute(asked).mappings().all()

    def ask(self, asked: Select[Any]) -> Sequence[RowMapping]:
        """Run a question of one's own, on the tables of onrecord.record.schema, in the state that the view sees."""
        return self._all(asked)

    # Which version and reading speak for each report

    def chosen(self, case: str | None = None) -> Subquery:
        """Select (report_id, version_id, reading_id) of every report in view: one row a report."""
        readings = schema.readings
        if self.known_on is None and self.recorded_by is None:
            asked = select(readings.c.report_id, readings.c.version_id, readings.c.id.label("reading_id")).where(
                readings.c.current
            )
            return in_case(asked, readings.c.report_id, case).subquery("chosen")
        ranked = self._ranked()
        asked = select(ranked.c.report_id, ranked.c.version_id, ranked.c.reading_id).where(ranked.c.place == 1)
        return in_case(asked, ranked.c.report_id, case).subquery("chosen")

    def _ranked(self) -> Subquery:
        """Rank what spoke for each report, among what the clocks let through, the latest first."""
        currents, readings, versions = schema.currents, schema.readings, schema.versions
        place = func.row_number().over(partition_by=currents.c.report_id, order_by=currents.c.since.desc()).label("place")
        asked = (
            select(currents.c.report_id, readings.c.version_id, currents.c.reading_id, place)
            .join(readings, readings.c.id == currents.c.reading_id)
            .join(versions, versions.c.id == readings.c.version_id)
        )
        if self.known_on is not None:
            asked = asked.where(versions.c.published <= self.known_on)
        if self.recorded_by is not None:
            asked = asked.where(currents.c.since <= end_of(self.recorded_by, "--recorded-by"))
        return asked.subquery("ranked")

    # Cases and reports

    def cases(self) -> list[Case]:
        """Return every case, by name."""
        rows = self._all(select(schema.cases).order_by(schema.cases.c.name))
        return [_case(row) for row in rows]

    def case_sizes(self) -> dict[str, int]:
        """Return how many reports in view each case has."""
        chosen, links = self.chosen(), schema.case_reports
        asked = (
            select(schema.cases.c.name, func.count(chosen.c.report_id).label("size"))
            .outerjoin(links, links.c.case_name == schema.cases.c.name)
            .outerjoin(chosen, chosen.c.report_id == links.c.report_id)
            .group_by(schema.cases.c.name)
        )
        return {row["name"]: row["size"] for row in self._all(asked)}

    def reports(self, case: str | None = None) -> list[ReportHead]:
        """Return the reports in view, by date of publication, undated ones last."""
        chosen = self.chosen(case)
        return [_head(row) for row in self._all(in_order(heads_of(chosen), chosen))]

    def heads(self, report_ids: Collection[str], case: str | None = None) -> list[ReportHead]:
        """Return those of these reports that are in view, in the same order within each five hundred."""
        chosen = self.chosen(case)
        asked = in_order(heads_of(chosen), chosen)
        return [
            _head(row) for chunk in self.chunks(report_ids) for row in self._all(asked.where(chosen.c.report_id.in_(chunk)))
        ]

    def head(self, report_id: str) -> ReportHead:
        """Return one report. Raises: NotInRecord, if it is not in view."""
        chosen = self.chosen()
        found = self._all(heads_of(chosen).where(chosen.c.report_id == report_id))
        if not found:
            raise NotInRecord(self._missing(report_id), report_id=report_id)
        return _head(found[0])

    def _missing(self, report_id: str) -> str:
        stones = [stone for stone in self.tombstones() if stone.report_id == report_id]
        if stones:
            return f"report {report_id} is withheld: forgotten on {stones[0].forgotten_at[:10]} ({stones[0].reason})"
        clocks = [
            f"{name} {value}" for name, value in (("known on", self.known_on), ("recorded by", self.recorded_by)) if value
        ]
        return f"report {report_id} is not in record {self.record.name}" + (f", {', '.join(clocks)}" if clocks else "")

    def report(self, report_id: str) -> Report:
        """Return a report with its text and relays, as last given or read. Raises: NotInRecord."""
        head = self.head(report_id)
        relays = tuple(row.item for row in self.rows_as_read(Asked("relays", reports=[report_id])))
        return _report(head, self.text(head.version_id), relays)

    def text(self, version_id: str) -> str:
        """Return the text of a version. Raises: NotInRecord."""
        self._fetch_texts([version_id])
        if version_id not in self._texts:
            raise NotInRecord(f"version {version_id} is not in record {self.record.name}")
        return self._texts[version_id]

    def _fetch_texts(self, version_ids: Iterable[str]) -> None:
        missing = [one for one in version_ids if one not in self._texts][:TEXTS_AT_HAND]
        if not missing:
            return
        versions, texts = schema.versions, schema.texts
        asked = select(versions.c.id, texts.c.text).join(texts, texts.c.sha == versions.c.text_sha)
        self._texts.update((row["id"], row["text"]) for row in self._all(asked.where(versions.c.id.in_(missing))))
        while len(self._texts) > 2 * TEXTS_AT_HAND:
            self._texts.popitem(last=False)

    def original(self, version_id: str) -> bytes | None:
        """Return the bytes that a version was taken from, None if they were not kept."""
        found = self._all(select(schema.originals.c.body).where(schema.originals.c.version_id == version_id))
        return zlib.decompress(found[0]["body"]) if found else None

    def versions(self, report_id: str) -> list[VersionHead]:
        """Return all versions of a report in the order in which they came, whatever the clocks say."""
        versions = schema.versions
        asked = select(versions).where(versions.c.report_id == report_id).order_by(versions.c.recorded_at, versions.c.number)
        return [_make(VersionHead, row) for row in self._all(asked)]

    def readings(self, report_id: str) -> list[ReadingHead]:
        """Return all readings of a report in the order in which they came, whatever the clocks say."""
        readings = schema.readings
        asked = select(readings).where(readings.c.report_id == report_id).order_by(readings.c.recorded_at, readings.c.id)
        return [_make(ReadingHead, row) for row in self._all(asked)]

    def all_readings(self) -> list[tuple[int, ReportHead]]:
        """Return every reading of every version with its number, whatever the clocks say."""
        readings = schema.readings
        every = select(readings.c.report_id, readings.c.version_id, readings.c.id.label("reading_id")).subquery("chosen")
        asked = heads_of(every).join(readings, readings.c.id == every.c.reading_id).add_columns(readings.c.number)
        return [(row["number"], _head(row)) for row in self._all(asked.order_by(readings.c.number))]

    # Rows

    def reading(self, report_id: str) -> Reading:
        """Return the whole reading of a report in view, equal to the one that was added. Raises: NotInRecord."""
        return self.reading_of(self.head(report_id))

    def reading_of(self, head: ReportHead) -> Reading:
        """Make the reading that a head names again."""
        text = self.text(head.version_id)
        stored = {name: self._of_reading(layer, head.reading_id) for name, layer in LAYERS.items()}
        items = decode_reading(stored, _report(head, text, ()))
        row = self._all(select(schema.readings).where(schema.readings.c.id == head.reading_id))[0]
        reader = ReaderVersion(reader=row["reader"], weights=row["weights"], codebook=row["codebook"])
        return Reading(reading=reader, report=_report(head, text, tuple(items.pop("relays"))), **items)

    def _of_reading(self, layer: Layer, reading_id: str) -> Sequence[RowMapping]:
        return self._all(select(layer.table).where(layer.table.c.reading_id == reading_id).order_by(layer.table.c.number))

    def rows_as_read(self, wanted: Asked) -> list[StoredRow]:
        """Return rows as the reader read them."""
        chosen, table = self.chosen(wanted.case), LAYERS[wanted.layer].table
        asked = heads_of(chosen).add_columns(*(column.label(f"row_{column.name}") for column in table.columns))
        asked = asked.join(table, table.c.reading_id == chosen.c.reading_id).where(*wanted.where)
        asked = asked.where(*(table.c[name].in_(list(values)) for name, values in wanted.among.items()))
        for condition in wanted.named:
            asked = asked.where(is_named(wanted.layer, condition))
        asked = in_order(asked, chosen).order_by(table.c.number)
        chunks = [None] if wanted.reports is None else self.chunks(set(wanted.reports))
        found = (self._all(asked if chunk is None else asked.where(chosen.c.report_id.in_(chunk))) for chunk in chunks)
        return self._to_rows(LAYERS[wanted.layer], [row for rows in found for row in rows])

    def _to_rows(self, layer: Layer, found: Sequence[RowMapping]) -> list[StoredRow]:
        rows = []
        for number, row in enumerate(found):
            if row["version_id"] not in self._texts:
                self._fetch_texts(dict.fromkeys(later["version_id"] for later in found[number : number + CHUNK]))
            rows.append(_to_row(layer, row, self._texts[row["version_id"]]))
        return rows

    @staticmethod
    def named(roles: str, keys: Collection[str]) -> Named:
        """Make a condition for `rows`: one of `keys` in one of the roles, written with spaces between them."""
        return Named(tuple(roles.split()), frozenset(keys))

    @staticmethod
    def chunks(ids: Collection[str]) -> Iterator[list[str]]:
        """Cut ids into lists that a database takes in one IN (...)."""
        ordered = sorted(ids)
        return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))

    def canonical_names(self, name: str) -> frozenset[str]:
        """Return the keys of the names that an alias stands for in the record, with its own key."""
        key, names, actors = name_key(name), schema.names, schema.actors
        asked = (
            select(actors.c.name)
            .join(names, (names.c.reading_id == actors.c.reading_id) & (names.c.number == actors.c.number))
            .where(names.c.layer == "actors", names.c.role == "name", names.c.key == key)
            .distinct()
        )
        return frozenset({key} | {name_key(row["name"]) for row in self._all(asked)})

    def search(self, query: str, *, case: str | None = None, limit: int = 20) -> list[tuple[ReportHead, Hit]]:
        """Find the reports in view whose title or text has the words, best first. Raises: UsageError, without a word."""
        chosen, versions = self.chosen(case), schema.versions
        numbers = select(versions.c.number).join(chosen, chosen.c.version_id == versions.c.id)
        with self._connection() as connection:
            hits = self.record.search.find(connection, query, numbers, limit)
        asked = heads_of(chosen).add_columns(versions.c.number).where(versions.c.number.in_([hit.number for hit in hits]))
        heads = {row["number"]: _head(row) for row in self._all(asked)}
        return [(heads[hit.number], hit) for hit in hits]

    # Decisions and what was forgotten

    def decisions(self, *, standing: bool = False) -> list[Decision]:
        """Return decisions in the order of time; `standing` leaves out what was undone, and the undos."""
        decisions = schema.decisions
        asked = select(decisions).order_by(decisions.c.decided_at)
        if self.recorded_by is not None:
            asked = asked.where(decisions.c.decided_at <= end_of(self.recorded_by, "--recorded-by"))
        found = mark_undone(to_decision(row) for row in self._all(asked))
        return [one for one in found if not standing or not (one.undone or one.undoes)]

    def tombstones(self) -> list[Tombstone]:
        """Return what is left of forgotten reports, in the order of forgetting."""
        stones = schema.tombstones
        return [_make(Tombstone, row) for row in self._all(select(stones).order_by(stones.c.forgotten_at, stones.c.version_id))]


def _make(kind: type[Any], row: RowMapping) -> Any:
    return kind(**{one.name: row[one.name] for one in fields(kind)})


def _case(row: RowMapping) -> Case:
    lists = {name: tuple(row[name]) for name in ("parties", "feeds", "actor_files")}
    return Case(row["name"], row["codebook"], codebook_file=row["codebook_file"], **lists)


def _head(row: RowMapping) -> ReportHead:
    return ReportHead(**{one.name: row[one.name] for one in fields(ReportHead)})


def _report(head: ReportHead, text: str, relays: tuple[Any, ...]) -> Report:
    return Report(
        id=head.report_id,
        url=head.url,
        title=head.title,
        publisher=head.publisher,
        author=head.author,
        published=head.published,
        language=head.language,
        text=text,
        relays=relays,
    )


def _to_row(layer: Layer, row: RowMapping, text: str) -> StoredRow:
    values = {column.name: row[f"row_{column.name}"] for column in layer.table.columns}
    item = decode(layer, values, text)
    spans = own_spans(item)
    return StoredRow(layer.name, values["id"], _head(row), item, spans, cut(text, spans))
