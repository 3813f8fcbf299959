"""Lines broken at a width, as wires send them: which breaks are inside a paragraph."""

from __future__ import annotations

import re
from itertools import pairwise

# A text is broken at a width where it has so many line breaks between lines, and so many of them go on with a small letter.
MANY_BREAKS, SMALL_AFTER_BREAK = 4, 0.35
# A line this much shorter than the longest common one ends its paragraph.
SHORT_LINE = 0.6
WIDEST_LINE = 120  # code points; texts with longer lines than this in number are not broken at a width
BREAK = re.compile(r"[^\n]\n(?=([^\s]))")


def is_wrapped(text: str) -> bool:
    """Whether a text's lines are broken at a width, inside sentences."""
    following = BREAK.findall(text)
    return len(following) >= MANY_BREAKS and sum(first.islower() for first in following) / len(following) > SMALL_AFTER_BREAK


def unwrapped(text: str) -> str:
    """The text with the line breaks inside its paragraphs made spaces, character for character; another text as it is.

    A blank line, an indented one, or one after a short one begins a paragraph.
    """
    if not is_wrapped(text):
        return text
    lines = text.split("\n")
    widths = sorted(len(line) for line in lines if line.strip())
    width = min(widths[int(len(widths) * 0.9)], WIDEST_LINE)
    joined = [lines[0]]
    for line, following in pairwise(lines):
        inside = len(line) >= width * SHORT_LINE and following[:1].strip()
        joined += [" " if inside else "\n", following]
    return "".join(joined)
