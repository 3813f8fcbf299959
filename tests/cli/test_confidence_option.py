"""`--confidence`: how sure the reader must be of what is shown."""

from __future__ import annotations

import json

import pytest

from made_readings import reading
from onrecord.record.open import open_record
from onrecord.record.writer import Writer

# The command, and what of its JSON has the rows; None: all of it.
ASKED = [("statements", None), ("positions", "cells"), ("timeline", None), ("next", None)]


@pytest.fixture
def kept(onrecord, tmp_path):
    """A record in which the reader was sure of 0.8, and of one statement of 0.9."""
    (tmp_path / "home").mkdir(exist_ok=True)
    with open_record(tmp_path / "home" / "record.sqlite") as record:
        Writer(record).add(reading())
    return onrecord


@pytest.mark.parametrize(("command", "rows"), ASKED)
def test_only_what_is_sure_enough_is_shown(kept, command, rows):
    answers = [json.loads(kept(command, "--confidence", least, "--json")[1]) for least in ("0", "0.8", "0.95")]
    counts = [len(answer if rows is None else answer[rows]) for answer in answers]
    assert counts[0] == counts[1] > counts[2] == 0


def test_the_queue_has_no_such_bound(kept):
    rows = json.loads(kept("review", "--json")[1])
    assert {row["layer"] for row in rows} >= {"statements", "events", "positions", "next_steps"}


@pytest.mark.parametrize("value", ["1.5", "-0.1", "sure"])
def test_a_confidence_that_is_none_is_named_with_its_option(kept, value):
    status, _, err = kept("statements", "--confidence", value)
    assert (status, "--confidence" in err, "Traceback" in err) == (2, True, False)


@pytest.mark.model
def test_read_prints_what_is_sure_enough(onrecord, report):
    path = report("a.json", text="Velmora will attend the talks, its envoy said on Monday.")
    all_, none = (json.loads(onrecord("read", path, "--confidence", least, "--json")[1]) for least in ("0", "1"))
    assert [row["cue"] for row in all_["statements"]] == ["said"]
    assert [none[name] for name in ("statements", "events", "positions", "next_steps")] == [[]] * 4
