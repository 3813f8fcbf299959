"""What every page is made of: its typed context, its template, and links to the words behind a row."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import quote

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from onrecord.queries.row import Row

# Everything is escaped, and a name that a template uses but its context lacks is an error, not an empty string.
TEMPLATES = Environment(
    loader=PackageLoader("onrecord.web"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Page:
    """What the frame of every page shows."""

    title: str
    record: str
    cases: tuple[str, ...]


def report_path(report: str) -> str:
    """The address of a report's page."""
    return f"/report/{quote(report, safe='')}"


def words_path(row: Row) -> str:
    """The address of a row's words: its first mark in the report's page."""
    return f"{report_path(row.report)}#r{row.id}"


TEMPLATES.globals.update(report_path=report_path, words_path=words_path)


def render(template: str, page: Page, status: int = 200) -> HTMLResponse:
    """Fill a template with exactly the fields of its page."""
    values: dict[str, Any] = {field.name: getattr(page, field.name) for field in fields(page)}
    return HTMLResponse(TEMPLATES.get_template(template).render(values), status_code=status)
