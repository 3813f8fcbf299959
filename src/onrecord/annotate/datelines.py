"""Datelines at the head of a paragraph: "KYIV, Feb 23 (Reuters) - ", "GENEVA — "; and behind a headline on the same line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model.span import Span

# Place in capitals, or any place before a bracketed agency; country and day are free; then a dash.
DATELINE = re.compile(
    r"""(?:
          (?P<capitals>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,4})
        | (?P<place>[A-ZÀ-Þ][\w.'’-]+(?:[ /][A-ZÀ-Þ\d][\w.'’-]*){0,3})
        )
        (?:,[ ][^()\n—–]{1,40}?)?
        (?:[ ]?\((?P<agency>[^()\n]{2,40})\))?
        [ ]?(?P<dash>—|–|--?|:)[ ]""",
    re.VERBOSE,
)
LONGEST = 140
# A city in capitals in the middle of a line, with its country, its day or an agency behind it, then a dash.
BEHIND_HEADLINE = re.compile(
    r"""(?<=[^\s.,;:(–—-]\s)
        (?P<city>[A-ZÀ-Þ]{3,}(?:[ -][A-ZÀ-Þ]{3,}){0,3})
        (?P<beside>,[ ](?:[^().\n—–]|\.(?=,|[ ]\d)){1,40})?
        (?:[ ]?\((?P<agency>[A-Z][^()\n]{1,39})\)|)
        [ ](?:—|–|--?)[ ]""",
    re.VERBOSE,
)
LONGEST_HEADLINE = 200
SHORTEST_CITY = 5  # of capitals before a bracket alone: "the body NATO (Northern Alliance) - which" is no dateline
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline's extent, its place, and the agency in its brackets."""

    span: Span
    place: Span
    agency: Span | None


def _stands_alone(match: re.Match[str], bare: bool, text: str) -> bool:
    """Whether a dateline without an agency is one, and not a noun before an inserted phrase."""
    if match["dash"] == ":" or not (bare or (match["capitals"] and len(match["capitals"]) > 2)):
        return False
    return f" {match['dash']} " not in text[match.end() : match.end() + LONGEST]


def find_dateline(text: str, start: int) -> Dateline | None:
    """The dateline at an offset.

    Without an agency the place must be in capitals, or one word before a spaced hyphen; and no second dash may follow soon.
    """
    match = DATELINE.match(text, start, min(start + LONGEST, len(text)))
    if match is None:
        return None
    agency = match.span("agency") if match["agency"] else None
    bare = match["place"] is not None and " " not in match["place"] and match["dash"] == "-"
    if agency is None and not _stands_alone(match, bare, text):
        return None
    place = match.span("capitals" if match["capitals"] else "place")
    return Dateline(Span(*match.span()), Span(*place), Span(*agency) if agency else None)


def dateline_end(text: str, start: int) -> int:
    """Where the words after a dateline start; `start` itself where there is none."""
    found = find_dateline(text, start)
    return found.span.end if found else start


def headline_end(text: str, start: int) -> int:
    """Where a dateline begins behind a headline on one line ("Envoys meet in Bergen BERGEN, Norway (Nordpress) - Envoys met").

    Returns `start` itself where a line begins with its dateline, or has none.
    """
    if find_dateline(text, start) is not None:
        return start
    stop = text.find("\n", start)
    limit = min(start + LONGEST_HEADLINE + LONGEST, len(text) if stop < 0 else stop)
    match = BEHIND_HEADLINE.search(text, start, limit)
    if match is None or match.start() - start > LONGEST_HEADLINE or SENTENCE_END.search(text, start, match.start()):
        return start
    alone = match["beside"] is None and (match["agency"] is None or len(match["city"]) < SHORTEST_CITY)
    return start if alone else match.start()
