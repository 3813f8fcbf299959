"""PolNeAR articles as word pieces with tags and links, and their packing into windows."""

from __future__ import annotations

import gzip
import itertools
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.annotate.encoder.links import ROLES
from onrecord.annotate.encoder.pieces import Pieces, cut_pieces

Range = tuple[int, int]
PARAGRAPH = re.compile(r"[^\n]+")
WINDOW_PIECES = 254
"""Pieces of a window, without the two marks at its ends."""


@dataclass(frozen=True)
class GoldLink:
    """One attribution, its roles as half-open ranges of pieces."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


@dataclass(frozen=True)
class Article:
    """An article ready for training. tags: (n,) int64, 0 outside, 1 + 2 * role where a span begins, 2 + 2 * role inside."""

    id: str
    pieces: Pieces
    tags: NDArray[np.int64]
    links: tuple[GoldLink, ...]


@dataclass(frozen=True)
class Window:
    """Pieces `[context, end)` of an article; those of `[start, end)` are learned, the ones before are context."""

    article: Article
    context: int
    start: int
    end: int


def read_articles(path: Path) -> Iterator[dict]:
    """Read a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Find the lines of a text that have words."""
    return [match.span() for match in PARAGRAPH.finditer(text) if match.group().strip()]


def load_articles(path: Path, tokenizer: Tokenizer) -> list[Article]:
    """Read and cut all articles of a split."""
    return [prepare_article(article, tokenizer) for article in read_articles(path)]


def prepare_article(article: dict, tokenizer: Tokenizer) -> Article:
    """Project an article's spans onto its pieces."""
    pieces = cut_pieces(article["text"], find_paragraphs(article["text"]), tokenizer)
    links = tuple(GoldLink(*(ranges_of(item.get(role) or [], pieces) for role in ROLES)) for item in article["attributions"])
    return Article(article["id"], pieces, tags_of(links, len(pieces)), links)


def ranges_of(spans: list[list[int]], pieces: Pieces) -> tuple[Range, ...]:
    """The ranges of pieces that spans of characters touch, cut at paragraph ends."""
    found = []
    for start, end in spans:
        first = int(np.searchsorted(pieces.ends, start, side="right"))
        last = int(np.searchsorted(pieces.starts, end, side="left"))
        cuts = [i for i in range(first + 1, last) if pieces.paragraphs[i] != pieces.paragraphs[i - 1]]
        bounds = [first, *cuts, last]
        found += [(a, b) for a, b in itertools.pairwise(bounds) if a < b]
    return tuple(sorted(found))


def tags_of(links: tuple[GoldLink, ...], n_pieces: int) -> NDArray[np.int64]:
    """Tag each piece; a cue wins over a content, a content over a source (they overlap in 25 of 19,832)."""
    tags = np.zeros(n_pieces, dtype=np.int64)
    for role in ("source", "content", "cue"):
        number = ROLES.index(role)
        for start, end in sorted({r for link in links for r in getattr(link, role)}):
            tags[start:end] = 2 + 2 * number
            tags[start] = 1 + 2 * number
            if end < n_pieces and tags[end] and tags[end] % 2 == 0:
                tags[end] -= 1
    return tags


def cut_windows(article: Article, rng: random.Random) -> list[Window]:
    """Cut an article into windows of whole paragraphs, the first of a random size; room that is left holds context."""
    ends = [*np.flatnonzero(article.pieces.opens_paragraph)[1:].tolist(), len(article.pieces)]
    windows = []
    room = rng.randint(WINDOW_PIECES // 4, WINDOW_PIECES)
    start = at = 0
    for end in ends:
        if end - start > room and at > start:
            windows.append(_window(article, start, at))
            start, room = at, WINDOW_PIECES
        while end - start > WINDOW_PIECES:
            windows.append(_window(article, start, start + WINDOW_PIECES))
            start += WINDOW_PIECES
        at = end
    if at > start:
        windows.append(_window(article, start, at))
    return windows


def _window(article: Article, start: int, end: int) -> Window:
    """Fill the room before `start` with context; whole paragraphs of it are learned again, for they cost nothing more."""
    context = max(0, end - WINDOW_PIECES)
    opens = context + np.flatnonzero(article.pieces.opens_paragraph[context:start])
    return Window(article, context, int(opens[0]) if opens.size else start, end)
