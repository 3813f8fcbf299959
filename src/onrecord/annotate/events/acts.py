"""Acts between two sides: their type where the sides are given, and the pairs of sides that a text's events have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.annotate.document import Document
from onrecord.annotate.encoder.heads import pooled
from onrecord.annotate.encoder.types import TYPES
from onrecord.errors import ModelMissing
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what to whom, as spans, with how sure it is."""

    type: str
    actor: Span
    recipient: Span
    score: float


def type_of_act(document: Document, actor: Span, recipient: Span) -> str:
    """The type of the act between two sides, told from them and the sentence of the first. Raises: ModelMissing, without weights."""
    encoded = document.encoded
    if encoded is None:
        raise ModelMissing("acts are told apart by trained weights, and none are loaded")
    sides = [encoded.range_of(actor), encoded.range_of(recipient)]
    sentence = next((s for s in document.annotations.sentences if s.overlaps(actor)), Span(0, len(document.text)))
    ranges = [r for r in (*sides, encoded.range_of(sentence)) if r is not None]
    if len(ranges) < len(sides) + 1:
        return TYPES[0]
    scores = encoded.model.heads.act(pooled(encoded.hidden, np.array(ranges)).reshape(1, -1))
    return TYPES[int(scores[0].argmax())]


def acts_in(document: Document) -> list[Act]:
    """The acts of a document's events, the likeliest first: each pair of sides once, by the event that is likeliest to have it.

    An event has the pair of its first actor and its first recipient; several sides of one act are the caller's to read.
    """
    found: dict[tuple[Span, Span], Act] = {}
    for event in sorted(document.annotations.events, key=lambda event: -event.confidence):
        if event.actors and event.recipients and event.actors[0] != event.recipients[0]:
            act = Act(event.type, event.actors[0], event.recipients[0], event.confidence)
            found.setdefault((act.actor, act.recipient), act)
    return list(found.values())
