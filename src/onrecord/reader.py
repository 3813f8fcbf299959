"""The reader: a report in, a reading out. Models and vocabularies are loaded once, when it is made."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language

from onrecord.annotate import annotate
from onrecord.annotate.pipeline import Vocabulary
from onrecord.model import Reading, Report
from onrecord.resolve.reading import resolve


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads reports with one language model and one set of vocabularies."""

    language: Language
    vocabulary: Vocabulary

    def read(self, report: Report) -> Reading:
        """Annotate, then resolve: the first half of the straight line."""
        annotations = annotate(report, self.language, self.vocabulary)
        return resolve(annotations, self.vocabulary.directory, self.vocabulary.codebook)
