"""The calendar of a document: its time expressions by sentence, and where they lie from the report's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from onrecord.annotate.dates.calendar import stretch_of
from onrecord.annotate.document import Document
from onrecord.model.reading import Timex

UNTIL = frozenset({"by", "before", "until", "till"})


def days_of(value: str | None) -> tuple[date, date] | None:
    """The first and last day of a TIMEX3 value or interval `a/b`; None for what names no days."""
    first, _, last = (value or "").partition("/")
    begin, end = stretch_of(first), stretch_of(last or first)
    return (begin.first, end.last) if begin is not None and end is not None else None


@dataclass(frozen=True, slots=True)
class DatedToken:
    """A time expression at the token that heads it; `index` is its place in `annotations.dates`."""

    index: int
    head: Token
    timex: Timex
    deadline: bool


class Calendar:
    """The time expressions of a document by sentence, ready to be attached to triggers."""

    def __init__(self, document: Document) -> None:
        self._dates = document.annotations.dates
        published = days_of(document.report.published)
        self.published = published[0] if published else None
        self._by_sentence: dict[int, list[DatedToken]] = {}
        for index, timex in enumerate(self._dates):
            tokens = document.tokens(timex.span)
            if len(tokens):
                head = tokens.root
                dated = DatedToken(index, head, timex, _is_deadline(head, tokens.start))
                self._by_sentence.setdefault(head.sent.start, []).append(dated)

    def of_sentence(self, token: Token) -> list[DatedToken]:
        """The time expressions in the token's sentence."""
        return self._by_sentence.get(token.sent.start, [])

    def timex(self, index: int) -> Timex:
        """The time expression at an index of `annotations.dates`."""
        return self._dates[index]

    def is_future(self, timex: Timex) -> bool:
        """Whether the expression names a time wholly after the report's day."""
        days = days_of(timex.value)
        return self.published is not None and days is not None and days[0] > self.published

    def is_past(self, timex: Timex) -> bool:
        """Whether the expression names a time wholly before the report's day."""
        days = days_of(timex.value)
        return self.published is not None and days is not None and days[1] < self.published

    def is_current(self, timex: Timex) -> bool:
        """Whether the expression names a time that holds the report's day."""
        days = days_of(timex.value)
        return self.published is not None and days is not None and days[0] <= self.published <= days[1]


def _is_deadline(head: Token, first: int) -> bool:
    """Whether "by", "before" or "until" stands before the expression, or "deadline" after it."""
    if head.dep_ == "poss":
        # "before Wednesday's talks" dates the talks.
        return False
    before = head.doc[first - 1].lower_ if first else ""
    if before in ("the", "this", "next") and first > 1:
        before = head.doc[first - 2].lower_
    return before in UNTIL or head.head.lemma_.lower() == "deadline"
