"""The grammar of time expressions, each pattern compiled once from scheme/dates.toml and scheme/dates_grammar.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from onrecord.errors import InvalidVocabulary
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

SPACE = r"(?:(?:[^\S\n]{1,4}\n?|\n)[^\S\n]{0,8})"
HYPHEN = "[-‐‑–—]"
APOSTROPHE = "['’ʼ]"
# No letter, currency sign or part of a longer number may touch an expression.
LEFT, RIGHT = r"(?<![\w$€£¥#@/])(?<!\d[-.,:/])", r"(?![\w%])(?![-.,:/]\d)"
# Code points. The longest expression reaches about 70 to either side of the word it is found by.
REACH = 80
WORD_END = re.compile(r"\s|$")
PLACE = re.compile(r"\{([a-z]\w*)(=?)(\w*)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of words and the name of what it means; `given` are the groups that go with the sense.

    `near` are kinds of words one of which every match holds; none stands for the whole text.
    """

    sense: str
    pattern: str
    given: dict[str, Any] = field(default_factory=dict)
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of text that has the shape of a time expression, before anything decides what it means.

    `ends` are the spans of the two dates of a range ("May 3-5": "May 3" and "5").
    """

    start: int
    end: int
    rule: Rule
    groups: dict[str, str]
    ends: tuple[Span, ...] = ()


def _written(words: str) -> str:
    """A pattern's plain characters as they stand in texts: any space, hyphen and apostrophe."""
    return words.replace(" ", SPACE).replace("~", HYPHEN).replace("`", APOSTROPHE)


def _alternatives(words: dict[str, Any]) -> str:
    """All words of a kind, the longest first, so that "Sept." is not read as "Sep"."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(
        _written(re.escape(word).replace("\\ ", " ").replace("\\-", "~").replace("'", "`")) for word in longest_first
    )


@cache
def _fragment(name: str) -> str:
    scheme = load_scheme("dates")
    if name in scheme["names"]:
        return _alternatives(scheme["names"][name])
    if name in scheme["fragments"]:
        return expand(scheme["fragments"][name])
    raise InvalidVocabulary(f"scheme/dates_grammar.toml: {{{name}}} is neither in [names] nor in [fragments] of dates.toml")


def expand(pattern: str) -> str:
    """A pattern of the scheme as a regular expression."""
    parts, last = [], 0
    for match in PLACE.finditer(pattern):
        name, aliased, alias = match.groups()
        key = alias if aliased else name
        opening = f"(?P<{key}>" if key else "(?:"
        parts += [_written(pattern[last : match.start()]), opening, _fragment(name), ")"]
        last = match.end()
    return "".join([*parts, _written(pattern[last:])])


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of the scheme, bounded on both sides. Raises: InvalidVocabulary."""
    try:
        return re.compile(f"{LEFT}(?:{expand(pattern)}){RIGHT}", re.IGNORECASE)
    except re.error as error:
        raise InvalidVocabulary(f"scheme/dates_grammar.toml: {pattern!r}: {error}") from error


@cache
def rules() -> tuple[Rule, ...]:
    """The grammar, in the order of its file."""
    return tuple(
        Rule(rule["sense"], pattern, rule.get("with", {}), tuple(rule.get("near", ())))
        for rule in load_scheme("dates_grammar")["rule"]
        for pattern in rule["patterns"]
    )


@cache
def _masks() -> re.Pattern[str]:
    scheme = load_scheme("dates")
    patterns = [*scheme["titles"]["patterns"], *scheme["ages"]["patterns"]]
    either = "|".join(f"(?:{expand(pattern)})(?!\\w)" for pattern in patterns)
    return re.compile(f"{LEFT}(?:{either})", re.IGNORECASE)


def masked(text: str) -> str:
    """The text with names and ages that only look like times blotted out, character for character."""
    return _masks().sub(lambda match: "\0" * len(match.group()), text)


@cache
def _near(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{expand(load_scheme('dates')['near'][kind])})(?!\w)", re.IGNORECASE)


def _windows(text: str, kinds: tuple[str, ...]) -> list[Span]:
    """The stretches around words of some kinds in which an expression that holds one of them lies; apart and in order."""
    if not kinds:
        return [Span(0, len(text))]
    found: list[Span] = []
    for start, end in sorted(match.span() for kind in kinds for match in _near(kind).finditer(text)):
        cut = WORD_END.search(text, min(end + REACH, len(text)))
        window = Span(max(0, start - REACH), cut.start() if cut else len(text))
        if found and window.start <= found[-1].end:
            window = Span(found.pop().start, window.end)
        found.append(window)
    return found


def _matches(text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Every match of every rule, each compiled once it is needed and tried only near the words that it needs."""
    windows = {kinds: _windows(text, kinds) for kinds in {rule.near for rule in rules()}}
    for rule in rules():
        for start, end in windows[rule.near]:
            for match in compile_pattern(rule.pattern).finditer(text, start, end):
                yield rule, match


def candidates(text: str) -> Iterator[Candidate]:
    """Everything in a text that has the shape of a time expression, in no order. Linear in the text."""
    for rule, match in _matches(text):
        groups = {name: words for name, words in match.groupdict().items() if words is not None}
        start, end = match.span("span") if "span" in groups else match.span()
        yield Candidate(start, end, rule, {**rule.given, **groups}, _ends(match, groups))


def _ends(match: re.Match[str], groups: dict[str, str]) -> tuple[Span, ...]:
    """The two dates of a range, by the groups `first` and `last` or `lastmonth`."""
    if "first" not in groups:
        return ()
    begins = min(match.start(name) for name in ("last", "lastmonth") if name in groups)
    return Span(*match.span("first")), Span(begins, match.end())
