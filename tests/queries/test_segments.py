from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.span import Span
from onrecord.queries.segments import Mark, cut_segments

TEXT = "Velmora 🙂 is ready, the minister said."


@st.composite
def marks(draw):
    start = draw(st.integers(0, len(TEXT) - 1))
    return Mark(
        Span(start, draw(st.integers(start + 1, len(TEXT)))), draw(st.sampled_from(["statements", "dates"])), str(start)
    )


@given(st.lists(marks(), max_size=8))
def test_segments_are_the_text_and_every_mark_covers_its_words(found):
    segments = cut_segments(TEXT, found)
    assert "".join(segment.text for segment in segments) == TEXT
    for mark in found:
        assert "".join(segment.text for segment in segments if mark in segment.marks) == TEXT[mark.span.start : mark.span.end]


def test_text_without_marks_is_one_segment():
    assert [segment.text for segment in cut_segments(TEXT, [])] == [TEXT]
    assert cut_segments("", []) == []
