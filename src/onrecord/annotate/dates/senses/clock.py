"""Times of day: clock times and parts of a day, with the day that the words name, else with the one mentioned last."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.annotate.dates.calendar import make_day
from onrecord.annotate.dates.scene import SENTENCE_END, Meaning, Scene
from onrecord.annotate.dates.senses.absolute import day_number, place_day
from onrecord.annotate.dates.senses.relative import place_weekday, timed
from onrecord.annotate.dates.words import look_up, number, plain

Groups = dict[str, str]
CLOCK = re.compile(r"(\d{1,2}|[a-z]+)(?:[:.](\d\d))?(?::\d\d)?\s*(?:([ap])\.?\s?m\.?|o.clock)?")


def current_day(at: Scene) -> date | None:
    """The day that a time of day belongs to: the one mentioned last in the sentence, else the anchor."""
    for mention in reversed(at.memory.mentions[-3:]):
        if mention.stretch.grain == "D" and not SENTENCE_END.search(at.text[mention.end : at.start + 1]):
            return mention.stretch.first
    if at.told and (last := at.memory.latest("D")):
        return last.first
    return at.anchor


def _hours(hour: int, meridiem: str | None, part: str | None) -> int:
    """The hour of the day's twenty-four."""
    afternoon = meridiem == "p" or part in ("AF", "EV", "NI")
    if afternoon and hour < 12:
        return hour + 12
    return 0 if meridiem == "a" and hour == 12 else hour


def clock_of(groups: Groups) -> str | None:
    """The clock time in the words: T08:00, T20:30, None where they hold none."""
    if "clock" in groups:
        return str(look_up("clock", groups["clock"]))
    if "military" in groups:
        return f"T{groups['military'][:2]}:{groups['military'][2:]}" if int(groups["military"][:2]) < 25 else None
    if "clockhour" in groups:
        return f"T{int(groups['clockhour']):02}:{groups['clockminute']}"
    match = CLOCK.match(plain(groups.get("clocktime", "")))
    if match is None:
        return None
    hour = number(match[1])
    if not isinstance(hour, float) or hour > 24:
        return None
    part = re.search(r"in the (\w+)", plain(groups["clocktime"]))
    return f"T{_hours(int(hour), match[3], look_up('part', part[1]) if part else None):02}:{match[2] or '00'}"


def read_clock(groups: Groups, at: Scene) -> Meaning | None:
    """Read "8 a.m.", "08:30 GMT", "1400 GMT", "noon", "5 p.m. on Friday"."""
    time = clock_of(groups)
    if time is None:
        return None
    zone = re.search(r"(?i)\b(?:gmt|utc)\b", groups.get("clocktime", "") + " " + groups.get("zone", ""))
    time += "Z" if zone else ""
    named = "weekday" in groups
    day = place_weekday(at, look_up("weekday", groups["weekday"]), "") if named else current_day(at)
    if day is None:
        return Meaning("TIME", None, (time,))
    return Meaning("TIME", f"{day.isoformat()}{time}", plain=day.isoformat(), dayless=not named)


def read_part(groups: Groups, at: Scene) -> Meaning | None:
    """Read "the morning", "the early hours"."""
    part = look_up("part", groups["part"]) if "part" in groups else "MO"
    return timed(current_day(at), part, shown=False)


def read_part_of_day(groups: Groups, at: Scene) -> Meaning | None:
    """Read "Tuesday morning", "the night of April 18, 1775", "the early hours of Monday"."""
    part = look_up("part", groups["part"]) if "part" in groups else "MO"
    if "month" not in groups:
        weekday = look_up("weekday", groups["weekday"])
        day = place_weekday(at, weekday, plain(groups.get("which", "")))
        return timed(day, part) if day else Meaning("TIME", None, (f"XXXX-WXX-{weekday}T{part}",))
    day = place_day(at, look_up("month", groups["month"]), day_number(groups["day"]), groups)
    if "eve" in groups and day:
        day = make_day(day.year, day.month, day_number(groups["eve"])) or day - timedelta(1)
        part = "NI"
    return timed(day, part)


SENSES = {"clock": read_clock, "part": read_part, "part_of_day": read_part_of_day}
