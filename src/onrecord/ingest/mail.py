"""Newsletters: .eml files and mbox archives; the sender is the publisher, the mail's day the report's."""

from __future__ import annotations

import email
import email.policy
import mailbox
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from onrecord.errors import InvalidReport, NoMainText, OnrecordError
from onrecord.ingest.markup import paragraphs_of_html
from onrecord.ingest.page_trim import trim
from onrecord.ingest.pages import parse_page
from onrecord.ingest.parse_fields import ReportFields, report_id
from onrecord.ingest.written_days import parse_day

POLICY = email.policy.default
# Bytes. Newsletters stay below 1 MB without their pictures.
MAX_MAIL_BYTES = 20_000_000

Fields = tuple[ReportFields, dict[str, str]]


def parse_mail(data: bytes, origin: str) -> Fields:
    """Read one mail. Raises: InvalidReport, if it has no text."""
    if len(data) > MAX_MAIL_BYTES:
        raise InvalidReport(f"{origin}: a mail of {len(data):,} bytes is no newsletter")
    message = email.message_from_bytes(data, policy=POLICY)
    text = _body(message, origin)
    name, address = parseaddr(_header(message, "From"))
    found = {
        "title": (" ".join(_header(message, "Subject").split()), "mail subject"),
        "publisher": (name or address.rpartition("@")[2], "mail sender"),
        "published": (parse_day(_header(message, "Date")), "mail date"),
    }
    values = {field: value for field, (value, _) in found.items() if value}
    how = {field: source for field, (value, source) in found.items() if value}
    return ReportFields(id=report_id(None, _header(message, "Message-ID") or None, text), text=text, **values), how


def parse_mbox(path: Path) -> Iterator[Fields | OnrecordError]:
    """Read the mails of an mbox archive, one in memory at a time; a bad one is yielded as its error."""
    try:
        box = mailbox.mbox(path, create=False)
        keys = box.keys()
    except (OSError, mailbox.Error) as error:
        raise InvalidReport(f"{path}: cannot be read: {error}") from error
    try:
        for number, key in enumerate(keys, 1):
            try:
                yield parse_mail(box.get_bytes(key), f"{path} mail {number}")
            except OnrecordError as error:
                yield error
    finally:
        box.close()


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except (ValueError, IndexError, AttributeError, TypeError):  # what the library raises for headers made to break it
        return ""


def _body(message: EmailMessage, origin: str) -> str:
    plain, marked = _part(message, "plain"), _part(message, "html")
    if plain.strip():
        return plain.replace("\r\n", "\n").strip()
    if not marked.strip():
        raise InvalidReport(f"{origin}: the mail has no text, only attachments")
    try:
        return parse_page(marked, origin).fields["text"]
    except NoMainText:  # a short letter: all that it says is the text
        text = trim(paragraphs_of_html(marked))
    if not text:
        raise InvalidReport(f"{origin}: the mail has no text, only pictures")
    return text


def _part(message: EmailMessage, kind: str) -> str:
    part: Any = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    try:
        content = part.get_content()
    except (LookupError, UnicodeError, ValueError):  # an unknown character set
        content = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    return str(content)
