"""Paragraphs of a text, and spans without white space at their ends."""

from __future__ import annotations

import re

from onrecord.annotate.datelines import headline_end
from onrecord.model.span import Span

PARAGRAPH = re.compile(r"[^\n]+")


def find_paragraphs(text: str) -> list[Span]:
    """Find the paragraphs: runs of text between line breaks, without the white space around them.

    A headline on one line with the dateline behind it is a paragraph of its own.
    """
    found = []
    for match in PARAGRAPH.finditer(text):
        line = trimmed(Span(*match.span()), text)
        if line.start >= line.end:
            continue
        dateline = headline_end(text, line.start)
        if dateline > line.start:
            found.append(trimmed(Span(line.start, dateline), text))
        found.append(Span(dateline, line.end))
    return found


def trimmed(span: Span, text: str) -> Span:
    """The span without the white space at its ends."""
    words = text[span.start : span.end]
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
