"""Floors on the given real reports: one statement in two reports, by the scorer that measures it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "evaluation" / "run.py"


@pytest.mark.model
@pytest.mark.shared
def test_statements_of_the_given_reports_meet(shared, tmp_path):
    out = tmp_path / "clusters.jsonl"
    subprocess.run([sys.executable, RUN, "same-statement", shared / "data/reports/reports", out], check=True)
    scorer = [sys.executable, shared / "bench/score_same.py", shared / "data/reports/gold", out, "--json"]
    figures = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    assert figures["forbidden"] == 0
    assert figures["recall"] >= 0.7
    assert figures["precision"] >= 0.7
    # Fifteen statements are joined (recall 0.77 where it was 0.71); the speaker of one of them is read wrongly.
    assert figures["own_speaker"] >= 0.9
