"""Anchors: words that a decision points at, found again in a text that may have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from onrecord.model import Span
from onrecord.record.layers import CONTEXT_CHARS
from onrecord.record.rows import Anchor

# Code points of surroundings that must agree before short words count as the same place: "said" stands everywhere.
MIN_CONTEXT_CHARS = 8
# Code points from which words are distinctive enough to be found again without their surroundings.
DISTINCTIVE_CHARS = 24
# Share of a row's span that must lie under the anchor for the row to be the one meant.
MIN_OVERLAP = 0.5


def anchor_at(span: Span, text: str, *, report_id: str, layer: str) -> Anchor:
    """Make the anchor of a span."""
    return Anchor(
        report_id=report_id,
        layer=layer,
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT_CHARS) : span.start],
        suffix=text[span.end : span.end + CONTEXT_CHARS],
        start=span.start,
    )


def locate(anchor: Anchor, text: str) -> Span | None:
    """Find an anchor's words in a text: where the surroundings agree best, then nearest to where they stood.

    Returns: None, if the words are gone, or stand only where nothing around them agrees.
    """
    best = max(
        _occurrences(anchor.exact, text),
        key=lambda start: (_agreement(anchor, text, start), -abs(start - anchor.start)),
        default=None,
    )
    if best is None:
        return None
    needed = min(MIN_CONTEXT_CHARS, len(anchor.prefix) + len(anchor.suffix))
    if len(anchor.exact) < DISTINCTIVE_CHARS and _agreement(anchor, text, best) < needed:
        return None
    return Span(best, best + len(anchor.exact))


def _occurrences(words: str, text: str) -> Iterator[int]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _agreement(anchor: Anchor, text: str, start: int) -> int:
    """Count the code points before and after the words that are as they were."""
    before = text[max(0, start - CONTEXT_CHARS) : start]
    after = text[start + len(anchor.exact) : start + len(anchor.exact) + CONTEXT_CHARS]
    return _shared(reversed(anchor.prefix), reversed(before)) + _shared(anchor.suffix, after)


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """Count the characters with which both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def overlap(one: Span, other: Span) -> float:
    """Return the share of the two spans' union that both cover."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))
