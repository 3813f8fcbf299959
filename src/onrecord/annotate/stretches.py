"""A long text is analysed in stretches, cut where a line or a sentence ends, and joined again: memory stays flat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

# Code points. Longer than nearly every report, so that those are analysed as a whole; at this length spaCy takes some 100 MB, at
# twenty times it 1.5 GB, and its speed is the same.
STRETCH_CHARS = 20_000
# The last such place is where a stretch ends: a line's end, else a sentence's, else a word's.
ENDINGS = (re.compile(r"\n\s*(?=\S)"), re.compile(r"[.!?]['\"”’)]*\s+(?=\S)"), re.compile(r"\s+(?=\S)"))
# Code points at the end of a stretch that are searched for such a place.
SEARCHED_CHARS = 5_000


def cut_stretches(text: str, most: int = STRETCH_CHARS) -> Iterator[str]:
    """Cut a text into stretches of at most so many code points; joined they are the text."""
    start = 0
    while len(text) - start > most:
        end = _end(text, max(start + 1, start + most - SEARCHED_CHARS), start + most)
        yield text[start:end]
        start = end
    yield text[start:]


def _end(text: str, first: int, last: int) -> int:
    for ending in ENDINGS:
        found = [match.end() for match in ending.finditer(text, first, last)]
        if found:
            return found[-1]
    return last


def analyse(text: str, language: Language) -> Doc:
    """Run spaCy over a text, stretch by stretch where it is long. Cost: linear."""
    stretches = list(cut_stretches(text))
    if len(stretches) == 1:
        return language(text)
    join: Any = Doc.from_docs  # spaCy's types leave `exclude` out
    joined: Doc = join([language(stretch) for stretch in stretches], ensure_whitespace=False, exclude=["tensor"])
    return joined
