import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from onrecord.errors import SpanMismatch
from onrecord.model.span import Span, Spans, check_span, check_words, cut, outer

OFFSETS = st.integers(0, 50)
SPAN = st.tuples(OFFSETS, st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
ADAPTER: TypeAdapter[tuple[Span, ...]] = TypeAdapter(Spans)


@given(st.lists(SPAN, max_size=4))
def test_spans_survive_json(spans):
    assert ADAPTER.validate_json(ADAPTER.dump_json(tuple(spans))) == tuple(spans)


def test_a_single_span_is_a_bare_pair_in_json():
    assert ADAPTER.dump_python(ADAPTER.validate_python([3, 9])) == [3, 9]
    assert ADAPTER.dump_python(ADAPTER.validate_python([[3, 9], [12, 15]])) == [[3, 9], [12, 15]]
    assert ADAPTER.dump_python(ADAPTER.validate_python(None)) is None


@given(SPAN, SPAN)
def test_overlap_is_a_shared_character(a, b):
    shared = set(range(*a)) & set(range(*b))
    assert a.overlaps(b) == b.overlaps(a) == bool(shared)
    assert a.covers(b) == (shared == set(range(*b)))


@given(st.lists(SPAN, min_size=1, max_size=4))
def test_outer_covers_all(spans):
    assert all(outer(spans).covers(span) for span in spans)


def test_cut_marks_a_gap():
    assert cut("the minister said no", [Span(4, 12), Span(18, 20)]) == "minister ... no"


@pytest.mark.parametrize("span", [Span(-1, 2), Span(2, 2), Span(3, 2), Span(0, 7)])
def test_span_outside_the_text_names_report_and_owner(span):
    with pytest.raises(SpanMismatch, match=r"report r-1: span .* of statement s1") as caught:
        check_span(span, "an emu", owner="statement s1", report_id="r-1")
    assert caught.value.report_id == "r-1"


def test_words_that_differ_are_both_shown():
    with pytest.raises(SpanMismatch, match="report r-1: span 0:2 covers 'an', statement s1 says 'the'"):
        check_words(Span(0, 2), "the", "an emu", owner="statement s1", report_id="r-1")


def test_offsets_are_code_points():
    text = "🙂 said Ann"
    check_words(Span(2, 6), "said", text, owner="cue", report_id=None)
