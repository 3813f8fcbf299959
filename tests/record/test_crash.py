"""A process that is killed while it adds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from onrecord.record.open import open_record
from onrecord.record.verify import verify
from onrecord.record.view import View

ADDING = """
import sys
sys.path.insert(0, sys.argv[2])
from made_readings import TEXT, reading, report
from onrecord.record.open import open_record
from onrecord.record.writer import Writer
writer = Writer(open_record(sys.argv[1]))
number = 0
while True:
    added = writer.add(reading(report(id=f"r{number}", text=f"{number} {TEXT}")))
    print(added.report_id, flush=True)
    number += 1
"""


def test_a_kill_in_the_middle_loses_nothing_that_was_reported(path):
    tests = str(Path(__file__).parents[1])
    process = subprocess.Popen([sys.executable, "-c", ADDING, str(path), tests], stdout=subprocess.PIPE, text=True)
    reported = [process.stdout.readline().strip() for _ in range(25)]
    process.kill()
    reported += process.stdout.read().split()
    process.stdout.close()
    process.wait()
    with open_record(path) as record:
        held = {head.report_id for head in View(record).reports()}
        assert set(reported) <= held
        assert len(held) <= len(reported) + 1  # the last one may have been stored and not yet reported
        assert list(verify(record)) == []
