"""What of a page is not the report: captions, links to other stories, calls to subscribe, the outlet's own list of points."""

from __future__ import annotations

import re
from functools import cache

from lxml.html import HtmlElement

from onrecord.scheme.toml import load_scheme

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
BLOCKS = ("p", "li", "div", "h2", "h3", "h4", "section", "aside")
# Shares of an element's text. A block that is one link leads elsewhere; a marked block with much of the page's text holds the report.
ALL_LINK, TOO_MUCH = 0.95, 0.4
# Code points. Shorter linked blocks are names and buttons, which trafilatura drops itself; a longer one is a linked paragraph.
CROSSLINK_CHARS = (15, 200)
# Code points. A line of a list of other stories is no longer; paragraphs of news have 150 and more.
MAX_HEADLINE_CHARS = 140
# Paragraphs. A cell of figures has none; one with two is a column of the page.
LAYOUT_PARAGRAPHS = 2
# Code points. Consent walls reach 1,500; a report of that length names at most one of the phrases.
MAX_WALL_CHARS = 2000
WRITTEN = re.compile(r"[^\W_]")
ENDS_SENTENCE = re.compile(r"[.!?…]['\"”’)]*$")


def prune(tree: HtmlElement) -> None:
    """Drop from a tree what its mark-up or its links show to stand beside the report, and open tables that only lay it out."""
    for cell in list(tree.iter("td")):
        if len(cell.findall(".//p")) >= LAYOUT_PARAGRAPHS and cell.find(".//td") is None:
            _open_table(cell)
    total = sum(len(" ".join(element.text_content().split())) for element in tree.iter("p")) or 1
    for element in list(tree.iter()):
        if (
            not isinstance(element.tag, str)
            or element.getparent() is None
            or element.tag in ("html", "body", "head", "article", "main")
        ):
            continue
        if ((element.tag == "figcaption" or _is_beside(element)) and _length(element) < TOO_MUCH * total) or _is_crosslink(
            element
        ):
            element.drop_tree()


def _open_table(cell: HtmlElement) -> None:
    """Make blocks of a cell and of what holds it, so that its paragraphs are no cells of a row."""
    cell.tag = "div"
    for holder in cell.iterancestors("tr", "tbody", "table", "td"):
        holder.tag = "div"


def _length(element: HtmlElement) -> int:
    return len(" ".join(element.text_content().split()))


def _is_beside(element: HtmlElement) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not named.strip():
        return False
    words = [word.lower() for word in WORD.findall(named)]
    beside = _beside()
    joined = f" {' '.join(words)} "
    return not beside[0].isdisjoint(words) or any(phrase in joined for phrase in beside[1])


@cache
def _beside() -> tuple[frozenset[str], tuple[str, ...]]:
    known = load_scheme("pages")["beside"]
    return frozenset(known["words"]), tuple(f" {phrase} " for phrase in known["phrases"])


def _is_crosslink(element: HtmlElement) -> bool:
    """Whether a block is the headline of another story: nothing but one link to another place, and no sentence."""
    if element.tag not in BLOCKS or element.find(".//a") is None:
        return False
    text = " ".join(element.text_content().split())
    if not CROSSLINK_CHARS[0] <= len(text) <= CROSSLINK_CHARS[1] or ENDS_SENTENCE.search(text):
        return False
    links = [link for link in element.iter("a") if not (link.get("href") or "#").startswith("#")]
    return len(links) == 1 and _length(links[0]) >= ALL_LINK * len(text)


@cache
def _dropped_line() -> re.Pattern[str]:
    lines = load_scheme("pages")["lines"]
    begins = "|".join(re.escape(one) for one in lines["begins"])
    whole = "|".join([*(re.escape(one) for one in lines["whole"]), *lines["patterns"]])
    return re.compile(rf"(?i)(?:[-•*]\s*)?(?:(?:{begins}).*|(?:{whole}))")


def trim(text: str, author: str | None = None) -> str:
    r"""Drop the lines of an extracted text that are not the report: a byline too.

    >>> print(trim("Talks began.\nRead more: The bridge, explained\nThey end on Friday."))
    Talks began.
    They end on Friday.
    """
    names = {name.strip().casefold() for name in (author or "").split(";")} - {""}
    return "\n".join(_without_highlights([line for line in text.split("\n") if not _is_dropped(line.strip(), names)])).strip()


def _is_dropped(line: str, names: set[str]) -> bool:
    folded = line.casefold().removeprefix("by ").strip()
    return not WRITTEN.search(line) or folded in names or _dropped_line().fullmatch(line) is not None


def _without_highlights(lines: list[str]) -> list[str]:
    """Drop the headings of lists of points, and the list with it where it follows."""
    headings = load_scheme("pages")["lines"]["highlights"]
    kept: list[str] = []
    listed = False
    for line in lines:
        heads = line.strip().strip(":").casefold() in headings
        listed = heads or (listed and line.strip().startswith("- "))
        if not listed:
            kept.append(line)
    return kept


def is_wall(text: str) -> bool:
    """Whether what a page shows is a wall (consent, sign-in, a check for robots): short, with two of the words of walls."""
    folded = text.casefold()
    return len(text) < MAX_WALL_CHARS and sum(phrase in folded for phrase in load_scheme("pages")["walls"]["phrases"]) >= 2


def part_headline(text: str, title: str | None) -> str:
    """Give the headline a line of its own where the page runs it into the first sentence."""
    head = (title or "").strip()
    if len(head) < CROSSLINK_CHARS[0] or not text.startswith(head):
        return text
    rest = text[len(head) :]
    return f"{head}\n{rest.lstrip(' :|–—-')}" if rest[:1] in (" ", ":", "|") else text
