"""Thresholds of confidence, by kind of row."""

from __future__ import annotations

import pytest

from onrecord.model import Reading
from onrecord.scheme.thresholds import default_thresholds, thresholds

KINDS = {"statements", "events", "positions", "next_steps"}


def test_each_kind_that_is_judged_has_a_threshold():
    assert set(default_thresholds()) == KINDS
    assert all(0 <= least < 1 for least in default_thresholds().values())


def test_every_threshold_is_of_a_section_of_a_reading():
    assert set(Reading.model_fields) >= KINDS


def test_without_a_wish_the_defaults_hold():
    assert thresholds() == default_thresholds()


@pytest.mark.parametrize("least", [0.0, 0.4, 1.0])
def test_one_wish_is_for_every_kind(least):
    assert thresholds(least) == dict.fromkeys(KINDS, least)
