"""Boosted trees made by hand: chances that one computes on paper."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest

from onrecord.annotate.encoder import load_model
from onrecord.annotate.judge import Judge, read_judges
from onrecord.annotate.judge.trees import KINDS

NAMES = ("chance", "quoted")
FIELDS = ("feature", "threshold", "left", "right", "value")


def judge() -> Judge:
    """One tree that asks chance <= 0.5 and then quoted <= 0, and one that is a leaf alone; the root is node 0."""
    return Judge(
        names=NAMES,
        feature=np.array([[0, -1, 1, -1, -1], [-1, -1, -1, -1, -1]], dtype=np.int32),
        threshold=np.array([[0.5, 0, 0, 0, 0], [0, 0, 0, 0, 0]], dtype=np.float64),
        left=np.array([[1, 0, 3, 0, 0], [0, 0, 0, 0, 0]], dtype=np.int32),
        right=np.array([[2, 0, 4, 0, 0], [0, 0, 0, 0, 0]], dtype=np.int32),
        value=np.array([[0, -2.0, 0, 1.0, 3.0], [0.25, 0, 0, 0, 0]], dtype=np.float64),
        start=-0.5,
    )


def written(**judges: Judge) -> bytes:
    """Judges as the training writes them: 16 bits an index, 32 a number."""
    arrays = {}
    for kind, one in judges.items():
        arrays[f"{kind}.names"], arrays[f"{kind}.start"] = np.array(one.names), np.array(one.start)
        for name in FIELDS:
            values = getattr(one, name)
            arrays[f"{kind}.{name}"] = values.astype(np.int16 if values.dtype == np.int32 else np.float32)
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


ROWS = [
    pytest.param({"chance": 0.2, "quoted": 1.0}, -2.0, id="left-leaf"),
    pytest.param({"chance": 0.5, "quoted": 1.0}, -2.0, id="what-equals-the-threshold-goes-left"),
    pytest.param({"chance": 0.9, "quoted": 0.0}, 1.0, id="right-then-left"),
    pytest.param({"chance": 0.9, "quoted": 1.0}, 3.0, id="right-then-right"),
    pytest.param({"chance": 0.9}, 1.0, id="a-missing-feature-is-0"),
    pytest.param({}, -2.0, id="no-features"),
    pytest.param({"chance": 0.9, "length": 40.0}, 1.0, id="a-feature-that-no-tree-asks-for"),
]


@pytest.mark.parametrize(("row", "leaf"), ROWS)
def test_the_chance_is_the_sum_of_leaves_as_odds(row, leaf):
    [chance] = judge().chances([row])
    assert chance == pytest.approx(1 / (1 + math.exp(-(-0.5 + 0.25 + leaf))))


def test_rows_are_judged_apart():
    rows = [case.values[0] for case in ROWS]
    assert judge().chances(rows).tolist() == [judge().chances([row])[0] for row in rows]


def test_no_proposals_have_no_chances():
    assert judge().chances([]).shape == (0,)


def test_judges_that_are_written_are_read_again():
    rows = [case.values[0] for case in ROWS]
    read = read_judges(written(events=judge(), statements=judge()))
    assert sorted(read) == ["events", "statements"]
    assert read["events"].names == NAMES
    assert read["events"].chances(rows) == pytest.approx(judge().chances(rows))


def test_a_file_without_judges_has_none():
    assert read_judges(written()) == {}


@pytest.mark.model
def test_the_weights_that_come_with_onrecord_bring_a_judge_for_every_kind():
    assert set(load_model().judges) == set(KINDS)
