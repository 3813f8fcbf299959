"""What a rule looks at: one report with its figures and dates, whether it stands in a record or was only read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, Generic, TypeVar

from onrecord.checks.finding import Finding, Number, Recipe, Verdict
from onrecord.checks.precision import Interval, is_round, meant, stated
from onrecord.model import Figure, Place, Reading, Report, Timex
from onrecord.model.days import days_of
from onrecord.model.span import Span
from onrecord.record.rows import StoredRow
from onrecord.record.view import View
from onrecord.scheme.toml import load_scheme

Item = TypeVar("Item", Figure, Timex)


@dataclass(frozen=True, slots=True)
class Kept(Generic[Item]):
    """An item with its id: that of its row in the record, or the reading's own."""

    id: str
    item: Item

    @property
    def span(self) -> Span:
        """Where its words stand."""
        return self.item.span


@dataclass(frozen=True, slots=True)
class Subject:
    """A report with what the rules ask of it; figures and dates are in reading order."""

    report: Report
    figures: tuple[Kept[Figure], ...]
    dates: tuple[Kept[Timex], ...]
    places: tuple[Place, ...] = ()

    def words(self, *spans: Span) -> str:
        """The words under some spans."""
        return " … ".join(self.report.text[span.start : span.end] for span in spans)

    def gap(self, before: Kept[Figure], after: Kept[Figure]) -> str:
        """The words between two figures."""
        return self.report.text[before.span.end : after.span.start]

    def meant(self, kept: Kept[Figure], *, zeros_round: bool = True) -> Interval:
        """The numbers that a figure allows, bound words included."""
        return meant(kept.item, self.words(kept.span), zeros_round=zeros_round)

    def is_round(self, kept: Kept[Figure]) -> bool:
        """Whether the last digits of a figure may be rounding."""
        return is_round(self.words(kept.span), kept.item.value)

    def stated(self, kept: Kept[Figure]) -> Interval:
        """The numbers that a figure's digits allow."""
        return stated(kept.item, self.words(kept.span))

    def finding(
        self,
        rule: str,
        agrees: bool | Verdict,
        items: Iterable[Kept[Any]],
        says: str,
        numbers: Iterable[Number],
        recipe: Recipe,
    ) -> Finding:
        """A finding on some of this report's items."""
        about = sorted(items, key=lambda kept: kept.span)
        verdict: Verdict = agrees if isinstance(agrees, str) else ("agrees" if agrees else "differs")
        return Finding(
            rule=rule,
            verdict=verdict,
            report=self.report.id,
            rows=tuple(kept.id for kept in about),
            spans=tuple(kept.span for kept in about),
            words=self.words(*(kept.span for kept in about)),
            says=says,
            numbers=tuple(numbers),
            recipe=recipe,
        )

    def sentence(self, span: Span) -> Span:
        """The sentence around a span."""
        return sentence_around(self.report.text, span)


def subject_of_reading(reading: Reading) -> Subject:
    """The subject of a reading that is in no record."""
    figures = tuple(Kept(figure.id, figure) for figure in reading.figures)
    dates = tuple(Kept(f"d{number}", date) for number, date in enumerate(reading.dates))
    return Subject(reading.report, figures, dates, reading.places)


def subject_in_record(view: View, report_id: str) -> Subject:
    """The subject of a report in a record. Raises: NotInRecord."""
    report = view.report(report_id)
    figures, dates, places = (view.rows(layer, reports=[report_id]) for layer in ("figures", "dates", "places"))
    return Subject(report, _kept(figures), _kept(dates), tuple(row.item for row in places))


def _kept(rows: list[StoredRow]) -> tuple[Kept[Item], ...]:
    return tuple(sorted((Kept(row.id, row.item) for row in rows), key=lambda kept: kept.span))


@cache
def _sentence_end() -> re.Pattern[str]:
    """A full stop with a capital after it that ends no abbreviation, or a line's end."""
    shortened = "".join(rf"(?<!\b{re.escape(word)})" for word in load_scheme("checks")["sentences"]["abbreviations"])
    return re.compile(rf"(?<=[\w%)\]”\"’']){shortened}(?<!\b[A-Z])(?:\.|[!?])[”\"’)]*\s+(?=[“\"(]?[A-Z0-9])|\n")


@lru_cache(maxsize=4)
def _starts(text: str) -> list[int]:
    """Where the sentences of a text begin, found by punctuation: a check needs no parse, and no language model at hand."""
    return [0, *(found.end() for found in _sentence_end().finditer(text))]


def sentence_around(text: str, span: Span) -> Span:
    """The sentence in which a span begins, to the end of the one in which it ends.

    >>> sentence_around("It was. Mr. Low took 5 sq. km. They left.", Span(21, 22))
    Span(start=8, end=31)
    """
    starts = _starts(text)
    first, after = bisect_right(starts, span.start), bisect_left(starts, span.end)
    return Span(starts[first - 1], starts[after] if after < len(starts) else len(text))


def by_sentence(subject: Subject) -> Iterator[list[Kept[Figure]]]:
    """The figures of each sentence that has more than one."""
    for _, group in groupby(subject.figures, key=lambda kept: subject.sentence(kept.span).start):
        figures = list(group)
        if len(figures) > 1:
            yield figures


def subjects_in_record(view: View, case: str | None = None, around: str | None = None, days: int = 0) -> Iterator[Subject]:
    """The subjects of all reports in view that have figures; with `around`, only of those published within so many days of it.

    Dates are left out: they are of one report, and nothing between reports asks for them.
    """
    heads = [head for head in view.reports(case) if around is None or _within(head.published, around, days)]
    wanted = None if around is None else {head.report_id for head in heads}
    layers = {name: _by_report(view.rows(name, case=case, reports=wanted)) for name in ("figures", "places")}
    for head in heads:
        figures = layers["figures"].get(head.report_id)
        if figures:
            report = Report(
                id=head.report_id, published=head.published, publisher=head.publisher, text=view.text(head.version_id)
            )
            places = tuple(row.item for row in layers["places"].get(head.report_id, ()))
            yield Subject(report, _kept(figures), (), places)


def _by_report(rows: list[StoredRow]) -> dict[str, list[StoredRow]]:
    found: dict[str, list[StoredRow]] = {}
    for row in rows:
        found.setdefault(row.head.report_id, []).append(row)
    return found


def _within(published: str | None, around: str, days: int) -> bool:
    """Whether two reports appeared within some days of each other."""
    one, other = days_of(published), days_of(around)
    if one is None or other is None:
        return False
    return abs(date.fromisoformat(one.first).toordinal() - date.fromisoformat(other.first).toordinal()) <= days
