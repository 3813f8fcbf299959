"""The layers of the reading, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Protocol

from spacy.language import Language

from onrecord.annotate.commitments import find_commitments
from onrecord.annotate.dates import find_dates
from onrecord.annotate.document import Document, parse_document
from onrecord.annotate.figures import find_figures
from onrecord.annotate.kinds import KINDS
from onrecord.annotate.mentions import find_mentions
from onrecord.annotate.open_issues import find_open_issues
from onrecord.annotate.quotations import find_quotations
from onrecord.annotate.relays import find_relays
from onrecord.annotate.toponyms import find_toponyms
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import Annotations
from onrecord.model.report import Report


class Layer(Protocol):
    """Finds one kind of annotation in a document, from the words and from what earlier layers found."""

    def __call__(self, document: Document, vocabulary: Vocabulary) -> list[Any]:
        """Return what was found, in reading order. Never raises for what the words say."""


# Field of Annotations -> the layer that fills it. The order is the order of reading: a layer sees all fields above its own.
LAYERS: dict[str, Layer] = {
    "quotations": find_quotations,
    "dates": find_dates,
    "figures": find_figures,
    "mentions": find_mentions,
    "toponyms": find_toponyms,
    "relays": find_relays,
    "statements": KINDS["statements"].find,
    "events": KINDS["events"].find,
    "positions": KINDS["positions"].find,
    "commitments": find_commitments,
    "open_issues": find_open_issues,
    "next_steps": KINDS["next_steps"].find,
}


def annotate_document(report: Report, language: Language, vocabulary: Vocabulary, without: Collection[str] = ()) -> Document:
    """Read a report's words: run every layer in order, but those left out; the document keeps the parse beside what was found."""
    document = parse_document(report, language, vocabulary.model)
    annotate_further(document, vocabulary, [name for name in LAYERS if name not in without])
    return document


def annotate_further(document: Document, vocabulary: Vocabulary, names: Iterable[str]) -> None:
    """Run some of the layers on a document that earlier ones have read."""
    for name in names:
        setattr(document.annotations, name, LAYERS[name](document, vocabulary))


def annotate(report: Report, language: Language, vocabulary: Vocabulary) -> Annotations:
    """All that the layers find in a report."""
    return annotate_document(report, language, vocabulary).annotations
