"""Which format bytes are in: documents, mails and wires in XML, told by their first bytes; endings of files that are read in pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from onrecord.errors import InvalidReport, OnrecordError
from onrecord.ingest.encoding import MAX_REPORT_BYTES
from onrecord.ingest.parse_fields import ReportFields

LINES = (".jsonl", ".ndjson")
TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".parquet")
MAILS = (".eml", ".mbox")
PDF, PACKED = b"%PDF-", b"PK\x03\x04"
SPACES = b"\xef\xbb\xbf \t\r\n"
BINARY = (".pdf", ".docx")
# A mail opens with a header; other texts with a colon in their first line have no line of these.
MAIL = re.compile(rb"(?i)\A(?:[\w-]{1,60}:[^\n]*\n|[ \t][^\n]*\n){1,200}")
SENDER = re.compile(rb"(?im)^from:\s*\S")
MAIL_MARK = re.compile(rb"(?im)^(?:mime-version|message-id|received|return-path):")

Found = tuple[ReportFields, dict[str, str]]


def is_binary(data: bytes) -> bool:
    """Whether bytes begin like a PDF or an Office document."""
    return data[:4000].lstrip(SPACES).startswith((PDF, PACKED))


def parse_binary(data: bytes, origin: str, url: str | None = None) -> Iterable[Found | OnrecordError] | None:
    """Parse bytes that are no plain text, JSON or page; None if they are of none of these formats.

    Raises: InvalidReport, if they are but cannot be read; UsageError, if an extra is not installed.
    """
    parser = _parser_of(data)
    if parser is None:
        return None
    if len(data) > MAX_REPORT_BYTES:
        raise InvalidReport(f"{origin}: more than {MAX_REPORT_BYTES:,} bytes are no single report")
    return parser(data, origin, url)


def _parser_of(data: bytes) -> Callable[[bytes, str, str | None], Iterable[Found | OnrecordError]] | None:
    head = data[:4000].lstrip(SPACES)
    if head.startswith(PDF):
        return _pdf
    if head.startswith(PACKED):
        return _docx
    if head.startswith(b"<") and _is_newsml(data):
        return _newsml
    match = MAIL.match(data[:20_000])
    if match and SENDER.search(match[0]) and MAIL_MARK.search(match[0]):
        return _mail
    return None


def _is_newsml(data: bytes) -> bool:
    from onrecord.ingest.newsml import is_newsml

    return is_newsml(data)


def _newsml(data: bytes, origin: str, _url: str | None) -> Iterable[Found | OnrecordError]:
    from onrecord.ingest.newsml import parse_newsml

    return parse_newsml(data, origin)


def _mail(data: bytes, origin: str, _url: str | None) -> Iterable[Found | OnrecordError]:
    from onrecord.ingest.mail import parse_mail

    return [parse_mail(data, origin)]


def _pdf(data: bytes, origin: str, url: str | None) -> Iterable[Found | OnrecordError]:
    from onrecord.ingest.pdf import parse_pdf

    document = parse_pdf(data, origin)
    return [_document_fields(document.text, document.title, document.author, url, "PDF properties")]


def _docx(data: bytes, origin: str, url: str | None) -> Iterable[Found | OnrecordError]:
    from onrecord.ingest.documents import parse_docx

    document = parse_docx(data, origin)
    return [_document_fields(document.text, document.title, document.author, url, "document properties")]


def _document_fields(text: str, title: str | None, author: str | None, url: str | None, how: str) -> Found:
    """The fields of a document. The day it was made is not the day it was published, so properties give none."""
    values = {name: value for name, value in (("title", title), ("author", author), ("url", url)) if value}
    return ReportFields(text=text, **values), {name: how for name in values if name != "url"}
