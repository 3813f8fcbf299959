"""What no finder of attributions may break: offsets hold, a source is a noun phrase, a closed quotation is not cut in two."""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotate.document import Document
from onrecord.annotate.statements.contents import index_quotations
from onrecord.annotate.statements.lexicon import load_lexicon
from onrecord.model.draft import Attribution, Quotation
from onrecord.model.span import Span

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "X", "ADJ"})


def _in_text(spans: tuple[Span, ...], length: int) -> tuple[Span, ...]:
    """The spans that lie in the text and are not empty, in order and without overlap."""
    kept: list[Span] = []
    for span in sorted(Span(*span) for span in spans):
        start, end = max(span.start, kept[-1].end if kept else 0), min(span.end, length)
        if start < end:
            kept.append(Span(start, end))
    return tuple(kept)


def _is_nominal(spans: tuple[Span, ...], document: Document) -> bool:
    return any(token.pos_ in NOMINAL for span in spans for token in document.tokens(span))


def _uncut(span: Span, touching: list[Quotation], taken: tuple[Span, ...]) -> Span:
    """The span stretched over each closed quotation that it cuts, unless source or cue stand in the rest."""
    for quotation in touching:
        if not quotation.closed or span.covers(quotation.span):
            continue
        # A part of a quotation with words outside of it crosses a mark; a part with none is what somebody said in it.
        if quotation.span.covers(span):
            continue
        whole = Span(min(span.start, quotation.span.start), max(span.end, quotation.span.end))
        if not any(whole.overlaps(other) for other in taken):
            span = whole
    return span


def check_attributions(attributions: list[Attribution], document: Document) -> list[Attribution]:
    """Return the attributions that hold, mended where a rule mends them: a source that is no noun phrase becomes unknown."""
    quotations, length, kept = index_quotations(document.annotations.quotations), len(document.text), []
    for given in attributions:
        source, cue = _in_text(given.source, length), _in_text(given.cue, length)
        if not _is_nominal(source, document):
            source = ()
        content = _in_text(given.content, length)
        content = _in_text(tuple(_uncut(span, quotations.touching(span), (*source, *cue)) for span in content), length)
        if content:
            kept.append(replace(given, source=source, cue=cue, content=content))
    return kept


def without_hardly_anyones(attributions: list[Attribution], document: Document) -> list[Attribution]:
    """The attributions but those whose source says that hardly anybody holds it: "few people expect the truce to last"."""
    return [given for given in attributions if not _hardly_anyones(given, document)]


def _hardly_anyones(given: Attribution, document: Document) -> bool:
    """Whether a source is hardly anybody; whoever is quoted is somebody."""
    first = next((token for span in given.source for token in document.tokens(span)), None)
    if first is None or first.lower_ not in load_lexicon().hardly_any:
        return False
    quoted = index_quotations(document.annotations.quotations)
    return not any(quoted.touching(span) for span in given.content)
