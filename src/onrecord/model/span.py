"""Spans: half-open pairs of code-point offsets into a report's text.

Reference: W3C Web Annotation, TextPositionSelector (half-open, counted in code points).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, PlainSerializer

from onrecord.errors import SpanMismatch


class Span(NamedTuple):
    """A run of text, `[start, end)` in code points of `report.text`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether every character of `other` is in this span."""
        return self.start <= other.start and other.end <= self.end


def _as_spans(value: Any) -> Any:
    """Accept `[s, e]`, `[[s, e], ...]` and None (no span) alike."""
    if value is None:
        return ()
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], int):
        return (tuple(value),)
    return tuple(tuple(pair) for pair in value)


def _as_json(value: tuple[Span, ...]) -> Any:
    """One span as a pair, several as a list of pairs, none as null."""
    if not value:
        return None
    pairs = [list(span) for span in value]
    return pairs[0] if len(pairs) == 1 else pairs


Spans = Annotated[tuple[Span, ...], BeforeValidator(_as_spans), PlainSerializer(_as_json, return_type=Any)]
"""One or more spans in reading order; in JSON a single one is written as a bare pair."""


def cut(text: str, spans: Iterable[Span]) -> str:
    """Return the words under the spans, several joined by ' ... '."""
    return " ... ".join(text[start:end] for start, end in spans)


def outer(spans: Iterable[Span]) -> Span:
    """Return the smallest span over all of them. Raises: ValueError, if there are none."""
    found = list(spans)
    return Span(min(s.start for s in found), max(s.end for s in found))


def check_span(span: Span, text: str, *, owner: str, report_id: str | None) -> None:
    """Check that a span lies in the text and is not empty.

    Raises: SpanMismatch, naming report, row and span.
    """
    if not 0 <= span.start < span.end <= len(text):
        raise SpanMismatch(
            f"report {report_id or '?'}: span {span.start}:{span.end} of {owner} is outside the text (0:{len(text)})",
            report_id=report_id,
        )


def check_words(span: Span, words: str, text: str, *, owner: str, report_id: str | None) -> None:
    """Check that a span covers exactly the stored words.

    Raises: SpanMismatch, naming report, span and both wordings.
    """
    found = text[span.start : span.end]
    if found != words:
        raise SpanMismatch(
            f"report {report_id or '?'}: span {span.start}:{span.end} covers {found[:80]!r}, {owner} says {words[:80]!r}",
            report_id=report_id,
        )
