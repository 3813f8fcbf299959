"""How exact a figure is, by the words around it, and whether it counts one side or all, net or gross."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from onrecord.model.reading import Bound, FigureScope
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

# Code points before a figure in which its bound word may start; the longest phrase with its filler has 40.
REACH_CHARS = 48
DURING = re.compile(r"(?<!\w)(?:over|within)(?: the)? \Z", re.IGNORECASE)
QUOTES = r"[\s\"'“”‘’(\[]*"


def _any_of(words: list[str]) -> str:
    return "|".join(re.sub(r"\\? ", r"\\s+", re.escape(word)) for word in sorted(words, key=len, reverse=True))


def _named(phrases: dict[str, list[str]]) -> str:
    """One group a name, so that the match tells which it was. Longer phrases of all names are tried at every position."""
    return "|".join(rf"(?P<{name.replace('-', '_')}>{_any_of(words)})" for name, words in phrases.items())


@cache
def _before(section: str) -> re.Pattern[str]:
    scheme = load_scheme("bounds")
    phrases = scheme["before"] if section == "bound" else scheme["scope"]["before"]
    fillers = _any_of(scheme["between"])
    return re.compile(rf"(?<!\w)(?:{_named(phrases)})(?:{QUOTES}(?:{fillers})(?!\w))?{QUOTES}\Z", re.IGNORECASE)


@cache
def _after(section: str) -> re.Pattern[str]:
    scheme = load_scheme("bounds")
    phrases = scheme["after"] if section == "bound" else scheme["scope"]["after"]
    return re.compile(rf"[\s,\-]?\s?(?:{_named(phrases)})(?!\w)", re.IGNORECASE)


def _name(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    return next(name.replace("_", "-") for name, words in match.groupdict().items() if words is not None)


def find_bound(text: str, span: Span, words: Span, *, lasting: bool = False) -> Bound:
    """The bound of a figure: at-least, at-most, around or exact. `words` is its number, which "or more" may follow.

    `lasting`: the figure is a length of time, before which "over" means during ("over two years").
    """
    before = text[max(0, span.start - REACH_CHARS) : span.start]
    if lasting and DURING.search(before):
        return "exact"
    found = _name(_before("bound").search(before)) or _name(_after("bound").match(text, span.end))
    found = found or _name(_after("bound").match(text, words.end))
    return cast(Bound, found or "exact")


@cache
def _cancelled() -> re.Pattern[str]:
    """What follows an "each" that is not of sides: "$115 each month"."""
    return re.compile(rf"\s(?:{_any_of(load_scheme('bounds')['scope']['cancelled_by'])})(?!\w)", re.IGNORECASE)


def find_scope(text: str, span: Span) -> FigureScope | None:
    """The scope that the words beside a figure give it: total, each-side, net, gross; None where they give none."""
    match = _after("scope").match(text, span.end)
    after = None if match is None or _cancelled().match(text, match.end()) else _name(match)
    before = text[max(0, span.start - REACH_CHARS) : span.start]
    return cast(FigureScope | None, after or _name(_before("scope").search(before)))
