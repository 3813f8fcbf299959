"""The pages of a document: which one a place in its text is on."""

from __future__ import annotations

# Stands on a line of its own between two pages.
PAGE_BREAK = "\f"


def page_of(text: str, offset: int) -> int | None:
    r"""Return the page, counted from 1, on which a code point of a report's text stands; None if the text has no pages.

    >>> page_of("one\n\f\ntwo", 6), page_of("one", 1)
    (2, None)
    """
    return text.count(PAGE_BREAK, 0, offset) + 1 if PAGE_BREAK in text else None
