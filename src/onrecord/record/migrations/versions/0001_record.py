"""The first tables of the record.

Revision ID: 0001
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from onrecord.record.search import search_index

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, then the layers, then the search index."""
    _make_tables()
    _make_layers()
    search_index(op.get_bind().dialect.name).make(op.get_bind())


def _make_layer(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("reading_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("local_id", sa.String()),
        sa.Column("span_start", sa.Integer()),
        sa.Column("span_end", sa.Integer()),
        sa.Column("words_sha", sa.String(), nullable=False),
        *columns,
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=f"fk_{name}_reading_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reading_id", "number", name=f"pk_{name}"),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{name}_id", name, ["id"])


def _make_layers() -> None:
    _make_layer(
        "statements",
        sa.Column("source", sa.String()),
        sa.Column("source_actor", sa.String()),
        sa.Column("speaks_for", sa.String()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("hedged", sa.Boolean(), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("said_on", sa.String()),
        sa.Column("said_by", sa.String()),
        sa.Column("confidence", sa.Float(), nullable=False),
    )
    _make_layer(
        "events",
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("mode", sa.String()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("date", sa.String()),
        sa.Column("place", sa.String()),
        sa.Column("duration", sa.String()),
        sa.Column("deadline", sa.String()),
        sa.Column("confidence", sa.Float(), nullable=False),
    )
    _make_layer(
        "dates",
        sa.Column("value", sa.String()),
        sa.Column("type", sa.String(), nullable=False),
    )
    _make_layer(
        "places",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("country", sa.String()),
        sa.Column("geonames", sa.Integer()),
    )
    _make_layer(
        "figures",
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("low", sa.Float()),
        sa.Column("high", sa.Float()),
        sa.Column("bound", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("of", sa.String()),
        sa.Column("scope", sa.String()),
        sa.Column("period", sa.String()),
        sa.Column("claimed_by", sa.String()),
    )
    _make_layer(
        "positions",
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("condition", sa.String()),
        sa.Column("ascribed_by", sa.String()),
        sa.Column("statement", sa.String()),
    )
    _make_layer(
        "commitments",
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("to", sa.String()),
        sa.Column("deadline", sa.String()),
        sa.Column("condition", sa.String()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("statement", sa.String()),
    )
    _make_layer(
        "open_issues",
        sa.Column("issue", sa.String(), nullable=False),
    )
    _make_layer(
        "next_steps",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("date", sa.String()),
        sa.Column("event", sa.String()),
    )
    _make_layer(
        "mentions",
        sa.Column("actor", sa.String(), nullable=False),
    )
    _make_layer(
        "actors",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("party", sa.String()),
    )
    _make_layer(
        "relays",
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("verb", sa.String()),
        sa.Column("scope", sa.String(), nullable=False),
    )
    op.create_index("ix_positions_issue", "positions", ["issue"])


def _make_tables() -> None:
    op.create_table(
        "cases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("codebook", sa.String()),
        sa.Column("codebook_file", sa.Text()),
        sa.Column("actor_files", sa.JSON(), nullable=False),
        sa.Column("parties", sa.JSON(), nullable=False),
        sa.Column("feeds", sa.JSON(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_cases"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_table(
        "texts",
        sa.Column("sha", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha", name="pk_texts"),
    )
    op.create_table(
        "tombstones",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("text_sha", sa.String(), nullable=False),
        sa.Column("forgotten_at", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "version_id", name="pk_tombstones"),
        sa.UniqueConstraint("version_id", name="uq_tombstones_version_id"),
    )
    op.create_index("ix_tombstones_text_sha", "tombstones", ["text_sha"])
    op.create_table(
        "case_reports",
        sa.Column("case_name", sa.String(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_name"], ["cases.name"], name="fk_case_reports_case_name", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_case_reports_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_name", "report_id", name="pk_case_reports"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_reports_report_id", "case_reports", ["report_id"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("report_id", sa.String()),
        sa.Column("layer", sa.String()),
        sa.Column("exact", sa.Text()),
        sa.Column("prefix", sa.Text()),
        sa.Column("suffix", sa.Text()),
        sa.Column("start", sa.Integer()),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("decided_at", sa.String(), nullable=False),
        sa.Column("undoes", sa.String()),
        sa.CheckConstraint("(exact IS NULL) = (report_id IS NULL OR layer IS NULL)", name="ck_decisions_anchor_is_whole"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_decisions_report_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["undoes"], ["decisions.id"], name="fk_decisions_undoes", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_report_id", "decisions", ["report_id"])
    op.create_index("ix_decisions_undoes", "decisions", ["undoes"])
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("text_sha", sa.String(), nullable=False),
        sa.Column("url", sa.String()),
        sa.Column("title", sa.String()),
        sa.Column("publisher", sa.String()),
        sa.Column("author", sa.String()),
        sa.Column("published", sa.String()),
        sa.Column("language", sa.String()),
        sa.Column("fetched_at", sa.String()),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_versions_report_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["text_sha"], ["texts.sha"], name="fk_versions_text_sha"),
        sa.PrimaryKeyConstraint("number", name="pk_versions"),
        sa.UniqueConstraint("id", name="uq_versions_id"),
    )
    op.create_index("ix_versions_published", "versions", ["published"])
    op.create_index("ix_versions_report_id", "versions", ["report_id"])
    op.create_index("ix_versions_text_sha", "versions", ["text_sha"])
    op.create_index(
        "one_current_version",
        "versions",
        ["report_id"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )
    op.create_table(
        "originals",
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("sha", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_originals_version_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("version_id", name="pk_originals"),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("weights", sa.String(), nullable=False),
        sa.Column("codebook", sa.String(), nullable=False),
        sa.Column("content_sha", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_readings_report_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_readings_version_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
    )
    op.create_index("ix_readings_report_id", "readings", ["report_id"])
    op.create_index("ix_readings_version_id", "readings", ["version_id"])
    op.create_index(
        "one_current_reading",
        "readings",
        ["report_id"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )
    op.create_table(
        "currents",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("reading_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_currents_reading_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_currents_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "since", name="pk_currents"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_currents_reading_id", "currents", ["reading_id"])
    op.create_table(
        "names",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("reading_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_names_reading_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "layer", "role", "reading_id", "number", name="pk_names"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_names_reading_id", "names", ["reading_id"])
