"""Every error that onrecord raises on purpose.

    OnrecordError                 exit status 2 on the command line unless said otherwise
    ├── InvalidReport             a report that cannot be read: empty, binary, cut short, too large
    │   ├── UnknownEncoding       bytes that are text in no encoding that was tried
    │   └── NoMainText            a page without an article in it
    ├── SpanMismatch              a span outside its text, or whose words differ from the stored ones
    ├── InvalidVocabulary         a TOML file of the scheme, a directory or a codebook that breaks its rules
    ├── ModelMissing              a language model or weights that are absent or altered
    ├── GazetteerMissing          the package with the lists of places is absent, or its index cannot be made
    ├── InvalidMap                a control map, a table of areas or a data set of them that cannot be used
    ├── FetchRefused              an address that will not be fetched, or that did not answer
    ├── RecordError               the database
    │   ├── RecordUnavailable     cannot be opened, is read-only, or its disk is full
    │   ├── RecordTooNew          made by a newer onrecord
    │   ├── NotInRecord           no report, row or case of this id
    │   └── Withheld              a report that was forgotten and is not taken in again
    └── UsageError                an option whose value cannot be used

A message names the thing, the value, the place, and what to do. `report_id` is set wherever a report is meant.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """The root: everything that onrecord raises on purpose."""

    def __init__(self, message: str, *, report_id: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.report_id = report_id


class InvalidReport(OnrecordError):
    """A report that cannot be read."""


class UnknownEncoding(InvalidReport):
    """Bytes that are text in no encoding that was tried."""


class NoMainText(InvalidReport):
    """A page in which no article was found."""


class SpanMismatch(OnrecordError):
    """A span outside its text, or whose words differ from the stored ones."""


class InvalidVocabulary(OnrecordError):
    """A vocabulary file (scheme, directory, codebook) that breaks its rules; names file and entry."""


class ModelMissing(OnrecordError):
    """A language model or weights that are absent or altered."""


class GazetteerMissing(OnrecordError):
    """The package with the lists of places is absent, or the index of them cannot be made or read."""


class InvalidMap(OnrecordError):
    """A control map, a table of areas or a data set of them that cannot be used; names file and place."""


class FetchRefused(OnrecordError):
    """An address that will not be fetched, or that did not answer.

    `retry_after_seconds` is the wait that the site asked for, None where it asked for none.
    """

    retry_after_seconds: float | None = None


class RecordError(OnrecordError):
    """The database said no."""


class RecordUnavailable(RecordError):
    """The record cannot be opened or written."""


class RecordTooNew(RecordError):
    """The record was made by a newer onrecord."""


class NotInRecord(RecordError):
    """The record has no such report, row or case."""


class Withheld(RecordError):
    """The report was forgotten on purpose, and is not taken in again unless told to."""


class UsageError(OnrecordError):
    """An option or argument whose value cannot be used."""
