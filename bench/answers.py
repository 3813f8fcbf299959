"""Record what every question answers on the samples, so that two versions of the code can be compared.

    python -m bench.answers before.json          # in one version
    python -m bench.answers after.json           # in the other
    python -m bench.answers --compare before.json after.json

The record is made as `samples/demo.sh` makes it and asked three times: as it was read, after a fixed list of decisions, and
after two of them are undone. Ids of decisions and instants, which no two runs share, are numbered in their order.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

SAMPLES = Path(__file__).parent.parent / "samples"
CLOCKS = ((), ("--known-on", "{day}"), ("--confidence", "0"))
QUESTIONS = (
    ("brief",), ("statements",), ("timeline",), ("next",), ("figures",), ("figures", "--groups"), ("places",), ("positions",),
    ("positions", "--list"), ("moves",), ("silence",), ("offers",), ("talks",), ("commitments",), ("same",), ("drift",),
    ("check", "--all"), ("review",), ("decisions",), ("actors",), ("search", "bridge"),
)  # fmt: skip
# Options are taken from what the first answers hold, so that they always meet something.
NARROWED = (
    ("statements", "--by", "{party}"), ("statements", "--by", "{person}"), ("statements", "--via", "{outlet}"),
    ("statements", "--about", "{issue}"), ("statements", "--about", "{party}"), ("statements", "--about", "bridge"),
    ("statements", "--since", "{day}"), ("statements", "--until", "{day}"), ("timeline", "--party", "{party}"),
    ("timeline", "--since", "{day}"), ("next", "--party", "{party}"), ("next", "--after", "{day}"),
    ("figures", "--unit", "people"), ("figures", "--of", "prisoners"), ("figures", "--by", "{party}"),
    ("figures", "--since", "{day}"), ("positions", "--party", "{party}"), ("positions", "--issue", "{issue}"),
    ("positions", "--at", "{day}"), ("moves", "--party", "{party}"), ("moves", "--since", "{day}"),
    ("silence", "--since", "{day}"), ("talks", "--party", "{party}"), ("commitments", "--party", "{party}"),
    ("offers", "--party", "{party}"), ("relations", "{party}"), ("relations", "{party}", "{other}"),
    ("places", "--country", "PL"), ("brief", "--at", "{day}"), ("chain", "{report}"), ("show", "{report}"),
    ("versions", "{report}"),
)  # fmt: skip
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)?")


class Asker:
    """Asks one record through the command line."""

    def __init__(self) -> None:
        from onrecord.cli.app import app

        self.app, self.runner = app, CliRunner()
        self.group: Any = get_command(app)

    def ask(self, *words: str, plain: bool = False) -> Any:
        """Run a command. Returns: its JSON, or what it said where it refused."""
        given = [*words] if plain else [*words, *self._all(words), "--json"]
        found = self.runner.invoke(self.app, given)
        try:
            return json.loads(found.stdout)
        except json.JSONDecodeError:
            return {"exit": found.exit_code, "said": str(found.exception or found.output)}

    def _all(self, words: tuple[str, ...]) -> list[str]:
        """The option that leaves out no row, where the command has one."""
        self.group.load(words[0])
        names = {name for parameter in self.group.commands[words[0]].params for name in parameter.opts}
        return ["--limit", "0"] if "--limit" in names and words[0] != "search" else []


def _facts(asker: Asker) -> dict[str, str]:
    """What the options of narrowed questions are filled with: taken from the answers, the most frequent first."""
    matrix, said = asker.ask("positions"), asker.ask("statements")
    people = [row["source"] for row in said if row["source"] and row["source"] != row["speaks_for"]]
    outlets = sorted({name for row in said for name in row["via"]})
    return {
        "party": matrix["parties"][0], "other": matrix["parties"][1], "issue": matrix["issues"][0], "person": people[0],
        "outlet": outlets[0] if outlets else said[0]["publisher"], "report": said[0]["report"],
        "day": sorted(row["published"] for row in said)[len(said) // 2],
    }  # fmt: skip


def _answers(asker: Asker, facts: dict[str, str]) -> Iterator[tuple[str, Any]]:
    question: tuple[str, ...]
    for question in QUESTIONS:
        for clock in CLOCKS:
            if not (clock and question[0] in {"brief", "decisions", "actors", "same", "review", "drift"}):
                words = [part.format(**facts) for part in (*question, *clock)]
                yield " ".join(words), asker.ask(*words)
    for question in NARROWED:
        words = [part.format(**facts) for part in question]
        yield " ".join(words), asker.ask(*words)


def _decide(asker: Asker, facts: dict[str, str]) -> list[str]:
    """Decide a little of every kind. Returns: the ids of the decisions."""
    said, events, figures = (asker.ask(one) for one in ("statements", "timeline", "figures"))
    positions, steps = asker.ask("positions", "--list"), asker.ask("next")
    own = next(cell["own"][0]["id"] for cell in positions["cells"] if cell["own"])
    commands = (
        ("reject", said[0]["id"]),
        ("correct", said[3]["id"], "--said-on", "2026-03-02"),
        ("correct", events[1]["id"], "--date", "2026-03-20"),
        ("reject", figures[0]["id"]),
        ("correct", figures[2]["id"], "--value", "41"),
        ("correct", own, "--stance", "oppose"),
        ("correct", steps[0]["id"], "--date", "2026-04-02"),
        ("accept", said[5]["id"]),
        ("actors", "rename", facts["person"], "Somebody Else"),
        ("actors", "party", "Somebody Else", facts["other"]),
        ("actors", "merge", facts["outlet"], said[-1]["publisher"]),
    )
    return [done["id"] for command in commands if "id" in (done := asker.ask(*command, "--by", "Ada"))]


def record_answers() -> dict[str, Any]:
    """Ask everything of a new record of the samples."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ONRECORD_DB"] = str(Path(folder) / "record.sqlite")
        asker = Asker()
        files = ["--actors", str(SAMPLES / "actors.toml"), "--codebook", str(SAMPLES / "codebook.toml")]
        asker.ask("case", "new", "sarn", *files, plain=True)
        asker.ask("add", str(SAMPLES / "reports"), "--case", "sarn")
        facts = _facts(asker)
        found = {f"read: {name}": answer for name, answer in _answers(asker, facts)}
        decided = _decide(asker, facts)
        found |= {f"decided {len(decided)}: {name}": answer for name, answer in _answers(asker, facts)}
        for one in decided[::5]:
            asker.ask("undo", one, "--by", "Ada")
        found |= {f"undone: {name}": answer for name, answer in _answers(asker, facts)}
        log = [row["id"] for row in asker.ask("decisions")]
    return _numbered(found, log)


def _numbered(found: dict[str, Any], log: list[str]) -> dict[str, Any]:
    text = json.dumps(found, ensure_ascii=False)
    for number, one in enumerate(log):
        text = text.replace(one, f"decision-{number}").replace(one[:8], f"decision-{number}")
    known: dict[str, Any] = json.loads(INSTANT.sub("INSTANT", text))
    return known


def differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Name the questions whose answers differ, and where they first do."""
    for name in sorted({*before, *after}):
        if name not in before or name not in after:
            yield f"{name}: only in the {'second' if name in after else 'first'}"
        elif before[name] != after[name]:
            yield f"{name}: {_first(before[name], after[name], '')}"


def _first(one: Any, other: Any, path: str) -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            if one.get(key) != other.get(key):
                return _first(one.get(key), other.get(key), f"{path}.{key}")
    if isinstance(one, list) and isinstance(other, list):
        for number, (left, right) in enumerate(zip(one, other, strict=False)):
            if left != right:
                return _first(left, right, f"{path}[{number}]")
        return f"{path}: {len(one)} rows, then {len(other)}"
    return f"{path}: {str(one)[:100]} != {str(other)[:100]}"


def main() -> int:
    """Record, or compare two records."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--compare", action="store_true")
    given = parser.parse_args()
    if not given.compare:
        found = record_answers()
        given.files[0].write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
        print(f"{len(found)} answers in {given.files[0]}")
        return 0
    before, after = (json.loads(file.read_text(encoding="utf-8")) for file in given.files[:2])
    differing = list(differences(before, after))
    print("\n".join(differing) or "the same answers", f"\n{len(differing)} of {len(before)} answers differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
