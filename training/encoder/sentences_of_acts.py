"""Single sentences with one marked act between two sides (PLV), for the head that tells its type."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus import Range, ranges_of, read_articles
from tokenizers import Tokenizer

from onrecord.annotate.encoder.pieces import Pieces, cut_pieces
from onrecord.annotate.encoder.types import TYPES

# The set has one name for two of PLOVER's types.
SEVERAL = {"YIELD": ("CONCEDE", "RETREAT")}


@dataclass(frozen=True)
class Sentence:
    """A sentence: spans of the one who acts, the one who is faced and the whole; the types that are right."""

    id: str
    pieces: Pieces
    spans: tuple[Range, Range, Range]
    types: tuple[int, ...]


def read_sentences(path: Path, tokenizer: Tokenizer, fifth: int) -> list[Sentence]:
    """Read the set without one fifth of it, -1 for all."""
    found = (
        sentence_of(item, tokenizer) for number, item in enumerate(read_articles(path)) if fifth < 0 or number % 5 != fifth
    )
    return [sentence for sentence in found if sentence is not None]


def sentence_of(item: dict, tokenizer: Tokenizer) -> Sentence | None:
    """One sentence; None where a side stands under no piece."""
    text, event = " ".join(item["text"].split("\n")), item["events"][0]
    pieces = cut_pieces(text, [(0, len(text))], tokenizer)
    sides = []
    for role in ("source", "target"):
        spans = [[a["start"], a["end"]] for a in event[role] if "start" in a][:1]
        sides += ranges_of(spans, pieces)[:1]
    types = tuple(TYPES.index(name) for name in SEVERAL.get(event["type"], (event["type"],)))
    return Sentence(item["id"], pieces, (sides[0], sides[1], (0, len(pieces))), types) if len(sides) == 2 else None
