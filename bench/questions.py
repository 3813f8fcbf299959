"""How long the first page of each question takes, and what a report takes in the record, at several sizes side by side.

    python -m bench.questions --folder FOLDER [--sizes 1000 10000] [--json]

Records are made once in FOLDER, of readings that a script makes (bench/made.py), and kept. Each question is asked in a process
of its own, as a command is: seconds are of the second asking in it (the first brings modules in), memory is its highest.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.made import BEGUN, DAYS, Maker
from onrecord.queries.brief import brief
from onrecord.queries.figures import figures
from onrecord.queries.moves import moves
from onrecord.queries.next_steps import next_steps
from onrecord.queries.open_issues import open_issues
from onrecord.queries.positions import position_rows
from onrecord.queries.search import search
from onrecord.queries.silence import silence
from onrecord.queries.statements import statements
from onrecord.queries.talks import talks
from onrecord.queries.timeline import timeline
from onrecord.record.open import open_record
from onrecord.record.selection import PAGE
from onrecord.record.view import View
from onrecord.record.writer import Writer

YESTERDAY = (BEGUN + timedelta(days=DAYS - 2)).isoformat()


def _questions(view: View) -> dict[str, Callable[[], Any]]:
    """Each question by name. The party is the one that most rows have, the person one that few have."""
    made = Maker()
    party, person, word = made._parties[0], made._people[900], made._words[7]
    page: dict[str, Any] = {"limit": PAGE}
    return {
        "statements": lambda: statements(view, **page),
        "statements, latest": lambda: statements(view, backwards=True, **page),
        "statements --since yesterday": lambda: statements(view, since=YESTERDAY, **page),
        "statements --by PARTY": lambda: statements(view, by=party, **page),
        "statements --by PERSON": lambda: statements(view, by=person, **page),
        "statements --about WORD": lambda: statements(view, about=word, **page),
        "timeline": lambda: timeline(view, **page),
        "timeline --party --since": lambda: timeline(view, party=party, since=YESTERDAY, **page),
        "timeline, one type": lambda: timeline(view, type="AID", **page),
        "figures": lambda: figures(view, **page),
        "figures --unit --since": lambda: figures(view, unit="km2", since=YESTERDAY, **page),
        "positions, a list": lambda: position_rows(view, issue=None, party=None, case=None, **page),
        "positions of PARTY on an issue": lambda: position_rows(view, issue="issue-3", party=party, case=None, **page),
        "open issues": lambda: open_issues(view, **page),
        "search": lambda: search(view, word),
        "next": lambda: next_steps(view, after=YESTERDAY, **page),
        "moves of PARTY": lambda: moves(view, party=party),
        "silence": lambda: silence(view),
        "talks": lambda: talks(view),
        "brief": lambda: brief(view),
    }


def _ask(path: str, name: str) -> None:
    """Ask one question and print seconds, megabytes and rows as JSON."""
    with open_record(path, create=False, read_only=True) as record:
        question = _questions(View(record))[name]
        question()
        begun = time.perf_counter()
        question()
        took = time.perf_counter() - begun
    print(json.dumps({"seconds": took, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def make(path: Path, size: int) -> dict[str, float]:
    """Make a record of so many reports, if there is none yet, and add one more. Returns: bytes a report, seconds an add."""
    maker = Maker()
    with open_record(path) as record:
        held = len(View(record).reports())
        writer = Writer(record)
        for reading in maker.readings(size):
            if int(reading.report.id[1:]) >= held:
                writer.add(reading)
        more = [maker.reading(1_000_000 + number) for number in range(20)]
        texts = sum(len(head.encode()) for head in _texts(record))
        size_of = path.stat().st_size + Path(f"{path}-wal").stat().st_size - texts
        begun = time.perf_counter()
        for reading in more:
            writer.add(reading)
        took = (time.perf_counter() - begun) / len(more)
    return {"bytes": size_of / size, "add": took}


def _texts(record: Any) -> Any:
    from sqlalchemy import select

    from onrecord.record.schema import texts

    with record.read() as connection:
        yield from connection.execute(select(texts.c.text)).scalars()


def main() -> None:
    """Make the records and print a row a question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--slow", type=float, default=60.0, help="seconds after which a question is given up")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--ask", nargs=2)
    given = parser.parse_args()
    if given.ask:
        _ask(*given.ask)
        return
    found: dict[str, dict[int, dict[str, float] | None]] = {}
    made = {}
    for size in given.sizes:
        path = given.folder / f"made-{size}.sqlite"
        made[size] = make(path, size)
        with open_record(path) as record:
            names = list(_questions(View(record)))
        for name in names:
            found.setdefault(name, {})[size] = _in_a_process(path, name, given.folder, given.slow)
    print(json.dumps({"questions": found, "made": made}, indent=1) if given.json else _table(found, made))


def _in_a_process(path: Path, name: str, folder: Path, slow: float) -> dict[str, float] | None:
    command = [sys.executable, "-m", "bench.questions", "--folder", str(folder), "--ask", str(path), name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=slow, check=True)
    except subprocess.TimeoutExpired:
        return None
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def _table(found: dict[str, dict[int, dict[str, float] | None]], made: dict[int, dict[str, float]]) -> str:
    lines = [f"{'first page of':32}" + "".join(f"{size:>12,} reports" for size in made)]
    for name, by_size in found.items():
        cells = (
            f"{one['seconds'] * 1000:>9,.0f} ms {one['mb']:>4.0f} MB" if one else f"{'given up':>20}"
            for one in by_size.values()
        )
        lines.append(f"{name:32}" + "".join(cells))
    lines.append(f"{'adding a report that is read':32}" + "".join(f"{one['add'] * 1000:>17,.0f} ms" for one in made.values()))
    lines.append(f"{'bytes a report beside its text':32}" + "".join(f"{one['bytes']:>20,.0f}" for one in made.values()))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
