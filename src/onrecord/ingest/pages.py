"""A web page -> the fields of a report, each with how it was found; main text by trafilatura."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from onrecord.errors import InvalidReport, NoMainText
from onrecord.ingest.dateline import find_dateline
from onrecord.ingest.page_trim import is_wall, part_headline, prune, trim

PAGE = re.compile(
    r"(?is)^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|meta)\b"
)
# Code points of mark-up. Larger pages are bombs or data dumps: the largest news page met has 4 MB.
MAX_PAGE_CHARS = 8_000_000
# Open tags. Real pages have under 20,000; lxml's time grows faster than linearly above 100,000 nested ones.
MAX_TAGS = 200_000
# Blocks. Real pages have under 3,000; the second opinions that trafilatura takes cost the square of their number.
MOST_BLOCKS = 4_000
# Code points. A main text shorter than this is a cookie banner or a paywall's teaser.
MIN_MAIN_TEXT_CHARS = 80
NOTHING = "no main text was found in the page; save the article itself, or give it as a text file"


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """The fields that a page gives, and by field how each was found."""

    fields: dict[str, str]
    how: dict[str, str]


def looks_like_page(text: str) -> bool:
    """Whether a text is HTML: it opens with a page's tag."""
    return PAGE.match(text[:5000]) is not None


def parse_page(text: str, origin: str, url: str | None = None, seen_on: str | None = None) -> ParsedPage:
    """Parse a page into the fields of a report.

    The day is the one the page gives for its publication; where it gives none it stays unknown, never the day of fetching.

    Args:
        text: the page.
        origin: where it came from, for messages.
        url: its address, where it is known.
        seen_on: the ISO day on which it was fetched or archived; None for today.

    Raises: InvalidReport, if the page is too large; NoMainText, if no article is found in it.
    """
    if len(text) > MAX_PAGE_CHARS or text.count("<") > MAX_TAGS:
        raise InvalidReport(
            f"{origin}: the page is too large to be one article ({len(text):,} characters, {text.count('<'):,} tags)"
        )
    from trafilatura.utils import load_html  # takes a third of a second to load; most inputs are no pages

    from onrecord.ingest.page_fields import Page

    tree = load_html(text)
    if tree is None:
        raise NoMainText(f"{origin}: {NOTHING}")
    found = Page(tree, url, seen_on).find()
    fields = {name: field.value for name, field in found.items()}
    how = {name: field.how for name, field in found.items()}
    raw = main_text(tree, url, origin)
    dateline = None if "published" in fields else find_dateline(raw)
    if dateline:
        fields["published"], how["published"] = dateline.day, "dateline"
    body = part_headline(trim(raw, fields.get("author")), fields.get("title"))
    if len(body) < MIN_MAIN_TEXT_CHARS:
        raise NoMainText(f"{origin}: {NOTHING}")
    return ParsedPage(fields | {"text": body}, how)


def main_text(tree: Any, url: str | None, origin: str) -> str:
    """What trafilatura takes for the report's text: paragraphs, one a line.

    Raises: NoMainText.
    """
    import trafilatura
    from trafilatura.settings import Document

    pruned = deepcopy(tree)
    prune(pruned)
    fast = sum(1 for _ in tree.iter("p", "div", "li", "td", "h1", "h2", "h3")) > MOST_BLOCKS
    for source in (pruned, tree):  # a page that marks its whole body as a teaser is read as it is
        found = trafilatura.bare_extraction(source, url=url, include_comments=False, fast=fast)
        text = (found.text or "").strip() if isinstance(found, Document) else ""
        if is_wall(text):
            raise NoMainText(
                f"{origin}: the page shows a wall (consent, sign-in, a check) in place of the report; save it by your browser"
            )
        if len(text) >= MIN_MAIN_TEXT_CHARS:
            return text
    raise NoMainText(f"{origin}: {NOTHING}")
