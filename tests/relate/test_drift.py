"""What is lost or hardened between two tellings of one statement."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from onrecord.model import Figure, Span
from onrecord.relate.drift import DRIFT_KINDS, Drift, Telling, find_drift

CASES = tomllib.loads((Path(__file__).parent / "drift.toml").read_text(encoding="utf-8"))["case"]


def telling(figures=(), rests_on=(), **fields):
    made = tuple(Figure(id=f"f{n}", span=Span(0, 1), **figure) for n, figure in enumerate(figures))
    return Telling(**fields, rests_on=tuple(rests_on), figures=made)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_drift_between_two_tellings(case):
    found = find_drift(telling(**case["earlier"]), telling(**case["later"]))
    assert {one.kind for one in found} == set(case["changes"]), found


def test_every_kind_has_a_case():
    assert {kind for case in CASES for kind in case["changes"]} == set(DRIFT_KINDS)


def test_the_words_that_changed_are_given():
    before, after = telling(content="Velmora may open the sluices"), telling(content="Velmora will open the sluices")
    assert find_drift(before, after) == [Drift("hardened", "may", "will")]
