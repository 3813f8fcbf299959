"""Split quotes: one statement for a quote that its attribution splits or that runs into a new paragraph."""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotate.statements.contents import Quotations
from onrecord.model.draft import Attribution
from onrecord.model.span import Span


def _runs_on(before: Attribution, after: Attribution, text: str, quotations: Quotations) -> bool:
    """Whether a quote without a cue follows directly on a quote: nothing but the attribution stands between them."""
    if after.cue or not before.content or not after.content:
        return False
    last, first = max(before.content), min(after.content)
    if quotations.around(first.start + 1) is None or quotations.around(last.end - 2) is None:
        return False
    covered = [span for span in (*before.cue, *before.source) if span.start >= last.end]
    rest = text[max([last.end, *(span.end for span in covered)]) : first.start]
    return last.end <= first.start and not any(char.isalnum() for char in rest)


def _same_cue(before: Attribution, after: Attribution) -> bool:
    return bool(before.cue) and before.cue == after.cue and before.source == after.source


def _joined(before: Attribution, after: Attribution) -> Attribution:
    spans: tuple[Span, ...] = tuple(sorted({*before.content, *after.content}))
    return replace(before, content=spans, confidence=min(before.confidence, after.confidence))


def merge_split(attributions: list[Attribution], text: str, quotations: Quotations) -> list[Attribution]:
    """Join the parts of split quotes. Takes the attributions in reading order."""
    merged: list[Attribution] = []
    for attribution in attributions:
        last = merged[-1] if merged else None
        if last is not None and (_same_cue(last, attribution) or _runs_on(last, attribution, text, quotations)):
            merged[-1] = _joined(last, attribution)
        else:
            merged.append(attribution)
    return merged
