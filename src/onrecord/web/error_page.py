"""What went wrong, as a page and as the one JSON shape of errors."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import NotInRecord, OnrecordError
from onrecord.web.page import Page

TEMPLATE = "error.html"


@dataclass(frozen=True, slots=True)
class ErrorPage(Page):
    """One error, in its own words."""

    message: str


def status_of(error: OnrecordError) -> int:
    """The HTTP status of an error: what is not there, or what was asked wrongly."""
    return 404 if isinstance(error, NotInRecord) else 400


def error_json(error: OnrecordError) -> dict[str, dict[str, str]]:
    """The one shape of an error in the API."""
    return {"error": {"kind": type(error).__name__, "message": error.message}}
