"""How sure the reader is of positions and next steps. Rows read before have the middle; `onrecord reread` tells better.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column to both layers."""
    for layer in ("positions", "next_steps"):
        op.add_column(layer, sa.Column("confidence", sa.Float(), nullable=False, server_default="0.5"))
