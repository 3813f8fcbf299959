"""What a plain text says of itself in its first and last lines: its headline, and the outlet that signs it."""

from __future__ import annotations

import re
from functools import cache

from onrecord.scheme.toml import load_scheme

# Code points. The longest headline of the development reports has 118; a longer first line is the first paragraph.
MAX_HEADLINE_CHARS = 160
# Words. "The Valley Post" signs a report; a longer last line is a sentence.
MAX_SIGN_OFF_WORDS = 4
# A headline on one line with the dateline behind it: the city in capitals, its country, an agency in brackets, a dash.
HEADED = re.compile(
    r"(?P<headline>(?:(?![.!?][\"'”’)]*\s)[^\n]){10,160}?)\s+[A-ZÀ-Þ]{3,}(?:[ -][A-ZÀ-Þ]{3,}){0,3},\s(?:[^().\n—–]|\.(?=,|\s\d)){1,40}"
    r"(?:\s?\([A-Z][^()\n]{1,39}\))?\s(?:—|–|--?)\s"
)
SENTENCE_END = re.compile(r"[.!?…:;,]['\"”’)]*$")


@cache
def _site() -> re.Pattern[str]:
    endings = "|".join(load_scheme("language")["site_endings"])
    return re.compile(rf"(?i)^[a-z][\w-]*\.(?:{endings})$")


def find_headline(text: str) -> str | None:
    """Return the first line where it stands above the story like a headline: short, and no sentence.

    A headline on one line with the dateline behind it is what stands before that.
    """
    lines = [line.strip() for line in text[:4000].split("\n") if line.strip()]
    headed = HEADED.match(lines[0]) if lines else None
    if headed:
        return headed["headline"]
    if len(lines) < 2 or len(lines[0]) > MAX_HEADLINE_CHARS or SENTENCE_END.search(lines[0]):
        return None
    return lines[0]


def find_sign_off(text: str) -> str | None:
    """Return the outlet's name where the last line is nothing else: a site's name such as 'News.Az'."""
    last = text.rstrip().rsplit("\n", 1)[-1].strip()
    return last if len(last.split()) <= MAX_SIGN_OFF_WORDS and _site().match(last) else None
