"""News items in NewsML-G2, the IPTC's XML: news items, and messages that hold several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.errors import InvalidReport, OnrecordError
from onrecord.ingest.addresses import is_address
from onrecord.ingest.markup import local, paragraphs_of, paragraphs_of_html, parse_xml, text_of
from onrecord.ingest.parse_fields import ReportFields, report_id
from onrecord.ingest.written_days import parse_day

ROOTS = ("newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "cataloglist")
OTHER_ITEMS = {
    "packageitem": "lists other items", "conceptitem": "describes a concept", "knowledgeitem": "is a vocabulary",
    "planningitem": "tells of planned coverage",
}  # fmt: skip
TEXT_CLASSES = ("text", "composite")
DAYS = ("contentcreated", "firstcreated", "versioncreated")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def is_newsml(data: bytes) -> bool:
    """Whether bytes look like NewsML-G2, by the name of their namespace or of a first element."""
    head = data[:4000]
    return b"iptc.org/std/nar" in head or any(f"<{name}".encode() in head.lower() for name in ROOTS[:3])


def parse_newsml(data: bytes, origin: str) -> Iterator[tuple[ReportFields, dict[str, str]] | OnrecordError]:
    """Yield the fields of each news item, with how they were found; an item that is no text as its error, with the reason."""
    root = parse_xml(data, origin)
    items = (
        [root] if local(root) != "newsmessage" else [item for holder in root if local(holder) == "itemset" for item in holder]
    )
    if not items:
        yield InvalidReport(f"{origin}: the message holds no items")
    for number, item in enumerate(items, 1):
        where = f"{origin} item {number}" if len(items) > 1 else origin
        try:
            yield _fields(item, where)
        except OnrecordError as error:
            yield error


def _fields(item: Any, origin: str) -> tuple[ReportFields, dict[str, str]]:
    name = local(item)
    if name != "newsitem":
        raise InvalidReport(f"{origin}: the {name} is no text: it {OTHER_ITEMS.get(name, 'is of another kind')}")
    meta, content = _child(item, "itemmeta"), _child(item, "contentmeta")
    kind = _code(_child(meta, "itemclass"))
    if kind and kind not in TEXT_CLASSES:
        raise InvalidReport(f"{origin}: the item is a {kind}, not a text")
    status = _code(_child(meta, "pubstatus"))
    if status in ("canceled", "cancelled", "withheld"):
        raise InvalidReport(f"{origin}: the item is {status}: its publisher took it back")
    text = _body(item, origin)
    guid = item.get("guid") or ""
    days = ((name, _child(holder, name)) for name in DAYS for holder in (content, meta))
    dated = [(day, name) for name, element in days if element is not None and (day := parse_day(text_of(element)))]
    link = next((one for one in (_link(meta), guid) if one and is_address(one)), None)
    found = {
        "title": (_worded(content, "headline") or _worded(meta, "title"), "NewsML headline"),
        "author": (_worded(content, "by"), "NewsML by"),
        "publisher": (_named(_child(meta, "provider")) or _named(_child(content, "infosource")), "NewsML provider"),
        "published": (dated[0][0], f"NewsML {dated[0][1]}") if dated else (None, ""),
        "language": (_language(item, content), "NewsML language"),
        "url": (link, "NewsML guid"),
    }
    values = {name: value for name, (value, _) in found.items() if value}
    how = {name: source for name, (value, source) in found.items() if value}
    return ReportFields(id=report_id(None, guid, text), text=text, **values), how


def _child(element: Any, name: str) -> Any:
    return None if element is None else next((child for child in element if local(child) == name), None)


def _worded(element: Any, name: str) -> str | None:
    found = _child(element, name)
    return (text_of(found) or None) if found is not None else None


def _code(element: Any) -> str:
    """The end of a coded value: `text` of `ninat:text`."""
    if element is None:
        return ""
    return str(element.get("qcode") or element.get("uri") or "").replace("/", ":").rsplit(":", 1)[-1].lower()


def _named(element: Any) -> str | None:
    if element is None:
        return None
    return _worded(element, "name") or element.get("literal") or (_code(element) or None)


def _link(meta: Any) -> str | None:
    links = [child for child in meta if local(child) == "link"] if meta is not None else []
    return next(
        (link.get("href") for link in links if link.get("href") and "html" in (link.get("contenttype") or "html")), None
    )


def _language(item: Any, content: Any) -> str | None:
    tagged = _child(content, "language")
    tag = (tagged.get("tag") if tagged is not None else None) or item.get(XML_LANG)
    return tag.split("-")[0].lower() if tag else None


def _body(item: Any, origin: str) -> str:
    """The text of the item's content: its inline XML, else its inline data.

    Raises: InvalidReport, where the text lies elsewhere or there is none.
    """
    holder = _child(item, "contentset")
    parts = list(holder) if holder is not None else []
    for part in parts:
        if local(part) == "inlinexml" and (text := paragraphs_of(part)):
            return text
    for part in parts:
        if local(part) == "inlinedata":
            data = "".join(part.itertext())
            text = paragraphs_of_html(data) if "html" in (part.get("contenttype") or "") else data
            if text.strip():
                return text
    away = [part.get("href") for part in parts if local(part) == "remotecontent"]
    if away:
        raise InvalidReport(f"{origin}: the item's content lies elsewhere ({away[0] or 'no address'}); give that")
    raise InvalidReport(f"{origin}: the item has no content")
