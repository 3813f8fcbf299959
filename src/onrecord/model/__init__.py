"""The nouns of onrecord: frozen values without input or output."""

from onrecord.model.reading import (
    Actor,
    ActorCandidate,
    Commitment,
    Event,
    Figure,
    Mention,
    NextStep,
    OpenIssue,
    Place,
    Position,
    ReaderVersion,
    Reading,
    SourceRef,
    Statement,
    Timex,
)
from onrecord.model.report import Relay, Report
from onrecord.model.span import Span, Spans, cut, outer

__all__ = [
    "Actor",
    "ActorCandidate",
    "Commitment",
    "Event",
    "Figure",
    "Mention",
    "NextStep",
    "OpenIssue",
    "Place",
    "Position",
    "ReaderVersion",
    "Reading",
    "Relay",
    "Report",
    "SourceRef",
    "Span",
    "Spans",
    "Statement",
    "Timex",
    "cut",
    "outer",
]
