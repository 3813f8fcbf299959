"""A line: what the record is asked of a row, laid out so that a database can select and order by it.

Each row that questions list has one line in every case of its report: the place of the row in the order of its layer, and the
terms under which it is found ("events type CONSULT", "statements by ilse varga"). Lines are of rows as people decided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.model.days import Days, days_of
from onrecord.record.hashes import content_id
from onrecord.record.layers import LAYERS, name_key, names_of
from onrecord.record.rows import StoredRow

# Another version means that all lines are made anew.
VERSION = "lines 1"
# Where what has no day stands: before all days, or after them.
FIRST, LAST = 0, 9_999_999
# What stands between the parts of a term or of a sorting text; no name holds it.
BREAK = "\x1f"
# What a term begins with that is a hash, and the hex digits of it: 40 bits, which need only be few together, not unique.
HASHED, ALIKE_DIGITS = "=", 10


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The place of a row in the order of its layer: no two rows share one."""

    sort: str
    day: int
    published: int
    report_id: str
    place: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row's place, the last day that it covers (as `key.day`, counted alike), and its terms."""

    key: Key
    last: int
    confidence: float
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Order:
    """How a layer is ordered and by what it is found.

    Args:
        days: the days of a row, given the statement that carries it, if one does.
        undated: where a row without days stands.
        unpublished: where a row of a report without a date stands among those of one day.
        latest_first: the latest day first; days are counted backwards then.
        sort: a text that is sorted by before the day.
        values: fields whose values are terms.
    """

    days: Callable[[StoredRow, Any], Days | None]
    undated: int = LAST
    unpublished: int = LAST
    latest_first: bool = False
    sort: Callable[[Any], str] = lambda _: ""
    values: tuple[str, ...] = ()


def _said(row: StoredRow, _: Any) -> Days | None:
    return days_of(row.item.said_on or row.item.said_by or row.head.published)


def _own(row: StoredRow, _: Any) -> Days | None:
    return days_of(row.item.date)


def _published(row: StoredRow, _: Any) -> Days | None:
    return days_of(row.head.published)


def _carried(row: StoredRow, carrier: Any) -> Days | None:
    return days_of(((carrier.said_on or carrier.said_by) if carrier else None) or row.head.published)


ORDERS: dict[str, Order] = {
    "statements": Order(_said, values=("kind",)),
    "events": Order(_own, unpublished=FIRST, values=("type", "status")),
    "figures": Order(
        _published, FIRST, FIRST, sort=lambda item: f"{item.unit}{BREAK}{item.of or ''}", values=("unit",)
    ),
    "positions": Order(_carried, latest_first=True, values=("issue", "stance")),
    "commitments": Order(_carried, values=("status",)),
    "open_issues": Order(_published, latest_first=True, sort=lambda item: item.issue, values=("issue",)),
    "next_steps": Order(_own, unpublished=FIRST),
}  # fmt: skip


def term(layer: str, role: str = "", key: str = "") -> str:
    """Name what rows of a layer are found by; without a role all of them."""
    return BREAK.join(filter(None, (layer, role, key)))


def hashed(text: str) -> int | None:
    """The number of a term that is a hash, None for others, which stand in the table of terms. It is negative, those are not."""
    return -int(text[len(HASHED) :], 16) - 1 if text.startswith(HASHED) else None


def wide(layer: str) -> str:
    """The term of rows that cover several days, which are filed under their last day."""
    return term(layer, "wide", "wide")


def by_day(layer: str) -> str:
    """The term under which rows are filed by day alone, where their layer is sorted by something else first."""
    return term(layer, "day", "day")


def lines_of(rows: Iterable[StoredRow], carriers: Mapping[str, Any]) -> list[tuple[StoredRow, Line]]:
    """Lay out the rows of one report and layer, in reading order; `carriers` are its statements' items by id."""
    return [
        (row, line_of(row, place, carriers.get(getattr(row.item, "statement", None) or ""))) for place, row in enumerate(rows)
    ]


def line_of(row: StoredRow, place: int, carrier: Any = None) -> Line:
    """Lay out one row, the `place`th of its report and layer."""
    order = ORDERS[row.layer]
    days, published = order.days(row, carrier), days_of(row.head.published)
    first, last = (order.undated, order.undated) if days is None else (number_of(days.first), number_of(days.last))
    if order.latest_first and days is not None:
        first, last = -first, -first
    by = order.unpublished if published is None else number_of(published.first)
    key = Key(order.sort(row.item), first, by, row.head.report_id, place)
    return Line(key, last, getattr(row.item, "confidence", 1.0), frozenset(_terms(row, order)))


def _terms(row: StoredRow, order: Order) -> Iterable[str]:
    layer, item = row.layer, row.item
    yield from (term(layer, role, key) for key, role in names_of(LAYERS[layer], item))
    yield from (term(layer, name, str(getattr(item, name))) for name in order.values)
    if layer in ALIKE:
        yield alike(row)
    if layer == "figures":
        yield from (term(layer, "of", word) for word in words_in(item.of or ""))
    if layer == "statements":
        yield from (term(layer, "carried", name_key(name)) for name in (*item.via, row.head.publisher) if name)


def alike(row: StoredRow) -> str:
    """The term that rows share which say the same: the words of one speaker, one value of one thing by one claimant.

    It is a hash: most stand in one report, and their words stand in its text already.
    """
    return f"{HASHED}{content_id([row.layer, *ALIKE[row.layer](row)])[:ALIKE_DIGITS]}"


def words_of_speaker(row: StoredRow) -> list[Any]:
    """What two tellings of one statement in the same words share."""
    source = row.item.source
    return [name_key(source.name) if source else None, *words_in(row.words)]


def words_in(text: str) -> list[str]:
    """The words of a text, casefolded."""
    return re.findall(r"\w+", text.casefold())


def measured(row: StoredRow) -> list[Any]:
    """What two reports of one figure share."""
    item = row.item
    claimed_by = name_key(item.claimed_by) if item.claimed_by else None
    return [item.value, item.unit, item.bound, item.scope, item.period, claimed_by, name_key(item.of or "")]


ALIKE: dict[str, Callable[[StoredRow], list[Any]]] = {"statements": words_of_speaker, "figures": measured}


def number_of(day: str) -> int:
    """Count an ISO day, so that it takes three bytes."""
    return date.fromisoformat(day).toordinal()
