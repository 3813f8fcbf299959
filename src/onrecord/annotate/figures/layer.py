"""The layer of figures: numbers with units, bounds, scope, what they measure and when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from onrecord.annotate.document import Document
from onrecord.annotate.figures.amounts import Amount, find_amounts
from onrecord.annotate.figures.bounds import find_bound, find_scope
from onrecord.annotate.figures.counts import count
from onrecord.annotate.figures.fractions import as_share
from onrecord.annotate.figures.measured import find_measured, find_period
from onrecord.annotate.figures.numbers import Number, find_numbers
from onrecord.annotate.figures.ranges import join_pairs
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import FigureDraft
from onrecord.model.reading import Timex
from onrecord.model.span import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from onrecord.annotate.vocabulary import Vocabulary


# "88 of (the council's) 105 drones", "3 Kalibr and 2 Iskander missiles".
OF_MORE = re.compile(r" (?:out )?of (?:the |its |their |his |some |about )?(?:[\w-]+['’]s )?| [A-Z][\w-]* (?:and|or) ")


def _free(numbers: list[Number], taken: list[Span]) -> Iterator[Number]:
    """The numbers that are no part of a date. Both lists are in reading order."""
    ends = [span.end for span in taken]
    for number in numbers:
        place = bisect_left(ends, number.span.start + 1)
        if place == len(taken) or not taken[place].overlaps(number.span):
            yield number


def _dated(dates: list[Timex]) -> list[Span]:
    """The spans of calendar dates; lengths of time are figures too."""
    return sorted(date.span for date in dates if date.type != "DURATION")


def _counted(document: Document, amounts: list[Amount]) -> list[Amount]:
    """Give bare numbers and fractions the unit that the sentence gives them; leave out those that measure nothing."""
    found: list[Amount] = []
    text = document.text
    for amount in amounts:
        whole: Amount | None = amount
        if amount.kind == "bare":
            whole = (
                as_share(document.doc, text, amount) if amount.form == "fraction" else count(document.doc, text, amount, found)
            )
        if whole is not None:
            found.append(whole)
    return found


def _parts(text: str, amounts: list[Amount], found: list[Amount]) -> list[Amount]:
    """Add the parts of counted wholes: in "88 of 105 drones", 88 counts drones too."""
    counted = {amount.span.start: amount for amount in found if amount.kind == "count"}
    parts = {
        part.span.start: replace(part, unit=counted[whole.span.start].unit, kind="count")
        for part, whole in pairwise(amounts)
        if part.kind == "bare" and part.form != "fraction" and part.value != 1 and whole.span.start in counted
        if OF_MORE.fullmatch(text[part.span.end : whole.span.start])
    }
    kept = [amount for amount in found if amount.span.start not in parts]
    return sorted([*kept, *parts.values()], key=lambda amount: amount.span)


def find_quantities(document: Document) -> list[Amount]:
    """Find every quantity of the text with value and unit, in reading order; calendar dates and labels are left out."""
    numbers = list(_free(find_numbers(document.text), _dated(document.annotations.dates)))
    amounts = list(join_pairs(document.text, find_amounts(document.text, numbers)))
    return _parts(document.text, amounts, _counted(document, amounts))


def _dates_by_sentence(document: Document) -> dict[int, list[tuple[int, Timex]]]:
    starts = [sentence.start for sentence in document.annotations.sentences]
    found: dict[int, list[tuple[int, Timex]]] = {}
    for index, date in enumerate(document.annotations.dates):
        found.setdefault(bisect_left(starts, date.span.start + 1), []).append((index, date))
    return found


def _draft(document: Document, amount: Amount, dates: list[tuple[int, Timex]]) -> FigureDraft:
    text = document.text
    return FigureDraft(
        span=amount.span,
        value=amount.value,
        unit=amount.unit,
        low=amount.low,
        high=amount.high,
        bound=find_bound(text, amount.span, amount.words, lasting=amount.kind == "time"),
        of=find_measured(document.doc, amount),
        scope=find_scope(text, amount.span),
        period=find_period(document, amount, dates),
    )


def find_figures(document: Document, vocabulary: Vocabulary) -> list[FigureDraft]:
    """Find the figures of a report, in reading order, never overlapping.

    The value is in the unit as written; a range has its lower end as value. Labels, ages, dates, clock times, round words
    without a number and small counts of abstract things are left out. Cost: linear in the text.
    """
    del vocabulary  # the measures of the scheme are the same for every user
    starts = [sentence.start for sentence in document.annotations.sentences]
    dates = _dates_by_sentence(document)
    return [
        _draft(document, amount, dates.get(bisect_left(starts, amount.span.start + 1), []))
        for amount in find_quantities(document)
    ]
