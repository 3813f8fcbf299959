"""A selection: which rows of a layer are listed, from where on and how many. The database picks and orders them."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Generic, TypeVar

from onrecord.errors import UsageError
from onrecord.record.lines import ORDERS, Key, Line, number_of, term

# Rows on a page where nobody asks for another number.
PAGE = 50

Row = TypeVar("Row")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked of a layer.

    Args:
        layer: one of `lines.ORDERS`.
        case: only reports of this case.
        terms: each is a choice of terms (`lines.term`), one of which a row must have.
        since: rows that cover this ISO day or a later one; those without a day only where neither is asked.
        until: rows that begin by this ISO day.
        reports: only rows of these reports.
        backwards: the last row first.
        undated: with `since`, rows without a day too.
    """

    layer: str
    case: str | None = None
    terms: tuple[frozenset[str], ...] = ()
    since: str | None = None
    until: str | None = None
    reports: frozenset[str] | None = None
    backwards: bool = False
    undated: bool = False

    def named(self, role: str, keys: Iterable[str]) -> frozenset[str]:
        """The terms of some values or name keys in one of the roles, written with spaces between them."""
        return frozenset(term(self.layer, one, key) for one in role.split() for key in keys)

    def takes(self, line: Line) -> bool:
        """Whether a line is meant; its case and report are looked at elsewhere."""
        return all(choice & line.terms for choice in self.terms) and self.is_within(line)

    def is_within(self, line: Line) -> bool:
        """Whether a line lies within the days."""
        if self.since is None and self.until is None:
            return True
        order = ORDERS[self.layer]
        if line.key.day == order.undated:
            return self.undated
        if order.latest_first:
            return (self.since is None or -line.key.day >= number_of(self.since)) and (
                self.until is None or -line.key.day <= number_of(self.until)
            )
        return (self.since is None or line.last >= number_of(self.since)) and (
            self.until is None or line.key.day <= number_of(self.until)
        )


def cursor_of(key: Key) -> str:
    """Write a place down, to go on behind it."""
    return base64.urlsafe_b64encode(json.dumps(astuple(key), ensure_ascii=False).encode()).decode().rstrip("=")


def key_of(cursor: str) -> Key:
    """Read a place. Raises: UsageError, for what no page gave."""
    try:
        sort, day, published, report, place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return Key(str(sort), int(day), int(published), str(report), int(place))
    except (ValueError, TypeError, binascii.Error) as error:
        raise UsageError(f"cursor {cursor!r} is none; give the one that the page before ended with") from error


class Page(list[Row], Generic[Row]):
    """Rows of an answer in their order. `next` is the cursor to go on with, None where nothing is left."""

    def __init__(self, rows: Iterable[Row] = (), next_: str | None = None) -> None:
        super().__init__(rows)
        self.next = next_

    def of(self, rows: Iterable[Other]) -> Page[Other]:
        """The same page with its rows laid out otherwise."""
        return Page(rows, self.next)
