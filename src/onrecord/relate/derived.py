"""The derived tables: read them, see what they have not taken in yet, write what was made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from onrecord.record import schema
from onrecord.record.clock import after
from onrecord.record.open import Record
from onrecord.record.rows import ReportHead
from onrecord.record.view import View
from onrecord.relate.relation import Made, Maker, Relation, Task

# Rows written by one statement.
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What made a kind of relation, and when."""

    stamp: str
    made_at: str


def read(
    view: View,
    kind: str,
    *,
    case: str | None = None,
    clusters: Collection[str] | None = None,
    reports: Collection[str] | None = None,
    rows: Collection[str] | None = None,
) -> list[Relation]:
    """Return relations of a kind between reports in view, by cluster, report and row.

    Relations are those of the current versions and readings; a view with clocks shows them for the reports that it has.

    Args:
        view: the record as of now, or by its clocks.
        kind: the kind of relation.
        case: only reports of this case.
        clusters: only these clusters.
        reports: only relations of these reports (not of the others in their clusters).
        rows: only relations of these rows, by id.
    """
    table, chosen = schema.relations, view.chosen(case)
    asked = select(table).join(chosen, chosen.c.report_id == table.c.report_id).where(table.c.kind == kind)
    given = [
        (column, values)
        for column, values in ((table.c.cluster, clusters), (table.c.report_id, reports), (table.c.row_id, rows))
        if values is not None
    ]
    found: list[Relation] = []
    if not given:
        found = [_relation(row) for row in view.ask(asked)]
    elif all(values for _, values in given):
        (column, values), *others = sorted(given, key=lambda one: -len(one[1]))
        for other, among in others:
            asked = asked.where(other.in_(sorted(among)))
        found = [_relation(row) for chunk in view.chunks(values) for row in view.ask(asked.where(column.in_(chunk)))]
    return sorted(found, key=lambda one: (one.cluster, one.report_id, one.layer, one.row_id))


def _relation(row: Any) -> Relation:
    return Relation(row["cluster"], row["report_id"], row["layer"], row["row_id"], row["data"])


def mates(view: View, kind: str, report_ids: Collection[str]) -> frozenset[str]:
    """Return the reports that share a cluster with one of these, these left out."""
    table = schema.relations
    other = table.alias("other")
    asked = (
        select(other.c.report_id)
        .join(table, (table.c.kind == other.c.kind) & (table.c.cluster == other.c.cluster))
        .where(table.c.kind == kind)
        .distinct()
    )
    found = {
        row["report_id"] for chunk in view.chunks(report_ids) for row in view.ask(asked.where(table.c.report_id.in_(chunk)))
    }
    return frozenset(found - set(report_ids))


def kept(task: Task) -> list[Relation]:
    """Return the relations of the reports that the task leaves as they are."""
    todo = {head.report_id for head in task.heads}
    return [] if task.everything else [one for one in read(task.view, task.kind) if one.report_id not in todo]


def kept_bodies(task: Task) -> Iterator[tuple[str, bytes]]:
    """Yield (report id, body) of the reports that the task leaves as they are."""
    if task.everything:
        return
    todo, table = {head.report_id for head in task.heads}, schema.related
    asked = select(table.c.report_id, table.c.body).where(table.c.kind == task.kind, table.c.body.is_not(None))
    for row in task.view.ask(asked.order_by(table.c.report_id)):
        if row["report_id"] not in todo:
            yield row["report_id"], row["body"]


def stamp_of(view: View, kind: str) -> Stamp | None:
    """Return what made a kind, None if nothing did yet."""
    table = schema.relation_stamps
    found = view.ask(select(table.c.stamp, table.c.made_at).where(table.c.kind == kind))
    return Stamp(found[0]["stamp"], found[0]["made_at"]) if found else None


def pending(view: View, maker: Maker) -> list[str]:
    """Return the reports, by id, that a kind has not taken in as they now are: all, if another stamp made what there is."""
    readings, table = schema.readings, schema.related
    asked = select(readings.c.report_id).where(readings.c.current).order_by(readings.c.report_id)
    made = stamp_of(view, maker.kind)
    if made is not None and made.stamp == maker.stamp():
        source = readings.c.version_id if maker.made_from == "version" else readings.c.id
        taken = select(table.c.report_id).where(
            table.c.kind == maker.kind, table.c.report_id == readings.c.report_id, table.c.made_from == source
        )
        asked = asked.where(~taken.exists())
    return [row["report_id"] for row in view.ask(asked)]


def size_of(view: View) -> int:
    """Return how many reports the record holds."""
    readings = schema.readings
    return int(view.ask(select(func.count().label("size")).select_from(readings).where(readings.c.current))[0]["size"])


def source_of(maker: Maker, head: ReportHead) -> str:
    """Return the id of what the relations of a report are made from."""
    return head.version_id if maker.made_from == "version" else head.reading_id


def write(record: Record, maker: Maker, task: Task, made: Made, seen: Stamp | None, now: str) -> bool:
    """Write what a maker made of a task, in one transaction.

    Args:
        record: where to.
        maker: who made it.
        task: what it was made of.
        made: what was made.
        seen: the stamp that stood when the task was set.
        now: the instant that the new stamp gets.

    Returns: False, and writes nothing, if the kind was made or a report forgotten meanwhile.
    """
    stamps, kind = schema.relation_stamps, maker.kind
    with record.write() as connection:
        found = connection.execute(select(stamps.c.stamp, stamps.c.made_at).where(stamps.c.kind == kind)).one_or_none()
        if (None if found is None else Stamp(*found)) != seen:
            return False
        _drop(connection, kind, task, made)
        _put(connection, schema.relations, _relation_values(kind, made.rows))
        _put(connection, schema.related, _related_values(maker, task.heads, made))
        connection.execute(delete(stamps).where(stamps.c.kind == kind))
        made_at = after(seen.made_at if seen else "", now)
        connection.execute(insert(stamps).values(kind=kind, stamp=maker.stamp(), made_at=made_at))
    return True


def _drop(connection: Connection, kind: str, task: Task, made: Made) -> None:
    """Delete what is made anew."""
    relations, related = schema.relations, schema.related
    if task.everything:
        for table in (relations, related):
            connection.execute(delete(table).where(table.c.kind == kind))
        return
    todo = {head.report_id for head in task.heads}
    for table, ids in ((relations, todo | made.replaces), (related, todo)):
        for chunk in View.chunks(ids):
            connection.execute(delete(table).where(table.c.kind == kind, table.c.report_id.in_(chunk)))


def _relation_values(kind: str, rows: Sequence[Relation]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "kind": kind,
            "cluster": row.cluster,
            "report_id": row.report_id,
            "layer": row.layer,
            "row_id": row.row_id,
            "data": dict(row.data),
        }


def _related_values(maker: Maker, heads: Sequence[ReportHead], made: Made) -> Iterator[dict[str, Any]]:
    for head in heads:
        source, body = source_of(maker, head), made.bodies.get(head.report_id)
        yield {"kind": maker.kind, "report_id": head.report_id, "made_from": source, "body": body}


def _put(connection: Connection, table: Any, values: Iterable[dict[str, Any]]) -> None:
    rows = iter(values)
    while batch := list(islice(rows, BATCH)):
        connection.execute(insert(table), batch)
