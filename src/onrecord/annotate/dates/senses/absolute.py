"""Dates by the calendar: days, months and years, whole or with the year left out, and ranges of them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from onrecord.annotate.dates.calendar import make_day, parse_day
from onrecord.annotate.dates.grammar import expand
from onrecord.annotate.dates.scene import FAR_DAYS, Meaning, Scene
from onrecord.annotate.dates.words import look_up, names, ordinal, plain

Groups = dict[str, str]
CENTURY_PIVOT = 50  # two digits below it are 20xx, the others 19xx (POSIX takes 69; news writes '68 for 1968)


def undated(value: str) -> Meaning:
    """A date whose year nothing gives: no value, the open one as an alternative."""
    return Meaning("DATE", None, (value,))


def short_year(words: str) -> int:
    """The year that two digits stand for."""
    year = int(words)
    return year + (2000 if year < CENTURY_PIVOT else 1900)


def year_shifted(groups: Groups, at: Scene) -> int | None:
    """The year of "June last year", "July of that year"."""
    words = plain(groups["yearshift"])
    if words in ("last", "this", "next"):
        return at.anchor.year + names("which")[words] if at.anchor else None
    mentioned = at.memory.latest("Y")
    if mentioned is None:
        return at.anchor.year if at.anchor else None
    return int(mentioned.first.year) + int(names("same").get(words, 0))


@cache
def _year_ahead() -> re.Pattern[str]:
    return re.compile(expand("{aheadyear=}"), re.IGNORECASE)


def year_ahead(at: Scene, month: int) -> int | None:
    """The year of a date that goes on to one with its year: "late November to early February 2022" begins in 2021.

    Seasons have the year that is written: "the winter and spring of 2022".
    """
    match = _year_ahead().match(at.text, at.end)
    if match is None:
        return None
    turned = match["month"] is not None and month > look_up("month", match["month"])
    return int(match["year"]) - turned


def given_year(groups: Groups, at: Scene, month: int) -> int | None:
    """The year that the words give to a month, or that the year mentioned before gives; None where the anchor has to."""
    if "year" in groups:
        return int(groups["year"])
    if "short" in groups:
        return short_year(groups["short"])
    if "yearshift" in groups:
        return year_shifted(groups, at)
    ahead = year_ahead(at, month)
    return at.year_told(month) if ahead is None else ahead


def day_number(words: str) -> int:
    """The day of a month: "3", "3rd", "third"."""
    return ordinal(words.lower().removeprefix("the ")) or 0


def read_iso(groups: Groups, _at: Scene) -> Meaning | None:
    """2025-12-04 and 2025-12-04T10:30Z."""
    day = parse_day(groups["iso"])
    if day is None:
        return Meaning("DATE", None)
    if "clock" not in groups:
        return Meaning("DATE", day.isoformat())
    return Meaning("TIME", f"{day.isoformat()}T{groups['clock']}{groups.get('zone', '')}", plain=day.isoformat())


def read_numeric(groups: Groups, at: Scene) -> Meaning | None:
    """10/12/2025: day and month in the only order that the calendar allows, else in the order that lies nearer the anchor."""
    year = int(groups["year"]) if "year" in groups else short_year(groups["short"])
    first, second = int(groups["a"]), int(groups["b"])
    orders = [make_day(year, first, second), make_day(year, second, first)]
    if groups["separator"] == ".":
        orders.reverse()  # a full stop is the European way of writing, day first
    found = [day for day in dict.fromkeys(orders) if day is not None]
    if not found:
        return Meaning("DATE", None)
    if at.anchor and len(found) > 1 and groups["separator"] != ".":
        anchor = at.anchor
        found.sort(key=lambda day: abs((day - anchor).days))
    return Meaning("DATE", found[0].isoformat(), tuple(day.isoformat() for day in found[1:]))


def place_day(at: Scene, month: int, day: int, groups: Groups) -> date | None:
    """The day of a month and day whose year may have to be found."""
    year = given_year(groups, at, month)
    if year is not None:
        return make_day(year, month, day)
    if at.anchor is None:
        return None
    options = [make_day(at.anchor.year + shift, month, day) for shift in (-4, -1, 0, 1, 4)]
    near = [option for option in options[1:4] if option] or [option for option in options if option]
    which, anchor = plain(groups.get("which", "")), at.anchor
    if which.endswith(("last", "past")):
        return max((option for option in near if option < anchor), default=None)
    if which.endswith(("next", "coming")):
        return min((option for option in near if option > anchor), default=None)
    weekday = look_up("anyweekday", groups.get("weekday", ""))
    # A year is not taken for its weekday alone: "Wednesday 14 May" of last week is a slip, and not a day of the next year.
    fitting = [option for option in near if option.isoweekday() == weekday and abs((option - anchor).days) <= FAR_DAYS]
    return at.choose(fitting or near)


def read_day(groups: Groups, at: Scene) -> Meaning | None:
    """Read "Thursday, Dec. 4", "4 December 2025", "the 4th of December"."""
    month, day = look_up("month", groups["month"]), day_number(groups["day"])
    found = place_day(at, month, day, groups)
    if found:
        return Meaning("DATE", found.isoformat())
    if "year" in groups or make_day(2000, month, day) is None:
        return Meaning("DATE", None)  # 31 February
    return undated(f"XXXX-{month:02}-{day:02}")


def read_days(groups: Groups, at: Scene) -> Meaning | None:
    """Read "May 3-5", "3 to 5 May": the interval, with its two ends as alternatives."""
    month, last_day = look_up("month", groups["month"]), day_number(groups["last"])
    last_month = look_up("month", groups.get("lastmonth", groups["month"]))
    first_day = day_number(groups["day"])
    if month == last_month and first_day >= last_day:
        return None
    last = place_day(at, last_month, last_day, groups)
    first = make_day(last.year - (month > last_month), month, first_day) if last else None
    if last is None or first is None:
        return Meaning("DATE", None)
    ends = (first.isoformat(), last.isoformat())
    return Meaning("DATE", "/".join(ends), ends)


def place_month(at: Scene, month: int, groups: Groups) -> date | None:
    """The first day of a month whose year may have to be found."""
    year = given_year(groups, at, month)
    if year is not None:
        return make_day(year, month, 1)
    if at.anchor is None:
        return None
    here = at.anchor.replace(day=1)
    which = plain(groups.get("which", ""))
    options = [date(here.year + shift, month, 1) for shift in (-1, 0, 1) if 1 <= here.year + shift <= 9999]
    if which in ("last", "previous", "past"):
        return max((day for day in options if day < here), default=None)
    if which in ("next", "coming", "following", "upcoming", "this coming"):
        return min((day for day in options if day > here), default=None)
    if which == "this":
        return date(here.year, month, 1)
    return month_by_tense(at, options, here)


def month_by_tense(at: Scene, options: list[date], here: date) -> date | None:
    """The month that the tense asks for; the current month is both past and future."""
    kept, at.anchor = at.anchor, here
    found = at.choose(options, loose=False)
    at.anchor = kept
    return found


def read_month(groups: Groups, at: Scene) -> Meaning | None:
    """Read "December 2025", "June", "last June", "March of that year"."""
    month = look_up("month", groups["month"])
    found = place_month(at, month, groups)
    if found is None:
        return undated(f"XXXX-{month:02}")
    return Meaning("DATE", f"{found.year:04}-{month:02}")


def read_months(groups: Groups, at: Scene) -> Meaning | None:
    """Read "January and February 2026": one interval, with its months as alternatives."""
    first_month, last_month = look_up("month", groups["month"]), look_up("month", groups["lastmonth"])
    last = place_month(at, last_month, groups)
    if last is None:
        return Meaning("DATE", None)
    ends = (f"{last.year - (first_month > last_month):04}-{first_month:02}", f"{last.year:04}-{last_month:02}")
    return Meaning("DATE", "/".join(ends), ends)


def read_year(groups: Groups, at: Scene) -> Meaning | None:
    """Read "2027", "the year 2027", "44 BC", "'98" as the last such year."""
    if "short" in groups:
        century = at.anchor.year // 100 if at.anchor else 20
        year = 100 * century + int(groups["short"])
        return Meaning("DATE", f"{year if at.anchor is None or year <= at.anchor.year else year - 100:04}")
    year, era = int(groups["year"]), plain(groups.get("era", "")).replace(".", "")
    if era.startswith("b"):
        return Meaning("DATE", f"BC{year:04}")
    return Meaning("DATE", f"{year:04}") if year else None


def read_years(groups: Groups, _at: Scene) -> Meaning | None:
    """Read "2014-2018", "1996-97": the interval, with its years as alternatives."""
    first, last = groups["year"], groups["last"]
    last = first[:2] + last if len(last) == 2 else last
    if int(last) <= int(first):
        return None
    return Meaning("DATE", f"{first}/{last}", (first, last))


def read_decade(groups: Groups, _at: Scene) -> Meaning | None:
    """Read "the 1990s", "the '90s", "the nineties"."""
    if "decade" in groups:
        return Meaning("DATE", groups["decade"][:3])
    if "short" in groups:
        return Meaning("DATE", str(short_year(groups["short"]))[:3])
    century = {"nineteen": 19, "eighteen": 18, "seventeen": 17}.get(plain(groups.get("century", "nineteen")), 19)
    return Meaning("DATE", f"{century}{look_up('decade', groups['words'])}")


def read_century(groups: Groups, at: Scene) -> Meaning | None:
    """Read "the 19th century" is 18; "the turn of the century" is the one nearest the anchor."""
    if "nth" not in groups:
        return Meaning("DATE", f"{(at.anchor.year + 50) // 100:02}" if at.anchor else None)
    number = (ordinal(groups["nth"]) or 1) - 1
    return Meaning("DATE", f"BC{number:02}" if plain(groups.get("era", "")).startswith("b") else f"{number:02}")


SENSES = {
    "iso": read_iso, "numeric": read_numeric, "day": read_day, "days": read_days, "month": read_month, "months": read_months,
    "year": read_year, "years": read_years, "decade": read_decade, "century": read_century,
}  # fmt: skip
