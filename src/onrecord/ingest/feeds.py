"""Lists of what is new: RSS, Atom, JSON Feed and news sitemaps give entries; OPML and indexes of sitemaps give other lists."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from onrecord.errors import InvalidReport
from onrecord.ingest.addresses import is_address
from onrecord.ingest.markup import local, paragraphs_of_html, parse_xml, text_of
from onrecord.ingest.written_days import parse_day

# Entries. Feeds have under 500, a news sitemap may have 1,000; what is older than these is left to archives.
MAX_ENTRIES = 2_000
ENTITY = re.compile(rb"(?i)<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")


@dataclass(frozen=True, slots=True)
class Entry:
    """One story that a list names. `key` changes when the list says that the story changed; `text` is what the list has of it."""

    key: str
    url: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    text: str = ""

    def known(self) -> dict[str, str]:
        """What the list knows of the story, to fill what the page does not say."""
        fields = {"title": self.title, "published": self.published, "publisher": self.publisher}
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True, slots=True)
class Listing:
    """What an address of a list holds: entries, newest first as given, and the addresses of further lists."""

    title: str | None
    entries: tuple[Entry, ...] = ()
    lists: tuple[str, ...] = ()


def parse_listing(data: bytes, origin: str) -> Listing:
    """Parse a list in any of the formats.

    Raises: InvalidReport, if it is none of them, or XML that declares entities.
    """
    head = data[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return _json_feed(data, origin)
    if ENTITY.search(data):
        raise InvalidReport(f"{origin}: declares entities of its own, which no feed needs and bombs do")
    if re.search(rb"<(?:\w+:)?(?:opml|urlset|sitemapindex)\b", head):
        root = parse_xml(data, origin)
        return _opml(root) if local(root) == "opml" else _sitemap(root)
    return _feed(data, origin)


def _feed(data: bytes, origin: str) -> Listing:
    import feedparser

    # Bytes in a file object: a string would be taken for an address or a path.
    found = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False)
    if not found.get("version"):
        raise InvalidReport(f"{origin}: is no feed (RSS, Atom, JSON Feed), OPML list or sitemap")
    title = _line(found.feed.get("title"))
    base = found.feed.get("link") or origin
    entries = (_feed_entry(entry, title, base) for entry in found.entries[:MAX_ENTRIES])
    return Listing(title, tuple(entry for entry in entries if entry))


def _feed_entry(entry: Any, feed: str | None, base: str) -> Entry | None:
    link = (entry.get("link") or "").strip()
    url = urljoin(base, link)
    if not link or not is_address(url):
        return None
    told = dict(entry)  # without what feedparser reads into fields that are not there
    written = told.get("published") or told.get("created") or told.get("updated") or ""
    source = _line((entry.get("source") or {}).get("title"))
    bodies = [body.get("value") or "" for body in entry.get("content") or ()]
    changed = told.get("updated") or told.get("published") or ""
    return Entry(
        f"{entry.get('id') or url} {changed}".strip(), url, _line(entry.get("title")), parse_day(written), source or feed,
        _plain(max(bodies, key=len, default="")),
    )  # fmt: skip


def _json_feed(data: bytes, origin: str) -> Listing:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidReport(f"{origin}: not valid JSON: {error}") from error
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")) or not isinstance(feed.get("items"), list):
        raise InvalidReport(f"{origin}: is JSON but no JSON Feed (jsonfeed.org)")
    title = _line(feed.get("title"))
    entries = (_json_entry(item, title) for item in feed["items"][:MAX_ENTRIES] if isinstance(item, dict))
    return Listing(title, tuple(entry for entry in entries if entry))


def _json_entry(item: dict[str, Any], feed: str | None) -> Entry | None:
    url = str(item.get("url") or item.get("external_url") or "")
    if not is_address(url):
        return None
    changed = item.get("date_modified") or item.get("date_published") or ""
    text = item.get("content_text") or _plain(item.get("content_html"))
    day = parse_day(str(item.get("date_published") or ""))
    return Entry(f"{item.get('id') or url} {changed}".strip(), url, _line(item.get("title")), day, feed, str(text))


def _opml(root: Any) -> Listing:
    lists = [
        outline.get("xmlUrl")
        for outline in root.iter()
        if local(outline) == "outline" and is_address(outline.get("xmlUrl") or "")
    ]
    return Listing(None, (), tuple(dict.fromkeys(lists)))


def _sitemap(root: Any) -> Listing:
    if local(root) == "sitemapindex":
        return Listing(None, (), tuple(address for item in root if (address := _told(item, "loc")) and is_address(address)))
    entries = []
    for item in list(root)[:MAX_ENTRIES]:
        url = _told(item, "loc") or ""
        if is_address(url):
            day = _told(item, "publication_date") or ""
            changed = _told(item, "lastmod") or day
            entries.append(Entry(f"{url} {changed}".strip(), url, _told(item, "title"), parse_day(day), _told(item, "name")))
    return Listing(None, tuple(entries))


def _told(item: Any, name: str) -> str | None:
    return next((text_of(element) for element in item.iter() if local(element) == name), None)


def _line(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _plain(value: Any) -> str:
    return paragraphs_of_html(value) if isinstance(value, str) else ""
