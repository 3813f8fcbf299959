"""Rows are judged as the scorer pairs them, and thresholds buy precision with coverage."""

from types import SimpleNamespace

import pytest

from evaluation.calibration import (
    KINDS,
    Judged,
    Row,
    curve_rows,
    default_rows,
    default_threshold,
    judge,
    judge_all,
    pairs_of,
)
from evaluation.reliability import picture
from onrecord.scheme.toml import load_scheme


def pairs(gold, found, score):
    return [(i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if score(g, f)]


SCORER = SimpleNamespace(
    SCORES=dict.fromkeys(KINDS, lambda g, f, **_: g["word"] == f["word"]),
    BY_PARTY={"events"},
    match=pairs,
    parties_of=lambda *_: {},
    optional=lambda _, item: item["word"] == "vague",
)
GOLD = {"events": [{"word": "met"}, {"word": "left"}, {"word": "sang", "required": False}, {"word": "vague"}]}


def found(**confidences):
    return {"events": [{"word": word, "confidence": c} for word, c in confidences.items()]}


def test_a_row_is_right_where_the_gold_has_it_and_left_out_where_it_is_optional():
    judged = judge(SCORER, "events", GOLD, found(met=0.9, danced=0.2, sang=0.8, vague=0.7))
    assert judged == Judged([Row(0.9, True), Row(0.2, False)], 2)


def test_what_was_not_annotated_is_not_judged():
    assert judge(SCORER, "positions", GOLD, {"positions": [{"word": "met"}]}) == Judged()


def test_reports_are_judged_together():
    both = judge_all([(GOLD, found(met=0.9)), (GOLD, {})], SCORER)
    assert both["events"] == Judged([Row(0.9, True)], 4)
    assert both["statements"] == Judged()


ROWS = Judged([Row(0.95, True), Row(0.9, True), Row(0.3, True), Row(0.35, False), Row(0.1, False)], 6)


@pytest.mark.parametrize(
    ("threshold", "precision", "coverage"),
    [(0.0, 0.6, 0.5), (0.2, 0.75, 0.5), (0.5, 1.0, 2 / 6), (0.99, None, 0.0)],
    ids=["all rows", "the least sure left out", "the sure ones", "none"],
)
def test_a_threshold_buys_precision_with_coverage(threshold, precision, coverage):
    assert (ROWS.precision(threshold), ROWS.coverage(threshold)) == (precision, coverage)


def test_the_error_weighs_bins_by_their_rows():
    assert [b.rows for b in ROWS.bins()] == [1, 2, 2]
    assert ROWS.error() == pytest.approx((1 * 0.1 + 2 * (0.5 - 0.325) + 2 * (1.0 - 0.925)) / 5)


def test_full_confidence_has_a_bin():
    assert [(b.confidence, b.right) for b in Judged([Row(1.0, True)], 1).bins()] == [(1.0, 1.0)]


def test_rows_without_confidence_are_shown_and_not_calibrated():
    bare = Judged([Row(None, True), Row(None, False)], 4)
    assert (bare.precision(0.9), bare.coverage(0.9), bare.error()) == (0.5, 0.25, None)
    assert curve_rows({"positions": bare}) == [("positions", "2", "-", *["-"] * 9)]


def test_what_a_default_threshold_costs_is_told(monkeypatch):
    monkeypatch.setattr("evaluation.calibration.default_threshold", lambda _: 0.5)
    assert default_rows({"events": ROWS}) == [("events", "0.50", "100.0", "33.3", "60.0", "50.0", "16.7")]


def test_every_kind_has_a_default_threshold():
    assert set(load_scheme("thresholds")) == set(KINDS)
    assert all(0 <= default_threshold(kind) <= 1 for kind in KINDS)


def test_a_report_that_was_not_read_finds_nothing(tmp_path):
    (tmp_path / "1.json").write_text("{}", encoding="utf-8")
    (tmp_path / "pairs.json").write_text("[]", encoding="utf-8")
    assert list(pairs_of(tmp_path, tmp_path / "none")) == [({}, {})]


def test_the_picture_has_a_square_a_kind_with_bins():
    pytest.importorskip("altair")
    drawn = picture({"events": ROWS.bins(), "positions": []}).to_dict()
    assert [square["title"] for square in drawn["hconcat"]] == ["events (5 rows)"]
