"""Paragraphs of a text, and spans without white space at their ends."""

from __future__ import annotations

import re

from onrecord.model.span import Span

PARAGRAPH = re.compile(r"[^\n]+")


def find_paragraphs(text: str) -> list[Span]:
    """Find the paragraphs: runs of text between line breaks, without the white space around them."""
    found = []
    for match in PARAGRAPH.finditer(text):
        line = match.group()
        words = line.strip()
        if words:
            start = match.start() + line.index(words)
            found.append(Span(start, start + len(words)))
    return found


def trimmed(span: Span, text: str) -> Span:
    """The span without the white space at its ends."""
    words = text[span.start : span.end]
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
