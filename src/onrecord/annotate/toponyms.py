"""The layer of place names: spans of states, towns, regions, buildings, in reading order."""

from __future__ import annotations

from onrecord.annotate.document import Document
from onrecord.annotate.mentions.matcher import match_names
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.span import Span

PLACE_LABELS = {"GPE", "LOC", "FAC"}
ARTICLES = ("the ", "The ", "THE ")
POSSESSIVES = ("'s", "’s")


def _bare(span: Span, text: str) -> Span:
    words = text[span.start : span.end]
    start = span.start + (4 if words.startswith(ARTICLES) else 0)
    return Span(start, span.end - (2 if words.endswith(POSSESSIVES) else 0))


def find_toponyms(document: Document, vocabulary: Vocabulary) -> list[Span]:
    """Find the spans that name a place: the directory's states and capitals, and what spaCy takes for a place."""
    hits = match_names(document.text, vocabulary.directory)
    states = [hit.span for hit in hits if hit.form == "capital" or (hit.form == "name" and hit.entry.kind == "country")]
    taken = {index for hit in hits for index in range(hit.span.start, hit.span.end)}
    entities = [
        _bare(Span(entity.start_char, entity.end_char), document.text)
        for entity in document.doc.ents
        if entity.label_ in PLACE_LABELS
    ]
    free = [span for span in entities if span.end > span.start and not taken.intersection(range(span.start, span.end))]
    return sorted({*states, *free})
