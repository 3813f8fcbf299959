"""Documents with pages: a page break in the text is a form feed on a line of its own, so a span leads to its page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.errors import InvalidReport
from onrecord.ingest.extras import load_extra
from onrecord.model.pages import PAGE_BREAK

# Bytes, unpacked. The largest document of words alone met has 8 MB; pictures are not unpacked.
MAX_UNPACKED_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document with its page breaks, and what its properties say."""

    text: str
    title: str | None = None
    author: str | None = None


def join_pages(pages: Iterable[str]) -> str:
    """One text of all pages, a form feed on a line of its own between two."""
    return f"\n{PAGE_BREAK}\n".join(page.strip("\n") for page in pages)


def check_archive(data: bytes, origin: str, kind: str) -> None:
    """Check an Office file before it is unpacked. Raises: InvalidReport, if it is damaged or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(one.file_size for one in archive.infolist() if "/media/" not in one.filename)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InvalidReport(f"{origin}: the {kind} is damaged: {error}") from error
    if size > MAX_UNPACKED_BYTES:
        raise InvalidReport(f"{origin}: the {kind} unpacks to {size:,} bytes, more than one may have ({MAX_UNPACKED_BYTES:,})")


def parse_docx(data: bytes, origin: str) -> Document:
    """Read a Word document: its paragraphs and the cells of its tables, one a line, pages where it was last shown to break.

    Raises: InvalidReport, if it is damaged or a bomb; UsageError, if the extra `documents` is not installed.
    """
    library = load_extra("docx", "documents", "Word documents")
    check_archive(data, origin, "Word document")
    try:
        document = library.Document(io.BytesIO(data))
        lines = list(_lines(document.iter_inner_content()))
        told = document.core_properties
        title, author = told.title, told.author
    except Exception as error:  # a damaged document breaks the library anywhere, by any error
        raise InvalidReport(f"{origin}: the Word document cannot be read: {error}") from error
    return Document("\n".join(lines).strip("\n"), title or None, author or None)


def _lines(blocks: Iterable[Any]) -> Iterator[str]:
    for block in blocks:
        if hasattr(block, "rows"):
            for row in block.rows:
                yield " | ".join(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells))
            continue
        breaks = len(block.rendered_page_breaks) or block._p.xpath("count(.//w:br[@w:type='page'])")
        yield from (PAGE_BREAK for _ in range(int(breaks)))
        yield " ".join(block.text.split())
