"""A text cut into runs at the borders of its marks, so that it can be shown with all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to be marked: the layer it belongs to, and the id of its row."""

    span: Span
    layer: str
    id: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under the same marks, the widest first."""

    text: str
    marks: tuple[Mark, ...]
    start: int


def cut_segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Cut a text at every border of its marks; the segments' texts joined are the text.

    Cost: the number of borders times how many marks lie over one another, not the product of all of them.

    >>> [(s.text, [m.id for m in s.marks]) for s in cut_segments("no, he said", [Mark(Span(0, 2), "statements", "s1")])]
    [('no', ['s1']), (', he said', [])]
    """
    ordered = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))
    borders = sorted({0, len(text), *(edge for mark in ordered for edge in mark.span)})
    segments: list[Segment] = []
    open_marks: list[Mark] = []
    following = iter(ordered)
    upcoming = next(following, None)
    for start, end in pairwise(borders):
        open_marks = [mark for mark in open_marks if mark.span.end > start]
        while upcoming is not None and upcoming.span.start <= start:
            open_marks.append(upcoming)
            upcoming = next(following, None)
        segments.append(Segment(text[start:end], tuple(open_marks), start))
    return segments
