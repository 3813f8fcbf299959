"""Parts of a year by name or number: quarters, halves, seasons, weeks, fiscal years and holidays."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.annotate.dates.calendar import holiday, make_week, nth_weekday, season_of, week_value
from onrecord.annotate.dates.scene import Meaning, Scene
from onrecord.annotate.dates.senses.absolute import day_number, given_year, place_day, place_month, short_year
from onrecord.annotate.dates.words import look_up, names, ordinal, plain

Groups = dict[str, str]


def _until(first: int, words: str | None) -> int:
    """The last year of "2023/24"."""
    if not words:
        return first
    return int(words) if len(words) == 4 else first // 100 * 100 + int(words[-2:])


def read_fiscal(groups: Groups, at: Scene) -> Meaning | None:
    """Read "fiscal 2026", "FY26", "the 2023-24 school year", "this fiscal year"."""
    if "which" in groups:
        shift = names("which").get(plain(groups["which"]), 0)
        return Meaning("DATE", f"{at.anchor.year + shift:04}" if at.anchor else None)
    first = int(groups["year"]) if "year" in groups else short_year(groups["short"])
    last = _until(first, groups.get("until"))
    if last == first + 1:
        return Meaning("DATE", f"{first:04}/{last:04}", (f"{first:04}", f"{last:04}"))
    return Meaning("DATE", f"{first:04}")


def _part_of_year(at: Scene, groups: Groups, number: int, size: int) -> int | None:
    """The year of the n-th part (of `size` months) where the words leave it out."""
    year = given_year(groups, at, number * size)
    if year is not None or at.anchor is None:
        return year
    starts = [date(at.anchor.year + shift, (number - 1) * size + 1, 1) for shift in (-1, 0, 1)]
    current = (at.anchor.month - 1) // size + 1 == number
    return at.anchor.year if current else (at.choose(starts, loose=False) or at.anchor).year


def read_quarter(groups: Groups, at: Scene) -> Meaning | None:
    """Read "Q3 2025", "the third quarter"."""
    number = ordinal(groups["nth"]) or 1
    year = _part_of_year(at, groups, number, 3)
    return Meaning("DATE", f"{year:04}-Q{number}") if year else Meaning("DATE", None, (f"XXXX-Q{number}",))


def read_half(groups: Groups, at: Scene) -> Meaning | None:
    """Read "the first half of 2026"."""
    number = 2 if ordinal(groups["nth"]) in (2, -1) else 1
    year = _part_of_year(at, groups, number, 6)
    return Meaning("DATE", f"{year:04}-H{number}") if year else Meaning("DATE", None, (f"XXXX-H{number}",))


def read_season(groups: Groups, at: Scene) -> Meaning | None:
    """Read "summer 2026", "last winter", "the spring"."""
    code = look_up("season", groups["season"])
    year = given_year(groups, at, {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code])
    if year is None and at.anchor is not None:
        year = _season_year(at, code, plain(groups.get("which", "")))
    return Meaning("DATE", f"{year:04}-{code}") if year else Meaning("DATE", None, (f"XXXX-{code}",))


def _season_year(at: Scene, code: str, which: str) -> int | None:
    """The year of a season, counted from the anchor; the winter of January is that of the year before."""
    anchor = at.anchor
    if anchor is None:
        return None
    running = season_of(anchor.month) == code
    start_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    starts = [date(anchor.year + shift, start_month, 1) for shift in (-2, -1, 0, 1)]
    past = max(start for start in starts if start <= anchor)
    if which in ("last", "past", "previous"):
        return past.year - running
    if which in ("next", "coming", "upcoming"):
        return past.year + 1
    if which in ("this", "current") or running:
        return past.year if running else anchor.year
    chosen = at.choose(starts, loose=False)
    return chosen.year if chosen else None


def read_week(groups: Groups, at: Scene) -> Meaning | None:
    """Read "week 49", "2025-W49". A year without such a week (week 60) has no value."""
    year = int(groups["year"]) if "year" in groups else at.anchor.year if at.anchor else None
    monday = make_week(year, int(groups["number"])) if year else None
    return Meaning("DATE", week_value(monday) if monday else None)


def _week_or_weekend(day: date, groups: Groups) -> Meaning:
    return Meaning("DATE", week_value(day) + ("-WE" if plain(groups["granule"]) == "weekend" else ""))


def read_week_of(groups: Groups, at: Scene) -> Meaning | None:
    """Read "the week of Dec. 8"."""
    day = place_day(at, look_up("month", groups["month"]), day_number(groups["day"]), groups)
    return _week_or_weekend(day, groups) if day else Meaning("DATE", None)


def read_nth_week(groups: Groups, at: Scene) -> Meaning | None:
    """Read "the first week of March", "the last week of 2016": the n-th week with its Monday in it, as calendars print them."""
    number = ordinal(groups["nth"]) or 1
    if "month" not in groups:
        year = int(groups["year"])
        return _week_or_weekend(date(year, 12, 28) if number < 0 else date(year, 1, 4), groups)
    first = place_month(at, look_up("month", groups["month"]), groups)
    if first is None:
        return Meaning("DATE", None)
    monday = nth_weekday(first.year, first.month, 1, number)
    return _week_or_weekend(monday, groups) if monday else Meaning("DATE", None)


def read_nth_weekday(groups: Groups, at: Scene) -> Meaning | None:
    """Read "the first Monday of March"."""
    first = place_month(at, look_up("month", groups["month"]), groups)
    number, weekday = ordinal(groups["nth"]) or 1, look_up("weekday", groups["weekday"])
    day = nth_weekday(first.year, first.month, weekday, number) if first else None
    return Meaning("DATE", day.isoformat() if day else None)


def read_holiday(groups: Groups, at: Scene) -> Meaning | None:
    """Read "Christmas Eve", "Easter 2026": the day in the year that is given, else the one that the tense asks for."""
    rule = look_up("holiday", groups["holiday"])
    year = given_year(groups, at, 6)
    if year is not None:
        day = holiday(rule, year)
        return Meaning("DATE", day.isoformat() if day else None)
    if at.anchor is None:
        return Meaning("DATE", None)
    anchor, which = at.anchor, plain(groups.get("which", ""))
    options = [day for shift in (-1, 0, 1) if (day := holiday(rule, anchor.year + shift))]
    if which in ("last", "past", "previous"):
        chosen = max((day for day in options if day < anchor), default=None)
    elif which in ("next", "coming"):
        chosen = min((day for day in options if day > anchor), default=None)
    else:
        chosen = at.choose(options, loose=False)
    return Meaning("DATE", chosen.isoformat() if chosen else None)


def weekend_of(day: date) -> str:
    """The weekend of the day's week."""
    return f"{week_value(day)}-WE"


def previous_weekend(day: date) -> date:
    """A day of the last weekend that has begun: on a Saturday or Sunday this one."""
    return day if day.isoweekday() > 5 else day - timedelta(7)


SENSES = {
    "fiscal": read_fiscal, "quarter": read_quarter, "half": read_half, "season": read_season, "week": read_week,
    "week_of": read_week_of, "nth_week": read_nth_week, "nth_weekday": read_nth_weekday, "holiday": read_holiday,
}  # fmt: skip
