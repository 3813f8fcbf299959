"""The scene of an expression: from which day it counts, what was mentioned before it, and in which tense it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from onrecord.annotate.dates.calendar import GRAIN_DAYS, Stretch, stretch_of
from onrecord.model.reading import TimexType

Tense = Literal["past", "present", "future"]

SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n\s*\n")
# Days. A date that the tense puts this far off loses to one on the other side that is so soon to come, or so recent: a tense
# misread costs less than a year. Chosen on invented wire sentences; one who moves them runs the evaluation again.
FAR_DAYS, SOON_DAYS, RECENT_DAYS = 270, 30, 62
# Months. A history that goes back by this many in the year has turned into the next one.
TURN_MONTHS = 7
# Code points. A year further off than this in the sentence is another matter's.
MAX_YEAR_GAP = 100
IN_YEAR = re.compile(r"(?i)\b(?:in|during|throughout|early|late|mid)[\s-]+$")
COORDINATION = re.compile(r"\s*(?:,|,? and|,? or|to|through|until|till|[-–—])\s*(?:on )?")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means. `value` is TIMEX3's; `plain` the calendar value a reading gives where it is another.

    `dayless` marks a time of day whose day the words do not name. `alternatives` are other values, likeliest first.
    """

    type: TimexType
    value: str | None
    alternatives: tuple[str, ...] = ()
    plain: str | None = None
    dayless: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A calendar date that was mentioned: where and which days.

    `dated` where its words name the year, `near` where they count from the anchor ("today", "last week").
    """

    start: int
    end: int
    stretch: Stretch
    dated: bool
    near: bool


@dataclass(slots=True)
class Memory:
    """The dates that a text has mentioned so far."""

    mentions: list[Mention] = field(default_factory=list)
    weekdays: dict[int, date] = field(default_factory=dict)

    def add(self, start: int, end: int, meaning: Meaning, words: str, *, near: bool = False) -> None:
        """Remember an expression that names a stretch of the calendar."""
        stretch = stretch_of((meaning.value or "").split("/")[0])
        if stretch is not None and meaning.type in ("DATE", "TIME"):
            dated = bool(re.search(r"\d{4}", words))
            self.mentions.append(Mention(start, end, stretch, dated, near))
            if stretch.grain == "D":
                self.weekdays[stretch.first.isoweekday()] = stretch.first

    def latest(self, grain: str) -> Stretch | None:
        """The stretch mentioned last that is no longer than one of this grain."""
        longest = GRAIN_DAYS[grain]
        for mention in reversed(self.mentions[-8:]):
            if GRAIN_DAYS[mention.stretch.grain] <= longest:
                return mention.stretch
        return None


@dataclass(slots=True)
class Scene:
    """Where an expression stands. `anchor` is the day it counts from, or None where nothing gives one.

    `told` says that the text tells of the past as a history does, so that a date without a year belongs to the year before it.
    """

    text: str
    start: int
    end: int
    anchor: date | None
    memory: Memory
    told: bool
    find_tense: Callable[[int, int], Tense | None]

    @property
    def tense(self) -> Tense | None:
        """The tense of the clause, None where there is no telling."""
        return self.find_tense(self.start, self.end)

    def before(self, width: int = 24) -> str:
        """The characters before the expression, in lower case."""
        return self.text[max(0, self.start - width) : self.start].lower()

    def year_told(self, month: int) -> int | None:
        """The year that the words around give to a month without one, or None if the anchor has to give it.

        A history goes forward: January after a December is that of the next year.
        """
        for mention in reversed(self.memory.mentions[-8:]):
            if GRAIN_DAYS[mention.stretch.grain] > GRAIN_DAYS["Y"] or (self.told and mention.near):
                continue
            if self.told:
                exact = GRAIN_DAYS[mention.stretch.grain] <= GRAIN_DAYS["M"]
                return mention.stretch.first.year + (exact and mention.stretch.first.month - month >= TURN_MONTHS)
            if mention.near or not self.same_sentence(mention):
                return None
            if mention.dated and (mention.stretch.grain != "Y" or IN_YEAR.search(self.text[: mention.start][-16:])):
                return mention.stretch.first.year
        return None

    def same_sentence(self, mention: Mention) -> bool:
        """Whether a mention stands in the same sentence, and not far off."""
        between = self.text[mention.end : self.start + 1]
        return len(between) <= MAX_YEAR_GAP and SENTENCE_END.search(between) is None

    def coordinated(self) -> date | None:
        """The day just before, where the expression continues it: "Wednesday and Thursday", "Friday to Sunday"."""
        last = self.memory.mentions[-1] if self.memory.mentions else None
        if last is None or last.stretch.grain != "D" or not COORDINATION.fullmatch(self.text[last.end : self.start]):
            return None
        return last.stretch.first

    def choose(self, options: Sequence[date], *, loose: bool = True) -> date | None:
        """The option that the tense asks for, counted from the anchor; without a tense the nearest, the earlier of two.

        `loose` lets a date soon to come win in a past clause over one most of a year ago.
        """
        if self.anchor is None or not options:
            return None
        past = max((day for day in options if day <= self.anchor), default=None)
        future = min((day for day in options if day >= self.anchor), default=None)
        if past is None or future is None:
            return past or future
        back, ahead = (self.anchor - past).days, (future - self.anchor).days
        return past if _is_past(self.tense, back, ahead, loose=loose) else future


def _is_past(tense: Tense | None, back: int, ahead: int, *, loose: bool) -> bool:
    """Whether of two dates, so many days back and ahead, the past one is meant."""
    if tense == "past":
        return not (loose and back > FAR_DAYS and ahead < SOON_DAYS)
    if tense == "future":
        return ahead > FAR_DAYS and back < RECENT_DAYS
    if tense == "present" and back >= RECENT_DAYS:
        return False  # "if he wins in November"; but "sales are up in October" in a report of that month or the next
    return back <= ahead
