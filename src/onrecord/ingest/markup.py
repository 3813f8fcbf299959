"""XML and marked-up bodies of wires, read without entities, external parts or the network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from onrecord.errors import InvalidReport

ENTITIES = "declares or uses entities of its own, which no news format needs and bombs do"
BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "hl1", "hl2", "td", "th", "dt", "dd", "blockquote", "pre", "div")
)
LEFT_OUT = frozenset(("script", "style", "figure", "figcaption", "media", "head", "title", "aside"))


def parse_xml(data: bytes, origin: str) -> Any:
    """Parse XML. Raises: InvalidReport, if it is none, or declares entities (which news formats do not, and bombs do)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "entit" in str(error).lower():
            raise InvalidReport(f"{origin}: {ENTITIES}") from error
        raise InvalidReport(f"{origin}: not valid XML: {error}") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise InvalidReport(f"{origin}: {ENTITIES}")
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace; nothing for comments and instructions."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def text_of(element: Any) -> str:
    """All text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def paragraphs_of(element: Any) -> str:
    """The paragraphs of a marked-up body (XHTML, NITF, HTML), one a line, in reading order; captions are left out."""
    return "\n".join(line for line in _paragraphs(element) if line)


def _paragraphs(element: Any) -> Iterator[str]:
    """Text that stands between blocks is a paragraph too."""
    parts: list[str] = [element.text or ""]
    for child in element:
        name = local(child)
        if name == "br":
            yield " ".join("".join(parts).split())
            parts = []
        elif name in LEFT_OUT or not name:
            pass
        elif name in BLOCKS or any(local(inner) in BLOCKS for inner in child.iter()):
            yield " ".join("".join(parts).split())
            parts = []
            yield from _paragraphs(child)
        else:
            parts.append("".join(child.itertext()))
        parts.append(child.tail or "")
    yield " ".join("".join(parts).split())


def paragraphs_of_html(body: str) -> str:
    """The paragraphs of a piece of HTML."""
    if not body.strip():
        return ""
    return paragraphs_of(html.fragment_fromstring(body, create_parent="div"))
