"""Drift: what changed between two tellings of one statement: a hedge dropped, a qualifier lost, a figure rounded, a claim hardened.

A difference is looked for in one direction, from the telling that came first to the one that came later; what a later telling adds
in caution is no drift. Words are those of `scheme/drift.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.model.reading import Figure
from onrecord.relate.words import telling
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.toml import load_scheme

DriftKind = Literal[
    "hedge-dropped",
    "qualifier-lost",
    "figure-rounded",
    "figure-changed",
    "bound-lost",
    "source-anonymous",
    "basis-dropped",
    "hardened",
]
DRIFT_KINDS: tuple[DriftKind, ...] = get_args(DriftKind)

# Share by which a figure may be rounded and still be called the same one.
ROUNDED_SHARE = 0.05
# Words after a hedge that it is taken to bear on.
HEDGED_WORDS = 4
ARTICLES = frozenset({"the", "a", "an", "its", "their"})
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of a statement: words of content and cue, whether the report hedges it, who is named, what it rests on.

    `named`: whether its speaker has a name, in place of a description ("an official").
    """

    content: str
    cue: str = "said"
    hedged: bool = False
    named: bool = True
    speaker: str = ""
    rests_on: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """One change: its kind, and the words for it in the earlier and in the later telling ("" where they are gone)."""

    kind: DriftKind
    before: str
    after: str


def find_drift(earlier: Telling, later: Telling) -> list[Drift]:
    """Find what a statement lost or gained in firmness between two tellings, one of a kind and word."""
    finders = (_hedges, _qualifiers, _figures, _sources, _cue, _modality, _ladders)
    return list(dict.fromkeys(one for find in finders for one in find(earlier, later)))


def _plain(text: str) -> str:
    """The words of a text between single spaces, in small letters; May, the month, keeps its capital."""
    words = [match.group() for match in WORD.finditer(text)]
    return f" {' '.join(word if at and word == 'May' else word.casefold() for at, word in enumerate(words))} "


def _first(words: Iterable[str], plain: str) -> str | None:
    """The first of some words, or runs of words, that stands in a text."""
    return next((word for word in words if f" {word} " in plain), None)


def _hedges(earlier: Telling, later: Telling) -> Iterator[Drift]:
    before, after = _plain(earlier.content), _plain(later.content)
    words = load_scheme("drift")["hedges"]
    hedge = _first(words, before)
    if hedge and not telling(" ".join(_after(hedge, before)[:HEDGED_WORDS])) & telling(after):
        return  # what is hedged is not told at all
    if (hedge or earlier.hedged) and not (_first(words, after) or later.hedged or _is_open(after)):
        yield Drift("hedge-dropped", hedge or earlier.cue, "")


def _is_open(plain: str) -> bool:
    """Whether a text only says what might be: as good as a hedge."""
    return _first(load_scheme("drift")["modality"][0]["words"], plain) is not None


def _qualifiers(earlier: Telling, later: Telling) -> Iterator[Drift]:
    """A qualifier is lost if the very thing that it limits is told without any of its sort."""
    before, after = _plain(earlier.content), _plain(later.content)
    for words in load_scheme("drift")["qualifiers"].values():
        if _first(words, after):
            continue
        for word in words:
            limited = _limited(word, before)
            if telling(limited) & telling(after):
                yield Drift("qualifier-lost", f"{word} {limited}", limited)
                break


def _after(word: str, plain: str) -> list[str]:
    """The words after a word or run of words, as far as the text goes; none where it does not stand there."""
    return plain.partition(f" {word} ")[2].split()


def _limited(word: str, plain: str) -> str:
    """What a qualifier limits: the word after it, with an article and one more; "" for a number, which has a bound of its own."""
    rest = _after(word, plain)
    if not rest or rest[0][0].isdigit():
        return ""
    return " ".join(rest[: 3 if rest[0] in ARTICLES else 2])


def _figures(earlier: Telling, later: Telling) -> Iterator[Drift]:
    """Figures are compared where both tellings have one of a unit, in the order of the text."""
    for unit in dict.fromkeys(figure.unit for figure in earlier.figures):
        ours = [figure for figure in earlier.figures if figure.unit == unit]
        theirs = [figure for figure in later.figures if figure.unit == unit]
        if len(ours) != len(theirs):
            continue
        for one, other in zip(ours, theirs, strict=True):
            kind = _figure_kind(one, other)
            if kind is not None:
                yield Drift(kind, _written(one), _written(other))


def _figure_kind(one: Figure, other: Figure) -> DriftKind | None:
    if one.value == other.value:
        return "bound-lost" if one.bound != "exact" and other.bound == "exact" else None
    gap = abs(one.value - other.value) / max(abs(one.value), abs(other.value))
    return "figure-rounded" if gap <= ROUNDED_SHARE and _zeros(other.value) > _zeros(one.value) else "figure-changed"


def _zeros(value: float) -> int:
    """How round a number is: its zeros at the end, less the digits behind the point."""
    whole, _, behind = f"{value:.6f}".rstrip("0").partition(".")
    return -len(behind) if behind else len(whole) - len(whole.rstrip("0"))


def _written(figure: Figure) -> str:
    bound = "" if figure.bound == "exact" else f"{figure.bound} "
    return f"{bound}{figure.value:,g} {figure.unit}"


def _sources(earlier: Telling, later: Telling) -> Iterator[Drift]:
    if earlier.named and not later.named:
        yield Drift("source-anonymous", earlier.speaker, later.speaker)
    lost = [name for name in earlier.rests_on if name_key(name) not in {name_key(other) for other in later.rests_on}]
    if lost and not later.rests_on:
        yield Drift("basis-dropped", ", ".join(lost), "")


def _cue(earlier: Telling, later: Telling) -> Iterator[Drift]:
    steps = load_scheme("drift")["cues"]["steps"]
    before, after = _step(steps, _plain(earlier.cue)), _step(steps, _plain(later.cue))
    # From "claimed" to "said" is told apart from nothing: news varies them. To vouch for it is a step.
    if before is not None and after is not None and after == len(steps) - 1 and before < after:
        yield Drift("hardened", earlier.cue, later.cue)


def _modality(earlier: Telling, later: Telling) -> Iterator[Drift]:
    *rows, last = load_scheme("drift")["modality"]
    steps = [row["words"] for row in rows]
    told = _plain(later.content)
    before, after = _step(steps, _plain(earlier.content)), _step(steps, told)
    if before is not None and before < (len(steps) if after is None else after):
        firmer = last if after is None else rows[after]
        yield Drift(
            "hardened", _first(steps[before], _plain(earlier.content)) or "", _first(firmer["words"], told) or firmer["name"]
        )


def _ladders(earlier: Telling, later: Telling) -> Iterator[Drift]:
    for ladder in load_scheme("drift")["ladder"]:
        steps = ladder["steps"]
        before, after = _highest(steps, _plain(earlier.content)), _highest(steps, _plain(later.content))
        if before is not None and after is not None and before < after:
            yield Drift(
                "hardened",
                _first(steps[before], _plain(earlier.content)) or "",
                _first(steps[after], _plain(later.content)) or "",
            )


def _step(steps: Sequence[Sequence[str]], plain: str) -> int | None:
    """The lowest step that has a word in a text."""
    return next((number for number, words in enumerate(steps) if _first(words, plain)), None)


def _highest(steps: Sequence[Sequence[str]], plain: str) -> int | None:
    found = [number for number, words in enumerate(steps) if _first(words, plain)]
    return max(found, default=None)
