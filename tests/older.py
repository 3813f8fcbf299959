"""Takes from a record what newer schemas brought, so that it can be migrated again."""

from __future__ import annotations


def without_0004(connection):
    """The record as of schema 0003."""
    for table in ("lines", "postings", "terms", "named_in"):
        connection.execute(f"DROP TABLE {table}")
    for index in ("uq_readings_number", "superseded_readings"):
        connection.execute(f"DROP INDEX {index}")
    connection.execute("ALTER TABLE readings DROP COLUMN number")
    connection.execute("DELETE FROM relation_stamps WHERE kind = 'lines'")
    connection.execute("UPDATE alembic_version SET version_num = '0003'")


def without_0003(connection):
    """The record as of schema 0002."""
    without_0004(connection)
    for layer in ("positions", "next_steps"):
        connection.execute(f"ALTER TABLE {layer} DROP COLUMN confidence")
    connection.execute("UPDATE alembic_version SET version_num = '0002'")


def without_0002(connection):
    """The record as of schema 0001."""
    without_0003(connection)
    for table in ("relations", "related", "relation_stamps"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
