"""Pieces of the View's questions, in SQLAlchemy Core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, select

from onrecord.record import schema
from onrecord.record.layers import LAYERS


@dataclass(frozen=True, slots=True)
class Named:
    """A condition on who stands in a row: one of `keys` (name_key) in one of `roles`."""

    roles: tuple[str, ...]
    keys: frozenset[str]


def heads_of(chosen: Subquery) -> Select[Any]:
    """Select the reports chosen, with the metadata of their versions."""
    versions = schema.versions
    metadata = (versions.c[name] for name in ("url", "title", "publisher", "author", "published", "language"))
    asked = select(chosen.c.report_id, chosen.c.version_id, chosen.c.reading_id, *metadata)
    return asked.join(versions, versions.c.id == chosen.c.version_id)


def in_order(asked: Select[Any], chosen: Subquery) -> Select[Any]:
    """Order by date of publication, undated ones last, then by report."""
    published = schema.versions.c.published
    return asked.order_by(published.is_(None), published, chosen.c.report_id)


def in_case(asked: Select[Any], report_id: ColumnElement[str], case: str | None) -> Select[Any]:
    """Keep the reports of a case."""
    if case is None:
        return asked
    links = schema.case_reports
    return asked.where(report_id.in_(select(links.c.report_id).where(links.c.case_name == case)))


def is_named(layer: str, condition: Named) -> ColumnElement[bool]:
    """Say that a row of the layer has one of the names in one of the roles."""
    names, table = schema.names, LAYERS[layer].table
    return (
        select(names.c.number)
        .where(
            names.c.key.in_(sorted(condition.keys)),
            names.c.layer == layer,
            names.c.role.in_(condition.roles),
            names.c.reading_id == table.c.reading_id,
            names.c.number == table.c.number,
        )
        .exists()
    )
