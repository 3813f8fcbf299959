"""Acts between parties: events laid out by who did it to whom, one act for all reports of it, counted by month and quarter.

Quarters are PLOVER's: verbal or material, cooperation or conflict (PLOVER manual, Open Event Data Alliance, 2018). Nothing here
opens the record. Cost: linear in the events.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from onrecord.model.days import days_of
from onrecord.scheme.toml import load_scheme

Direction = Literal["to", "from", "mutual"]
"""Seen from the party that is asked about."""


@dataclass(frozen=True, slots=True)
class Quarters:
    """The vocabulary of relations: each event type's quarter, and what counts (scheme/events.toml, scheme/relations.toml)."""

    of_type: Mapping[str, str]
    counted: frozenset[str]
    one_act_days: int
    month_days: int

    @property
    def names(self) -> tuple[str, ...]:
        """The quarters, in the order of the file."""
        return tuple(dict.fromkeys(self.of_type.values()))


@cache
def load_quarters() -> Quarters:
    """Compile the vocabulary."""
    events, table = load_scheme("events"), load_scheme("relations")
    types = {name: entry["quad"] for name, entry in events.items() if isinstance(entry, dict) and "quad" in entry}
    return Quarters(types, frozenset(table["counted"]), table["one_act_days"], table["month_days"])


@dataclass(frozen=True, slots=True)
class Doing:
    """An event as one report has it, its actors and recipients turned into the parties they belong to.

    `date` is the event's own, `published` the ISO day of the report.
    """

    id: str
    type: str
    mode: str | None
    status: str
    date: str | None
    published: str | None
    actors: frozenset[str]
    recipients: frozenset[str]


@dataclass(frozen=True, slots=True)
class Act:
    """One act between the party asked about and another. `events` are the ids of all that report it.

    `month` is that of its date or, where the text gives none (`reported`), that in which it was first reported, as event data are
    commonly dated; None, where the date is wider than a month or the report has no day.
    """

    other: str
    direction: Direction
    quarter: str
    type: str
    mode: str | None
    status: str
    date: str | None
    month: str | None
    reported: bool
    counted: bool
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many acts of a quarter there were in a month, by direction."""

    month: str | None
    other: str
    quarter: str
    to: int
    by_other: int
    mutual: int


def find_acts(doings: Iterable[Doing], party: Callable[[str], bool], quarters: Quarters) -> list[Act]:
    """Return the acts between the parties for which `party` holds and each other party, by month and day.

    An act that two parties do together to a third is none between the two. Event types that are not PLOVER's are left out.
    """
    gathered: dict[tuple[object, ...], list[Doing]] = defaultdict(list)
    for doing in doings:
        if doing.type in quarters.of_type:
            for other, direction in _directions(doing, party):
                gathered[_key(doing, other, direction, quarters)].append(doing)
    acts = [_act(doings, str(key[0]), _direction(key[1]), quarters) for key, doings in gathered.items()]
    return sorted(
        acts, key=lambda act: (act.month is None and act.date is None, act.date or "", act.other, act.type, act.events)
    )


def _direction(value: object) -> Direction:
    return "mutual" if value == "mutual" else ("to" if value == "to" else "from")


def _directions(doing: Doing, party: Callable[[str], bool]) -> Iterator[tuple[str, Direction]]:
    """Yield each other party with the direction in which the act goes."""
    acting, receiving = ({one for one in side if not party(one)} for side in (doing.actors, doing.recipients))
    does, gets = len(acting) < len(doing.actors), len(receiving) < len(doing.recipients)
    if does and not doing.recipients:  # "Tarn and Osmark met"
        yield from ((other, "mutual") for other in sorted(acting))
        return
    for other in sorted(acting | receiving):
        to, back = does and other in receiving, gets and other in acting
        if to or back:
            yield other, "mutual" if to and back else ("to" if to else "from")


def _key(doing: Doing, other: str, direction: Direction, quarters: Quarters) -> tuple[object, ...]:
    """What renderings of one act share; the id of an event that stands for itself."""
    when = doing.date or doing.published
    width = _width(when)
    merged = width is not None and width <= quarters.one_act_days
    return other, direction, doing.type, doing.mode, doing.status, (doing.date is None, when) if merged else doing.id


def _width(value: str | None) -> int | None:
    """Return how many days a date covers, None if it names none."""
    days = days_of(value)
    return (date.fromisoformat(days.last) - date.fromisoformat(days.first)).days + 1 if days else None


def _act(doings: Sequence[Doing], other: str, direction: Direction, quarters: Quarters) -> Act:
    first = doings[0]
    when = first.date or first.published
    days, width = days_of(when), _width(when)
    return Act(
        other=other,
        direction=direction,
        quarter=quarters.of_type[first.type],
        type=first.type,
        mode=first.mode,
        status=first.status,
        date=first.date,
        month=days.first[:7] if days and width is not None and width <= quarters.month_days else None,
        reported=first.date is None,
        counted=first.status in quarters.counted,
        events=tuple(dict.fromkeys(doing.id for doing in doings)),
    )


def count_acts(acts: Iterable[Act]) -> list[Count]:
    """Count by month, other party and quarter what counts; what belongs to no month comes last."""
    found: Counter[tuple[str | None, str, str, Direction]] = Counter()
    for act in acts:
        found[act.month, act.other, act.quarter, act.direction] += act.counted
    cells = dict.fromkeys((month, other, quarter) for (month, other, quarter, _), total in found.items() if total)
    counts = [
        Count(*cell, to=found[*cell, "to"], by_other=found[*cell, "from"], mutual=found[*cell, "mutual"]) for cell in cells
    ]
    return sorted(counts, key=lambda one: (one.month is None, one.month or "", one.other, one.quarter))
