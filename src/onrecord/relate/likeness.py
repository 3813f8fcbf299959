"""How alike two statements of one speaker are, and what forbids to take them for one."""

from __future__ import annotations

from datetime import date

from onrecord.model.days import Days
from onrecord.model.reading import Figure
from onrecord.relate.said import Said
from onrecord.relate.words import is_opposite, weight

# Days between two reports of one statement, where a report does not give the day on which it was made.
MAX_APART_DAYS = 3
# Days between the days of speaking that two reports give: midnight falls between them, or a time zone.
MAX_SAID_APART_DAYS = 1
# Share by which a figure may differ from one that is called round or a bound, or has a round number's zeros.
ROUND_SHARE = 0.1
# What two clauses must have in common to be compared, where one holds the other and where not; how much less they count than
# whole statements.
MIN_WITHIN_WEIGHT, MIN_CLAUSE_WEIGHT = 1.5, 2.5
CLAUSE_SHARE = 0.9
# How much each of two statements may have of its own before they part ways.
OWN_SHARE = 0.5


def is_near(a: Said, b: Said) -> bool:
    """Whether both may have been said on one occasion. A report without a date is near none."""
    if a.on is not None and b.on is not None:
        return apart_days(a.on, b.on) <= MAX_SAID_APART_DAYS
    first, second = a.days, b.days
    if first is None or second is None:
        return False
    if a.by is not None and b.by is not None and abs(ordinal(a.by) - ordinal(b.by)) > MAX_APART_DAYS:
        return False
    return apart_days(first, second) == 0


def apart_days(a: Days, b: Days) -> int:
    """Days between two intervals, 0 where they touch."""
    return max(0, ordinal(max(a.first, b.first)) - ordinal(min(a.last, b.last)))


def ordinal(value: str) -> int:
    """The number of an ISO day."""
    return date.fromisoformat(value).toordinal()


def words_in_common(a: Said, b: Said) -> float:
    """The share of words that both have, in [0, 1]: of the whole statements or, a little less, of the two clauses most alike."""
    clauses = (_share(x, y) for x in a.clauses for y in b.clauses if _may_be_one(x, y))
    return max(_share(a.words, b.words), CLAUSE_SHARE * max(clauses, default=0.0))


def _may_be_one(x: frozenset[str], y: frozenset[str]) -> bool:
    """Whether two clauses have enough in common for one remark: less will do where one says nothing that the other does not."""
    return weight(x & y) >= (MIN_WITHIN_WEIGHT if x <= y or y <= x else MIN_CLAUSE_WEIGHT)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """The weight of the common words over that of the shorter and of the longer, in the mean."""
    common = weight(a & b)
    shorter, longer = sorted((weight(a), weight(b)))
    return (common / shorter + common / longer) / 2 if shorter else 0.0


def part_ways(a: Said, b: Said) -> bool:
    """Whether two statements of one clause each begin alike and go on to different things: "I spoke of the dam", "... of the flood".

    So it is where each has more words of its own than half of those that both have.
    """
    if len(a.clauses) > 1 or len(b.clauses) > 1:
        return False
    ours, theirs = a.clauses[0], b.clauses[0]
    return min(weight(ours - theirs), weight(theirs - ours)) > OWN_SHARE * weight(ours & theirs)


def meaning_in_common(a: Said, b: Said) -> float:
    """The cosine of what both mean, in [-1, 1]."""
    return float(a.vector @ b.vector)


def is_contrary(a: Said, b: Said) -> bool:
    """Whether one says what the other denies, or gives other figures or days: then they are never one statement."""
    return a.denied != b.denied or is_opposite(a.stems, b.stems) or _figures_differ(a, b) or _days_differ(a, b)


def _figures_differ(a: Said, b: Said) -> bool:
    """Whether both count in one unit, and no figure of the one fits one of the other."""
    for unit in {figure.unit for figure in a.figures} & {figure.unit for figure in b.figures}:
        ours = [figure for figure in a.figures if figure.unit == unit]
        theirs = [figure for figure in b.figures if figure.unit == unit]
        fewer, others = sorted((ours, theirs), key=len)
        if not all(any(fits(one, other) for other in others) for one in fewer):
            return True
    return False


def fits(a: Figure, b: Figure) -> bool:
    """Whether two figures of one unit can be one: the same, or one of them given roughly and the other near it."""
    (low, high), (other_low, other_high) = _range(a), _range(b)
    return low <= other_high and other_low <= high


def _range(figure: Figure) -> tuple[float, float]:
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    room = 0.0 if figure.bound == "exact" else ROUND_SHARE * abs(figure.value)
    return low - room, high + room


def _days_differ(a: Said, b: Said) -> bool:
    """Whether each names one time, of like length, and not the same. "Next week" and "by June" may well be of two things."""
    if len(a.dates) != 1 or len(b.dates) != 1 or _length(a.dates[0]) != _length(b.dates[0]):
        return False
    return apart_days(a.dates[0], b.dates[0]) > 0


def _length(days: Days) -> int:
    return ordinal(days.last) - ordinal(days.first)
