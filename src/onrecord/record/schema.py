"""The tables of the record. docs/record.md draws them; migrations/ makes them.

Words stand once, in `texts`. Rows of a layer keep spans, a hash of their words, typed columns for what is asked of
them, and in `payload` the fields that no query filters on. Ids are hashes of content, instants ISO 8601 UTC.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

# The newest migration. A record that names a revision unknown here was made by a newer onrecord.
REVISION = "0004"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _belongs_to(target: str, **options: Any) -> ForeignKey:
    return ForeignKey(target, ondelete="CASCADE", **options)


cases = Table(
    "cases",
    metadata,
    Column("name", String, primary_key=True),
    Column("codebook", String),
    Column("codebook_file", Text),
    Column("actor_files", JSON, nullable=False),
    Column("parties", JSON, nullable=False),
    Column("feeds", JSON, nullable=False),
    Column("recorded_at", String, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("recorded_at", String, nullable=False),
)

case_reports = Table(
    "case_reports",
    metadata,
    Column("case_name", String, _belongs_to("cases.name"), primary_key=True),
    Column("report_id", String, _belongs_to("reports.id"), primary_key=True, index=True),
    Column("recorded_at", String, nullable=False),
    sqlite_with_rowid=False,
)

texts = Table(
    "texts",
    metadata,
    Column("sha", String, primary_key=True),
    Column("text", Text, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    # A number of this file only: the full-text index wants one. Everything else points at `id`.
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("report_id", String, _belongs_to("reports.id"), nullable=False, index=True),
    Column("text_sha", String, ForeignKey("texts.sha"), nullable=False, index=True),
    Column("url", String),
    Column("title", String),
    Column("publisher", String),
    Column("author", String),
    Column("published", String, index=True),
    Column("language", String),
    Column("fetched_at", String),
    Column("recorded_at", String, nullable=False),
    Column("current", Boolean, nullable=False),
    Index(
        "one_current_version",
        "report_id",
        unique=True,
        sqlite_where=text("current"),
        postgresql_where=text("current"),
    ),
)

originals = Table(
    "originals",
    metadata,
    Column("version_id", String, _belongs_to("versions.id"), primary_key=True),
    Column("sha", String, nullable=False),
    Column("body", LargeBinary, nullable=False),  # zlib
)

readings = Table(
    "readings",
    metadata,
    Column("id", String, primary_key=True),
    Column("version_id", String, _belongs_to("versions.id"), nullable=False, index=True),
    Column("report_id", String, _belongs_to("reports.id"), nullable=False, index=True),
    Column("reader", String, nullable=False),
    Column("weights", String, nullable=False),
    Column("codebook", String, nullable=False),
    Column("content_sha", String, nullable=False),
    Column("recorded_at", String, nullable=False),
    Column("current", Boolean, nullable=False),
    # A number of this file only, by which lines name their reading: an id in each of them would be most of the file.
    Column("number", Integer),
    Index("uq_readings_number", "number", unique=True),
    Index(
        "one_current_reading",
        "report_id",
        unique=True,
        sqlite_where=text("current"),
        postgresql_where=text("current"),
    ),
    # The few reports that were read more than once: those of which a clock may show another reading.
    Index("superseded_readings", "report_id", sqlite_where=text("NOT current"), postgresql_where=text("NOT current")),
)

# The log behind the two `current` columns: which reading spoke for a report since when. The clock `recorded_by` reads it.
currents = Table(
    "currents",
    metadata,
    Column("report_id", String, _belongs_to("reports.id"), primary_key=True),
    Column("since", String, primary_key=True),
    Column("reading_id", String, _belongs_to("readings.id"), nullable=False, index=True),
    sqlite_with_rowid=False,
)


def _layer(name: str, *columns: Column[Any]) -> Table:
    """Make the table of a layer: key, id, outer span, hash of words, its own columns, the rest as JSON."""
    return Table(
        name,
        metadata,
        Column("reading_id", String, _belongs_to("readings.id"), primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("id", String, nullable=False, index=True),
        Column("local_id", String),
        Column("span_start", Integer),
        Column("span_end", Integer),
        Column("words_sha", String, nullable=False),
        *columns,
        Column("payload", JSON, nullable=False),
        sqlite_with_rowid=False,
    )


statements = _layer(
    "statements",
    Column("source", String),
    Column("source_actor", String),
    Column("speaks_for", String),
    Column("kind", String, nullable=False),
    Column("hedged", Boolean, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("said_on", String),
    Column("said_by", String),
    Column("confidence", Float, nullable=False),
)

events = _layer(
    "events",
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("status", String, nullable=False),
    Column("date", String),
    Column("place", String),
    Column("duration", String),
    Column("deadline", String),
    Column("confidence", Float, nullable=False),
)

dates = _layer("dates", Column("value", String), Column("type", String, nullable=False))

places = _layer(
    "places",
    Column("name", String, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("country", String),
    Column("geonames", Integer),
)

figures = _layer(
    "figures",
    Column("value", Float, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("bound", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("of", String),
    Column("scope", String),
    Column("period", String),
    Column("claimed_by", String),
)

positions = _layer(
    "positions",
    Column("actor", String, nullable=False),
    Column("issue", String, nullable=False, index=True),
    Column("stance", String, nullable=False),
    Column("condition", String),
    Column("ascribed_by", String),
    Column("statement", String),  # id of the row in `statements`
    Column("confidence", Float, nullable=False, server_default="0.5"),
)

commitments = _layer(
    "commitments",
    Column("actor", String, nullable=False),
    Column("what", String, nullable=False),
    Column("to", String),
    Column("deadline", String),
    Column("condition", String),
    Column("status", String, nullable=False),
    Column("statement", String),  # id of the row in `statements`
)

open_issues = _layer("open_issues", Column("issue", String, nullable=False))

next_steps = _layer(
    "next_steps",
    Column("what", String, nullable=False),
    Column("date", String),
    Column("event", String),  # id of the row in `events`
    Column("confidence", Float, nullable=False, server_default="0.5"),
)

mentions = _layer("mentions", Column("actor", String, nullable=False))

actors = _layer(
    "actors",
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("party", String),
)

relays = _layer(
    "relays",
    Column("by", String, nullable=False),
    Column("of", String, nullable=False),
    Column("verb", String),
    Column("scope", String, nullable=False),
)

# Who stands in which row in which role, casefolded: an index that every "by whom" asks, made again from the rows at will.
names = Table(
    "names",
    metadata,
    Column("key", String, primary_key=True),
    Column("layer", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("reading_id", String, _belongs_to("readings.id"), primary_key=True, index=True),
    Column("number", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# What people decided. A row is never changed: it is undone by another row. It points at words, not at rows of a reading.
decisions = Table(
    "decisions",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("report_id", String, _belongs_to("reports.id"), index=True),
    Column("layer", String),
    Column("exact", Text),
    Column("prefix", Text),
    Column("suffix", Text),
    Column("start", Integer),  # where the words stood when it was decided: a hint, never the anchor
    Column("data", JSON, nullable=False),
    Column("author", String, nullable=False),
    Column("decided_at", String, nullable=False),
    Column("undoes", String, _belongs_to("decisions.id"), index=True),
    CheckConstraint("(exact IS NULL) = (report_id IS NULL OR layer IS NULL)", name="anchor_is_whole"),
)

# What is left of a forgotten report. No foreign key: the report is gone.
tombstones = Table(
    "tombstones",
    metadata,
    Column("report_id", String, primary_key=True),
    Column("version_id", String, primary_key=True),
    Column("text_sha", String, nullable=False, index=True),
    Column("forgotten_at", String, nullable=False),
    Column("author", String, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("version_id"),
)

# Derived tables: what was made of the rows above over several reports, by relate/. No decision of a person is in them, and they
# hold no words: all of it can be made again, and `onrecord relate` does so.

# What made each kind of relation, and when: another stamp means that all of the kind is made anew.
relation_stamps = Table(
    "relation_stamps",
    metadata,
    Column("kind", String, primary_key=True),
    Column("stamp", String, nullable=False),
    Column("made_at", String, nullable=False),
)

# Which version or reading of a report a kind has taken in, and what it keeps of it to compare later reports with.
related = Table(
    "related",
    metadata,
    Column("kind", String, primary_key=True),
    Column("report_id", String, _belongs_to("reports.id"), primary_key=True, index=True),
    Column("made_from", String, nullable=False),
    Column("body", LargeBinary),
)

# What belongs together: rows of one kind and cluster. A row is a report, or a row of a layer in it (else both are empty).
relations = Table(
    "relations",
    metadata,
    Column("kind", String, primary_key=True),
    Column("cluster", String, primary_key=True),
    Column("report_id", String, _belongs_to("reports.id"), primary_key=True, index=True),
    Column("layer", String, primary_key=True),
    Column("row_id", String, primary_key=True, index=True),
    Column("data", JSON, nullable=False),
    sqlite_with_rowid=False,
)


# The lines of rows as people decided (record/lines.py), kept in the transaction that changes what they are made of.

# Each text by which rows are found, once.
terms = Table(
    "terms",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("term", Text, nullable=False, unique=True),
)

# A row of a current reading in one of the cases of its report. `day`, `last` and `published` count days (lines.number_of).
lines = Table(
    "lines",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reading", Integer, nullable=False, index=True),
    Column("layer", Integer, nullable=False),
    Column("place", Integer, nullable=False),  # among the rows of its report and layer, as people decided
    Column("sort", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("published", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("once", Boolean, nullable=False),  # true in one of the cases of its report
    Column("terms", LargeBinary, nullable=False),  # the numbers of its case and terms, eight bytes each
)

# Under each term the lines that have it, in their order.
postings = Table(
    "postings",
    metadata,
    Column("term", Integer, primary_key=True, autoincrement=False),
    Column("in_case", Integer, primary_key=True, autoincrement=False),
    Column("sort", Text, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("published", Integer, primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Which readings have a name, an actor's id or a party as they were read: what is decided about an actor is laid over these.
named_in = Table(
    "named_in",
    metadata,
    Column("term", Integer, primary_key=True, autoincrement=False),
    Column("reading", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
