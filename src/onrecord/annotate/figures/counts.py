"""What a bare number counts: the noun after it, or what the sentence counted before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.annotate.figures.amounts import Amount
from onrecord.annotate.figures.labels import is_label
from onrecord.annotate.figures.nouns import is_abstract, is_person, is_plural, lemma_of, small_count
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

# Tokens after a number in which its noun must stand ("35 newly built, heavily armoured infantry fighting vehicles").
REACH_TOKENS = 9
# Tokens between a bare number and what was counted before it in the sentence; news sentences seldom have more than 60.
MAX_BACK_TOKENS = 60
NOUNS = {"NOUN", "PROPN"}
BEFORE_NOUN = {"ADJ", "ADV"}
HYPHENS = {"-", "‑", "‐"}
LINKS = HYPHENS | {"’s", "'s", "and", ","}
PARTICIPLES = {"VBN", "VBG"}
# Words that stand for what was counted before.
TAKEN_UP = {"others", "more", "apiece", "each", "altogether"}
DEFINITE = {"the", "these", "those", "both"}
# Determiners after "of": "12 of the soldiers".
OF_WHAT = {"the", "these", "those", "his", "her", "its", "their", "our", "my", "your", "all"}
STRONG = re.compile(r"[-‐‑ ]strong(?!\w)")
REACH_CHARS = 30
# A bare number so large is neither a score nor a label; in a sentence that counts, it counts the same.
LARGE = 1_000
INCLUDING = re.compile(r"(?:including|of which|of whom|of them|among them)(?: at least| about| some| nearly)? \Z")
HYPHEN = re.compile(r"[-‐‑](?P<noun>[A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: the head, where its phrase ends, and whether other words stand between it and the number."""

    head: Token
    end: int
    modified: bool


def _is_modifier(token: Token) -> bool:
    if token.pos_ == "NUM":
        return _is_type(token)
    return token.pos_ in BEFORE_NOUN or token.tag_ in PARTICIPLES or token.lower_ in LINKS


def _is_type(token: Token) -> bool:
    """Whether a numeral is part of the name of a type ("T-34-85 tanks")."""
    lettered = not token.text[0].isdigit() and any(map(str.isdigit, token.text))
    return lettered or token.nbor(-1).text in HYPHENS


def _run(doc: Doc, first: int) -> list[Token]:
    """The nouns and modifiers that stand after a number, up to the first word that is neither."""
    found: list[Token] = []
    for token in doc[first : first + REACH_TOKENS]:
        if token.lower_ in TAKEN_UP or (token.is_sent_start and token.i > first):
            break
        if token.pos_ not in NOUNS and not (_is_modifier(token) and not _closes(found)):
            break
        found.append(token)
    return found


def _closes(found: list[Token]) -> bool:
    """Whether a plural noun was met already: what follows it is no part of the phrase ("12 soldiers wounded")."""
    return bool(found) and found[-1].pos_ in NOUNS and (is_plural(found[-1]) or is_person(found[-1]))


def _skip_of(doc: Doc, first: int) -> int:
    """The token after "of the" ("12 of the soldiers", "three of its aircraft")."""
    if first + 2 < len(doc) and doc[first].lower_ == "of" and doc[first + 1].lower_ in OF_WHAT:
        return first + 2
    return first


def _head(run: list[Token], value: float) -> Token | None:
    """The counted noun: the last plural of the run, else a person noun without a plural; for one, the last noun."""
    nouns = [token for token in run if token.pos_ in NOUNS]
    plurals = [token for token in nouns if is_plural(token) or lemma_of(token) in _invariants()]
    if plurals:
        return plurals[-1]
    persons = [token for token in nouns if is_person(token)]
    if value == 1:
        return nouns[-1] if nouns else None
    return persons[-1] if persons and persons[-1].lower_ in _uncountable() else None


def _nominal(doc: Doc, first: int) -> Token | None:
    """An adjective that stands for persons ("14 dead, 60 injured")."""
    token = doc[first] if first < len(doc) else None
    return token if token is not None and token.lower_ in _uncountable() and not token.is_sent_start else None


@cache
def _invariants() -> frozenset[str]:
    return frozenset(load_scheme("units")["invariant"]["nouns"])


@cache
def _uncountable() -> frozenset[str]:
    return frozenset(load_scheme("units")["invariant"]["people"])


def counted_noun(doc: Doc, after: int, value: float) -> Counted | None:
    """The noun that the number before token `after` counts, or None."""
    first = _skip_of(doc, after)
    run = _run(doc, first)
    head = _head(run, value) or _nominal(doc, first)
    if head is None:
        return None
    return Counted(head, head.idx + len(head), modified=head.i > first or first > after)


def unit_of(head: Token) -> str:
    """The unit of what is counted: people, or the plural noun."""
    if is_person(head) or head.lower_ in _uncountable():
        return "people"
    if is_plural(head) or lemma_of(head) in _invariants():
        return head.lower_
    return plural_of(head.lower_)


def plural_of(noun: str) -> str:
    """The regular plural of an English noun."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"


def _is_anaphoric(doc: Doc, number: int, counted: Counted, value: float) -> bool:
    """Whether the phrase takes up what is known instead of counting it: "the two leaders"."""
    before = doc[number - 1].lower_ if number else ""
    return value <= small_count() and before in DEFINITE and not counted.modified


def _has_person_verb(token: Token) -> bool:
    """Whether a verb of death, injury or custody governs or accompanies a word."""
    near = [token.head, token.head.head, *_around(token)]
    return any(other.lemma_.casefold() in _person_verbs() for other in near)


def _around(token: Token) -> list[Token]:
    """The words of the same sentence up to three before and after."""
    doc = token.doc
    first, last = token.i, token.i + 1
    while first > max(0, token.i - 3) and not doc[first].is_sent_start:
        first -= 1
    while last < min(len(doc), token.i + 4) and not doc[last].is_sent_start:
        last += 1
    return list(doc[first:last])


@cache
def _person_verbs() -> frozenset[str]:
    return frozenset(load_scheme("units")["person_verbs"]["verbs"])


def _is_figure(doc: Doc, number: int, counted: Counted, amount: Amount) -> bool:
    """Whether a counted noun makes a figure by READING.md: no small counts of abstract things, no "one of", no "the two"."""
    if amount.value == 1 and amount.form == "words":
        return is_person(counted.head) and _has_person_verb(counted.head)
    if amount.value <= small_count() and is_abstract(counted.head):
        return False
    return not _is_anaphoric(doc, number, counted, amount.value)


def _joined_person(text: str, amount: Amount) -> Amount | None:
    """A person noun joined by a hyphen ("24-member", "300-strong")."""
    strong = STRONG.match(text, amount.span.end)
    if strong:
        return replace(amount, span=Span(amount.span.start, strong.end()), unit="people", kind="count")
    match = HYPHEN.match(text, amount.span.end)
    if match is None or match["noun"].casefold() not in load_scheme("units")["people"]["nouns"]:
        return None
    return replace(amount, span=Span(amount.span.start, match.end()), unit="people", kind="count")


def count(doc: Doc, text: str, amount: Amount, before: list[Amount]) -> Amount | None:
    """Give a bare number the unit of what it counts; None where it counts nothing.

    `text` is the document's, which spaCy would join anew at each asking. `before` are the figures found before it in the
    text, for "314 prisoners in all, 157 from each side".
    """
    if text[amount.span.end : amount.span.end + 1] in ("-", "‑", "‐"):
        return _joined_person(text, amount)
    tokens = doc.char_span(amount.words.start, amount.words.end, alignment_mode="expand")
    if tokens is None:
        return None
    counted = counted_noun(doc, tokens.end, amount.value)
    if is_label(text, amount.span, counts=counted is not None):
        return None
    if counted is None:
        return _elliptic(tokens, text, amount, before)
    if not _is_figure(doc, tokens.start, counted, amount):
        return None
    return replace(amount, span=Span(amount.span.start, counted.end), unit=unit_of(counted.head), kind="count")


def _elliptic(tokens: Tokens, text: str, amount: Amount, before: list[Amount]) -> Amount | None:
    """A number without a noun: of persons after a verb of death or custody, else of what the sentence counted before."""
    if amount.value <= 1 or _is_year_like(text, amount):
        return None
    earlier = _counted_before(_sentence_start(tokens[0]), amount, before)
    before_it = text[max(0, amount.span.start - REACH_CHARS) : amount.span.start]
    large = amount.scaled > 1 or amount.value >= LARGE
    if earlier and (large or INCLUDING.search(before_it) or _follows_ellipsis(text, amount.span.end)):
        return replace(amount, unit=earlier.unit, kind="count")
    if _has_person_verb(tokens[-1]):
        return replace(amount, unit="people", kind="count")
    return None


def _sentence_start(token: Token) -> int:
    """Where the sentence starts, at most MAX_BACK_TOKENS before the token; spaCy's own `sent` walks the whole sentence."""
    doc, first = token.doc, token.i
    while first > max(0, token.i - MAX_BACK_TOKENS) and not doc[first].is_sent_start:
        first -= 1
    return doc[first].idx


def _is_year_like(text: str, amount: Amount) -> bool:
    words = text[amount.span.start : amount.span.end]
    return len(words) == 4 and words.isdigit() and 1900 <= amount.value <= 2100


def _counted_before(sentence_start: int, amount: Amount, before: list[Amount]) -> Amount | None:
    for earlier in reversed(before):
        if earlier.span.start < sentence_start:
            return None
        if earlier.kind == "count" and earlier.span.end <= amount.span.start:
            return earlier
    return None


@cache
def _ellipsis() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, load_scheme("units")["ellipsis"]["after"]), key=len, reverse=True))
    return re.compile(rf"\s?(?:{words})(?!\w)")


def _follows_ellipsis(text: str, end: int) -> bool:
    return _ellipsis().match(text, end) is not None
