"""A report under reading: its text, spaCy's analysis of it, and the annotations so far."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from onrecord.annotate.datelines import headline_end
from onrecord.annotate.stretches import analyse
from onrecord.annotate.wrapping import unwrapped
from onrecord.model.draft import Annotations
from onrecord.model.report import Report
from onrecord.model.span import Span

PARAGRAPH = re.compile(r"[^\n]+")


def find_paragraphs(text: str) -> list[Span]:
    """Find the paragraphs: runs of text between line breaks, without the white space around them.

    A headline on one line with the dateline behind it is a paragraph of its own.
    """
    found = []
    for match in PARAGRAPH.finditer(text):
        line = trimmed(Span(*match.span()), text)
        if line.start >= line.end:
            continue
        dateline = headline_end(text, line.start)
        if dateline > line.start:
            found.append(trimmed(Span(line.start, dateline), text))
        found.append(Span(dateline, line.end))
    return found


@dataclass(slots=True)
class Document:
    """What every layer is given. Layers read `doc` and `annotations`; only the pipeline writes."""

    report: Report
    doc: Doc
    annotations: Annotations

    @property
    def text(self) -> str:
        """The report's text; every offset counts into it."""
        return self.report.text

    def tokens(self, span: Span) -> Tokens:
        """The tokens that the span touches (never None, possibly none of them)."""
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return found if found is not None else self.doc[0:0]


def span_of(tokens: Tokens) -> Span:
    """The span of some tokens, in code points."""
    return Span(tokens.start_char, tokens.end_char)


def trimmed(span: Span, text: str) -> Span:
    """The span without the white space at its ends."""
    words = text[span.start : span.end]
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


def parse_document(report: Report, language: Language) -> Document:
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
    return Document(report=report, doc=doc, annotations=annotations)
