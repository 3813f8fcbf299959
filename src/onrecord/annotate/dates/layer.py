"""The layer: time expressions of a document, anchored on the report's day and, inside quotations, on the day of speaking."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.annotate.dates.calendar import parse_day, stretch_of
from onrecord.annotate.dates.expression import Expression
from onrecord.annotate.dates.find import Anchor, Setting, find_expressions, ordered_candidates
from onrecord.annotate.dates.guards import Guard
from onrecord.annotate.dates.tense import tense_of_parse, tense_of_words
from onrecord.annotate.document import Document
from onrecord.model.reading import Timex
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

if TYPE_CHECKING:
    from onrecord.annotate.vocabulary import Vocabulary

DATELINE_WINDOW = 200  # code points at a text's start in which its dateline stands
YEAR = re.compile(r"(?<![\d.,])(?:1\d|20)\d\d(?![\d,]|\.\d)")
# A text tells a history where it names at least this many years and most of them are long before its own day.
MANY_YEARS, MOST = 8, 0.7
Spoken = Sequence[tuple[Span, date]]
"""Which day each run of quoted words was spoken on."""


def find_dates(document: Document, vocabulary: Vocabulary) -> list[Timex]:  # noqa: ARG001
    """Find every time expression, with the calendar value that a reading gives.

    A time of day whose day the words do not name has no value, its likely ones as alternatives.
    Reference: TimeML 1.2.1, section 2.2 (TIMEX3); READING.md, "Dates".
    """
    return [_reading(expression) for expression in _telling(document, expressions_of(document))]


def find_timexes(document: Document) -> list[Timex]:
    """Find every time expression, with the value that TIMEX3 gives: 2025-12-04TMO, and 2027 for "by the end of 2027"."""
    return [timex for expression in expressions_of(document) for timex in _standard(expression)]


def reanchor(document: Document, spoken: Spoken) -> list[Timex]:
    """Find the expressions of `find_dates` in the same order, now that the day of speaking is known for some quoted words."""
    return [_reading(expression) for expression in _telling(document, expressions_of(document, spoken))]


def _telling(document: Document, expressions: Sequence[Expression]) -> list[Expression]:
    """Those that tell a reader something: "current" and "former" are marked by the standard only."""
    standard = load_scheme("dates")["standard"]["words"]
    return [e for e in expressions if e.sense != "vaguely" or document.text[e.start : e.end].lower() not in standard]


def expressions_of(document: Document, spoken: Spoken = ()) -> list[Expression]:
    """The expressions of a document; first those outside quotations, whose days anchor the ones inside."""
    parsed = document.doc.has_annotation("DEP")
    find_tense = tense_of_words(document.text)
    if parsed:
        find_tense = tense_of_parse(document.doc, find_tense)
    guard = Guard(document.text, document.doc if parsed else None)
    day = anchor_of(document)
    setting = Setting(lambda _start, _end: day, find_tense, told=tells_history(document.text, day))
    ordered = ordered_candidates(document.text, guard)
    found = find_expressions(document.text, setting, ordered)
    days = [*spoken, *spoken_days(document, found, day)]
    if not days:
        return found
    return find_expressions(document.text, replace(setting, anchor=_anchor_within(days, day)), ordered)


def _anchor_within(days: Spoken, day: date | None) -> Anchor:
    """Anchor what is inside quoted words on their day, all else on the report's; an earlier entry wins."""
    ordered = sorted(days, key=lambda entry: entry[0].start)
    starts = [span.start for span, _ in ordered]

    def anchor(start: int, end: int) -> date | None:
        for span, spoken in reversed(ordered[max(0, bisect_right(starts, start) - 4) : bisect_right(starts, start)]):
            if span.covers(Span(start, end)):
                return spoken
        return day

    return anchor


def anchor_of(document: Document) -> date | None:
    """The day that a report counts from: its own, else a whole date in its first lines, else none."""
    published = parse_day((document.report.published or "")[:10])
    if published:
        return published
    nobody = Setting(lambda _start, _end: None, lambda _start, _end: None)
    head = document.text[:DATELINE_WINDOW]
    first_line = head[: head.find("\n")] if "\n" in head.lstrip() else head
    for expression in find_expressions(first_line, nobody, ordered_candidates(first_line, Guard(first_line, None))):
        stretch = stretch_of(expression.meaning.value)
        if stretch and stretch.grain == "D" and is_dateline(head, expression):
            return stretch.first
    return None


def is_dateline(text: str, expression: Expression) -> bool:
    """Whether a date opens the text, as a dateline does: after at most the word "date" or a place in capitals."""
    return (
        re.fullmatch(r"\W*(?:(?:date|published|updated|posted)\b:?|[A-Z][\w.'’, /-]*[,(])?\W*", text[: expression.start])
        is not None
    )


def tells_history(text: str, day: date | None) -> bool:
    """Whether a text tells of years long past, as an encyclopedia does, so that its dates count from one another."""
    years = [int(match.group()) for match in YEAR.finditer(text)]
    past = sum(year < (day.year if day else 9999) - 1 for year in years)
    return len(years) >= MANY_YEARS and past / len(years) >= MOST


def spoken_days(document: Document, found: Sequence[Expression], day: date | None) -> Spoken:
    """The day of speaking of each quotation whose own sentence names one outside of all quotation marks."""
    quotations = [quotation.span for quotation in document.annotations.quotations]
    if not quotations or day is None:
        return []
    outside = [expression for expression in found if not _covered(expression, quotations)]
    days = []
    for span in quotations:
        spoken = _day_of_speaking(document, span, outside, day)
        if spoken is not None and spoken != day:
            days.append((span, spoken))
    return days


def _covered(expression: Expression, spans: Sequence[Span]) -> bool:
    """Whether one of some spans, in order and apart, covers an expression."""
    index = bisect_right(spans, (expression.start, math.inf)) - 1
    return index >= 0 and spans[index].covers(Span(expression.start, expression.end))


def _day_of_speaking(document: Document, span: Span, outside: Sequence[Expression], day: date) -> date | None:
    """The one past day in the sentences that a quotation touches, or none."""
    sentences = document.annotations.sentences
    first = bisect_right(sentences, span.start, key=lambda sentence: sentence.end)
    last = bisect_left(sentences, span.end, key=lambda sentence: sentence.start)
    if first >= last:
        return None
    start, end = sentences[first].start, sentences[last - 1].end
    days = set()
    within = slice(*(bisect_left(outside, at, key=lambda expression: expression.start) for at in (start, end)))
    for expression in outside[within]:
        stretch = stretch_of(expression.meaning.value)
        if expression.end <= end and stretch and stretch.grain == "D" and stretch.first <= day:
            days.add(stretch.first)
    return days.pop() if len(days) == 1 else None


def _reading(expression: Expression) -> Timex:
    """An expression as a reading gives it."""
    meaning = expression.meaning
    value = None if meaning.dayless else meaning.plain or meaning.value
    others = dict.fromkeys([*((meaning.value,) if meaning.value else ()), *meaning.alternatives])
    return Timex(
        span=Span(expression.start, expression.end),
        value=value,
        type=meaning.type,
        alternatives=tuple(other for other in others if other != value),
    )


def _standard(expression: Expression) -> list[Timex]:
    """An expression as TIMEX3 gives it; one without a sure value gets the likeliest, since the standard asks for one."""
    meaning = expression.meaning
    if expression.ends:
        values = meaning.alternatives if len(meaning.alternatives) == len(expression.ends) else (None, None)
        return [Timex(span=span, value=value, type="DATE") for span, value in zip(expression.ends, values, strict=True)]
    value = meaning.value or next(iter(meaning.alternatives), None)
    return [
        Timex(span=Span(expression.start, expression.end), value=value, type=meaning.type, alternatives=meaning.alternatives)
    ]
