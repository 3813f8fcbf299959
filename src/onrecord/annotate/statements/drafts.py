"""From attributions to drafts of statements, whoever found the spans: by READING.md's conventions, with all attributes."""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotate.document import Document
from onrecord.annotate.outlets import find_outlet
from onrecord.annotate.statements.carriers import carriage_of
from onrecord.annotate.statements.circumstances import channel_of, said_on
from onrecord.annotate.statements.contents import conventional, kind_of
from onrecord.annotate.statements.merging import merge_split
from onrecord.annotate.statements.scene import Context, context_of, scene_of
from onrecord.annotate.statements.tone import hedge_of, negated
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import Attribution, StatementDraft
from onrecord.model.span import Span

POSSESSIVES = ("'s", "’s", "'", "’")
# How much of an outlet's content another's attribution must fill for the outlet to be its carrier.
FILLED = 0.5


def _without_possessive(span: Span, text: str) -> Span:
    words = text[span.start : span.end]
    for ending in POSSESSIVES:
        if words.endswith(ending) and len(words) > len(ending):
            return Span(span.start, span.end - len(ending))
    return span


def _conventional(attribution: Attribution, context: Context) -> Attribution:
    return replace(
        attribution,
        source=tuple(_without_possessive(span, context.text) for span in attribution.source),
        content=conventional(attribution.content, context.text, context.quotations),
    )


def draft(attribution: Attribution, context: Context, via: tuple[Span, ...] = ()) -> StatementDraft:
    """Read what an attribution's words say about its statement. `via` are carriers that its own words do not name."""
    scene = scene_of(attribution, context)
    carriage = carriage_of(scene, context)
    return StatementDraft(
        source=carriage.source,
        cue=attribution.cue,
        content=attribution.content,
        kind=kind_of(attribution.content, context.text, context.quotations),
        via=tuple(dict.fromkeys((*carriage.via, *via))),
        based_on=carriage.based_on,
        channel=channel_of(scene, context),
        hedge=hedge_of(scene),
        negated=negated(scene),
        addressee=carriage.addressee,
        said_on=said_on(scene, context),
        confidence=attribution.confidence,
    )


def _size(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)


def _all_of(inner: Attribution) -> tuple[Span, ...]:
    return (*inner.source, *inner.cue, *inner.content)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether one attribution is what another one credits to its source."""
    if not inner.cue or inner is outer:
        return False
    return any(span.covers(inner.cue[0]) for span in outer.content)


def _carrier(outer: Attribution, context: Context) -> Span | None:
    if len(outer.source) != 1:
        return None
    return find_outlet(context.document.tokens(outer.source[0]), context.vocabulary.directory)


def _carried(attributions: list[Attribution], context: Context) -> list[tuple[Attribution, tuple[Span, ...]]]:
    """Each attribution with the outlets that report it; an outlet's own attribution that only carries another is dropped.

    So is what stands inside another's content otherwise: someone says that somebody else said it.
    """
    carriers: dict[int, tuple[Span, ...]] = {}
    dropped: set[int] = set()
    for index, outer in enumerate(attributions):
        near = range(max(0, index - 3), min(len(attributions), index + 4))
        for other in near:
            inner = attributions[other]
            if other == index or not _holds(outer, inner):
                continue
            outlet = _carrier(outer, context)
            if outlet is not None and _size(_all_of(inner)) >= FILLED * _size(outer.content):
                carriers[other] = (*carriers.get(other, ()), outlet)
                dropped.add(index)
            elif not _opens(outer, inner):
                dropped.add(other)
    return [(item, carriers.get(i, ())) for i, item in enumerate(attributions) if i not in dropped]


def _opens(outer: Attribution, inner: Attribution) -> bool:
    """Whether an attribution behind a whole sentence ("X said Y, according to a witness") leaves the inner one its own."""
    return inner.cue[0].end <= outer.cue[0].start if outer.cue else False


def draft_statements(attributions: list[Attribution], document: Document, vocabulary: Vocabulary) -> list[StatementDraft]:
    """Make drafts of attributions, which may follow PolNeAR's conventions: contents with marks, possessive sources."""
    context = context_of(document, vocabulary)
    trimmed = [_conventional(attribution, context) for attribution in attributions]
    kept = merge_split([item for item in trimmed if item.content], context.text, context.quotations)
    return [draft(item, context, via) for item, via in _carried(kept, context)]
