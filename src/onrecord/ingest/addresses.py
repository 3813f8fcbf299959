"""Addresses: which inputs are one, and the one spelling of a page's."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_address(value: str) -> bool:
    """Whether an input names something to fetch."""
    return value.lower().startswith(("http://", "https://"))


def leads_to_a_page(address: str) -> bool:
    """Whether an address is one of a page, not of a whole site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and (len(parts.path) > 1 or bool(parts.query))


def clean_address(address: str) -> str:
    """The address without its fragment and without what campaigns and trackers add to it.

    >>> clean_address("https://Arden.example/talks?id=7&utm_source=mail#end")
    'https://arden.example/talks?id=7'
    """
    from courlan import normalize_url  # a tenth of a second; plain files need none of it

    try:
        return str(normalize_url(address, strict=False)).split("#")[0]
    except ValueError:
        return address
