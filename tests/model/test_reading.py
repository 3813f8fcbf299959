import pytest
from pydantic import ValidationError

from onrecord.errors import SpanMismatch
from onrecord.model import Commitment, Event, NextStep, Position, Reading, Relay, Report, SourceRef, Statement
from onrecord.model.reading import ReaderVersion, Timex

TEXT = "Velmora is ready, the minister said on Monday."
VERSION = ReaderVersion(reader="test", weights="none", codebook="none")


def reading(**sections):
    relays = sections.pop("relays", ())
    return Reading(reading=VERSION, report=Report(id="r-1", text=TEXT, relays=relays), **sections)


def statement(**changes):
    values = {
        "id": "s1", "source": SourceRef(name="the minister"), "source_span": [18, 30], "cue": "said", "cue_span": [31, 35],
        "content_span": [0, 16], "kind": "indirect",
    }  # fmt: skip
    return Statement(**values | changes)


def test_reading_survives_json():
    made = reading(statements=(statement(),), dates=(Timex(span=(39, 45), value=None, type="DATE"),))
    assert Reading.model_validate_json(made.model_dump_json()) == made


def test_cue_whose_words_differ_is_named():
    with pytest.raises(SpanMismatch, match="report r-1: span 31:35 covers 'said', cue of statement s1 says 'told'"):
        reading(statements=(statement(cue="told"),))


OUTSIDE = [
    ("statement", {"statements": (statement(content_span=[0, 99]),)}, "statement s1"),
    ("hedge", {"statements": (statement(hedge_span=[50, 60]),)}, "hedge of statement s1"),
    ("event", {"events": (Event(id="e1", type="CONSULT", status="planned", span=(40, 90)),)}, r"events\[0\]"),
    ("relay", {"relays": (Relay(by="A", of="B", span=(90, 95), verb="citing", scope="report"),)}, "relay A <- B"),
]


@pytest.mark.parametrize(("sections", "owner"), [row[1:] for row in OUTSIDE], ids=[row[0] for row in OUTSIDE])
def test_span_outside_the_text_is_named(sections, owner):
    with pytest.raises(SpanMismatch, match=owner):
        reading(**sections)


def test_a_relay_from_metadata_has_no_span():
    made = reading(relays=(Relay(by="A", of="B", span=None, verb=None, scope="report"),))
    assert list(made.spans()) == []


def test_unknown_fields_and_values_are_refused():
    with pytest.raises(ValidationError):
        statement(kind="shouted")
    with pytest.raises(ValidationError):
        statement(colour="red")
    with pytest.raises(ValidationError):
        statement(confidence=1.5)


def sure(**confidences) -> Reading:
    """A statement, an event, and a position, a promise and a next step that point at them."""
    least = {"statement": 0.9, "event": 0.9, "position": 0.9, "step": 0.9} | confidences
    return reading(
        statements=(statement(confidence=least["statement"]),),
        events=(Event(id="e1", type="CONSULT", status="planned", span=(0, 7), confidence=least["event"]),),
        positions=(
            Position(
                id="p1", actor="Velmora", issue="talks", stance="support", span=(0, 16), statement="s1",
                confidence=least["position"],
            ),
        ),
        commitments=(Commitment(id="c1", actor="Velmora", what="be ready", span=(8, 16), statement="s1"),),
        next_steps=(NextStep(what="talks", span=(0, 16), event="e1", confidence=least["step"]),),
    )  # fmt: skip


LEAST = {"statements": 0.5, "events": 0.5, "positions": 0.5, "next_steps": 0.5}


def test_a_reading_of_sure_rows_stays_as_it_is():
    assert sure().confident(LEAST) == sure()
    assert sure(statement=0.5).confident(LEAST) == sure(statement=0.5)


def test_rows_below_their_threshold_go_and_the_others_stay():
    found = sure(event=0.4, position=0.49).confident(LEAST)
    assert (len(found.statements), found.events, found.positions, len(found.next_steps)) == (1, (), (), 1)


def test_what_pointed_at_a_row_that_went_points_at_nothing():
    found = sure(statement=0.1, event=0.1).confident(LEAST)
    assert [row.statement for row in (*found.positions, *found.commitments)] == [None, None]
    assert [row.event for row in found.next_steps] == [None]


def test_a_kind_without_a_threshold_is_kept_whole():
    assert sure(event=0.0, statement=0.1).confident({"statements": 0.5}).events == sure(event=0.0).events
    assert sure(event=0.0).confident({}) == sure(event=0.0)
