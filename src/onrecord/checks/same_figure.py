"""Whether two figures are about the same thing: unit, thing measured, what happened to it, place and time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.checks.conversion import converted_pairs
from onrecord.checks.precision import Interval
from onrecord.checks.subject import Kept, Subject
from onrecord.checks.units import unit_of
from onrecord.model import Figure, Span
from onrecord.model.days import days_of
from onrecord.scheme.toml import load_scheme

WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what tells it apart from others.

    `meant` is in the base unit. `of` are the words for what is measured, singular and small; `proper` those with a capital.
    `first` and `last` are day numbers; `dated` says that the words name the period. `halves` are the ids of the same figure in
    other units.
    """

    kept: Kept[Figure]
    subject: Subject
    base: str
    meant: Interval
    of: frozenset[str]
    proper: frozenset[str]
    head: str | None
    aspect: str | None
    places: frozenset[str]
    first: int | None
    last: int | None
    dated: bool
    halves: tuple[str, ...] = ()

    @property
    def claimant(self) -> str:
        """Who gives it: the claimant, else the publisher, else the report itself."""
        report = self.subject.report
        return self.kept.item.claimed_by or report.publisher or report.id

    def in_base(self, number: float) -> float:
        """A number of the figure's unit in the base unit."""
        unit = unit_of(self.kept.item.unit)
        return number * unit.scale + unit.offset

    @property
    def origins(self) -> tuple[str, ...]:
        """Whose count it is: what the claimant rests on, else the claimant."""
        return self.kept.item.based_on or (self.claimant,)


def told_in(subject: Subject) -> Iterator[Told]:
    """The figures of a report that others could give too: no lengths of time, a conversion once."""
    pairs = list(converted_pairs(subject))
    second = {other.id for _, other in pairs}
    for kept in subject.figures:
        if kept.id not in second and unit_of(kept.item.unit).kind != "time":
            yield _told(subject, kept, tuple(other.id for one, other in pairs if one.id == kept.id))


def _told(subject: Subject, kept: Kept[Figure], halves: tuple[str, ...]) -> Told:
    unit, sentence = unit_of(kept.item.unit), subject.sentence(kept.span)
    words = _content(kept.item.of or "")
    days = days_of(kept.item.period)
    found = days or days_of(subject.report.published)
    return Told(
        kept=kept,
        subject=subject,
        base=unit.base,
        meant=subject.meant(kept).map(unit.scale, unit.offset),
        of=frozenset(_root(word) for word in words) - _general(),
        proper=frozenset(_root(word) for word in words if word[0].isupper()),
        head=_head(kept.item.of or ""),
        aspect=_aspect(subject, kept.span, sentence),
        places=frozenset(place.name for place in subject.places if sentence.covers(place.span)),
        first=date.fromisoformat(found.first).toordinal() if found else None,
        last=date.fromisoformat(found.last).toordinal() if found else None,
        dated=days is not None,
        halves=halves,
    )


def _content(words: str) -> list[str]:
    ignored = load_scheme("aspects")["of"]["ignored"]
    return [word for word in WORD.findall(re.sub(r"['’]s\b", "", words)) if word.casefold() not in ignored]


@cache
def _general() -> frozenset[str]:
    return frozenset(load_scheme("aspects")["of"]["general"])


def _root(word: str) -> str:
    """A noun in the singular, or the word that stands for it; crude, but the same for both figures."""
    small = word.casefold()
    one = re.sub(r"(?<=[^aiou\Ws])s$", "", re.sub(r"(?<=[^aeiou\W])ies$", "y", small)) if len(small) > 3 else small
    same: dict[str, str] = load_scheme("aspects")["of"]["same"]
    return same.get(small) or same.get(one) or one


def _head(words: str) -> str | None:
    """The noun that is measured: the last word before an "of"."""
    found = _content(words.split(" of ")[0])
    head = _root(found[-1]) if found else None
    return None if head in _general() else head


@cache
def _aspect_words() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {word: name for name, entry in load_scheme("aspects")["aspects"].items() for word in entry["words"]}
    longest = "|".join(re.escape(word) for word in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{longest})\b", re.IGNORECASE), names


def _aspect(subject: Subject, span: Span, sentence: Span) -> str | None:
    """What happened to it: the nearest word that tells, before or after the figure."""
    pattern, names = _aspect_words()
    found = pattern.finditer(subject.report.text, *sentence)
    near = min(
        ((max(span.start - one.end(), one.start() - span.end), one) for one in found),
        key=lambda one: (one[0], one[1].start()),
        default=None,
    )
    return names.get(near[1].group().casefold()) if near else None


def same_thing(one: Told, other: Told) -> bool:
    """Whether two figures are about the same thing, so that their numbers can be held against each other."""
    return (
        one.base == other.base
        and _same_measured(one, other)
        and not (one.places and other.places and one.places.isdisjoint(other.places))
        and _same_time(one, other)
        and not _told_apart(one, other)
    )


def _same_measured(one: Told, other: Told) -> bool:
    """Whether the thing measured and what happened to it agree; where one is not told, the other must."""
    if one.aspect and other.aspect and one.aspect != other.aspect:
        return False
    if one.proper and other.proper and one.proper.isdisjoint(other.proper):
        return False
    same_aspect = one.aspect is not None and one.aspect == other.aspect
    if one.of and other.of:
        alike = one.of <= other.of or other.of <= one.of or (one.head is not None and one.head == other.head)
        return alike and (same_aspect or one.of == other.of)
    return same_aspect


def _same_time(one: Told, other: Told) -> bool:
    """Whether the periods meet and are of like length; what has none is of its report's day, or a few days before."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return False
    rules = load_scheme("aspects")["window"]
    if one.dated and other.dated:
        lengths = sorted((one.last - one.first + 1, other.last - other.first + 1))
        return one.first <= other.last and other.first <= one.last and lengths[1] <= float(rules["length_ratio"]) * lengths[0]
    aspect = load_scheme("aspects")["aspects"].get(one.aspect or other.aspect, {})
    days = int(aspect.get("days", rules["days"]))
    return one.first - days <= other.last and other.first - days <= one.last


def _told_apart(one: Told, other: Told) -> bool:
    """Whether one report gives both as two things: another number, in the same scope, whatever bounds leave open."""
    if one.subject.report.id != other.subject.report.id or one.kept.item.scope != other.kept.item.scope:
        return False
    stated = [told.subject.stated(told.kept).map(unit_of(told.kept.item.unit).scale) for told in (one, other)]
    return not stated[0].overlaps(stated[1])
