"""Word pieces: what the encoder is given, each with its place in the text and what the uncased vocabulary loses.

The vocabulary is lower-case and treats most dashes alike, so case, quotation, spacing and kind of mark go in as four
small features beside each piece. Training reads texts through this module too, so that both see the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

CASES = ("none", "lower", "title", "upper", "mixed")
QUOTINGS = ("outside", "inside", "opening", "closing")
BREAKS = ("joined", "spaced", "paragraph")
MARKS = (
    "word", "digit", "comma", "stop", "question", "colon", "semicolon", "long-dash", "short-dash", "hyphen",
    "opening", "closing", "straight", "single", "bracket", "other",
)  # fmt: skip
FEATURE_SIZES = (len(CASES), len(QUOTINGS), len(BREAKS), len(MARKS))

_WORD = re.compile(r"\w+")
# Halves of a surrogate pair, as JSON may carry them: no UTF-8, so no tokenizer takes them.
_SURROGATE = re.compile("[\ud800-\udfff]")
_OPENING = "“«„"
_CLOSING = "”»"
_MARK_OF = {
    ",": "comma", ".": "stop", "!": "stop", "…": "stop", "?": "question", ":": "colon", ";": "semicolon",
    "—": "long-dash", "―": "long-dash", "–": "short-dash", "-": "hyphen", "‐": "hyphen", "‑": "hyphen",
    "“": "opening", "«": "opening", "„": "opening", "”": "closing", "»": "closing", '"': "straight",
    "'": "single", "’": "single", "‘": "single", "(": "bracket", ")": "bracket", "[": "bracket", "]": "bracket",
}  # fmt: skip
_MARK_IDS = {char: MARKS.index(name) for char, name in _MARK_OF.items()}


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text, in reading order; `n` of them.

    ids: (n,) int64, rows of the vocabulary. features: (n, 4) int64, columns as in FEATURE_SIZES.
    starts, ends: (n,) int64, code points of the text. paragraphs: (n,) int64, index of the paragraph of each piece.
    """

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    paragraphs: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def opens_paragraph(self) -> NDArray[np.bool_]:
        """(n,) bool: whether the piece is the first of its paragraph."""
        opens = np.ones(len(self), dtype=bool)
        opens[1:] = self.paragraphs[1:] != self.paragraphs[:-1]
        return opens

    @property
    def joins_word(self) -> NDArray[np.bool_]:
        """(n,) bool: whether the piece goes on with the word of the piece before it ("##ing")."""
        both_words = (self.features[:, 3] <= 1) & (np.roll(self.features[:, 3], 1) <= 1)
        joins: NDArray[np.bool_] = (self.features[:, 2] == BREAKS.index("joined")) & both_words
        return joins


def cut_pieces(text: str, paragraphs: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> Pieces:
    """Cut the paragraphs of a text into word pieces. Text outside the paragraphs has none. Cost: linear."""
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    owners: list[int] = []
    rows: list[tuple[int, int, int, int]] = []
    for number, (start, end) in enumerate(paragraphs):
        words = _SURROGATE.sub("\ufffd", text[start:end])
        encoded = tokenizer.encode(words, add_special_tokens=False)
        ids.extend(encoded.ids)
        spans.extend((start + a, start + _with_marks(words, b)) for a, b in encoded.offsets)
        owners.extend([number] * len(encoded.ids))
        rows.extend(_features(words, encoded.offsets))
    bounds = np.array(spans, dtype=np.int64).reshape(-1, 2)
    return Pieces(
        ids=np.array(ids, dtype=np.int64),
        features=np.array(rows, dtype=np.int64).reshape(-1, len(FEATURE_SIZES)),
        starts=bounds[:, 0],
        ends=bounds[:, 1],
        paragraphs=np.array(owners, dtype=np.int64),
    )


def _with_marks(words: str, end: int) -> int:
    """The end of a piece with the combining marks on its last letter, which the tokenizer strips."""
    while end < len(words) and words[end] > "\u02ff" and unicodedata.category(words[end]) == "Mn":
        end += 1
    return end


def _features(words: str, offsets: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The four features of each piece of one paragraph."""
    case_at = _cases(words)
    quoting_at = _quotings(words)
    rows = []
    before = -1
    for start, end in offsets:
        spacing = 2 if before < 0 else int(start > before)
        rows.append((case_at.get(start, 0) if end > start else 0, quoting_at[start], spacing, _mark(words, start)))
        before = end
    return rows


def _mark(words: str, start: int) -> int:
    """The kind of mark that stands at `start`."""
    char = words[start]
    if char.isdigit():
        return 1
    if char.isalpha():
        return 0
    if words.startswith("--", start) or (char == "-" and words[start - 1 : start] == "-"):
        return MARKS.index("long-dash")
    return _MARK_IDS.get(char, MARKS.index("other"))


def _cases(words: str) -> dict[int, int]:
    """The case of the word around each code point; code points outside words are left out."""
    case_at: dict[int, int] = {}
    for match in _WORD.finditer(words):
        case = _case(match.group())
        case_at.update(dict.fromkeys(range(match.start(), match.end()), case))
    return case_at


def _case(word: str) -> int:
    """An index into CASES."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word[0].isupper() and word[1:].islower():
        return 2
    return 4 if any(char.isalpha() for char in word) else 0


def _quotings(words: str) -> list[int]:
    """An index into QUOTINGS for each code point; a quotation that never closes ends with its paragraph."""
    found = []
    inside = False
    for char in words:
        opens = char in _OPENING or (char == '"' and not inside)
        closes = char in _CLOSING or (char == '"' and inside)
        found.append(2 if opens else 3 if closes else int(inside))
        inside = (inside or opens) and not closes
    return found
