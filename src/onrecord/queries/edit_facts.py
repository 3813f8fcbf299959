"""Words as an edit changes them: which changes are a slip of the pen, and which make a sentence say something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz.distance import OSA

from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.denial import load_denial
from onrecord.scheme.directory import Directory, load_directory
from onrecord.scheme.toml import load_scheme

Reason = Literal["number", "name", "negation", "date", "quote"]
CLASSES: tuple[Reason, ...] = ("number", "negation", "date")
IN_WORDS: tuple[Reason, ...] = ("number", "name", "negation", "date")

TOKEN = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|\w+(?:[’'-]\w+)*|[^\w\s]")
SEPARATORS = re.compile(r"[, \u00a0\u202f]")
OPENING, CLOSING = "“„«", "”»"
ENDS = frozenset(".?!")
# Letters that a slip may change in a word of so many letters at least; shorter words are too near to others.
SLIPS = ((7, 2), (4, 1))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark. `key` is what is compared: without typographic variants, and numbers without separators."""

    start: int
    end: int
    words: str
    key: str
    opens_sentence: bool
    quoted: bool

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital where no sentence begins."""
        return self.words[:1].isupper() and not self.opens_sentence and len(self.words) > 1


def tokens_of(text: str) -> list[Token]:
    """Cut a text into tokens."""
    found: list[Token] = []
    opens, quoted, after_break = True, False, 0
    for match in TOKEN.finditer(text):
        words = match.group()
        opens = opens or "\n\n" in text[after_break : match.start()]
        quoted = (quoted or words in OPENING or words == '"') if not (quoted and (words in CLOSING or words == '"')) else False
        found.append(Token(match.start(), match.end(), words, _key(words), opens, quoted and words not in OPENING + '"'))
        opens = words in ENDS or (opens and not words[0].isalnum())
        after_break = match.end()
    return found


def _key(words: str) -> str:
    if words[0].isdigit():
        return SEPARATORS.sub("", words)
    return words.replace("’", "'").translate(QUOTES)


QUOTES = str.maketrans(dict.fromkeys(OPENING + CLOSING, '"') | {"–": "-", "—": "-", "‘": "'"})


def is_typo(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether words were only spelled otherwise: as many as before, each a few letters off, no number and no other actor."""
    if not one or len(one) != len(other):
        return False
    return all(left.key == right.key or _is_slip(left, right) for left, right in zip(one, other, strict=True))


def _is_slip(one: Token, other: Token) -> bool:
    left, right = one.key.casefold(), other.key.casefold()
    if left == right:
        return True
    if not (left[0].isalpha() and right[0].isalpha()) or _figures(one) != _figures(other) or _are_two_actors(one, other):
        return False
    allowed = next((slips for length, slips in SLIPS if min(len(left), len(right)) >= length), 0)
    return OSA.distance(left, right) <= allowed


def _figures(token: Token) -> list[str | None]:
    """Return the number, negation and date that a word is: no slip makes one of another."""
    return [_fact(token, reason) for reason in CLASSES]


def _are_two_actors(one: Token, other: Token) -> bool:
    """Whether the directory knows both words, as names of different actors ("Iran", "Iraq")."""
    directory = _directory()
    left, right = (_known(token.words, directory) for token in (one, other))
    return bool(left and right and left.isdisjoint(right))


def _known(words: str, directory: Directory) -> set[str]:
    key = name_key(words)
    indexes = (directory.by_name, directory.by_demonym, directory.by_capital, directory.by_surname)
    return {entry.id for index in indexes for entry in index.get(key, ())} if words[:1].isupper() else set()


def reasons(one: Sequence[Token], other: Sequence[Token]) -> tuple[Reason, ...]:
    """Return which facts differ between the words before and after."""
    found = [reason for reason in IN_WORDS if _facts(one, reason) != _facts(other, reason)]
    if any(token.quoted and token.key[0].isalnum() for token in (*one, *other)):
        found.append("quote")
    return tuple(found)


def _facts(tokens: Sequence[Token], reason: Reason) -> list[str]:
    """Return the facts of one kind in some words; for negations only how many there are, so that "never" may stand for "not"."""
    found = [fact for token in tokens if (fact := _fact(token, reason))]
    return ["no"] * len(found) if reason == "negation" else sorted(found)


def _fact(token: Token, reason: Reason) -> str | None:
    """Return the number, name, negation or date that a token is, None if it is none."""
    key, words = token.key.casefold(), _words()
    if reason == "number":
        return words.numbers.get(key, key) if key[0].isdigit() or key in words.numbers else None
    if reason == "negation":
        return key if load_denial().has(key) else None
    if key in words.dates or (key in words.dates_as_names and token.words[:1].isupper()):
        return key if reason == "date" else None
    return key.removesuffix("'s") if reason == "name" and token.is_name else None


@dataclass(frozen=True, slots=True)
class _Words:
    numbers: dict[str, str]
    dates: frozenset[str]
    dates_as_names: frozenset[str]


@cache
def _words() -> _Words:
    scheme, numbers = load_scheme("edits"), load_scheme("numbers")
    return _Words(
        {word: f"{value:g}" for word, value in (numbers["words"] | numbers["scales"]).items()},
        frozenset(scheme["dates"]),
        frozenset(scheme["dates_as_names"]),
    )


@cache
def _directory() -> Directory:
    return load_directory()
