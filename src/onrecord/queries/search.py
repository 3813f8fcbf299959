"""Full-text search over the titles and texts of the reports in view."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.model.report import Frozen
from onrecord.model.span import Span
from onrecord.queries.cases import checked
from onrecord.queries.row import Row, provenance
from onrecord.record.rows import ReportHead
from onrecord.record.search import CLOSE, OPEN, Hit
from onrecord.record.view import View

MARK = re.compile(f"({OPEN}|{CLOSE})")


class Piece(Frozen):
    """A run of a snippet; `hit` is whether it is what was looked for."""

    text: str
    hit: bool


class SearchRow(Row):
    """A report that has the words: `spans` are all hits in its text, `words` the snippet around the best of them."""

    snippet: tuple[Piece, ...]


def search(view: View, query: str, *, case: str | None = None, limit: int = 20) -> list[SearchRow]:
    """Find reports, best first.

    All words must occur in title or text, in any form ("talks" finds "talk"); "quoted words" stand together, a trailing *
    matches beginnings, -word must not occur.
    """
    return [_to_row(view, head, hit) for head, hit in view.search(query, case=checked(view, case), limit=limit)]


def _to_row(view: View, head: ReportHead, hit: Hit) -> SearchRow:
    snippet = tuple(_pieces(hit.snippet))
    text = view.text(head.version_id)
    spans = tuple(_hit_spans(hit.marked)) if MARK.sub("", hit.marked) == text else ()
    words = "".join(piece.text for piece in snippet)
    return SearchRow(id=head.report_id, spans=spans, words=words, snippet=snippet, **provenance(head))


def _pieces(marked: str) -> list[Piece]:
    """Split a marked text at its marks, into what was found and what was not."""
    parts = MARK.split(marked)
    found = [Piece(text=parts[0], hit=False)]
    found += [Piece(text=text, hit=mark == OPEN) for mark, text in zip(parts[1::2], parts[2::2], strict=True)]
    return [piece for piece in found if piece.text]


def _hit_spans(marked: str) -> list[Span]:
    edges = [0]
    pieces = _pieces(marked)
    for piece in pieces:
        edges.append(edges[-1] + len(piece.text))
    return [Span(start, end) for piece, (start, end) in zip(pieces, pairwise(edges), strict=True) if piece.hit]
