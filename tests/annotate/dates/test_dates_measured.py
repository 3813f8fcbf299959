"""The layer's figures on the development sets stay above their floors."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from onrecord.annotate.dates import find_dates, find_timexes

# Below what was measured when they were set (0.99 and 0.82) by the noise of sets this small.
FLOORS = {"reports": 0.92, "histories": 0.79}
pytestmark = [pytest.mark.model, pytest.mark.shared]


def load_scorer(shared: Path, name: str):
    spec = importlib.util.spec_from_file_location(name, shared / "bench" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_dates_of_the_reports_keep_their_floor(shared, parsed):
    scorer = load_scorer(shared, "score_reading")
    right = wrong = missed = 0
    for path in sorted((shared / "data/reports/gold").glob("[0-9]*.json")):
        report = json.loads((shared / "data/reports/reports" / path.name).read_text(encoding="utf-8"))
        found = find_dates(parsed(report["text"], report["published"]), None)
        gold = {section: [] for section in scorer.SECTIONS} | {"dates": json.loads(path.read_text(encoding="utf-8"))["dates"]}
        counts, _, _ = scorer.score_report(gold, {"dates": [timex.model_dump(mode="json") for timex in found]})
        right, wrong, missed = (old + counts["dates"][key] for old, key in ((right, "tp"), (wrong, "fp"), (missed, "fn")))
    assert 2 * right / (2 * right + wrong + missed) >= FLOORS["reports"]


def test_values_of_the_histories_keep_their_floor(shared, parsed):
    scorer = load_scorer(shared, "score_dates")
    gold = dict(list(scorer.load(shared / "data/dates/wikiwars_dev.jsonl").items())[:2])
    found = {}
    for key, record in gold.items():
        timexes = find_timexes(parsed(record["text"], record["dct"]))
        rows = [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in timexes]
        found[key] = {"id": key, "timexes": rows}
    assert scorer.score(gold, found)["value_f1"] >= FLOORS["histories"]
