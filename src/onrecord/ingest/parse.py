"""Text -> reports: a plain text, a JSON report, JSON Lines, or a web page, told apart by content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from onrecord.errors import InvalidReport, OnrecordError
from onrecord.ingest.dateline import find_dateline
from onrecord.ingest.encoding import check_length
from onrecord.ingest.heading import find_headline, find_sign_off
from onrecord.ingest.language import find_language
from onrecord.ingest.ninjs import fields_of, is_ninjs
from onrecord.ingest.pages import looks_like_page, parse_page
from onrecord.ingest.parse_fields import Parsed, ReportFields, report_id
from onrecord.model import Report

NO_COLUMNS: Mapping[str, str] = {}


def make_report(fields: ReportFields, origin: str, how: Mapping[str, str] | None = None) -> Parsed:
    """Complete a report: its id, its title and day by its first lines, its publisher by its last, its language.

    Raises: InvalidReport, if the text is empty, too long or holds half a character, or the date is none.
    """
    text = check_length(fields.text, origin)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidReport(f"{origin}: character {error.start} of the text is half of a surrogate pair; send UTF-8") from error
    told, told_how = _told_by_text(text)
    given = {name: value for name, value in fields.model_dump().items() if value}
    if fields.published:
        given["published"] = _day(fields.published, origin)
    made = {"id": report_id(fields.id, fields.url, text)}
    found_how = {name: value for name, value in told_how.items() if name not in given}
    return Parsed(Report.model_validate(told | given | made | {"text": text}), {**found_how, **(how or {})})


def _told_by_text(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """What a text says of itself, and how that was found."""
    dateline, headline, site, language = find_dateline(text), find_headline(text), find_sign_off(text), find_language(text)
    found = {
        "published": (dateline and dateline.day, "dateline"),
        "title": (dateline.title, "dateline") if dateline and dateline.title else (headline, "first line"),
        "publisher": (site, "last line"),
        "language": (language, "letters"),
    }
    kept = {name: (value, source) for name, (value, source) in found.items() if value}
    return {name: value for name, (value, _) in kept.items()}, {name: source for name, (_, source) in kept.items()}


def _day(value: str, origin: str) -> str:
    from datetime import date

    try:
        return (
            date.fromisoformat(value[:10]).isoformat() if len(value) <= 10 else datetime.fromisoformat(value).date().isoformat()
        )
    except ValueError as error:
        raise InvalidReport(f"{origin}: published {value!r} is not a day; write it as YYYY-MM-DD") from error


def _from_json(value: Any, origin: str, columns: Mapping[str, str]) -> Parsed:
    if is_ninjs(value):
        fields, how = fields_of(value, origin)
        return make_report(fields, origin, how)
    if columns and isinstance(value, dict):
        value = value | {name: value.get(column) for name, column in columns.items()}
    try:
        fields = ReportFields.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the report"
        raise InvalidReport(
            f"{origin}: {place}: {first['msg']}; a report is {{id?, url?, title?, published?, text}}"
        ) from error
    return make_report(fields, origin)


def parse_lines(lines: Iterable[str], origin: str, columns: Mapping[str, str] = NO_COLUMNS) -> Iterator[Parsed | OnrecordError]:
    """Parse JSON Lines, one report a line; a line that is none is yielded as its error, named by its number."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{origin} line {number}"
        try:
            yield _from_json(json.loads(line), where, columns)
        except json.JSONDecodeError as error:
            yield InvalidReport(f"{where}: not valid JSON, perhaps cut short: {error.msg} at column {error.colno}")
        except RecursionError:
            yield InvalidReport(f"{where}: nested too deep for a report")
        except OnrecordError as error:
            yield error


def _parse_json(text: str, origin: str, columns: Mapping[str, str]) -> Iterator[Parsed | OnrecordError]:
    """One object, or an array of them. Raises: ValueError, if the whole is not one JSON value."""
    value = json.loads(text)
    items = value if isinstance(value, list) else [value]
    for number, item in enumerate(items, 1):
        where = f"{origin} item {number}" if isinstance(value, list) else origin
        try:
            yield _from_json(item, where, columns)
        except OnrecordError as error:
            yield error


def parse_reports(
    text: str, origin: str, *, url: str | None = None, seen_on: str | None = None, columns: Mapping[str, str] = NO_COLUMNS
) -> Iterator[Parsed | OnrecordError]:
    """Parse the reports in a text; one that cannot be read is yielded as its error, in its place.

    JSON and JSON Lines are told by their first character, pages by their mark-up, all else is one plain text.
    """
    head = text.lstrip()[:1]
    if head in ("{", "["):
        try:
            yield from list(_parse_json(text, origin, columns))
        except (ValueError, RecursionError):
            yield from parse_lines(text.split("\n"), origin, columns) if head == "{" else _bad_array(text, origin)
        return
    try:
        if looks_like_page(text):
            page = parse_page(text, origin, url, seen_on)
            yield make_report(ReportFields.model_validate(page.fields), origin, page.how)
        else:
            yield make_report(ReportFields(text=text, url=url), origin)
    except OnrecordError as error:
        yield error


def _bad_array(text: str, origin: str) -> Iterator[Parsed | OnrecordError]:
    """A text that opens with a bracket but is no JSON: a plain text ("[Updated] Talks ..."), or an array cut short."""
    if text.lstrip()[1:].lstrip()[:1] == "{":
        yield InvalidReport(f"{origin}: not valid JSON, perhaps cut short")
        return
    try:
        yield make_report(ReportFields(text=text), origin)
    except OnrecordError as error:
        yield error
