"""Windows over a text's pieces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.encoder.encode import CONTEXT_PIECES, WINDOW_PIECES, cut_windows


def opens(*lengths):
    marks = np.zeros(sum(lengths), dtype=bool)
    marks[np.cumsum([0, *lengths[:-1]])] = True
    return marks


@given(st.lists(st.integers(1, 700), min_size=1, max_size=30))
def test_windows_cover_every_piece_once_and_none_is_too_long(lengths):
    windows = list(cut_windows(opens(*lengths)))
    assert [w.start for w in windows] == [0, *[w.end for w in windows[:-1]]]
    assert windows[-1].end == sum(lengths)
    assert all(0 <= w.context <= w.start < w.end and w.end - w.context <= WINDOW_PIECES for w in windows)


def test_a_window_holds_whole_paragraphs():
    windows = list(cut_windows(opens(100, 100, 100, 100)))
    assert [(w.start, w.end) for w in windows] == [(0, 200), (200, 300), (300, 400)]


def test_later_windows_see_what_stands_before():
    second = list(cut_windows(opens(200, 150)))[1]
    assert second.start - second.context == CONTEXT_PIECES


@pytest.mark.parametrize("length", [WINDOW_PIECES, WINDOW_PIECES - 10])
def test_a_long_paragraph_stays_whole_at_the_cost_of_context(length):
    assert (100, 100 + length) in [(w.start, w.end) for w in cut_windows(opens(100, length))]


def test_a_paragraph_of_many_windows_is_cut_with_context():
    windows = list(cut_windows(opens(5000)))
    assert all(w.start - w.context == CONTEXT_PIECES for w in windows[1:-1])


def test_no_pieces_need_no_window():
    assert list(cut_windows(np.zeros(0, dtype=bool))) == []
