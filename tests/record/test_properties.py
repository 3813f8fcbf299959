"""What holds for any reading: it comes back, its spans cover its words, twice is once, order does not matter."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

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
from onrecord.record.layers import LAYERS, items_of, own_spans
from onrecord.record.open import open_record
from onrecord.record.verify import verify
from onrecord.record.view import View
from onrecord.record.writer import Writer

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


def dumped(record):
    """Everything that the record holds, without instants and the numbers of this file."""
    kept = {}
    with record.read() as connection:
        for table in connection.execute(sql("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all():
            if not table.startswith("search"):
                rows = connection.execute(sql(f"SELECT * FROM {table}")).mappings().all()  # noqa: S608
                leave = {"recorded_at", "since"} | ({"number"} if table == "versions" else set())
                kept[table] = sorted(repr({k: v for k, v in row.items() if k not in leave}) for row in rows)
    return kept


def written(found):
    record = open_record("sqlite://")
    for reading in found:
        Writer(record).add(reading)
    return record


slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@slow
@given(readings())
def test_a_reading_comes_back_and_every_span_covers_its_words(reading):
    with written([reading]) as record:
        view = View(record, confidence=0.0)
        assert view.reading(reading.report.id) == reading
        for name in LAYERS:
            rows = view.rows(name)
            expected = [cut(reading.report.text, own_spans(item)) for item in items_of(reading, name)]
            assert [row.words for row in rows] == expected
            assert len({row.id for row in rows}) == len(rows)
        assert list(verify(record)) == []


@slow
@given(st.lists(readings(), max_size=3))
def test_adding_all_again_adds_nothing(found):
    with written(found) as record:
        before = dumped(record)
        for reading in found:
            Writer(record).add(reading)
        # A superseded reading of the current text, added again, speaks again; all else is as it was.
        if len({reading.report.id for reading in found}) == len(found):
            assert dumped(record) == before
        assert {name: rows for name, rows in dumped(record).items() if name in {"texts", "names", *LAYERS}} == {
            name: rows for name, rows in before.items() if name in {"texts", "names", *LAYERS}
        }
        assert list(verify(record)) == []


@slow
@given(st.tuples(readings(("r1",)), readings(("r2",)), readings(("r3",))), st.randoms(use_true_random=False))
def test_the_order_of_adding_is_irrelevant(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    with written(found) as one, written(shuffled) as other:
        assert dumped(one) == dumped(other)
