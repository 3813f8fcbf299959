"""The fields of a page: title, author, publisher, day, address; what the page marks up goes before what is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from onrecord.ingest.addresses import clean_address, leads_to_a_page
from onrecord.ingest.dateline import find_dateline
from onrecord.ingest.json_ld import find_article, names_of, text_of
from onrecord.ingest.written_days import parse_day
from onrecord.scheme.toml import load_scheme

JOINT = re.compile(r"\s+[|–—·•:»«-]\s+")
# Words. "Politics | The Valley Post": what follows the last joint of a title element is the site, unless it is longer than this.
MAX_SITE_WORDS = 4
# Elements and code points. A byline takes up to five elements; a longer line is the first paragraph.
LINES_BELOW, MAX_BYLINE_CHARS = 6, 120
BY = re.compile(r"(?i)^by\s+")
# Code points. A longer value is no title, name or address, but something else put in its place.
MAX_FIELD_CHARS = 1_000
HTTP = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Field:
    """A field's value, and how it was found: "JSON-LD datePublished", "meta og:title", "htmldate"."""

    value: str
    how: str


Candidates = Iterator[Field | None]


class Page:
    """A parsed page and what it says of itself in mark-up."""

    def __init__(self, tree: HtmlElement, url: str | None, seen_on: str | None) -> None:
        self.tree = tree
        self.url = url
        self.seen_on = seen_on or datetime.now(UTC).date().isoformat()
        self.meta = _meta_of(tree)
        self.headings = _headings(tree, "h1") or _headings(tree, "h2")[:1]
        self.title_element = _line(tree.findtext(".//title") or "")
        named = {*self.headings, self.title_element, *(self.meta.get("og:title", ()))}
        self.article = find_article(tree, {name.casefold() for name in named})

    def find(self) -> dict[str, Field]:
        """Return the fields that are found."""
        found: dict[str, Field] = {}
        for name, candidates in FINDERS.items():
            field = next((one for one in candidates(self) if one and 0 < len(one.value) <= MAX_FIELD_CHARS), None)
            if field:
                found[name] = field
        if "title" in found:
            site = found.get("publisher", Field("", "")).value
            found["title"] = Field(without_site(found["title"].value, site), found["title"].how)
        return found

    def from_article(self, name: str) -> Field | None:
        """A text field of the JSON-LD node."""
        value = text_of(self.article.get(name))
        return Field(value, f"JSON-LD {name}") if value else None

    def from_meta(self, field: str) -> Candidates:
        """The values of the meta elements that may hold a field, the better first."""
        for name in load_scheme("pages")["meta"][field]:
            for value in self.meta.get(name, ()):
                yield Field(value, f"meta {name}")


def _line(text: str) -> str:
    return " ".join(unescape(text).split())


def _headings(tree: HtmlElement, tag: str) -> list[str]:
    return [line for heading in tree.iter(tag) if (line := _line(heading.text_content()))]


def _meta_of(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = _line(element.get("content") or "")
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def without_site(title: str, publisher: str) -> str:
    """Cut the site's name off a title: what follows the last joint, where it is the publisher's name.

    >>> without_site("Talks begin in Arden | The Valley Post", "Valley Post")
    'Talks begin in Arden'
    """
    joints = list(JOINT.finditer(title))
    if not joints:
        return title
    last = joints[-1]
    key = _bare(publisher)
    tail, head = _bare(title[last.end() :]), _bare(title[: joints[0].start()])
    if (key and (tail == key or tail in key.split("."))) or (key and tail and tail in (f"the{key}", key.removeprefix("the"))):
        return title[: last.start()].strip()
    if key and head == key:
        return title[joints[0].end() :].strip()
    return title


def _bare(name: str) -> str:
    return re.sub(r"[^\w.]", "", name.casefold()).removesuffix(".com").removeprefix("www.")


def _titles(page: Page) -> Candidates:
    yield page.from_article("headline")
    yield from page.from_meta("title")
    if len(page.headings) == 1:
        yield Field(page.headings[0], "heading")
    if page.title_element:
        yield Field(_cut_site(page.title_element), "title element")
    yield from (Field(heading, "heading") for heading in page.headings)


def _cut_site(title: str) -> str:
    joints = list(JOINT.finditer(title))
    if joints and len(title[joints[-1].end() :].split()) <= MAX_SITE_WORDS < len(title[: joints[-1].start()].split()):
        return title[: joints[-1].start()]
    return title


def _authors(page: Page) -> Candidates:
    names = [BY.sub("", name) for name in names_of(page.article.get("author")) if not name.startswith(HTTP)]
    if names:
        yield Field("; ".join(dict.fromkeys(names)), "JSON-LD author")
    for name in load_scheme("pages")["meta"]["author"]:
        values = [BY.sub("", value) for value in page.meta.get(name, ()) if not value.startswith(HTTP)]
        if values:
            yield Field("; ".join(dict.fromkeys(values)), f"meta {name}")
    yield from _marked(page, ".//*[@rel='author' or @itemprop='author']", "mark-up of the author")
    from trafilatura.metadata import extract_author  # takes a third of a second to load; most inputs are no pages

    guessed = extract_author(page.tree)
    yield Field(guessed, "byline") if guessed else None


def _marked(page: Page, path: str, how: str) -> Candidates:
    names = [BY.sub("", _line(element.text_content())) for element in page.tree.xpath(path)]
    kept = [name for name in dict.fromkeys(names) if 2 < len(name) < 60]
    yield Field("; ".join(kept[:4]), how) if kept else None


def _publishers(page: Page) -> Candidates:
    yield page.from_article("publisher")
    yield from (field for field in page.from_meta("publisher") if field and not field.value.startswith(HTTP))
    yield _site_in_title(page)
    for address in (page.url, _canonical(page)):
        if address and (host := urlsplit(address).hostname):
            yield Field(host.removeprefix("www."), "host of the address")


def _site_in_title(page: Page) -> Field | None:
    """What the title element has beside the page's heading, where that is short: the site's name."""
    for heading in page.headings:
        if heading in page.title_element:
            site = page.title_element.replace(heading, "", 1).strip(" |–—·•:»«-")
            return Field(site, "title element") if 0 < len(site.split()) <= MAX_SITE_WORDS else None
    return None


def _days(page: Page) -> Candidates:
    for name in ("datePublished", "dateCreated"):
        day = parse_day(text_of(page.article.get(name)))
        yield Field(day, f"JSON-LD {name}") if day else None
    for field in page.from_meta("published"):
        day = parse_day(field.value) if field else None
        yield Field(day, field.how) if field and day else None
    marked = ".//*[@itemprop='datePublished' or @pubdate or contains(@class, 'published')][@datetime or @content or self::time]"
    for element in page.tree.xpath(marked):
        day = parse_day(element.get("datetime") or element.get("content") or _line(element.text_content()))
        yield Field(day, "mark-up of the date") if day else None
    yield _day_below_heading(page)
    yield _guessed_day(page)


def _day_below_heading(page: Page) -> Field | None:
    """The day on one of the few lines below the heading, where bylines stand."""
    for heading in [*page.tree.iter("h1"), *page.tree.iter("h2")][:1]:
        for element in heading.xpath(f"following::*[not(self::script)][not(*)][position() <= {LINES_BELOW}]"):
            dateline = find_dateline(_line(element.text_content())[:MAX_BYLINE_CHARS])
            if dateline:
                return Field(dateline.day, "line below the heading")
    return None


def _guessed_day(page: Page) -> Field | None:
    """The day that htmldate finds; never the day on which the page was seen, which headers and footers show too.

    Only where the address has the same day is that the report's.
    """
    from htmldate import find_date

    # Only what a page states as its own: the extensive search also takes a date from a footer or a calendar.
    day = find_date(page.tree, original_date=True, extensive_search=False, url=page.url)
    if not day or (day == page.seen_on and not _in_address(day, page.url or _canonical(page))):
        return None
    return Field(day, "htmldate")


def _in_address(day: str, url: str | None) -> bool:
    year, month, number = day.split("-")
    written = rf"{year}[-/_]?0?{int(month)}[-/_]?0?{int(number)}(?!\d)"
    return bool(url and re.search(written, url))


def _addresses(page: Page) -> Candidates:
    if page.url:
        yield Field(clean_address(page.url), "given")
    canonical = _canonical(page)
    yield Field(clean_address(canonical), "canonical link") if canonical else None
    for value in page.meta.get("og:url", ()):
        yield Field(value, "meta og:url") if leads_to_a_page(value) else None
    address = page.from_article("url")
    yield address if address and leads_to_a_page(address.value) else None


def _canonical(page: Page) -> str | None:
    for link in page.tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            address = urljoin(page.url or "", (link.get("href") or "").strip())
            return address if leads_to_a_page(address) else None
    return None


FINDERS: dict[str, Callable[[Any], Candidates]] = {
    "url": _addresses,
    "title": _titles,
    "author": _authors,
    "publisher": _publishers,
    "published": _days,
}
