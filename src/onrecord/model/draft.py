"""Drafts: what the annotate stage finds in the words alone, before anything is resolved.

`annotate` fills an `Annotations`, `resolve` turns it into a `Reading`. Drafts point at text by spans and at each other
by index; they carry no actor ids and no canonical names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from onrecord.model.reading import Bound, CommitmentStatus, EventStatus, FigureScope, Stance, StatementKind, Timex
from onrecord.model.report import Report, Scope
from onrecord.model.span import Span

MentionForm = Literal["name", "description", "pronoun"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between a pair of quotation marks, without them. `closed` is False where the mark never closes."""

    span: Span
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is credited (source), the words that credit (cue), and what is credited (content).

    Each role is a tuple of spans in reading order, empty where the text has none.
    Reference: Pareti 2016 (PARC 3.0), Newell et al. 2018 (PolNeAR).
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """An attribution by READING.md's conventions, with all that its words say about it.

    `via` and `based_on` are spans of outlets, documents and data named for it, from the speaker outward. `channel`,
    `addressee` and `said_on` are spans too (`said_on`: of the time expression that dates the speaking).
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: StatementKind
    via: tuple[Span, ...] = ()
    based_on: tuple[Span, ...] = ()
    channel: Span | None = None
    hedge: Span | None = None
    negated: bool = False
    addressee: Span | None = None
    said_on: Span | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class MentionDraft:
    """A noun phrase, name or pronoun that may denote an actor, with what its words say about it.

    `span` covers the whole phrase without a leading article ("Foreign Minister Andrii Sybiha"), `name` the proper name
    in it or None ("Andrii Sybiha"), `role` the words of title, office or description or None ("Foreign Minister"), and
    `of` the span of a state or body that the role belongs to ("Ukraine's" ambassador -> Ukraine). `same_as` is the index
    of a mention that an apposition or a copula makes the same. `label` is spaCy's entity label (PERSON, GPE, ORG, NORP, ...)
    or "". `number` is "sing", "plur" or "". `gender` is "f", "m", "n" or "" ("he" -> m, "it" -> n).
    `subject` tells whether it is the grammatical subject of a clause, `pointed` whether a "that" before it points to it
    ("that group") and begins no clause ("said that groups").
    """

    span: Span
    form: MentionForm
    name: Span | None = None
    role: Span | None = None
    of: Span | None = None
    same_as: int | None = None
    label: str = ""
    number: str = ""
    gender: str = ""
    subject: bool = False
    quoted: bool = False
    pointed: bool = False


@dataclass(frozen=True, slots=True)
class RelayDraft:
    """One hop in the words: `by` passes on `of`. `by` is None where the report's publisher does."""

    by: Span | None
    of: Span
    span: Span
    verb: Span | None
    scope: Scope


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """A quantity before its claimant is known. `of` is a span or None; `period` the index of a date in `dates`, or None."""

    span: Span
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    bound: Bound = "exact"
    of: Span | None = None
    scope: FigureScope | None = None
    period: int | None = None


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event before its actors are known: actors, recipients and place are spans, `date` an index into `dates`.

    `deadline` is the index of the date of "by the end of 2027"; `duration` an ISO 8601 value. `inferred`: the recipients are
    not named with the act, but taken from what was told around it.
    """

    span: Span
    type: str
    mode: str | None
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    status: EventStatus
    date: int | None = None
    deadline: int | None = None
    place: Span | None = None
    duration: str | None = None
    confidence: float = 0.5
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class PositionDraft:
    """A stance on an issue. `holders` are the spans of who holds it; empty means the source of statement `statement`.

    `statement` is an index into `statements`. Whether a position is ascribed follows in resolve, where it is known whether
    the holder and the speaker are one party. `intended`: what the holders will do, which others can only guess.
    """

    span: Span
    issue: str
    stance: Stance
    holders: tuple[Span, ...] = ()
    condition: Span | None = None
    statement: int | None = None
    intended: bool = False
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """A promise: `what` in its words, `holders` as in PositionDraft, `to` and `condition` spans, `deadline` a date index.

    `own`: it is a promise only of those holders who are the party of the statement's source ("the Foreign Ministry said that
    Norway would pay"); of others the source only foretells something.
    """

    span: Span
    what: Span
    holders: tuple[Span, ...] = ()
    own: bool = False
    to: Span | None = None
    deadline: int | None = None
    condition: Span | None = None
    status: CommitmentStatus = "promised"
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class OpenIssueDraft:
    """An issue that the report calls unresolved."""

    span: Span
    issue: str


@dataclass(frozen=True, slots=True)
class NextStepDraft:
    """Something to come: `who` are spans, `date` an index into `dates`, `event` an index into `events`."""

    span: Span
    what: str
    who: tuple[Span, ...] = ()
    date: int | None = None
    event: int | None = None
    confidence: float = 0.5


@dataclass(slots=True)
class Annotations:
    """All that the layers found so far in one report. Each layer reads what earlier layers wrote and fills its own field."""

    report: Report
    paragraphs: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    dates: list[Timex] = field(default_factory=list)
    figures: list[FigureDraft] = field(default_factory=list)
    mentions: list[MentionDraft] = field(default_factory=list)
    toponyms: list[Span] = field(default_factory=list)
    relays: list[RelayDraft] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    events: list[EventDraft] = field(default_factory=list)
    positions: list[PositionDraft] = field(default_factory=list)
    commitments: list[CommitmentDraft] = field(default_factory=list)
    open_issues: list[OpenIssueDraft] = field(default_factory=list)
    next_steps: list[NextStepDraft] = field(default_factory=list)
