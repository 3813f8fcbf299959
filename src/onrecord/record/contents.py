"""What makes two versions or two readings the same: hashes of their content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.errors import InvalidReport
from onrecord.model import ReaderVersion, Reading, Relay, Report
from onrecord.record.hashes import canonical, content_id, sha

METADATA = ("url", "title", "publisher", "author", "published", "language")


@dataclass(frozen=True, slots=True)
class ContentIds:
    """The ids of a reading and of what it is a reading of."""

    text_sha: str
    version_id: str
    content_sha: str
    reading_id: str


def content_ids(reading: Reading) -> ContentIds:
    """Compute a reading's ids. Raises: InvalidReport, if its text cannot be stored."""
    text_sha = sha(encoded(reading.report))
    version = version_id(reading.report, text_sha)
    content = content_sha(reading)
    return ContentIds(text_sha, version, content, reading_id(version, reading.reading, content))


def encoded(report: Report) -> bytes:
    """Return the text as UTF-8. Raises: InvalidReport, for half of a surrogate pair, which UTF-8 cannot hold."""
    try:
        return report.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidReport(
            f"report {report.id}: character {error.start} is half of a surrogate pair; decode the file as UTF-8 or UTF-16",
            report_id=report.id,
        ) from error


def version_id(report: Report, text_sha: str) -> str:
    """Hash a report's text and metadata."""
    return content_id([report.id, text_sha, [getattr(report, name) for name in METADATA]])


def content_sha(reading: Reading) -> str:
    """Hash all that was read. Defaults are left out, so that a field which models gain later changes no old hash."""
    found: dict[str, Any] = reading.model_dump(mode="json", exclude={"report", "reading"}, exclude_defaults=True)
    return sha(canonical([found, [relay_key(relay) for relay in reading.report.relays]]))


def relay_key(relay: Relay) -> dict[str, Any]:
    """Lay out a relay for hashing."""
    return relay.model_dump(mode="json", exclude_defaults=True)


def reading_id(version: str, reader: ReaderVersion, content: str) -> str:
    """Hash what was read, in what, by whom."""
    return content_id([version, reader.reader, reader.weights, reader.codebook, content])
