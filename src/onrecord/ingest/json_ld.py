"""What a page says of itself in JSON-LD: the node of schema.org that describes the report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from onrecord.scheme.toml import load_scheme

# Code points and levels. The largest block met on a news page has 60,000; deeper nesting than this is no description.
MAX_BLOCK_CHARS, MAX_LEVELS = 500_000, 12
COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
STRING = r'"{name}"\s*:\s*"((?:[^"\\]|\\.)*)"'


def _blocks(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iterfind(".//script[@type]"):
        if "ld+json" in element.get("type", "").lower() and element.text and len(element.text) <= MAX_BLOCK_CHARS:
            yield COMMENT.sub("", element.text)


def _nodes(value: Any, level: int = 0) -> Iterator[dict[str, Any]]:
    if level > MAX_LEVELS:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, level + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(name), level + 1)


def types_of(node: dict[str, Any]) -> list[str]:
    """The types of a node, without the address of the vocabulary."""
    named = node.get("@type")
    names = named if isinstance(named, list) else [named]
    return [name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)]


def _broken(block: str) -> dict[str, Any]:
    """What can be told from a block that is no JSON: the first headline and day of publication in it."""
    found = {}
    for name in ("headline", "datePublished"):
        match = re.search(STRING.format(name=name), block)
        if match:
            found[name] = match[1].replace('\\"', '"')
    return {"@type": "Article", **found} if found else {}


def _all_nodes(tree: HtmlElement) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    for block in _blocks(tree):
        try:
            nodes += _nodes(json.loads(block, strict=False))
        except (ValueError, RecursionError):
            nodes += [node for node in [_broken(block)] if node]
    return nodes


def find_article(tree: HtmlElement, headings: set[str]) -> dict[str, Any]:
    """Return the node that describes the page's report, or an empty one.

    A page may describe others too (a list of related stories): the one whose headline is a heading of the page is preferred,
    then the more telling type, then the first.

    Args:
        tree: the page.
        headings: the page's own titles and headings, casefolded, on one line each.
    """
    order = load_scheme("pages")["article_types"]
    ranked = []
    for place, node in enumerate(_all_nodes(tree)):
        kinds = [order.index(name) for name in types_of(node) if name in order]
        if kinds:
            ranked.append((text_of(node.get("headline")).casefold() not in headings, min(kinds), place, node))
    return min(ranked, key=lambda one: one[:3])[3] if ranked else {}


def text_of(value: Any) -> str:
    """A string of a node on one line; names of things by their `name`; else an empty one."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
    return " ".join(unescape(unescape(value)).split()) if isinstance(value, str) else ""


def names_of(value: Any) -> list[str]:
    """The names of one or more persons or organizations."""
    return [name for one in (value if isinstance(value, list) else [value]) if (name := text_of(one))]
