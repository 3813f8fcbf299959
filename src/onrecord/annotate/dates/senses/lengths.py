"""Lengths of time, sets of times, and words that point at the present, the past or the future."""

from __future__ import annotations

from typing import Any

from onrecord.annotate.dates.calendar import step, value_at
from onrecord.annotate.dates.scene import Meaning, Scene
from onrecord.annotate.dates.words import VAGUE, duration, look_up, number, ordinal, plain

Groups = dict[str, str]


def unit_of(words: str) -> Any:
    """The unit that a word in the singular or plural names."""
    return look_up("unit", words) or look_up("units", words)


def read_length(groups: Groups, at: Scene) -> Meaning | None:
    """Read "two years", "a five-day", "a year and a half"; of "two to three weeks" the first, with the other beside it."""
    count, unit = number(groups["amount"]), unit_of(groups["unit"])
    if count is None or unit is None or (unit == "TS" and plain(groups["amount"]) in ("a", "an", "one", "the")):
        return None
    if "plus" in groups and isinstance(count, float):
        count += 0.5
    upto = number(groups["upto"]) if "upto" in groups else None
    other = duration(upto, unit) if upto else _when_over(count, unit, at)
    return Meaning("DURATION", duration(count, unit), (other,) if other else ())


def _when_over(count: float | str, unit: str, at: Scene) -> str | None:
    """The day, week, month or year in which "in two weeks" ends, where the clause is about what is to come."""
    if isinstance(count, str) or unit.startswith("T") or not at.before().endswith("in ") or at.tense != "future":
        return None
    return value_at(step(at.anchor, unit, count), {"DE": "Y", "CE": "Y", "ML": "Y"}.get(unit, unit))


def read_bare_length(groups: Groups, _at: Scene) -> Meaning | None:
    """Read "days of talks", "for months": a length that nothing counts."""
    unit = unit_of(groups["unit"])
    return Meaning("DURATION", duration(VAGUE, unit)) if unit else None


def read_span_length(groups: Groups, at: Scene) -> Meaning | None:
    """Read "the last three months", "the next two years": a length, with the interval that it makes from the anchor."""
    count, unit = number(groups["amount"]), unit_of(groups["unit"])
    if count is None or unit is None:
        return None
    value = duration(count, unit)
    ahead = plain(groups["side"]) in ("next", "coming", "upcoming", "following", "ensuing")
    far = step(at.anchor, unit, count if ahead else -count) if isinstance(count, float) and not unit.startswith("T") else None
    if far is None or at.anchor is None or plain(groups["side"]) in ("first", "final", "initial", "opening", "closing"):
        return Meaning("DURATION", value)
    first, last = sorted((at.anchor, far))
    return Meaning("DURATION", value, (f"{first}/{last}",))


def read_span_granule(groups: Groups, at: Scene) -> Meaning | None:
    """Read "the past year", "over the next week": a length of one unit."""
    amount = groups.get("amount", "one")
    return read_span_length({**groups, "amount": amount}, at)


def read_vague_span(groups: Groups, _at: Scene) -> Meaning | None:
    """Read "recent weeks", "the coming days"."""
    return Meaning("DATE", groups["value"])


def read_vaguely(groups: Groups, _at: Scene) -> Meaning | None:
    """Read "now", "recently", "the near future"."""
    value = look_up("vaguely", groups["vaguely"])
    return Meaning("DURATION" if value.startswith("P") and "_" not in value else "DATE", value)


def read_every(groups: Groups, _at: Scene) -> Meaning | None:
    """Read "every Tuesday", "each year", "every two weeks", "twice a day"."""
    if "weekday" in groups:
        weekday = look_up("weekday", groups["weekday"]) or look_up("weekdays", groups["weekday"])
        return Meaning("SET", f"XXXX-WXX-{weekday}")
    if "part" in groups:
        return Meaning("SET", f"XXXX-XX-XXT{look_up('part', groups['part'])}")
    if "month" in groups:
        return Meaning("SET", f"XXXX-{look_up('month', groups['month']):02}")
    if "season" in groups:
        return Meaning("SET", f"XXXX-{look_up('season', groups['season'])}")
    return _every_unit(groups)


def _every_unit(groups: Groups) -> Meaning | None:
    words = groups.get("unit") or groups["rate"]
    unit = "WE" if plain(words) == "weekend" else unit_of(words)
    if unit is None:
        return None
    if unit == "WE":
        return Meaning("SET", "XXXX-WXX-WE")
    every = plain(groups.get("count", "one"))
    count = 2.0 if every == "other" else number(every) or float(ordinal(every) or 1)
    return Meaning("SET", duration(count, unit))


def read_often(groups: Groups, _at: Scene) -> Meaning | None:
    """Read "daily", "weekly", "annual"."""
    return Meaning("SET", look_up("often", groups["often"]))


SENSES = {
    "length": read_length, "bare_length": read_bare_length, "span_length": read_span_length, "span_granule": read_span_granule,
    "vague_span": read_vague_span, "vaguely": read_vaguely, "every": read_every, "often": read_often,
}  # fmt: skip
