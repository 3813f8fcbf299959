"""The layers of the reading, in order."""

from __future__ import annotations

from typing import Any, Protocol

from spacy.language import Language

from onrecord.annotate.commitments import find_commitments
from onrecord.annotate.dates import find_dates
from onrecord.annotate.document import Document, parse_document
from onrecord.annotate.events import find_events
from onrecord.annotate.figures import find_figures
from onrecord.annotate.mentions import find_mentions
from onrecord.annotate.next_steps import find_next_steps
from onrecord.annotate.open_issues import find_open_issues
from onrecord.annotate.positions import find_positions
from onrecord.annotate.quotations import find_quotations
from onrecord.annotate.relays import find_relays
from onrecord.annotate.statements import find_statements
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
    "statements": find_statements,
    "events": find_events,
    "positions": find_positions,
    "commitments": find_commitments,
    "open_issues": find_open_issues,
    "next_steps": find_next_steps,
}


def annotate(report: Report, language: Language, vocabulary: Vocabulary) -> Annotations:
    """Read a report's words: run every layer in order."""
    document = parse_document(report, language)
    for name, find in LAYERS.items():
        setattr(document.annotations, name, find(document, vocabulary))
    return document.annotations
