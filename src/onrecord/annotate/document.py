"""A report under reading: its text, spaCy's analysis of it, and the annotations so far."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from onrecord.annotate.clauses import Clauses, clauses_of
from onrecord.annotate.encoder.encoded import Encoded, encode
from onrecord.annotate.encoder.weights import EncoderModel
from onrecord.annotate.paragraphs import find_paragraphs, trimmed
from onrecord.annotate.stretches import analyse
from onrecord.annotate.wrapping import unwrapped
from onrecord.model.draft import Annotations
from onrecord.model.report import Report
from onrecord.model.span import Span


@dataclass(slots=True)
class Document:
    """What every layer is given. Layers read `doc` and `annotations`; only the pipeline writes."""

    report: Report
    doc: Doc
    annotations: Annotations
    encoded: Encoded | None = None
    """None where no weights are loaded."""

    @property
    def text(self) -> str:
        """The report's text; every offset counts into it."""
        return self.report.text

    @property
    def clauses(self) -> Clauses:
        """The clauses of its sentences, made once, when they are first asked for."""
        return clauses_of(self.doc)

    def tokens(self, span: Span) -> Tokens:
        """The tokens that the span touches (never None, possibly none of them)."""
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return found if found is not None else self.doc[0:0]


def span_of(tokens: Tokens) -> Span:
    """The span of some tokens, in code points."""
    return Span(tokens.start_char, tokens.end_char)


def parse_document(report: Report, language: Language, model: EncoderModel | None = None) -> Document:
    """Analyse a report's text. Cost: linear; this is the language layer's whole time.

    Where lines are broken at a width the analysis sees spaces in place of the breaks; offsets stay those of the report.
    """
    text = unwrapped(report.text)
    doc = analyse(text, language)
    annotations = Annotations(
        report=report,
        paragraphs=find_paragraphs(text),
        sentences=[trimmed(span_of(sentence), text) for sentence in doc.sents if sentence.text.strip()],
    )
    encoded = encode(text, annotations.paragraphs, doc, model) if model is not None else None
    return Document(report, doc, annotations, encoded)
