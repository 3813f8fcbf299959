"""What the log of decisions knows of actors, where a report is forgotten: a name that no report has left goes with it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select

from onrecord.record import schema
from onrecord.record.decisions import to_decision
from onrecord.record.layers import name_key
from onrecord.record.rows import Decision


def forget_unknown(connection: Connection, report_id: str) -> list[Decision]:
    """Delete decisions about people whom only the forgotten report knew. What it was told about itself is gone already.

    An actor that has an id everywhere is the directory's: its name stays. Returns: what is gone.
    """
    decisions = schema.decisions
    asked = select(decisions).where(decisions.c.report_id.is_(None))
    known = connection.execute(asked).mappings().all()
    gone = [to_decision(row) for row in known if _is_of_nobody(connection, row["data"], report_id)]
    for one in gone:
        connection.execute(delete(decisions).where(decisions.c.id == one.id))  # takes its undos along
    return gone


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
