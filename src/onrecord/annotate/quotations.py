"""Quotations: the words between quotation marks, outermost marks only, each within its paragraph.

A quote that runs into a new paragraph, where the mark is opened again, gives one quotation a paragraph; those before the
last are not closed. Marks: English curly and straight, single, German, French. Cost: linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.annotate.paragraphs import find_paragraphs, trimmed
from onrecord.model.draft import Quotation
from onrecord.model.span import Span

if TYPE_CHECKING:
    from onrecord.annotate.document import Document
    from onrecord.annotate.vocabulary import Vocabulary

MARK = re.compile(r"``|''|[“”„‟\"«»‹›‘’'‚]")
# Opening mark -> the marks that may close it.
PAIRS = {
    "“": "”\"‟", "”": "”", "„": "“”\"‟", "‟": "”", '"': '"”', "«": "»", "»": "«", "‹": "›", "›": "‹",
    "``": "''\"”", "''": "''", "‘": "’'", "'": "'’", "‚": "‘’",
}  # fmt: skip
# Marks that French sets off by a space.
SPACED = frozenset("«‹")
SINGLE = frozenset("‘'‚’")
# Words that begin with an apostrophe: no quotation opens there.
ELISION = re.compile(r"['‘’](?:\d0s|\d\d\b|em\b|cause\b|til\b|till\b|tis\b|twas\b|n\b|cos\b|round\b|s\b)", re.IGNORECASE)
BEFORE_OPENING = frozenset("([{-–—/:…“\"‘'«„")


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark in the text, with the sides on which words touch it."""

    at: Span
    sign: str
    word_before: bool
    word_after: bool


def _marks(text: str, paragraph: Span) -> Iterator[Mark]:
    """The marks of a paragraph, apostrophes inside words left out."""
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        before = text[match.start() - 1] if match.start() > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        if match.group() in SINGLE and before.isalnum() and after.isalnum():
            continue
        yield Mark(
            Span(match.start(), match.end()),
            match.group(),
            not before.isspace() and before not in BEFORE_OPENING,
            not after.isspace(),
        )


def _opens(mark: Mark, text: str) -> bool:
    if mark.sign in SPACED:
        return not mark.word_before
    if mark.sign in ("’", "''") or mark.word_before or not mark.word_after:
        return False
    return mark.sign not in SINGLE or not ELISION.match(text, mark.at.start)


def _closes(mark: Mark, opening: str, text: str) -> bool:
    if mark.sign not in PAIRS[opening]:
        return False
    if opening in SPACED:
        return True
    touches = mark.at.start > 0 and not text[mark.at.start - 1].isspace()
    return touches or not mark.word_after


@dataclass(frozen=True, slots=True)
class _SingleClosings:
    """Where single quotes may close: firmly, or at what may as well be a plural's apostrophe ("the ministers' plan")."""

    firm: list[int]
    weak: list[int]

    def after(self, position: int) -> int | None:
        """The mark that closes a quotation opened at `position`."""
        for places in (self.firm, self.weak):
            found = bisect_left(places, position)
            if found < len(places):
                return places[found]
        return None


def _single_closings(marks: list[Mark], text: str) -> _SingleClosings:
    firm: list[int] = []
    weak: list[int] = []
    for mark in marks:
        start, end = mark.at
        if mark.sign not in "'’" or start == 0 or text[start - 1].isspace() or (end < len(text) and text[end].isalnum()):
            continue
        plural = text[start - 1] in "sS" and end < len(text) and text[end] == " "
        (weak if plural else firm).append(start)
    return _SingleClosings(firm, weak)


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Quotation]:
    marks = list(_marks(text, paragraph))
    closings = _single_closings(marks, text)
    opened: Mark | None = None
    until: int | None = None
    for mark in marks:
        if opened is None:
            if not _opens(mark, text):
                continue
            until = closings.after(mark.at.end) if mark.sign in SINGLE else None
            opened = mark if mark.sign not in SINGLE or until is not None else None
        elif mark.at.start == until or (until is None and _closes(mark, opened.sign, text)):
            if until is None and mark.sign == '"' and not mark.word_before and _opens(mark, text):
                yield Quotation(Span(opened.at.end, mark.at.start), closed=False)
                opened = mark
                continue
            yield Quotation(Span(opened.at.end, mark.at.start))
            opened = None
    if opened is not None:
        yield Quotation(Span(opened.at.end, paragraph.end), closed=False)


def find_quotations(document: Document, vocabulary: Vocabulary) -> list[Quotation]:  # noqa: ARG001
    """Find the quotations. One that never closes ends with its paragraph."""
    return quotations_in(document.text, document.annotations.paragraphs)


def quotations_in(text: str, paragraphs: list[Span] | None = None) -> list[Quotation]:
    """The quotations of a text, by default in all its paragraphs."""
    found = []
    for paragraph in find_paragraphs(text) if paragraphs is None else paragraphs:
        for quotation in _in_paragraph(text, paragraph):
            span = trimmed(quotation.span, text)
            if span.start < span.end:
                found.append(Quotation(span, quotation.closed))
    return found
