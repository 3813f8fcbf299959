"""A reading: a report and all that was read in it. Its JSON is fixed in docs/reading.md.

Only `mentions.actor`, `source.actor` and ids are ids. Everywhere else an actor, outlet or place is its canonical name.
Unknown is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator

from onrecord.model.report import Frozen, Report
from onrecord.model.span import Span, Spans, check_span, check_words

ActorKind = Literal["person", "office", "government", "organisation", "country", "group", "outlet"]
StatementKind = Literal["direct", "indirect", "mixed"]
EventStatus = Literal["happened", "planned", "proposed", "moved", "called-off", "denied"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Bound = Literal["at-least", "at-most", "around", "exact"]
FigureScope = Literal["total", "each-side", "net", "gross"]
Stance = Literal["support", "oppose", "demand", "offer"]
CommitmentStatus = Literal["promised", "kept", "broken", "unknown"]
Score = Annotated[float, Field(ge=0.0, le=1.0)]


# The sections whose items have one span each; statements have several.
PLAIN_SECTIONS = (
    "mentions", "events", "dates", "places", "figures", "positions", "commitments", "open_issues", "next_steps",
)  # fmt: skip


class ReaderVersion(Frozen):
    """What read it: package version, hash of the models, codebook name and hash."""

    reader: str
    weights: str
    codebook: str


class ActorCandidate(Frozen):
    """An actor that a mention could mean, with the score that ranked it."""

    actor: str
    score: Score


class Mention(Frozen):
    """A run of text that was resolved to an actor; `actor` is the actor's id."""

    span: Span
    actor: str
    candidates: tuple[ActorCandidate, ...] = ()


class Actor(Frozen):
    """Somebody who speaks or acts. `party` is whom they speak for by their role; ids with ':' are local to the report."""

    id: str
    name: str
    kind: ActorKind
    party: str | None = None
    aliases: tuple[str, ...] = ()


class SourceRef(Frozen):
    """Whose statement it is: canonical name, actor id, and the party whose position it states."""

    name: str
    actor: str | None = None
    speaks_for: str | None = None


class Statement(Frozen):
    """What someone said, according to the report.

    `source` is None where the text names none. `via` are the carriers named for it, from the speaker outward;
    `based_on` the data or documents the speaker rests on. `said_on` is the day it was said, where the text supports
    one; `said_by` is the day by which it was said: the report's own date.
    """

    id: str
    source: SourceRef | None
    source_span: Spans
    cue: str
    cue_span: Spans
    content_span: Spans
    kind: StatementKind
    via: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    channel: str | None = None
    hedged: bool = False
    hedge_span: Span | None = None
    negated: bool = False
    addressee: str | None = None
    said_on: str | None = None
    said_by: str | None = None
    confidence: Score = 0.5


class Event(Frozen):
    """Who did what to whom. `type` is a PLOVER root type, `date` a TIMEX3 value or an interval `a/b`, `duration` ISO 8601."""

    id: str
    type: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    status: EventStatus
    duration: str | None = None
    deadline: str | None = None
    span: Span
    confidence: Score = 0.5


class Timex(Frozen):
    """A time expression: TIMEX3 value and type. `value` is None where the expression cannot be anchored.

    `alternatives` are other values that the words allow, likeliest first.
    """

    span: Span
    value: str | None
    type: TimexType
    alternatives: tuple[str, ...] = ()


class Place(Frozen):
    """A place in the text, resolved to a gazetteer entry; coordinates in degrees WGS84, `country` ISO 3166-1 alpha-2."""

    span: Span
    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    geonames: int | None = None


class Figure(Frozen):
    """A quantity as written: the value in its own unit, never converted.

    `low` and `high` bound it where the words give a range; `of` is the thing measured; `period` a TIMEX3 value.
    """

    id: str
    span: Span
    value: float
    low: float | None = None
    high: float | None = None
    bound: Bound = "exact"
    unit: str
    of: str | None = None
    scope: FigureScope | None = None
    period: str | None = None
    claimed_by: str | None = None
    via: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()


class Position(Frozen):
    """Where a party stands on an issue. `ascribed_by` names who says so, where that is not the party itself.

    `statement` is the id of the statement that carries it.
    """

    id: str
    actor: str
    issue: str
    stance: Stance
    condition: str | None = None
    ascribed_by: str | None = None
    span: Span
    statement: str | None = None
    confidence: Score = 0.5


class Commitment(Frozen):
    """A promise: what, by whom, to whom, by when, on what condition."""

    id: str
    actor: str
    what: str
    to: str | None = None
    deadline: str | None = None
    condition: str | None = None
    status: CommitmentStatus = "promised"
    span: Span
    statement: str | None = None


class OpenIssue(Frozen):
    """An issue that the report itself calls unresolved."""

    issue: str
    span: Span


class NextStep(Frozen):
    """Something that is to happen; `event` is the id of the event that it repeats, if any."""

    what: str
    who: tuple[str, ...] = ()
    date: str | None = None
    span: Span
    event: str | None = None
    confidence: Score = 0.5


Row = TypeVar("Row", bound=Frozen)


def _pointing(row: Row, name: str, known: Collection[str]) -> Row:
    """A row that points at another only if that one is there."""
    return row if getattr(row, name) in known else row.model_copy(update={name: None})


class Reading(Frozen):
    """A report and all that was read in it: the one value that crosses from reading to the record.

    Raises: SpanMismatch, if a span lies outside the text or a cue's words differ from those under its span.
    """

    reading: ReaderVersion
    report: Report
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    dates: tuple[Timex, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    positions: tuple[Position, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    open_issues: tuple[OpenIssue, ...] = ()
    next_steps: tuple[NextStep, ...] = ()

    def confident(self, thresholds: Mapping[str, float]) -> Reading:
        """The reading without rows below the threshold of their kind; what pointed at one points at nothing.

        >>> reading.confident({"events": 0.4})  # doctest: +SKIP
        """
        kept = {
            name: tuple(row for row in getattr(self, name) if row.confidence >= least) for name, least in thresholds.items()
        }
        found = self.model_copy(update=kept)
        statements, events = {s.id for s in found.statements}, {e.id for e in found.events}
        return found.model_copy(
            update={
                "positions": tuple(_pointing(p, "statement", statements) for p in found.positions),
                "commitments": tuple(_pointing(c, "statement", statements) for c in found.commitments),
                "next_steps": tuple(_pointing(s, "event", events) for s in found.next_steps),
            }
        )

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Yield every span with the name of its owner ('statement s3', 'date 2')."""
        for relay in self.report.relays:
            if relay.span is not None:
                yield f"relay {relay.by} <- {relay.of}", relay.span
        for statement in self.statements:
            for span in (*statement.source_span, *statement.cue_span, *statement.content_span):
                yield f"statement {statement.id}", span
            if statement.hedge_span is not None:
                yield f"hedge of statement {statement.id}", statement.hedge_span
        for name in PLAIN_SECTIONS:
            for number, item in enumerate(getattr(self, name)):
                yield f"{name}[{number}]", item.span

    @model_validator(mode="after")
    def _spans_hold(self) -> Self:
        text, report_id = self.report.text, self.report.id
        for owner, span in self.spans():
            check_span(span, text, owner=owner, report_id=report_id)
        for statement in self.statements:
            if len(statement.cue_span) == 1:
                check_words(
                    statement.cue_span[0], statement.cue, text, owner=f"cue of statement {statement.id}", report_id=report_id
                )
        return self
