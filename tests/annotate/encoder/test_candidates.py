"""What an event is set beside: mentions, dates and places, nearest first."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from counted import calls
from onrecord.annotate.encoder.candidates import (
    FEATURE_SIZES,
    KINDS,
    MAX_CANDIDATES,
    Candidates,
    date_candidates,
    link_up,
    mention_candidates,
    place_candidates,
)
from onrecord.annotate.encoder.pieces import Pieces
from onrecord.annotate.encoder.syntax import read_syntax
from onrecord.model.draft import MentionDraft
from onrecord.model.reading import Timex
from onrecord.model.span import Span

PUBLISHED = "2031-05-14"


def make_pieces(n: int) -> Pieces:
    """Words of one letter, each a piece: the nth at 2n."""
    at = np.arange(n)
    return Pieces(at, np.zeros((n, 4), np.int64), at * 2, at * 2 + 1, np.zeros(n, np.int64))


def make_syntax(n: int, pieces: Pieces):
    """A sentence in which every word hangs on the first."""
    doc = Doc(spacy.blank("en").vocab, words=["a"] * n, heads=[0] * n, deps=["ROOT"] + ["dep"] * (n - 1))
    return read_syntax(doc, pieces)


def word(number: int, words: int = 1) -> Span:
    return Span(2 * number, 2 * (number + words) - 1)


def ranges(*pairs):
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def kind_of(value: str | None, kind: str = "DATE", published: str | None = PUBLISHED) -> int:
    return int(date_candidates([Timex(span=word(0), value=value, type=kind)], published, make_pieces(1)).kinds[0])


DISTINCT = [
    ("2031", "2030"), ("2031-05", "2031-06"), ("2031-W20",), ("2031-05-13",), ("2031-05-14",), ("2031-05-15",),
    ("2031-05-10/2031-05-12",), (None, "PRESENT_REF", "XXXX-05"),
]  # fmt: skip


def test_kinds_of_dates_tell_how_fine_they_are_and_how_they_lie_to_the_reports_day():
    """Before, on and after the day; a year, a month, a week, a day, an interval; what names no day."""
    kinds = [kind_of(values[0]) for values in DISTINCT]
    assert len(set(kinds)) == len(kinds)
    assert len({kind_of(value) for value in DISTINCT[-1]}) == 1
    assert all(0 <= kind < KINDS for kind in kinds)


@pytest.mark.parametrize("kind", ["DURATION", "SET"])
def test_lengths_and_sets_are_of_their_own_kinds(kind):
    assert kind_of("P3D", kind) not in {kind_of(v) for values in DISTINCT for v in values}
    assert kind_of("P3D", "DURATION") != kind_of("P3D", "SET")


def test_without_the_reports_day_no_order_is_told():
    assert len({kind_of(value, published=None) for value in ("2031-05-13", "2031-05-14", "2031-05-15")}) == 1


def test_mentions_differ_by_form_label_and_number():
    mentions = [
        MentionDraft(span=word(0), form="name", label="PERSON"),
        MentionDraft(span=word(1), form="name", label="GPE"),
        MentionDraft(span=word(2), form="description", label="GPE"),
        MentionDraft(span=word(3), form="description", label="GPE", number="plur"),
        MentionDraft(span=word(4), form="pronoun"),
    ]
    kinds = mention_candidates(mentions, make_pieces(5)).kinds.tolist()
    assert len(set(kinds)) == 5
    assert all(0 <= kind < KINDS for kind in kinds)


def test_candidates_stand_in_reading_order_and_keep_their_numbers():
    found = place_candidates([word(4), word(1, 2), Span(50, 55)], [True, False, True], make_pieces(6))
    assert found.ranges.tolist() == [[1, 3], [4, 5]]
    assert (found.numbers.tolist(), found.kinds.tolist()) == ([1, 0], [0, 1])


def test_no_spans_are_no_candidates():
    assert place_candidates([], [], make_pieces(3)).ranges.shape == (0, 2)


def plain(*pairs) -> Candidates:
    found = ranges(*pairs)
    return Candidates(found, np.zeros(len(found), np.int64), np.arange(len(found)))


def test_the_nearest_candidates_are_weighed():
    n = 3 * MAX_CANDIDATES
    pieces = make_pieces(n)
    linked = link_up(ranges((n - 1, n)), plain(*[(i, i + 1) for i in range(n - 1)]), make_syntax(n, pieces), pieces)
    assert linked.candidates.tolist() == [list(range(n - 1 - MAX_CANDIDATES, n - 1))]


def test_an_anchor_with_fewer_candidates_is_filled_with_none():
    pieces = make_pieces(4)
    linked = link_up(ranges((0, 1)), plain((2, 3)), make_syntax(4, pieces), pieces)
    assert sorted(set(linked.candidates.ravel().tolist())) == [-1, 0]


@pytest.mark.parametrize(
    ("anchors", "candidates"), [(ranges((0, 1)), plain()), (ranges(), plain((0, 1)))], ids=["none", "no-anchor"]
)
def test_nothing_to_link_is_no_harm(anchors, candidates):
    pieces = make_pieces(4)
    linked = link_up(anchors, candidates, make_syntax(4, pieces), pieces)
    assert linked.candidates.size == 0
    assert linked.features.shape == (*linked.candidates.shape, len(FEATURE_SIZES))


def test_features_stay_within_their_tables():
    n, rng = 300, np.random.default_rng(0)
    pieces = make_pieces(n)
    starts = np.sort(rng.choice(n - 5, 60, replace=False))
    spans = np.stack([starts, starts + 1 + rng.integers(0, 4, 60)], axis=1)
    candidates = Candidates(spans[1::2], rng.integers(0, KINDS, 30), np.arange(30))
    found = link_up(spans[::2], candidates, make_syntax(n, pieces), pieces).features
    assert (found >= 0).all()
    assert (found < np.array(FEATURE_SIZES)).all()


def test_cost_is_linear_in_the_anchors():
    def cost(n: int) -> int:
        pieces = make_pieces(n)
        syntax, anchors = make_syntax(n, pieces), ranges(*[(i, i + 1) for i in range(n)])
        return calls(lambda: link_up(anchors, plain(*anchors.tolist()), syntax, pieces))

    assert cost(2000) < 12 * cost(200)
