"""Outlets: where a text names those who carry news, by the directory, by the form of their names, or by taking one up again.

"Fars news agency", "the daily Courier", "state television", "Radio Delta"; then "the paper", or the last word of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.annotate.document import span_of
from onrecord.annotate.outlet_words import outlet_words
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.directory import Directory

# A letter for each token, by what it can be in an outlet's phrase: K a word of a name in the directory, N one of another
# name, H and h a head, D and d a describing word (capitals for capitalised ones), l what joins the words of a name, c a
# comma, p a possessive mark, o anything else.
PHRASE = re.compile(
    r"(?:[dD]*[dhH]*hc?|d+)?(?P<known>K+)(?:[dhDH]*[hH])?"
    r"|(?P<head>[dD]*[dhH]*h(?P<comma>c)?)(?P<headed>N(?:[lp]*[NHD])*)(?:[dh]*h)?"
    r"|d*(?P<run>[NHD](?:l*[NHD])*)(?P<behind>[dh]*[hH])?"
    r"|(?P<plain>[dh]*[hH])"
)
LONGEST = 6
# The key of the outlet named last.
LAST = ""
NUMBERS = frozenset({"several", "many", "some", "various", "other", "certain", "two", "three"})
NO_NAME = frozenset({"DET", "PRON", "ADP", "SCONJ", "CCONJ", "ADV", "AUX", "VERB", "INTJ"})
# A word that is an outlet's name by itself: an address, or one that ends in its kind ("DeltaTV").
ALONE = re.compile(r"\w[\w-]*\.(?:com|net|org|info|ru|ir|cn|co|tv)|\w{2,}(?:TV|FM)")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet in the text: the tokens of its phrase, `first` to `last`, its name (where it was first given).

    `named` is False where it is only described, and its name are its words ("state television").
    """

    first: int
    last: int
    name: Span
    named: bool = True

    def holds(self, token: Token) -> bool:
        """Whether a token is in its phrase."""
        return self.first <= token.i <= self.last


class _Letters:
    """Writes a letter for each token of a text."""

    def __init__(self, tokens: list[Token], directory: Directory) -> None:
        self.tokens, self.directory = tokens, directory

    def write(self) -> str:
        letters = [self._letter(token) for token in self.tokens]
        for index, token in enumerate(self.tokens[:-2]):
            if token.whitespace_ or self.tokens[index + 1].text != "-" or self.tokens[index + 1].whitespace_:
                continue
            if letters[index + 2] == "d":
                letters[index : index + 2] = "dd"
            elif letters[index + 2] in "NDH" and token.lower_ in outlet_words().articles:
                letters[index : index + 2] = "Nl"
        for first, end in self._known(letters):
            letters[first:end] = "K" * (end - first)
        return "".join(letters)

    def _letter(self, token: Token) -> str:
        words, lower = outlet_words(), token.lower_
        if token.text == "," or token.tag_ == "POS":
            return "c" if token.text == "," else "p"
        if (
            token.is_space
            or token.pos_ == "PRON"
            or (token.ent_type_ in ("DATE", "TIME") and lower not in words.ends | words.heads | words.describing)
        ):
            return "o"
        capital = token.text[0].isupper()
        if lower in words.describing or token.ent_type_ == "NORP" or name_key(token.text) in self.directory.by_demonym:
            return "D" if capital else "d"
        if (lower in words.heads or (not capital and token.lemma_.lower() in words.heads)) and (
            capital or token.pos_ != "VERB"
        ):
            return "H" if capital else "h"
        if capital and (token.pos_ not in NO_NAME or (token.is_upper and len(token) > 1)):
            return "N"
        if ALONE.fullmatch(token.text) or (token.pos_ in ("PROPN", "X", "NUM") and not token.is_lower):
            return "N"
        joins = lower in words.links or (token.text == "-" and not token.whitespace_)
        return "l" if joins else "o"

    def _known(self, letters: list[str]) -> Iterator[tuple[int, int]]:
        """Where the directory's names stand, the longest first; a single word must not be part of a longer name."""
        end = 0
        for first, token in enumerate(self.tokens):
            if first < end or not (letters[first] in "NDH" or token.pos_ == "PROPN"):
                continue
            for last in range(min(first + LONGEST, len(letters)), first, -1):
                text = token.doc[token.i : token.i + last - first].text
                if not text[-1].isalnum() or "\n" in text or self.tokens[last - 1].tag_ == "POS":
                    continue
                if self.directory.is_outlet(text) and (last - first > 1 or self._alone(first, letters)):
                    yield first, last
                    end = last
                    break

    def _alone(self, index: int, letters: list[str]) -> bool:
        token = self.tokens[index]
        if token.is_upper and len(token) > 1:
            return True
        named = token.pos_ in ("PROPN", "X") or not (token.is_alpha and token.is_sent_start)
        return named and "N" not in letters[max(index - 1, 0) : index] + letters[index + 1 : index + 2]


class _Scan:
    """Reads the outlets of some tokens in order; a name that came once with its form is known afterwards without it."""

    def __init__(self, tokens: Tokens | Doc, directory: Directory) -> None:
        self.tokens, self.directory = list(tokens), directory
        self.letters = _Letters(self.tokens, directory).write() if self.tokens else ""
        self.named: dict[str, Span] = {}
        self.described: dict[Span, str] = {}
        self.last_words: set[str] = set()

    def all(self) -> Iterator[Outlet]:
        for match in PHRASE.finditer(self.letters):
            name = self._name(match)
            if name is not None:
                self.last_words = {token.lower_ for token in self.tokens[match.start() : match.end()]}
                first, last = self.tokens[match.start()].i, self.tokens[match.end() - 1].i
                yield Outlet(first, last, name, name not in self.described)

    def _name(self, match: re.Match[str]) -> Span | None:
        """The name that a phrase gives its outlet, or None where it denotes none."""
        if match["known"]:
            return self._known(self._slice(*match.span("known")))
        group = "headed" if match["headed"] else "run"
        if match[group] is None or not ("N" in match[group] or self._is_named(match)):
            return self._described(match)
        first, last = match.span(group)
        with_head = self._carries(match) if match["head"] or match["behind"] else False
        while with_head and self.letters[first] == "D" and "N" in self.letters[first + 1 : last]:
            first += 1
        name = self._slice(first, last)
        if self._is_another(name) or (match["comma"] and not self._is_inserted(match.end())):
            return None
        if with_head or self._has_form(name):
            return self._learn(name)
        return self.named.get(name_key(name.text))

    def _is_named(self, match: re.Match[str]) -> bool:
        """Whether a run of heads and describing words in capitals is a name: "Press TV", and "State TV" is none."""
        return match["run"].startswith("H") and len(match["run"]) > 1

    def _is_inserted(self, end: int) -> bool:
        """Whether a name behind a comma explains what stands before it, and begins no clause of its own."""
        return end == len(self.tokens) or self.tokens[end].is_punct or self.tokens[end].is_space

    def _slice(self, first: int, end: int) -> Tokens:
        doc = self.tokens[first].doc
        return doc[self.tokens[first].i : self.tokens[end - 1].i + 1]

    def _learn(self, name: Tokens) -> Span:
        """Keep a name for those that take it up: in full, by its last word."""
        span = span_of(name)
        last = {name[-1].lower_} & outlet_words().ends
        for key in (LAST, name_key(name.text), *last):
            self.named[key] = span
        return span

    def _known(self, name: Tokens) -> Span:
        """The directory's name, save where its one word takes up a longer name ("the Times")."""
        before = self.named.get(name[0].lower_) if len(name) == 1 else None
        return before or self._learn(name)

    def _after_article(self, index: int) -> bool:
        return index > 0 and self.tokens[index - 1].lower_ in ("the", "that", "this")

    def _carries(self, match: re.Match[str]) -> bool:
        """Whether a phrase's heads are those of who carries news: "news agency", not "space agency"."""
        words = outlet_words()
        spoken = [(token.lower_, token.lemma_.lower()) for token in self.tokens[match.start() : match.end()]]
        heads = {number for number, pair in enumerate(spoken) if set(pair) & words.heads}
        if any(not set(spoken[number]) & words.ambiguous for number in heads):
            return True
        return any(set(pair) & words.beside and heads - {number} for number, pair in enumerate(spoken))

    def _has_form(self, name: Tokens) -> bool:
        words = outlet_words()
        if ALONE.fullmatch(name[-1].text):
            return True
        return len(name) > 1 and (name[0].lower_ in words.begins or name[-1].lower_ in words.ends)

    def _is_another(self, name: Tokens) -> bool:
        """Whether a name is that of somebody who is no outlet."""
        return any(entry.kind != "outlet" for entry in self.directory.find(name.text)) or name.root.ent_type_ == "DATE"

    def _described(self, match: re.Match[str]) -> Span | None:
        """An outlet without a name: the one before where an article points back, else its words ("state television")."""
        words, tokens = outlet_words(), self.tokens[match.start() : match.end()]
        if self._after_article(match.start()) and tokens[-1].lower_ in words.again and self._points_back(match):
            return self.named.get(LAST)
        first = match.start() + self._numbers(tokens)
        if not self._carries(match) or not self.letters[first : match.end()].strip("hH"):
            return None
        return self._again(self._slice(first, match.end()))

    def _again(self, words: Tokens) -> Span:
        """A description's span: that of a longer one before which it shortens ("Velmoran state TV ... state TV")."""
        text, span = words.text.casefold(), span_of(words)
        before = next((old for old, longer in self.described.items() if f" {longer}".endswith(f" {text}")), span)
        self.described.setdefault(before, text)
        return before

    def _points_back(self, match: re.Match[str]) -> bool:
        return (len(match[0]) == 1 and not ({self.tokens[match.start()].lower_} & outlet_words().ambiguous)) or (
            self._carries(match) and not any(letter in "D" for letter in match[0])
        )

    def _numbers(self, tokens: list[Token]) -> int:
        first = 0
        while first < len(tokens) - 1 and (tokens[first].pos_ == "NUM" or tokens[first].lower_ in NUMBERS):
            first += 1
        return first


def find_outlets(tokens: Tokens | Doc, directory: Directory) -> list[Outlet]:
    """Find the outlets that a text names, in order, never overlapping. Cost: linear in the tokens."""
    return list(_Scan(tokens, directory).all())


def find_outlet(tokens: Tokens, directory: Directory) -> Span | None:
    """The name of the carrier that a noun phrase denotes, or None where it denotes none."""
    if not len(tokens):
        return None
    root = tokens.root
    return next((outlet.name for outlet in find_outlets(tokens, directory) if outlet.holds(root)), None)


def without_article(tokens: Tokens) -> Tokens:
    """The phrase without an article, a possessive or a punctuation mark at its ends."""
    first, last = 0, len(tokens)
    while first < last - 1 and (
        tokens[first].dep_ in ("det", "predet") or tokens[first].is_punct or tokens[first].tag_ == "PRP$"
    ):
        first += 1
    while last > first + 1 and (tokens[last - 1].tag_ == "POS" or tokens[last - 1].is_punct):
        last -= 1
    return tokens[first:last]


def is_publisher(name: str, report: Report, directory: Directory) -> bool:
    """Whether a name is that of the report's own publisher."""
    publisher = report.publisher
    if not publisher:
        return False
    if name.casefold() == publisher.casefold() or name.casefold() in publisher.casefold().split():
        return True
    known = {entry.id for entry in directory.find(publisher)}
    return any(entry.id in known for entry in directory.find(name))
