"""What a report may come in with, and what comes of it: the values that the parsers of all formats share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from onrecord.model import Report


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report, and by field how it was found ("JSON-LD datePublished", "dateline"); fields that were given are not named."""

    report: Report
    how: Mapping[str, str] = field(default_factory=dict)


class ReportFields(BaseModel):
    """What a report may come in with; unknown keys are ignored, so that exports of other tools can be read."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    text: str


def report_id(given: str | None, url: str | None, text: str) -> str:
    """The report's id: the given one, else made from its address, else from its text."""
    if given:
        return given
    return "r-" + hashlib.sha256((url or text).encode("utf-8", "surrogatepass")).hexdigest()[:12]
