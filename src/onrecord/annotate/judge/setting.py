"""How words stand in their report, told to the judge of whatever they are proposed for."""

from __future__ import annotations

from onrecord.annotate.document import Document
from onrecord.model.draft import MentionDraft
from onrecord.model.span import Span

FORMS = ("name", "description", "pronoun")
LABELS = ("GPE", "NORP", "ORG", "PERSON")


def mentioned(role: str, mention: MentionDraft | None) -> dict[str, float]:
    """What kind of words stand for somebody; all 0 where nobody does."""
    forms = {f"{role}_{form}": float(mention is not None and mention.form == form) for form in FORMS}
    return forms | {f"{role}_{label}": float(mention is not None and mention.label == label) for label in LABELS}


def setting(span: Span, document: Document) -> dict[str, float]:
    """Where a span stands: how far down, whether in quotation marks, in somebody's statement, with which verbs."""
    notes, tokens = document.annotations, list(document.tokens(span))
    verbs = [token for token in tokens if token.pos_ in ("VERB", "AUX")]
    sentence = next((n for n, s in enumerate(notes.sentences) if s.start <= span.start < s.end), 0)
    return {
        "chars": float(span.end - span.start),
        "sentence": float(min(sentence, 30)),
        "sentences": float(min(len(notes.sentences), 60)),
        "paragraph": float(sum(p.start <= span.start for p in notes.paragraphs[:12])),
        "quoted": float(any(q.span.overlaps(span) for q in notes.quotations)),
        "said": float(any(c.overlaps(span) for s in notes.statements for c in s.content)),
        "saying": float(any(c.overlaps(span) for s in notes.statements for c in s.cue)),
        "verbs": float(len(verbs)),
        "past": float(any(token.tag_ in ("VBD", "VBN") for token in verbs)),
        "modal": float(any(token.tag_ == "MD" for token in tokens)),
        "negated": float(any(token.dep_ == "neg" for token in tokens)),
        "infinitive": float(bool(tokens) and tokens[0].tag_ == "TO"),
    }
