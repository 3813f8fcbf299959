"""What the log of decisions knows of actors, where a report is forgotten: a name that no report has left goes with it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select

from onrecord.record import schema
from onrecord.record.layers import name_key


def forget_unknown(connection: Connection, report_id: str) -> None:
    """Delete decisions about people whom only the forgotten report knew. What it was told about itself is gone already.

    An actor that has an id everywhere is the directory's: its name stays.
    """
    decisions = schema.decisions
    asked = select(decisions.c.id, decisions.c.data).where(decisions.c.report_id.is_(None))
    gone = [row.id for row in connection.execute(asked) if _is_of_nobody(connection, row.data, report_id)]
    for one in gone:
        connection.execute(delete(decisions).where(decisions.c.id == one))  # takes its undos along


def _is_of_nobody(connection: Connection, data: dict[str, Any], report_id: str) -> bool:
    return any(
        part.get("report") == report_id or not (part.get("id") or _is_known(connection, part["name"]))
        for part in (data.get("actor"), data.get("into"))
        if part
    )


def _is_known(connection: Connection, name: str) -> bool:
    names = schema.names
    asked = select(names.c.number).where(names.c.key == name_key(name), names.c.layer == "actors").limit(1)
    return connection.execute(asked).first() is not None
