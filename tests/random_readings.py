"""Readings at random, for properties: any text, any spans, names that casefold in strange ways."""

from __future__ import annotations

from hypothesis import strategies as st

from made_readings import READER
from onrecord.model import (
    Actor,
    ActorCandidate,
    Event,
    Figure,
    Mention,
    NextStep,
    OpenIssue,
    Place,
    Position,
    Reading,
    Relay,
    Report,
    SourceRef,
    Span,
    Statement,
    Timex,
    cut,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
NAMES = st.sampled_from(["Ilse Varga", "Tarn", "ÉLISE", "a guard: unnamed", "r1:12", "İstanbul", " "])
MAYBE = st.none() | NAMES
UNIT = st.floats(0, 1, allow_nan=False)


@st.composite
def readings(draw, report_ids=("r1", "r2", "r3")):
    text = draw(WORDS)
    starts = st.integers(0, len(text) - 1)
    span = starts.flatmap(lambda start: st.integers(start + 1, len(text)).map(lambda end: Span(start, end)))
    spans = st.lists(span, min_size=1, max_size=3).map(tuple)
    some = {"max_size": 3}
    statements = tuple(
        Statement(
            id=f"s{number}",
            source=draw(st.none() | st.builds(SourceRef, name=NAMES, actor=MAYBE, speaks_for=MAYBE)),
            source_span=draw(st.just(()) | spans),
            cue=cut(text, cue) if draw(st.booleans()) or len(cue) == 1 else "said so",
            cue_span=cue,
            content_span=draw(spans),
            kind=draw(st.sampled_from(["direct", "indirect", "mixed"])),
            via=tuple(draw(st.lists(NAMES, **some))),
            hedged=draw(st.booleans()),
            hedge_span=draw(st.none() | span),
            addressee=draw(MAYBE),
            confidence=draw(UNIT),
        )
        for number, cue in enumerate(draw(st.lists(spans, **some)))
    )
    events = tuple(
        Event(
            id=f"e{number}",
            type="CONSULT",
            status="planned",
            actors=tuple(draw(st.lists(NAMES, **some))),
            date=draw(MAYBE),
            span=one,
            confidence=draw(UNIT),
        )
        for number, one in enumerate(draw(st.lists(span, **some)))
    )
    of_statement = st.none() | st.sampled_from([one.id for one in statements] or [None])
    of_event = st.none() | st.sampled_from([one.id for one in events] or [None])
    layer = {
        "positions": st.builds(
            Position,
            id=NAMES,
            actor=NAMES,
            issue=NAMES,
            stance=st.just("demand"),
            ascribed_by=MAYBE,
            span=span,
            statement=of_statement,
        ),
        "next_steps": st.builds(NextStep, what=NAMES, who=st.lists(NAMES, **some).map(tuple), span=span, event=of_event),
        "dates": st.builds(
            Timex, span=span, value=MAYBE, type=st.just("DATE"), alternatives=st.lists(NAMES, **some).map(tuple)
        ),
        "places": st.builds(Place, span=span, name=NAMES, lat=st.none() | UNIT),
        "figures": st.builds(Figure, id=NAMES, span=span, value=st.floats(allow_nan=False, allow_infinity=False), unit=NAMES),
        "open_issues": st.builds(OpenIssue, issue=NAMES, span=span),
        "mentions": st.builds(
            Mention,
            span=span,
            actor=NAMES,
            candidates=st.lists(st.builds(ActorCandidate, actor=NAMES, score=UNIT), **some).map(tuple),
        ),
        "actors": st.builds(Actor, id=NAMES, name=NAMES, kind=st.just("person"), aliases=st.lists(NAMES, **some).map(tuple)),
    }
    relay = st.builds(Relay, by=NAMES, of=NAMES, span=st.none() | span, verb=MAYBE, scope=st.just("report"))
    report = Report(
        id=draw(st.sampled_from(report_ids)),
        title=draw(MAYBE),
        published=draw(st.sampled_from([None, "2026-03-04", "2026-03-05"])),
        text=text,
        relays=tuple(draw(st.lists(relay, **some))),
    )
    found = {name: tuple(draw(st.lists(strategy, **some))) for name, strategy in layer.items()}
    return Reading(reading=READER, report=report, statements=statements, events=events, **found)
