"""A web page -> the fields of a report: main text, title, date, publisher, author, address (by trafilatura)."""

from __future__ import annotations

import re
from typing import Any

from onrecord.errors import InvalidReport, NoMainText

PAGE = re.compile(
    r"(?is)^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|meta)\b"
)
# Code points of mark-up. Larger pages are bombs or data dumps: the largest news page met has 4 MB.
MAX_PAGE_CHARS = 8_000_000
# Open tags. Real pages have under 20,000; lxml's time grows faster than linearly above 100,000 nested ones.
MAX_TAGS = 200_000
# Code points. A main text shorter than this is a cookie banner or a paywall's teaser.
MIN_MAIN_TEXT_CHARS = 80


def looks_like_page(text: str) -> bool:
    """Whether a text is HTML: it opens with a page's tag."""
    return PAGE.match(text[:5000]) is not None


def parse_page(text: str, origin: str, url: str | None = None) -> dict[str, Any]:
    """Parse a page into the fields of a report.

    The date is the one the page gives for its publication; where it gives none it stays unknown (never the day of fetching).
    Raises: InvalidReport, if the page is too large; NoMainText, if no article is found in it.
    """
    if len(text) > MAX_PAGE_CHARS or text.count("<") > MAX_TAGS:
        raise InvalidReport(
            f"{origin}: the page is too large to be one article ({len(text):,} characters, {text.count('<'):,} tags)"
        )
    import trafilatura  # takes a third of a second to load; most inputs are no pages
    from trafilatura.settings import Document

    found = trafilatura.bare_extraction(
        text,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_precision=True,
        # Only a date that the page states as its own: the extensive search also takes one from a footer or a calendar.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Document) or len((found.text or "").strip()) < MIN_MAIN_TEXT_CHARS:
        raise NoMainText(f"{origin}: no main text was found in the page; save the article itself, or give it as a text file")
    return {
        "url": url or found.url,
        "title": found.title,
        "publisher": found.sitename or found.hostname,
        "author": found.author,
        "published": found.date,
        "text": (found.text or "").strip(),
    }
