"""Instants as the record writes them: ISO 8601, UTC, microseconds, so that text order is time order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from onrecord.errors import UsageError

FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)


def stamp(instant: datetime) -> str:
    """Write an instant down. A naive one counts as UTC."""
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime(FORMAT)


def after(earlier: str, instant: str) -> str:
    """Return `instant`, or the microsecond after `earlier` where a clock was set back: the log never runs backward."""
    if instant > earlier:
        return instant
    return stamp(datetime.strptime(earlier, FORMAT).replace(tzinfo=UTC) + timedelta(microseconds=1))


def day(value: str, option: str) -> str:
    """Check that a value is a calendar day. Raises: UsageError, naming option and value."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise UsageError(f"{option} {value!r} is not a day; write it as 2025-12-04") from error


def end_of(value: str, option: str) -> str:
    """Return the last instant meant by a day, or the instant itself. Raises: UsageError, naming option and value."""
    if len(value) == len("2025-12-04"):
        return f"{day(value, option)}T23:59:59.999999Z"
    try:
        return stamp(datetime.fromisoformat(value))
    except ValueError as error:
        raise UsageError(f"{option} {value!r} is neither a day nor an instant; write it as 2025-12-04") from error
