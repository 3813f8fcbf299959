"""News items in ninjs, the IPTC's JSON: versions 1.x, 2.x and 3.x."""

from __future__ import annotations

from typing import Any

from onrecord.errors import InvalidReport
from onrecord.ingest.addresses import is_address
from onrecord.ingest.markup import paragraphs_of_html
from onrecord.ingest.parse_fields import ReportFields, report_id
from onrecord.ingest.written_days import parse_day

# Properties that only ninjs has together with a `uri`; a report of onrecord's own has a `text`.
MARKS = (
    "body_text",
    "body_xhtml",
    "body_html",
    "bodies",
    "headlines",
    "versioncreated",
    "pubstatus",
    "representationtype",
    "profile",
)
TEXTS = ("text", "composite", "component", "")
# Bodies of 1.x that hold the whole text, the plainest first.
BODIES = ("body_text", "body_xhtml", "body_html", "body_nitf")
# Roles of bodies and headlines of 2.x and 3.x, the fullest first.
ROLES = ("main", "full", "body", "", "medium", "short")
DAYS = ("contentcreated", "firstcreated", "versioncreated")


def is_ninjs(value: Any) -> bool:
    """Whether a JSON object is a news item in ninjs."""
    if not isinstance(value, dict) or "text" in value:
        return False
    standard = value.get("standard")
    return (isinstance(standard, dict) and standard.get("name") == "ninjs") or (
        isinstance(value.get("uri"), str) and any(mark in value for mark in MARKS)
    )


def fields_of(item: dict[str, Any], origin: str) -> tuple[ReportFields, dict[str, str]]:
    """The fields of a report, and how each was found.

    Raises: InvalidReport, for an item that is no text, was withdrawn, or holds no body.
    """
    kind = str(item.get("type") or "").lower()
    if kind not in TEXTS:
        raise InvalidReport(f"{origin}: the ninjs item is a {kind}, not a text")
    if str(item.get("pubstatus") or "").lower() in ("canceled", "cancelled", "withheld"):
        raise InvalidReport(f"{origin}: the ninjs item is {item['pubstatus']}: its publisher took it back")
    text = _body(item)
    if not text.strip():
        raise InvalidReport(f"{origin}: the ninjs item has no body, only what tells of it")
    uri = str(item.get("uri") or "")
    day, day_from = next(((day, name) for name in DAYS if (day := parse_day(str(item.get(name) or "")))), (None, ""))
    link = next((one for one in (item.get("url"), item.get("link"), uri) if isinstance(one, str) and is_address(one)), None)
    found = {
        "title": (_worded(item.get("headlines")) or _line(item.get("headline")) or _line(item.get("title")), "ninjs headline"),
        "author": (_authors(item), "ninjs by"),
        "publisher": (_publisher(item), "ninjs provider"),
        "published": (day, f"ninjs {day_from}"),
        "language": (_language(item.get("language")), "ninjs language"),
        "url": (link, "ninjs uri"),
    }
    values = {name: value for name, (value, _) in found.items() if value}
    how = {name: source for name, (value, source) in found.items() if value}
    return ReportFields(id=report_id(None, uri, text), text=text, **values), how


def _line(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _by_role(values: Any) -> list[dict[str, Any]]:
    """Items with a `value`, the fullest role first."""
    items = (
        [one for one in values if isinstance(one, dict) and isinstance(one.get("value"), str)]
        if isinstance(values, list)
        else []
    )
    rank = {role: place for place, role in enumerate(ROLES)}
    return sorted(items, key=lambda one: rank.get(str(one.get("role") or "").lower(), len(ROLES)))


def _worded(values: Any) -> str:
    return next((_line(one["value"]) for one in _by_role(values)), "")


def _body(item: dict[str, Any]) -> str:
    for body in _by_role(item.get("bodies")):
        plain = "plain" in str(body.get("contenttype") or "plain")
        text = body["value"] if plain and "</" not in body["value"] else paragraphs_of_html(body["value"])
        if text.strip():
            return str(text)
    for name in BODIES:
        value = item.get(name)
        if isinstance(value, str) and value.strip():
            return value if name == "body_text" else paragraphs_of_html(value)
    return ""


def _authors(item: dict[str, Any]) -> str:
    people = [
        one
        for one in item.get("people") or ()
        if isinstance(one, dict) and "author" in str(one.get("rel") or one.get("role") or "").lower()
    ]
    names = [_line(one.get("name")) for one in people]
    return _line(item.get("byline")) or _line(item.get("by")) or "; ".join(name for name in names if name)


def _publisher(item: dict[str, Any]) -> str:
    provider = item.get("provider")
    named = [_line(provider.get("name"))] if isinstance(provider, dict) else [_line(provider)]
    sources = [one for one in item.get("infosources") or () if isinstance(one, dict)]
    named += [_line(one.get("name")) for one in sorted(sources, key=lambda one: "provider" not in str(one.get("role") or ""))]
    organisations = [one for one in item.get("organisations") or () if isinstance(one, dict)]
    named += [_line(one.get("name")) for one in organisations if "provider" in str(one.get("rel") or "")]
    return next((name for name in [*named, _line(item.get("copyrightholder"))] if name), "")


def _language(value: Any) -> str | None:
    return value.split("-")[0].lower() if isinstance(value, str) and value else None
