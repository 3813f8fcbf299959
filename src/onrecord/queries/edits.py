"""What changed from one text to the next, word by word, and whether it changes what is said.

Kinds: `layout` (marks, case), `typo` (a few letters), `wording` (other words), `moved` (the same words elsewhere), and `fact`: a number, a
name, a negation, a date, or the words of a quotation are others than before. `reasons` say which.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from onrecord.model.report import Frozen
from onrecord.model.span import Span
from onrecord.queries.edit_facts import Reason, Token, is_typo, reasons, tokens_of

EditKind = Literal["layout", "typo", "wording", "moved", "fact"]

# Code points of the same words that are shown on either side.
CONTEXT_CHARS = 40


class Edit(Frozen):
    """One change: the words before and after, where they stand, and a little of what stands before and behind them."""

    kind: EditKind
    reasons: tuple[Reason, ...]
    before: str
    after: str
    before_span: Span
    after_span: Span
    leading: str
    trailing: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Tokens of one text, from one number up to another."""

    text: str
    tokens: Sequence[Token]
    start: int
    end: int

    @property
    def own(self) -> Sequence[Token]:
        return self.tokens[self.start : self.end]

    @property
    def span(self) -> Span:
        """The characters it covers; an empty one stands before the next token."""
        if self.own:
            return Span(self.own[0].start, self.own[-1].end)
        here = self.tokens[self.start].start if self.start < len(self.tokens) else len(self.text)
        return Span(here, here)

    @property
    def words(self) -> str:
        return self.text[slice(*self.span)]


def edits(before: str, after: str) -> list[Edit]:
    """Return the changes from one text to another, in the order of the text. None, if only spaces changed."""
    old, new = tokens_of(before), tokens_of(after)
    pairs = [(_Stretch(before, old, *a), _Stretch(after, new, *b)) for a, b in _changed(old, new)]
    gone = {_keys(one) for one, other in pairs if not other.own}
    come = {_keys(other) for one, other in pairs if not one.own}
    return [_edit(one, other, moved=(_keys(one) or _keys(other)) in gone & come) for one, other in pairs]


def _keys(stretch: _Stretch) -> tuple[str, ...]:
    return tuple(token.key for token in stretch.own)


Range = tuple[int, int]


def _changed(old: Sequence[Token], new: Sequence[Token]) -> Iterator[tuple[Range, Range]]:
    """Yield the ranges of tokens that differ: sentences first, then words where sentences stand against each other.

    Words of whole texts compared at once would cost their length squared, and pair off words of far places.
    """
    one, other = tuple(token.key for token in old), tuple(token.key for token in new)
    left, right = _borders(old), _borders(new)
    for a, b in _differing(_pieces(one, left), _pieces(other, right)):
        (start, end), (from_, to) = (left[a[0]], left[a[1]]), (right[b[0]], right[b[1]])
        for c, d in _differing(one[start:end], other[from_:to]):
            yield (start + c[0], start + c[1]), (from_ + d[0], from_ + d[1])


def _differing(one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterator[tuple[Range, Range]]:
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield (a, b), (c, d)


def _borders(tokens: Sequence[Token]) -> list[int]:
    """Return where sentences begin, as far as marks of punctuation tell, and where the last one ends."""
    return [number for number, token in enumerate(tokens) if token.opens_sentence] + [len(tokens)]


def _pieces(keys: tuple[str, ...], borders: list[int]) -> list[tuple[str, ...]]:
    return [keys[start:end] for start, end in pairwise(borders)]


def _edit(one: _Stretch, other: _Stretch, *, moved: bool) -> Edit:
    kind, why = _kind(one, other, moved=moved)
    start, end = one.span
    return Edit(
        kind=kind,
        reasons=why,
        before=one.words,
        after=other.words,
        before_span=one.span,
        after_span=other.span,
        leading=one.text[max(0, start - CONTEXT_CHARS) : start],
        trailing=one.text[end : end + CONTEXT_CHARS],
    )


def _kind(one: _Stretch, other: _Stretch, *, moved: bool) -> tuple[EditKind, tuple[Reason, ...]]:
    if moved:
        return "moved", ()
    if _letters(one) == _letters(other):
        return "layout", ()
    if is_typo(one.own, other.own):
        return "typo", ()
    why = reasons(one.own, other.own)
    return ("fact", why) if why else ("wording", ())


def _letters(stretch: _Stretch) -> str:
    """Return what is read aloud: letters and numbers, the point of a decimal among them."""
    keys = (token.key.casefold() for token in stretch.own)
    return "".join(key if key[0].isdigit() else "".join(filter(str.isalnum, key)) for key in keys)
