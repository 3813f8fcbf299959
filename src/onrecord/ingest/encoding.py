"""Bytes -> text: the encoding by its mark, by UTF-8, by what the page says, last by its letters."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.errors import InvalidReport, UnknownEncoding

# Bytes. Longer inputs are no single report: the longest real ones (court rulings, agreements) stay below 1 MB.
MAX_REPORT_BYTES = 20_000_000
# Code points. Longer texts are collections; `reader.MOST_READ_CHARS` says how much of a long one is read.
MAX_TEXT_CHARS = 1_000_000

DECLARED = re.compile(rb"""(?i)<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""")
C1 = re.compile("[\x80-\x84\x86-\x9f]")

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _by_mark(data: bytes, origin: str) -> str | None:
    for mark, name in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                raise UnknownEncoding(f"{origin}: begins like {name} but is not: {error}") from error
    return None


def decode(data: bytes, origin: str, declared: str | None = None) -> str:
    """Decode a text, keeping every character of it (line ends too; only a byte-order mark is dropped).

    UTF-8 goes before the encoding that is declared, by the server or by the page itself: what is valid UTF-8 is nothing else, and
    what is declared is often wrong.

    Raises: InvalidReport, if it is empty, too large or binary; UnknownEncoding, if it is text in no encoding that was tried.
    """
    if not data.strip():
        raise InvalidReport(f"{origin}: is empty")
    if len(data) > MAX_REPORT_BYTES:
        raise InvalidReport(f"{origin}: {len(data):,} bytes are more than one report may have ({MAX_REPORT_BYTES:,})")
    marked = _by_mark(data, origin)
    if marked is not None:
        return marked
    if b"\x00" in data:
        raise InvalidReport(f"{origin}: is binary, not text (it holds NUL bytes); give a text, JSON or HTML file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        told = _by_declaration(data, declared)
        return _by_letters(data, origin) if told is None else told


def _by_declaration(data: bytes, declared: str | None) -> str | None:
    """The text in the encoding that the server or the page names; None where there is none, or it is not in that."""
    match = DECLARED.search(data[:4096])
    for name in (declared, match and match[1].decode("ascii", "replace")):
        try:
            # What is no UTF-8 but says so has no say; C1 control characters are in no text.
            text = data.decode(name) if name and codecs.lookup(name).name != "utf-8" else None
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
        if text is not None and not C1.search(text):
            return text
    return None


def _by_letters(data: bytes, origin: str) -> str:
    best = from_bytes(data[:200_000]).best()
    if best is None or best.encoding == "ascii":
        raise UnknownEncoding(f"{origin}: is neither UTF-8 nor text in an encoding that could be told; save it as UTF-8")
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(f"{origin}: looks like {best.encoding} but is not ({error}); save it as UTF-8") from error
    if any(ord(character) < 32 and character not in "\t\n\r\f" for character in text[:200_000]):
        raise InvalidReport(f"{origin}: is binary, not text (it holds control characters); give a text, JSON or HTML file")
    return text


def check_length(text: str, origin: str) -> str:
    """Return the text if a reader can take it whole. Raises: InvalidReport, if it is blank or too long."""
    if not text.strip():
        raise InvalidReport(f"{origin}: has no text")
    if len(text) > MAX_TEXT_CHARS:
        raise InvalidReport(
            f"{origin}: the text has {len(text):,} characters, a report may have {MAX_TEXT_CHARS:,}; split it into its reports"
        )
    return text
