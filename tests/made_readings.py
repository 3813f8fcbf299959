"""Readings made by hand, for tests of all that comes after reading. The states, people and outlets do not exist."""

from __future__ import annotations

from onrecord.model import (
    Actor,
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
    Relay,
    Report,
    SourceRef,
    Span,
    Statement,
    Timex,
)

READER = ReaderVersion(reader="onrecord 0.1.0", weights="rules", codebook="river 1a2b")

TEXT = (
    "Tarn and Osmark to resume talks\n\n"
    "Foreign Minister Ilse Varga said on Tuesday that Tarn would open the sluices if Osmark withdrew its guards. "
    "“We ask for nothing else,” she said, the Harbour Post reported, citing Tarn Radio.\n\n"
    "Osmark rejected the offer. The two sides will meet in Lund on 12 March.\n\n"
    "Some 40 prisoners remain in custody, and the future of the dam is unresolved."
)


def span_of(words: str, text: str = TEXT, nth: int = 0) -> Span:
    """The span of the nth occurrence of words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def report(**changes) -> Report:
    """The report of the dispute over the dam."""
    values = {
        "id": "dam-1",
        "url": "https://post.example/dam",
        "title": "Tarn and Osmark to resume talks",
        "publisher": "Harbour Post",
        "published": "2026-03-04",
        "language": "en",
        "text": TEXT,
    }
    text = changes.get("text", TEXT)
    relays = ()
    if "citing Tarn Radio" in text:
        relays = (
            Relay(by="Harbour Post", of="Tarn Radio", span=span_of("citing Tarn Radio", text), verb="citing", scope="sentence"),
        )
    return Report(**{**values, "relays": relays, **changes})


def reading(source: Report | None = None, reader: ReaderVersion = READER, **changes) -> Reading:
    """A full reading of the report: every layer has something, one statement has two spans of content."""
    source = source or report()
    text = source.text

    def at(words: str, nth: int = 0) -> Span:
        return span_of(words, text, nth)

    varga = SourceRef(name="Ilse Varga", actor="ilse-varga", speaks_for="Tarn")
    layers = {
        "actors": (
            Actor(id="ilse-varga", name="Ilse Varga", kind="person", party="Tarn", aliases=("Varga", "Élise Varga")),
            Actor(id="osmark", name="Osmark", kind="country", party="Osmark"),
        ),
        "mentions": (
            Mention(span=at("Ilse Varga"), actor="ilse-varga"),
            Mention(span=at("Osmark", 1), actor="osmark"),
            Mention(span=at("she"), actor="ilse-varga"),
        ),
        "dates": (
            Timex(span=at("Tuesday"), value="2026-03-03", type="DATE"),
            Timex(span=at("12 March"), value="2026-03-12", type="DATE", alternatives=("2025-03-12",)),
        ),
        "places": (Place(span=at("Lund"), name="Lund", lat=55.7, lon=13.2, country="SE"),),
        "figures": (Figure(id="f1", span=at("Some 40 prisoners"), value=40.0, bound="around", unit="people", of="prisoners"),),
        "statements": (
            Statement(
                id="s1",
                source=varga,
                source_span=(at("Foreign Minister Ilse Varga"),),
                cue="said",
                cue_span=(at("said"),),
                content_span=(at("Tarn would open the sluices"), at("if Osmark withdrew its guards")),
                kind="indirect",
                said_on="2026-03-03",
                said_by=source.published,
                confidence=0.9,
            ),
            Statement(
                id="s2",
                source=varga,
                source_span=(at("she"),),
                cue="said",
                cue_span=(at("said", 1),),
                content_span=(at("We ask for nothing else,"),),
                kind="direct",
                via=("Tarn Radio", "Harbour Post"),
                said_by=source.published,
                confidence=0.8,
            ),
            Statement(
                id="s3",
                source=SourceRef(name="Osmark", actor="osmark", speaks_for="Osmark"),
                source_span=(at("Osmark", 2),),
                cue="rejected",
                cue_span=(at("rejected"),),
                content_span=(at("the offer"),),
                kind="indirect",
                negated=True,
                said_by=source.published,
                confidence=0.8,
            ),
        ),
        "positions": (
            Position(
                id="p1",
                actor="Tarn",
                issue="troop-withdrawal",
                stance="demand",
                span=at("if Osmark withdrew its guards"),
                statement="s1",
                confidence=0.8,
            ),
            Position(
                id="p2",
                actor="Osmark",
                issue="deal",
                stance="oppose",
                ascribed_by="Harbour Post",
                span=at("rejected the offer"),
                statement="s3",
                confidence=0.8,
            ),
        ),
        "events": (
            Event(
                id="e1",
                type="CONSULT",
                status="planned",
                actors=("Tarn", "Osmark"),
                date="2026-03-12",
                place="Lund",
                span=at("The two sides will meet in Lund on 12 March"),
                confidence=0.8,
            ),
        ),
        "next_steps": (
            NextStep(
                what="meeting in Lund",
                who=("Tarn", "Osmark"),
                date="2026-03-12",
                span=at("The two sides will meet in Lund on 12 March"),
                event="e1",
                confidence=0.8,
            ),
        ),
        "commitments": (
            Commitment(id="c1", actor="Tarn", what="open the sluices", span=at("open the sluices"), statement="s1"),
        ),
        "open_issues": (OpenIssue(issue="other:dam", span=at("the future of the dam is unresolved")),),
    }
    return Reading(reading=reader, report=source, **{**layers, **changes})


def bare(report_id: str, text: str = "Nothing was said.", reader: ReaderVersion = READER, **metadata) -> Reading:
    """A reading in which nothing was found."""
    return Reading(reading=reader, report=Report(id=report_id, text=text, **metadata))
