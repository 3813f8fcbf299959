"""Lines: what rows are selected and ordered by, as people decided.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Number the readings and make the tables, empty: the next command that writes, or `onrecord relate`, fills them."""
    op.add_column("readings", sa.Column("number", sa.Integer()))
    op.execute("UPDATE readings SET number = (SELECT count(*) FROM readings AS r WHERE r.id <= readings.id)")
    op.create_index("uq_readings_number", "readings", ["number"], unique=True)
    op.create_index("superseded_readings", "readings", ["report_id"], sqlite_where=sa.text("NOT current"))
    op.create_table(
        "terms",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_terms"),
        sa.UniqueConstraint("term", name="uq_terms_term"),
    )
    op.create_table(
        "lines",
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("reading", "layer", "place")),
        sa.Column("sort", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("day", "last", "published")),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("once", sa.Boolean(), nullable=False),
        sa.Column("terms", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_lines"),
    )
    op.create_index("ix_lines_reading", "lines", ["reading"])
    _make_index("postings", "term", "in_case", "sort", "day", "published", "line")
    _make_index("named_in", "term", "reading")


def _make_index(name: str, *columns: str) -> None:
    kinds = (sa.Column(column, sa.Text() if column == "sort" else sa.Integer(), nullable=False) for column in columns)
    op.create_table(name, *kinds, sa.PrimaryKeyConstraint(*columns, name=f"pk_{name}"), sqlite_with_rowid=False)
