"""A statement laid out for comparison with those of other reports: speaker, days, words, names, figures, meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model.days import Days, days_of
from onrecord.model.reading import Actor, Figure, Reading, SourceRef, Statement
from onrecord.model.span import Span, cut, outer
from onrecord.relate.words import denies, stems_of, telling
from onrecord.scheme.actor_entry import name_key

Vectors = NDArray[np.float32]
"""(n, width) float32, rows of length 1: what spans mean."""

Embed = Callable[[str, Sequence[Sequence[Span]]], Vectors]
"""A text and lists of spans of it -> a vector for each list."""

# How long before its report a statement may have been made, in days, where the report gives no day.
OPEN_DAYS = 3
CLAUSE_END = re.compile(r"[.!?;]+[”\"’']*\s+|,?\s+(?:and|but)\s+", re.IGNORECASE)
# A longer time ("in 2025") says nothing of the occasion.
MAX_OCCASION_DAYS = 7
# Contents with fewer telling words than this are read with their sentence.
FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words: the actor, its kind and party. A local actor (its id has a colon) is known by its name alone."""

    name: str
    actor: str | None
    kind: str | None
    party: str | None

    @property
    def is_local(self) -> bool:
        """Whether the actor is known in its report only."""
        return self.actor is None or ":" in self.actor


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of one report.

    Args:
        report: the report's id.
        row: the statement's id: in its report, or in the record.
        speaker: whose words.
        spans: where the content stands in the report's text.
        content: the words of the content.
        words: the telling words of the content, names by whom they denote; those of the sentence where it has few.
        clauses: the telling words of each clause of the content.
        stems: the stems of all words of the content.
        figures: the figures in the content.
        dates: the days that the content names.
        denied: whether content or cue deny something.
        on: the day or days on which it was said, None if the text gives none.
        by: the report's own day, None for an undated one.
        vector: what it means, (width,), length 1.
    """

    report: str
    row: str
    speaker: Speaker
    spans: tuple[Span, ...]
    content: str
    words: frozenset[str]
    clauses: tuple[frozenset[str], ...]
    stems: frozenset[str]
    figures: tuple[Figure, ...]
    dates: tuple[Days, ...]
    denied: bool
    on: Days | None
    by: str | None
    vector: NDArray[np.float32] = field(repr=False, compare=False)

    @property
    def days(self) -> Days | None:
        """The days on which it may have been said; None where nothing is known of it."""
        if self.on is not None:
            return self.on
        if self.by is None:
            return None
        return Days((date.fromisoformat(self.by) - timedelta(days=OPEN_DAYS)).isoformat(), self.by)


def said_in(reading: Reading, embed: Embed) -> list[Said]:
    """Lay out the statements of a reading whose speaker is named. Cost: linear, and one pass of the encoder."""
    text, statements = reading.report.text, [(one, one.source) for one in reading.statements if one.source is not None]
    if not statements:
        return []
    actors = {actor.id: actor for actor in reading.actors}
    vectors = embed(text, [one.content_span for one, _ in statements])
    rows = zip(statements, vectors, strict=True)
    return [_lay_out(one, speaker_of(source, actors), reading, actors, vector) for (one, source), vector in rows]


def _lay_out(
    statement: Statement, speaker: Speaker, reading: Reading, actors: dict[str, Actor], vector: NDArray[np.float32]
) -> Said:
    text, spans = reading.report.text, statement.content_span
    content = cut(text, spans)
    own = frozenset({speaker.actor or "", name_key(speaker.party or speaker.name)})
    denoted = _denoted(reading, spans, actors, own)
    words = _words(text, spans, denoted)
    if len(words) < FEW_WORDS:
        wide = (outer((*spans, *statement.cue_span)),)
        words |= _words(text, wide, _denoted(reading, wide, actors, own))
    return Said(
        report=reading.report.id,
        row=statement.id,
        speaker=speaker,
        spans=spans,
        content=content,
        words=words,
        clauses=tuple(_words(text, [clause], denoted) for clause in _clauses(text, spans)),
        stems=stems_of(content),
        figures=tuple(_within(reading.figures, spans)),
        dates=tuple(days for one in _within(reading.dates, spans) if one.type == "DATE" and (days := days_of(one.value))),
        denied=denies(content) or denies(statement.cue) or statement.negated,
        on=_occasion(statement.said_on),
        by=reading.report.published,
        vector=vector,
    )


def _clauses(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans cut at the ends of sentences, at semicolons and at "and" or "but"."""
    found = []
    for start, end in spans:
        cuts = [(match.start(), match.end()) for match in CLAUSE_END.finditer(text, start, end)]
        begins, ends = [start, *(b for _, b in cuts)], [*(a for a, _ in cuts), end]
        found += [Span(a, b) for a, b in zip(begins, ends, strict=True) if a < b]
    return found


def _occasion(said_on: str | None) -> Days | None:
    """The days on which it was said, None where the value covers too many to tell occasions apart."""
    days = days_of(said_on)
    if days is None or date.fromisoformat(days.last) - date.fromisoformat(days.first) > timedelta(days=MAX_OCCASION_DAYS):
        return None
    return days


def speaker_of(source: SourceRef, actors: dict[str, Actor]) -> Speaker:
    """Lay out who made a statement."""
    actor = actors.get(source.actor or "")
    return Speaker(source.name, source.actor, actor.kind if actor else None, source.speaks_for)


def _within(items: Sequence[Any], spans: Sequence[Span]) -> list[Any]:
    return [item for item in items if any(span.covers(item.span) for span in spans)]


def _denoted(reading: Reading, spans: Sequence[Span], actors: dict[str, Actor], own: frozenset[str]) -> list[tuple[Span, str]]:
    """Each mention in the spans that has a party, with the key of it; "" for the speaker's own."""
    found = []
    for mention in _within(reading.mentions, spans):
        actor = actors.get(mention.actor)
        if mention.actor in own or (actor is not None and name_key(actor.party or "") in own):
            found.append((mention.span, ""))
        elif actor is not None and actor.party:
            found.append((mention.span, name_key(actor.party)))
    return sorted(found)


def _words(text: str, spans: Sequence[Span], denoted: Sequence[tuple[Span, str]]) -> frozenset[str]:
    """Telling words outside mentions, and what the mentions denote."""
    rest, keys = [], set()
    for span in spans:
        at = span.start
        for mention, key in denoted:
            if span.covers(mention) and mention.start >= at:
                rest.append(text[at : mention.start])
                keys |= {f"={key}"} if key else set()
                at = mention.end
        rest.append(text[at : span.end])
    return telling(" ".join(rest)) | keys
