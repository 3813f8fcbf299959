"""The open issues layer: issues that the report itself calls unresolved."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from onrecord.annotate.document import Document
from onrecord.annotate.phrase import sentence_around
from onrecord.annotate.positions.issues import Hit, Issues
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import OpenIssueDraft
from onrecord.model.span import Span
from onrecord.scheme.codebook import Codebook, Issue
from onrecord.scheme.toml import load_scheme

# A list of open issues has short lines, and not many of them.
LONGEST_ITEM_CHARS = 160
MOST_ITEMS = 10
MOST_IN_SENTENCE = 4
# How far from such words an issue may stand in their sentence.
REACH_TOKENS = 60
BULLETS = "-–—•*· \t"


@cache
def _marks() -> Codebook:
    """The wordings that call an issue open ("sticking point", "no agreement on"), as a codebook of one issue."""
    table = load_scheme("stances")["open"]
    return Codebook("open", (Issue("open", "Open", words=(*table["phrases"], *table["states"])),))


def find_open_issues(document: Document, vocabulary: Vocabulary) -> list[OpenIssueDraft]:
    """Find what a report calls unresolved: items of a list that it opens so, and issues beside such words in a sentence."""
    if not vocabulary.codebook.issues:
        return []
    marks = Issues(document.doc, _marks())
    issues = Issues(document.doc, vocabulary.codebook)
    found = {(draft.issue, draft.span): draft for draft in _listed(document, marks, issues)}
    found.update({(draft.issue, draft.span): draft for draft in _told(document, marks, issues)})
    once = {draft.issue: draft for draft in sorted(found.values(), key=lambda draft: draft.span, reverse=True)}
    return sorted(once.values(), key=lambda draft: draft.span)


def _tokens(document: Document, span: Span) -> tuple[int, int]:
    tokens = document.tokens(span)
    return tokens.start, tokens.end - 1


def _listed(document: Document, marks: Issues, issues: Issues) -> Iterator[OpenIssueDraft]:
    """The items of a list under a line such as "Two issues remain unresolved:"."""
    paragraphs = document.annotations.paragraphs
    for number, paragraph in enumerate(paragraphs):
        if not document.text[slice(*paragraph)].endswith(":") or not marks.within(*_tokens(document, paragraph)):
            continue
        for item in paragraphs[number + 1 : number + 1 + MOST_ITEMS]:
            if not _is_item(document.text[slice(*item)]):
                break
            hit = issues.best(*_tokens(document, item))
            if hit is not None:
                yield OpenIssueDraft(span=item, issue=hit.slug)


def _is_item(words: str) -> bool:
    """Whether a line is an item of a list: short, and no sentence."""
    bulleted = words[:1] in BULLETS
    return len(words) <= LONGEST_ITEM_CHARS and (bulleted or words[-1:] not in (".", "!", "?", "”", '"', ":"))


def _told(document: Document, marks: Issues, issues: Issues) -> Iterator[OpenIssueDraft]:
    """The issues of a sentence that calls something open: those after the words, else those before."""
    for mark in marks.hits:
        start, end = sentence_around(document.doc[mark.first], REACH_TOKENS)
        if "no longer" in document.doc[start : mark.first].text.casefold():
            continue
        after = _distinct(issues.within(mark.last + 1, end - 1), issues)
        before = _distinct(issues.within(start, mark.first - 1), issues)
        for hit in after or before[-1:]:
            yield OpenIssueDraft(span=_span(hit, document), issue=hit.slug)


def _distinct(hits: list[Hit], issues: Issues) -> list[Hit]:
    """The first hit of each issue that is not the talks or the deal as a whole, the first few of them."""
    found: dict[str, Hit] = {}
    covered = -1
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.weight)):
        if not hit.hint and hit.slug not in issues.general | issues.joint and hit.first > covered:
            found.setdefault(hit.slug, hit)
            covered = hit.last
    return list(found.values())[:MOST_IN_SENTENCE]


def _span(hit: Hit, document: Document) -> Span:
    last = document.doc[hit.last]
    return Span(document.doc[hit.first].idx, last.idx + len(last))
