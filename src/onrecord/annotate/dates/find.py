"""Find time expressions in a text and what each means, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from onrecord.annotate.dates.calendar import stretch_of
from onrecord.annotate.dates.expression import Expression, join_times, link_ranges
from onrecord.annotate.dates.grammar import Candidate, candidates, expand, masked
from onrecord.annotate.dates.guards import Guard
from onrecord.annotate.dates.scene import Meaning, Memory, Scene
from onrecord.annotate.dates.senses import SENSES
from onrecord.annotate.dates.tense import FindTense
from onrecord.scheme.toml import load_scheme

MODIFIER_WINDOW = 40  # code points before an expression in which its modifier ("the very beginning of the") can begin
NEAR_SENSES = ("weekday", "part_of_day", "near_day", "overnight", "granule", "weekend", "the_granule", "ago", "vaguely")
# From a day of a year between these, every "next summer" and "ten years ago" of the grammar is within the calendar.
YEARS_OF_DATES = (20, 9980)
Anchor = Callable[[int, int], date | None]


@dataclass(frozen=True, slots=True)
class Setting:
    """All that a text's expressions are read against: anchors, tenses, whether the text tells a history."""

    anchor: Anchor
    find_tense: FindTense
    told: bool = False


@cache
def _modifier(kind: str) -> re.Pattern[str]:
    words = sorted(load_scheme("dates")["parts"][kind], key=len, reverse=True)
    options = "|".join(expand(word if word.endswith("~") else f"{word} ") for word in words)
    return re.compile(rf"(?<!\w)(?:{options})(?:the )?$", re.IGNORECASE)


@cache
def _deadline() -> re.Pattern[str]:
    words = sorted(load_scheme("dates")["parts"]["deadline"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(expand(f'{word} ') for word in words)})$", re.IGNORECASE)


def _modified(text: str, expression: Expression) -> Expression:
    """Take in the modifier before an expression; an end under "by" becomes the last day."""
    window = text[max(0, expression.start - MODIFIER_WINDOW) : expression.start]
    if expression.sense in ("span_length", "span_granule"):
        return expression  # "over the next two years" lasts as long, "over two years" lasts longer
    counted = expression.meaning.type == "DURATION" or expression.sense in ("ago", "behind")
    kinds = ("approximately",) if counted else ("start", "middle", "end")
    for kind in kinds:
        match = _modifier(kind).search(window)
        if match:
            start = expression.start - (len(window) - match.start())
            meaning = _part_of(expression.meaning, kind, match.group().lower(), window[: match.start()])
            return replace(expression, start=start, meaning=meaning)
    return expression


def _part_of(meaning: Meaning, kind: str, words: str, before: str) -> Meaning:
    """The meaning of the start, middle or end of a stretch: its own value, and the day that bounds it beside it."""
    stretch = stretch_of(meaning.value)
    if stretch is None or stretch.grain == "D" or kind not in ("start", "end") or meaning.value is None:
        return meaning
    if kind == "end" and not re.search(r"\b(?:end|close)\b", words):
        return meaning
    bound = (stretch.last if kind == "end" else stretch.first).isoformat()
    if kind == "end" and _deadline().search(before):
        return replace(meaning, plain=bound, alternatives=(meaning.value, *meaning.alternatives))
    return replace(meaning, alternatives=(bound, *meaning.alternatives))


def ordered_candidates(text: str, guard: Guard) -> list[Candidate]:
    """The candidates that the guard admits, by where they start; of these the longer first, then as in the grammar."""
    return sorted(
        (candidate for candidate in candidates(masked(text)) if guard.admits(candidate)),
        key=lambda candidate: (candidate.start, -candidate.end),
    )


def _meaning(candidate: Candidate, scene: Scene) -> Meaning | None:
    """What a candidate says; at the ends of the calendar, from where no day can be counted, as if nobody knew the day."""
    sense = SENSES[candidate.rule.sense]
    try:
        return sense(candidate.groups, scene)
    except (OverflowError, ValueError):
        if scene.anchor is None or YEARS_OF_DATES[0] < scene.anchor.year < YEARS_OF_DATES[1]:
            raise
        return sense(candidate.groups, replace(scene, anchor=None))


def find_expressions(text: str, setting: Setting, ordered: Sequence[Candidate]) -> list[Expression]:
    """Find the time expressions of a text among its candidates. Cost: linear.

    Which ones are found does not depend on the anchors; only a known day takes in the clock time beside it.
    """
    memory, found, covered = Memory(), list[Expression](), 0
    for candidate in ordered:
        if candidate.start < covered:
            continue
        start, end = candidate.start, candidate.end
        scene = Scene(text, start, end, setting.anchor(start, end), memory, setting.told, setting.find_tense)
        meaning = _meaning(candidate, scene)
        if meaning is None:
            continue
        memory.add(start, end, meaning, text[start:end], near=candidate.rule.sense in NEAR_SENSES)
        if "bound" in candidate.groups:
            meaning = _part_of(
                meaning, candidate.groups["bound"], candidate.groups["bound"], text[max(0, start - MODIFIER_WINDOW) : start]
            )
        bare = Expression(start, end, candidate.rule.sense, meaning, candidate.ends)
        modified = _modified(text, bare)
        # A modifier that belongs to the expression before is not taken twice: "days later Monday".
        found.append(bare if found and modified.start < found[-1].end else modified)
        covered = end
    return link_ranges(text, join_times(text, found))
