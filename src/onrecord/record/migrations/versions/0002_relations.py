"""Derived tables: what belongs together over several reports.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of relations, empty: `onrecord relate`, or the next command that adds, fills them."""
    op.create_table(
        "relation_stamps",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_relation_stamps"),
    )
    op.create_table(
        "related",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("made_from", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_related_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("kind", "report_id", name="pk_related"),
    )
    op.create_index("ix_related_report_id", "related", ["report_id"])
    op.create_table(
        "relations",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cluster", sa.String(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_relations_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("kind", "cluster", "report_id", "layer", "row_id", name="pk_relations"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_relations_report_id", "relations", ["report_id"])
    op.create_index("ix_relations_row_id", "relations", ["row_id"])
