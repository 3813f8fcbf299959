"""PDF -> text with its pages kept; read in a process of its own, which a bomb may fill without harm."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter

from onrecord.errors import InvalidReport
from onrecord.ingest.documents import Document, join_pages
from onrecord.ingest.extras import load_extra

MAX_PAGES = 1_000
MAX_SECONDS = 60
# Bytes of memory of the reading process. A report of 300 pages takes 200 MB.
MAX_MEMORY_BYTES = 1_500_000_000
# Code points. More than a report may have: what is longer is refused when its length is checked.
MAX_CHARS = 2_000_000
# A line that stands first or last on more than this share of the pages (its digits aside) is a running head or foot.
RUNNING_SHARE, FEWEST_PAGES = 0.5, 3
HYPHEN = re.compile("[\ufffe\u00ad]\n?")


def parse_pdf(data: bytes, origin: str) -> Document:
    """Read a PDF.

    Raises: InvalidReport, if it is damaged, locked, without text (scanned), or too large to be read in bounded time and memory;
        UsageError, if the extra `documents` is not installed.
    """
    load_extra("pypdfium2", "documents", "PDF files")
    command = [sys.executable, "-m", "onrecord.ingest.pdf", str(MAX_MEMORY_BYTES)]
    try:
        # The program is this very module; nothing of the input is on its command line.
        done = subprocess.run(command, input=data, capture_output=True, timeout=MAX_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise InvalidReport(f"{origin}: the PDF could not be read in {MAX_SECONDS} seconds") from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise InvalidReport(f"{origin}: the PDF could not be read within {MAX_MEMORY_BYTES:,} bytes of memory") from error
    if "error" in answer:
        raise InvalidReport(f"{origin}: {answer['error']}")
    text = join_pages(without_running_lines([HYPHEN.sub("", page.replace("\r\n", "\n")) for page in answer["pages"]]))
    if not text.strip():
        raise InvalidReport(
            f"{origin}: the PDF has no text, only pictures of it; run it through a program that recognizes text (OCR)"
        )
    return Document(text, answer["title"] or None, answer["author"] or None)


def without_running_lines(pages: list[str]) -> list[str]:
    """Drop the first and last lines that most pages share, digits aside: heads, feet and page numbers."""
    if len(pages) < FEWEST_PAGES:
        return pages
    cut = [[line for line in page.split("\n") if line.strip()] for page in pages]
    counted = Counter(key for lines in cut for key in {_key(line) for line in (*lines[:1], *lines[-1:])})
    running = {key for key, count in counted.items() if count > RUNNING_SHARE * len(pages)}
    return ["\n".join(_trimmed(page.split("\n"), running)) for page in pages]


def _trimmed(lines: list[str], running: set[str]) -> list[str]:
    while lines and (not lines[0].strip() or _key(lines[0]) in running):
        lines = lines[1:]
    while lines and (not lines[-1].strip() or _key(lines[-1]) in running):
        lines = lines[:-1]
    return lines


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _read(data: bytes) -> dict[str, object]:
    """The pages of a PDF and what its properties say; for the process of its own."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        return {"error": "the PDF is locked by a password" if locked else f"the PDF is damaged: {error}"}
    if len(document) > MAX_PAGES:
        return {"error": f"the PDF has {len(document):,} pages, a report may have {MAX_PAGES:,}; split it"}
    pages: list[str] = []
    for page in document:
        pages.append(page.get_textpage().get_text_bounded())
        if sum(map(len, pages)) > MAX_CHARS:
            return {"error": f"the PDF has more than {MAX_CHARS:,} characters; split it"}
    told = document.get_metadata_dict()
    return {"pages": pages, "title": told.get("Title", ""), "author": told.get("Author", "")}


def _bound_memory(most_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bound; the time is bounded there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))


if __name__ == "__main__":
    _bound_memory(int(sys.argv[1]))
    sys.stdout.write(json.dumps(_read(sys.stdin.buffer.read())))
