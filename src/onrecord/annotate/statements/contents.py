"""Contents by convention: a direct quote without its marks, a mixed one from its first word to its last, and their kind."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from onrecord.model.draft import Quotation
from onrecord.model.reading import StatementKind
from onrecord.model.span import Span

MARKS = "“”„‟\"«»‹›‘’'‚`"
# What is cut at the ends; of closing marks a full stop, question or exclamation mark inside a quote stays.
LEADING = MARKS + " \t\n,;:.–—-"
TRAILING = " \t\n,;:–—-(["
SPLITS = frozenset(LEADING + TRAILING + ".…")


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of a text, found by offset."""

    items: tuple[Quotation, ...]
    starts: tuple[int, ...]

    def touching(self, span: Span) -> list[Quotation]:
        """The quotations that share a character with the span."""
        index = max(bisect_right(self.starts, span.start) - 1, 0)
        found = []
        while index < len(self.items) and self.items[index].span.start < span.end:
            if self.items[index].span.overlaps(span):
                found.append(self.items[index])
            index += 1
        return found

    def around(self, offset: int) -> Quotation | None:
        """The quotation that holds a character."""
        index = bisect_right(self.starts, offset) - 1
        if index >= 0 and self.items[index].span.end > offset:
            return self.items[index]
        return None


def index_quotations(quotations: list[Quotation]) -> Quotations:
    """Make the quotations searchable. Takes them in reading order."""
    return Quotations(tuple(quotations), tuple(quotation.span.start for quotation in quotations))


def _whole_quotations(span: Span, quotations: Quotations) -> Span:
    """The span stretched over a closed quotation that it cuts in two, where it has the larger part of it."""
    start, end = span
    for quotation in quotations.touching(span):
        shared = min(end, quotation.span.end) - max(start, quotation.span.start)
        if quotation.closed and 2 * shared >= quotation.span.end - quotation.span.start:
            start, end = min(start, quotation.span.start), max(end, quotation.span.end)
    return Span(start, end)


def trim(span: Span, text: str, quotations: Quotations) -> Span | None:
    """The span without quotation marks, commas and white space at its ends; None where no word is left."""
    start, end = _whole_quotations(span, quotations)
    quoted_start = quotations.around(start)
    while start < end and text[start] in LEADING and not (quoted_start and text[start] in "-–—."):
        start += 1
    while end > start and (text[end - 1] in TRAILING or _foreign_mark(end, text, start, quotations)):
        end -= 1
    if end > start and text[end - 1] == "." and not _keeps_stop(end, text, quotations):
        end -= 1
    return Span(start, end) if any(char.isalnum() for char in text[start:end]) else None


def _foreign_mark(end: int, text: str, start: int, quotations: Quotations) -> bool:
    """Whether the last character is a quotation mark that is no part of a word, or a stop behind one."""
    last = text[end - 1]
    if last in MARKS:
        return True
    return last in ".!?" and end - 2 >= start and text[end - 2] in MARKS and quotations.around(end - 1) is None


def _keeps_stop(end: int, text: str, quotations: Quotations) -> bool:
    """Whether a full stop belongs to the words: inside a quote, in an ellipsis or an abbreviation ("the U.S.")."""
    if quotations.around(end - 1) is not None or text[max(end - 3, 0) : end] == "...":
        return True
    word = text[max(end - 12, 0) : end].split()[-1:]
    return bool(word) and "." in word[0][:-1]


def conventional(spans: tuple[Span, ...], text: str, quotations: Quotations) -> tuple[Span, ...]:
    """The spans of a content: trimmed, in order, and joined where nothing but marks and white space stands between them."""
    trimmed = sorted(found for span in spans if (found := trim(span, text, quotations)) is not None)
    joined: list[Span] = []
    for span in trimmed:
        if joined and (span.start <= joined[-1].end or _one_run(joined[-1], span, text)):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _one_run(left: Span, right: Span, text: str) -> bool:
    """Whether two spans are one run of words within a paragraph."""
    between = text[left.end : right.start]
    return "\n" not in between and len(between) <= 6 and all(char in SPLITS for char in between)


def _outside(span: Span, text: str, quotations: Quotations) -> bool:
    """Whether a word of the span stands outside quotation marks."""
    at = span.start
    for quotation in quotations.touching(span):
        if any(char.isalnum() for char in text[at : max(at, quotation.span.start)]):
            return True
        at = max(at, quotation.span.end)
    return any(char.isalnum() for char in text[at : span.end])


def _without_that(span: Span, text: str, quotations: Quotations) -> Span:
    if text[span.start : span.start + 5].lower() == "that " and quotations.around(span.start) is None:
        return Span(span.start + 5, span.end)
    return span


def kind_of(spans: tuple[Span, ...], text: str, quotations: Quotations) -> StatementKind:
    """Whether all words of a content, some, or none of them stand in quotation marks; a leading "that" does not count."""
    if not any(quotations.touching(span) for span in spans):
        return "indirect"
    words = [_without_that(span, text, quotations) if number == 0 else span for number, span in enumerate(spans)]
    return "mixed" if any(_outside(span, text, quotations) for span in words) else "direct"
