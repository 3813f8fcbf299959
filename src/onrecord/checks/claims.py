"""Claims about ground: figures that say how much was taken in a period, or is held on a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal

from onrecord.checks.conversion import converted_pairs
from onrecord.checks.subject import Kept, Subject
from onrecord.checks.units import unit_of
from onrecord.model import Figure
from onrecord.model.days import days_of
from onrecord.model.span import Span
from onrecord.scheme.denial import load_denial
from onrecord.scheme.toml import load_scheme

Kind = Literal["gained", "lost", "retaken", "held"]
# Code points before a claim's word in which it may be denied: "has not yet", "no longer fully".
DENIED_CHARS = 24
# Values of a period that are the report's own day.
NOW = {None, "PRESENT_REF"}


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure about ground.

    `first` and `last` are the days it is about, None where not told; for how things stood, the days on which it may have been
    so. `where` are the words for the part of the country it is about, empty for the whole.
    """

    kept: Kept[Figure]
    kind: Kind
    first: date | None
    last: date | None
    where: tuple[str, ...] = ()

    @property
    def is_share(self) -> bool:
        """Whether it is in per cent of the whole country."""
        return self.kept.item.unit == "percent"


def find_claims(subject: Subject) -> list[Claim]:
    """The claims of a report about the theatre of the scheme; none in a report that does not name both its sides."""
    if not all(_named(side).search(subject.report.text) for side in ("of", "holder")):
        return []
    repeated = {second.id for _, second in converted_pairs(subject)}
    found = [
        Claim(kept, kind, *_days(subject, kept.item, load_scheme("claims")["kinds"][kind]["period"]), _where(subject, kept))
        for kept in subject.figures
        if kept.id not in repeated and (kind := _kind(subject, kept)) is not None
    ]
    return [_since_its_period(subject, claim, found) for claim in found]


def _since_its_period(subject: Subject, claim: Claim, claims: Sequence[Claim]) -> Claim:
    """Let "now" reach back to the end of the period that the same sentence measures.

    "Seized 40 km2 in May and now control 9%" comes from one count, made on some day between the end of May and the report's.
    """
    if claim.kind != "held" or claim.kept.item.period not in NOW or claim.last is None:
        return claim
    sentence = subject.sentence(claim.kept.span)
    ends = [one.last for one in claims if one.kind != "held" and one.last and subject.sentence(one.kept.span) == sentence]
    return replace(claim, first=min([claim.last, *ends]))


def _where(subject: Subject, kept: Kept[Figure]) -> tuple[str, ...]:
    """The places within the country that the words after the figure name, and the region that it is of."""
    rules, text = load_scheme("claims")["parts"], subject.report.text
    end, found = subject.sentence(kept.span).end, []
    for place in subject.places:
        sides = _named("of").search(place.name) or _named("holder").search(place.name)
        if kept.span.end <= place.span.start < end and not sides:
            before = text[kept.span.end : place.span.start].split()
            if before and before[-1].casefold() in rules["before"]:
                found.append(place.name)
    found += [words.group() for words in _region_words().finditer(text, kept.span.end, end)]
    if _is_region(kept.item.of):
        found.append(kept.item.of or "")
    return tuple(dict.fromkeys(found))


@cache
def _region_words() -> re.Pattern[str]:
    """A region named with its kind: "Lund Oblast", "Port Lin region"."""
    after = "|".join(load_scheme("claims")["parts"]["after"])
    return re.compile(rf"(?:[A-Z][\w’'-]+\s+)+(?:{after}|{after.title()})\b")


def _is_region(words: str | None) -> bool:
    """Whether words name a region: "the eastern Donetsk region"."""
    after = load_scheme("claims")["parts"]["after"]
    return re.search(rf"\b(?:{'|'.join(after)})\b", words or "", re.IGNORECASE) is not None


@cache
def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _named(side: str) -> re.Pattern[str]:
    """The words for one side of the theatre: `of`, whose ground it is, or `holder`."""
    return _words(*load_scheme("claims")["theatre"][side])


def _kind(subject: Subject, kept: Kept[Figure]) -> Kind | None:
    """What a figure claims: by the word of a kind nearest before it, else the first after it, if the right side did it."""
    fitting: list[tuple[Kind, dict[str, Any]]] = [
        (kind, rules)
        for kind, rules in load_scheme("claims")["kinds"].items()
        if _fits(subject, kept, rules) and _is_of(kept.item)
    ]
    if not fitting:
        return None
    sentence = subject.sentence(kept.span)
    extra = "share_words" if kept.item.unit == "percent" else ""
    places = [
        (found, kind)
        for kind, rules in fitting
        for found in _words(*rules["words"], *rules.get(extra, ())).finditer(subject.report.text, *sentence)
    ]
    before = [(found, kind) for found, kind in places if found.end() <= kept.span.start]
    after = [(found, kind) for found, kind in places if found.start() >= kept.span.end]
    # max and min keep the first of equals: "occupied" is ground taken where a period is named, else ground held.
    nearest = max(before, key=lambda one: one[0].start(), default=None) or min(
        after, key=lambda one: one[0].start(), default=None
    )
    if nearest is None or not _did(subject, nearest[0], sentence, load_scheme("claims")["kinds"][nearest[1]]["by"]):
        return None
    return nearest[1]


def _fits(subject: Subject, kept: Kept[Figure], rules: dict[str, Any]) -> bool:
    """Whether a kind takes figures of this unit.

    Where words before the figure may also say how things stand ("occupied"), it happened in a period only if one is named.
    """
    unit = unit_of(kept.item.unit)
    if unit.kind not in rules["units"]:
        return False
    held = load_scheme("claims")["kinds"]["held"]["words"]
    sentence = subject.sentence(kept.span)
    ambiguous = _words(*held).search(subject.report.text, sentence.start, kept.span.start)
    return not (rules["period"] and ambiguous and kept.item.period in NOW)


def _is_of(figure: Figure) -> bool:
    """Whether the ground is the theatre's: not the other side's, and for a share the whole country or a region."""
    words = figure.of or ""
    if _named("holder").search(words):
        return False
    if figure.unit != "percent":
        return True
    rest = _named("of").sub(" ", words).casefold().split()
    return bool(words) and (set(rest) <= set(load_scheme("claims")["wholes"]["words"]) or _is_region(words))


def _did(subject: Subject, word: re.Match[str], sentence: Span, side: str) -> bool:
    """Whether the side that must have done it did: the nearest one named before the word, or after a "by" behind it."""
    text = subject.report.text
    if _denied().search(text, max(sentence.start, word.start() - DENIED_CHARS), word.start()):
        return False
    by = re.compile(r"\W+by\b.{0,40}").match(text, word.end())
    if by is not None:
        return _named(side).search(by.group()) is not None
    named = {
        one: [
            found.end() for found in _named(one).finditer(text, *sentence) if _acts(text, found) and found.end() <= word.start()
        ]
        for one in ("of", "holder")
    }
    other = "of" if side == "holder" else "holder"
    nearest = {one: max(ends, default=-1) for one, ends in named.items()}
    return nearest[side] > nearest[other] or nearest[side] == nearest[other] == -1


@cache
def _denied() -> re.Pattern[str]:
    denial = load_denial()
    words = "|".join(re.escape(word).replace("'", "['’]") for word in (*sorted(denial.words), *denial.phrases))
    return re.compile(rf"(?:n['’]t|\b(?:{words}))\s+(?:\w+\s+)?$", re.IGNORECASE)


def _acts(text: str, name: re.Match[str]) -> bool:
    """Whether a name may be whoever acts: not where it says whose or where ("of Ukrainian territory", "in Ukraine")."""
    return (
        re.search(r"\b(?:of|in|from|across|inside|into|for|on)\s+(?:the\s+)?$", text[max(name.start() - 12, 0) : name.start()])
        is None
    )


def _days(subject: Subject, figure: Figure, lasts: bool) -> tuple[date | None, date | None]:
    """The days a claim is about. What lasts needs its period; how things stood is of the period's end, else the report's day.

    Nothing is known of what comes after a report's own day, so a period ends there.
    """
    published = days_of(subject.report.published)
    days = days_of(figure.period)
    if days is None and (lasts or figure.period not in NOW):
        return None, None
    days = days or published
    if days is None:
        return None, None
    last = min(days.last, published.last) if published else days.last
    if lasts:
        return (date.fromisoformat(days.first), date.fromisoformat(last)) if days.first <= last else (None, None)
    return date.fromisoformat(last), date.fromisoformat(last)
