"""Dates counted from another day: from the one that anchors the text, or from the one mentioned last."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.annotate.dates.calendar import GRAIN_DAYS, add_months, make_day, step, stretch_of, value_at
from onrecord.annotate.dates.scene import Meaning, Scene
from onrecord.annotate.dates.senses.absolute import day_number, place_day
from onrecord.annotate.dates.senses.periods import previous_weekend, read_holiday, weekend_of
from onrecord.annotate.dates.words import VAGUE, look_up, names, number, plain

Groups = dict[str, str]


def timed(day: date | None, part: str | None, *, shown: bool = True) -> Meaning:
    """A day, or a part of it: TIMEX3 keeps the part (2025-12-04TMO), a reading the day."""
    if day is None:
        return Meaning("TIME" if part else "DATE", None, (f"T{part}",) if part else ())
    if not part:
        return Meaning("DATE", day.isoformat())
    return Meaning("TIME", f"{day.isoformat()}T{part}", plain=day.isoformat(), dayless=not shown)


def part_in(groups: Groups) -> str | None:
    """The part of the day that is named: MO, AF, EV, NI."""
    words = groups.get("part")
    if words is None:
        return None
    return words if words.isupper() and len(words) == 2 else look_up("part", words)


def read_near_day(groups: Groups, at: Scene) -> Meaning | None:
    """Read "today", "yesterday", "tomorrow morning", "last night"."""
    return timed(step(at.anchor, "D", int(groups["shift"])), part_in(groups))


def read_overnight(groups: Groups, at: Scene) -> Meaning | None:
    """Read "overnight": the night that ends on the anchor's morning, or on the weekday that is named."""
    day = at.anchor
    if "weekday" in groups:
        day = place_weekday(at, look_up("weekday", groups["weekday"]), "")
    if day is None:
        return Meaning("TIME", None, ("TNI",))
    eve = day - timedelta(1)
    return Meaning("TIME", f"{day}TNI", (f"{eve}/{day}", f"{eve}TNI"), plain=day.isoformat())


def place_weekday(at: Scene, weekday: int, which: str) -> date | None:
    """The day that a weekday names.

    "Last" is the latest before the anchor, "next" that of the week after, a bare one the latest or the coming one by its tense,
    where the anchor's own weekday is the anchor.
    """
    anchor = at.anchor
    if at.told or which.startswith(("that", "the same", "following", "previous")):
        anchor = _mentioned_weekday(at, weekday, which) or anchor
        if anchor is not at.anchor:
            return anchor
    if anchor is None:
        return None
    monday = anchor - timedelta(anchor.isoweekday() - 1)
    back = anchor - timedelta((anchor.isoweekday() - weekday) % 7)
    if which in ("last", "past", "previous", "this past", "this last"):
        return back if back < anchor else anchor - timedelta(7)
    if which in ("next", "following"):
        return monday + timedelta(6 + weekday)
    if which in ("this", "coming", "upcoming", "this coming"):
        ahead = anchor + timedelta((weekday - anchor.isoweekday()) % 7)
        return ahead if which != "this" else _this_weekday(at, monday + timedelta(weekday - 1), ahead)
    return _after_coordination(at, weekday) or _bare_weekday(at, weekday, back)


def _after_coordination(at: Scene, weekday: int) -> date | None:
    """The second weekday of two: the first such day after the other, unless that lies ahead of what is told as past."""
    first = at.coordinated()
    if first is None or at.anchor is None:
        return None
    day = first + timedelta((weekday - first.isoweekday()) % 7)
    return None if first <= at.anchor < day and at.tense == "past" else day


def _this_weekday(at: Scene, in_week: date, ahead: date) -> date:
    return in_week if at.tense == "past" else ahead


def _mentioned_weekday(at: Scene, weekday: int, which: str) -> date | None:
    """A weekday counted from the day mentioned last: the same or next one after it, or the one before it."""
    last = at.memory.latest("D")
    if last is None:
        return None
    if which.startswith("previous"):
        return last.first - timedelta((last.first.isoweekday() - weekday - 1) % 7 + 1)
    ahead = (weekday - last.first.isoweekday()) % 7
    return last.first + timedelta(ahead or (7 if which.startswith("following") else 0))


def _bare_weekday(at: Scene, weekday: int, back: date) -> date:
    """A weekday alone: by tense; without one as the text used it before, else the latest."""
    anchor = at.anchor or back
    if back == anchor:
        return anchor
    tense = at.tense
    if tense == "future":
        return back + timedelta(7)
    known = at.memory.weekdays.get(weekday)
    if tense != "past" and known and abs((known - anchor).days) < 7:
        return known
    return back + timedelta(7) if tense == "present" else back


def read_weekday(groups: Groups, at: Scene) -> Meaning | None:
    """Read "Tuesday", "next Tuesday", "Tuesday of last week", "a week on Tuesday"."""
    weekday = look_up("weekday", groups["weekday"])
    day = place_weekday(at, weekday, plain(groups.get("which", "")))
    if "weekshift" in groups:
        day = _weekday_in_week(at, weekday, plain(groups["weekshift"]))
    elif "apart" in groups and at.anchor:
        day = at.anchor + timedelta((weekday - at.anchor.isoweekday()) % 7 + 7)
    if day is None:
        return Meaning("DATE", None, (f"XXXX-WXX-{weekday}",))
    sooner = day - timedelta(7)
    other = (sooner.isoformat(),) if groups.get("which") and at.anchor and sooner > at.anchor else ()
    return Meaning("DATE", day.isoformat(), other)


def _weekday_in_week(at: Scene, weekday: int, words: str) -> date | None:
    shift, base = names("which").get(words), at.anchor
    if shift is None:
        mentioned = at.memory.latest("W")
        shift, base = names("same").get(words, 0), mentioned.first if mentioned else at.anchor
    return base - timedelta(base.isoweekday() - weekday) + timedelta(7 * shift) if base else None


def read_granule(groups: Groups, at: Scene) -> Meaning | None:
    """Read "last week", "this year", "next month", "earlier this week"."""
    shift, unit = names("which")[plain(groups.get("which", "this")).removeprefix("the ")], look_up("granule", groups["granule"])
    return Meaning("DATE", _granule(at.anchor, unit, shift))


def _granule(base: date | None, unit: str, shift: int) -> str | None:
    if base is not None and unit == "WE" and shift < 0:
        return weekend_of(previous_weekend(base))
    return value_at(step(base, unit, shift), unit)


def read_weekend(groups: Groups, at: Scene) -> Meaning | None:
    """Read "the weekend": the last one, or the coming one by tense; on its own days the one that runs."""
    if at.anchor is None:
        return Meaning("DATE", None, ("XXXX-WXX-WE",))
    shift = names("which").get(plain(groups.get("which", "")))
    if shift is not None:
        return Meaning("DATE", _granule(at.anchor, "WE", shift))
    ahead = at.tense == "future" or at.anchor.isoweekday() > 5
    return Meaning("DATE", weekend_of(at.anchor if ahead else previous_weekend(at.anchor)))


def read_the_granule(groups: Groups, at: Scene) -> Meaning | None:
    """Read "the year", "the quarter": the one mentioned just before, else the anchor's."""
    unit = look_up("granule", groups["granule"])
    recent = [mention.stretch for mention in at.memory.mentions[-3:] if mention.stretch.grain == unit != "D"]
    told = at.memory.latest(unit) if at.told else None
    mentioned = recent[-1] if recent else told
    return Meaning("DATE", value_at(mentioned.first if mentioned else at.anchor, unit))


def counted_from(base: date | None, unit: str, count: float | str | None, sign: int, vague: str) -> Meaning:
    """So many units from a day, as exact as the unit: three years ago is a year, two weeks ago a week, three days ago a day."""
    if count is None or unit.startswith("T"):
        if count is None or count == VAGUE or unit != "TH" or base is None:
            return Meaning("DATE", vague if base is None or not unit.startswith("T") else value_at(base, "D"))
        count, unit = count / 24 if isinstance(count, float) and count >= 24 else 0.0, "D"
    if count == VAGUE or isinstance(count, str):
        return Meaning("DATE", vague)
    day = step(base, unit, sign * count)
    if count % 1 and unit in ("Y", "DE"):
        return Meaning("DATE", value_at(day, "M" if unit == "Y" else "Y"))
    grain = {"DE": "Y", "CE": "Y", "ML": "CE", "Q": "Q"}.get(unit, unit)
    finer = value_at(day, {"Y": "M", "DE": "Y", "M": "D", "W": "D", "2W": "D"}.get(grain, "D"))
    value = value_at(day, grain)
    return Meaning("DATE", value, (finer,) if finer and finer != value else ())


def read_ago(groups: Groups, at: Scene) -> Meaning | None:
    """Read "three years ago", "in two weeks' time", "a month from now"."""
    ahead = plain(groups["behind"]) in ("now", "today", "time")
    count = number(groups["amount"])
    if "half" in plain(groups["behind"]) and isinstance(count, float):
        count += 0.5
    unit = look_up("unit", groups["unit"]) or look_up("units", groups["unit"])
    return counted_from(at.anchor, unit, count, 1 if ahead else -1, "FUTURE_REF" if ahead else "PAST_REF")


def read_long_ago(_groups: Groups, _at: Scene) -> Meaning | None:
    """Read "years ago"."""
    return Meaning("DATE", "PAST_REF")


def read_from_day(groups: Groups, at: Scene) -> Meaning | None:
    """Read "two days after Christmas", "a week from today", "the day before May 9"."""
    base = _base_day(groups, at)
    unit = look_up("unit", groups["unit"]) or look_up("units", groups["unit"])
    sign = -1 if plain(groups["direction"]) == "before" else 1
    count = number(groups.get("amount", "a"))
    found = counted_from(base, unit, count, sign, "PAST_REF")
    day = step(base, unit, sign * count) if isinstance(count, float) else None
    return Meaning("DATE", day.isoformat()) if day and found.value else Meaning("DATE", found.value)


def _base_day(groups: Groups, at: Scene) -> date | None:
    near = {"yesterday": -1, "today": 0, "tomorrow": 1}.get(plain(groups["base"]))
    if near is not None:
        return step(at.anchor, "D", near)
    if "holiday" in groups:
        found = read_holiday(groups, at)
        return date.fromisoformat(found.value) if found and found.value else None
    if "weekday" in groups:
        return place_weekday(at, look_up("weekday", groups["weekday"]), plain(groups.get("which", "")))
    return place_day(at, look_up("month", groups["month"]), day_number(groups["day"]), groups)


def read_same_granule(groups: Groups, at: Scene) -> Meaning | None:
    """Read "that day", "the next day", "the previous month", "that night": counted from the date mentioned last.

    Where none was mentioned, "that" and "the next" have nothing to count from and no value.
    """
    shift = names("same")[plain(groups["same"])]
    part = part_in(groups)
    unit = "D" if part else look_up("granule", groups["granule"])
    mentioned = at.memory.latest("W" if unit == "WE" else unit)
    if part:
        found = timed(step(mentioned.first if mentioned else at.anchor, "D", shift), part)
        return found if mentioned else unknown(found)
    stride = "Y" if plain(groups["same"]).startswith("the year") else unit
    base = mentioned.first if mentioned else at.anchor
    found = Meaning("DATE", _granule(base, unit, shift) if unit == "WE" else value_at(step(base, stride, shift), unit))
    return found if mentioned else unknown(found)


def unknown(guess: Meaning) -> Meaning:
    """A time that has nothing to count from: no value, and only as an alternative what it would be from the anchor."""
    others = [value for value in (guess.value, *guess.alternatives) if value]
    return Meaning(guess.type, None, tuple(others))


def read_behind(groups: Groups, at: Scene) -> Meaning | None:
    """Read "two days later", "a year earlier": from the date mentioned last, else from the anchor."""
    unit = look_up("unit", groups["unit"]) or look_up("units", groups["unit"])
    sign = look_up("behind", groups["behind"])
    mentioned = at.memory.latest(unit if unit in GRAIN_DAYS else "D")
    count = number(groups["amount"])
    if unit.startswith("T"):
        value = "TH" in unit and mentioned and not isinstance(count, str)
        return Meaning("TIME", mentioned.first.isoformat() if value and mentioned else None, dayless=True)
    base = mentioned.first if mentioned else at.anchor
    found = counted_from(base, unit, count, sign, "PAST_REF" if sign < 0 else "FUTURE_REF")
    return found if mentioned and not _untold(at, found) else unknown(found)


def _untold(at: Scene, found: Meaning) -> bool:
    """Whether something told as past would lie after the anchor: then the count began at a date that the text does not name."""
    stretch = stretch_of(found.value)
    return bool(stretch and at.anchor and stretch.first > at.anchor and at.tense != "future")


def read_year_ago(_groups: Groups, at: Scene) -> Meaning | None:
    """Read "a year-ago quarter", "the year-earlier period": the year before the one mentioned last."""
    mentioned = at.memory.latest("Y")
    return Meaning("DATE", value_at(step(mentioned.first if mentioned else at.anchor, "Y", -1), "Y"))


def read_long_behind(groups: Groups, _at: Scene) -> Meaning | None:
    """Read "days later", "hours before"."""
    back = look_up("behind", groups["behind"]) < 0
    return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF")


def read_bare_day(groups: Groups, at: Scene) -> Meaning | None:
    """Read "the 20th", "the third of this month": in the month mentioned last, else in the one that the tense asks for."""
    day = day_number(groups["day"])
    mentioned = at.memory.latest("M")
    if "monthshift" in groups and plain(groups["monthshift"]) in ("this", "last", "next") and at.anchor:
        base = add_months(at.anchor.replace(day=1), names("which")[plain(groups["monthshift"])])
        found = make_day(base.year, base.month, day) if base else None
    elif mentioned:
        found = make_day(mentioned.first.year, mentioned.first.month, day)
    else:
        found = _day_of_near_month(at, day)
    return Meaning("DATE", found.isoformat() if found else None)


def _day_of_near_month(at: Scene, day: int, weekday: int | None = None) -> date | None:
    """The day of this number in the months around the anchor, on a given weekday if one is."""
    if at.anchor is None:
        return None
    reach = (-1, 0, 1) if weekday is None else range(-6, 7)
    months = [month for shift in reach if (month := add_months(at.anchor.replace(day=1), shift))]
    days = [found for month in months if (found := make_day(month.year, month.month, day))]
    return at.choose([found for found in days if weekday in (None, found.isoweekday())])


def read_weekday_number(groups: Groups, at: Scene) -> Meaning | None:
    """Read "Tuesday the 4th": the nearest such day that falls on the weekday."""
    weekday = look_up("anyweekday", groups["weekday"])
    found = _day_of_near_month(at, day_number(groups["day"]), weekday)
    return Meaning("DATE", found.isoformat() if found else None)


SENSES = {
    "near_day": read_near_day, "overnight": read_overnight, "weekday": read_weekday, "granule": read_granule,
    "weekend": read_weekend, "the_granule": read_the_granule, "ago": read_ago, "long_ago": read_long_ago,
    "from_day": read_from_day, "same_granule": read_same_granule, "behind": read_behind, "year_ago": read_year_ago,
    "long_behind": read_long_behind, "bare_day": read_bare_day, "weekday_number": read_weekday_number,
}  # fmt: skip
