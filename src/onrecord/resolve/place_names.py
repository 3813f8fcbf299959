"""The forms of a place's name that a gazetteer may know, and what the words beside it say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.model.span import Span
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.toml import load_scheme

# Code points before and after a name in which a word may say what it is: "the province of ".
BESIDE_CHARS = 24
COMMA = re.compile(r",\s*")
AFTER_COMMA = re.compile(r",\s+((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,2})")
IN = re.compile(r"(?: in (?:the )?| \()")


@dataclass(frozen=True, slots=True)
class Named:
    """A form of a name: its words, and the kind that the words beside it say it is ("region", "town"), or ""."""

    words: str
    kind: str

    @property
    def key(self) -> str:
        """The form in which names are compared, with the kind: "Idlib province" is not "Idlib"."""
        return f"{name_key(self.words)} {self.kind}".strip()


@cache
def _words(group: str) -> tuple[str, ...]:
    """The words of a group, the longest first."""
    return tuple(sorted(load_scheme("places")["kinds"][group], key=len, reverse=True))


@cache
def _pattern(group: str, form: str) -> re.Pattern[str]:
    return re.compile(form.format("|".join(map(re.escape, _words(group)))), re.IGNORECASE)


def _stripped(words: str, group: str) -> str:
    """A name without the words of a group after it ("Idlib province") or before it ("province of Idlib")."""
    after = _pattern(group, r"\s+(?:{})$").sub("", words)
    return _pattern(group, r"^(?:the )?(?:{}) of (?:the )?").sub("", after)


def _said_kind(text: str, span: Span) -> str:
    """What the words beside a name say it is."""
    after = text[span.end : span.end + BESIDE_CHARS]
    before = text[max(0, span.start - BESIDE_CHARS) : span.start]
    for kind in ("region", "town"):
        if _pattern(kind, r"^ (?:{})\b").match(after) or _pattern(kind, r"\b(?:{}) of (?:the )?$").search(before):
            return kind
    return ""


def names_of(text: str, span: Span) -> Iterator[Named]:
    """Yield the forms of a name to look up, the fullest first: as written, without what it is, without its part, its site."""
    words = " ".join(text[span.start : span.end].split())
    yield Named(words, _said_kind(text, span))
    for kind in ("region", "town"):
        bare = _stripped(words, kind)
        if bare != words:
            yield Named(bare, kind)
    head, comma, _ = words.partition(",")
    if comma:
        yield Named(head, "")
    whole = _pattern("parts", r"^(?:the )?(?:(?:{})[ -])+").sub("", words)
    if whole != words:
        yield Named(_stripped(whole, "region"), "region" if _stripped(whole, "region") != whole else "")
    at = _stripped(words, "site")
    if at != words:
        yield Named(at, "")


def container_of(text: str, span: Span, follower: Span | None) -> str | None:
    """The words of the place that is said to hold the one under a span: after a comma, or in its own words.

    Returns: None where nothing is said to hold it, "" where it is the place of the next span.
    """
    _, comma, rest = text[span.start : span.end].partition(",")
    if comma and rest.strip():
        return rest.strip()
    if follower is not None:
        between = text[span.end : follower.start]
        if COMMA.fullmatch(between) or IN.fullmatch(between):
            return ""
    match = AFTER_COMMA.match(text, span.end)
    return match[1] if match else None
