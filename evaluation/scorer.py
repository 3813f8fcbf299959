"""The neutral scorer of readings, loaded from the shared folder, and sums of what it counts."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

Json = dict[str, Any]
NAME = "score_reading"


def bench_of(gold: Path) -> Path:
    """The folder of scorers beside the data."""
    return next(parent / "bench" for parent in gold.resolve().parents if (parent / "bench").is_dir())


@cache
def load_scorer(bench: Path) -> ModuleType:
    """Return score_reading.py of a folder as a module. Raises: ImportError, if it is not there."""
    path = bench / f"{NAME}.py"
    spec = importlib.util.spec_from_file_location(NAME, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise ImportError(f"the scorer {path} is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_json(path: Path) -> Json:
    """The object in a JSON file."""
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


def gold_files(folder: Path) -> Iterator[Path]:
    """The gold of a folder, report by report, by name; `pairs.json` is no report's."""
    return (path for path in sorted(folder.glob("*.json")) if path.name != "pairs.json")


@dataclass(slots=True)
class Totals:
    """What the scorer counted over some reports: by section (tp, fn, fp), and of attributes how many are right (_ok) of how many (_of)."""

    reports: int = 0
    sections: dict[str, Counter[str]] = field(default_factory=dict)
    attributes: Counter[str] = field(default_factory=Counter)

    def add(self, other: Totals, times: int = 1) -> None:
        """Add what was counted elsewhere; with -1 take it away again."""
        self.reports += times * other.reports
        for name, counts in other.sections.items():
            mine = self.sections.setdefault(name, Counter())
            for key, count in counts.items():
                mine[key] += times * count
        for key, count in other.attributes.items():
            self.attributes[key] += times * count

    def section(self, name: str) -> dict[str, float]:
        """Precision, recall, F1 and how many things the gold has, as the scorer reckons them."""
        c = self.sections.get(name, Counter())
        right, wanted, found = c["tp"], c["tp"] + c["fn"], c["tp"] + c["fp"]
        p, r = right / found if found else 0.0, right / wanted if wanted else 0.0
        return {"precision": p, "recall": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "gold": wanted}

    def accuracy(self, name: str) -> float | None:
        """The share of an attribute's values that are right; None where there are none."""
        of = self.attributes[f"{name}_of"]
        return self.attributes[f"{name}_ok"] / of if of else None


def score_one(scorer: ModuleType, gold: Json, reading: Json) -> Totals:
    """Count one report."""
    sections, attributes, _ = scorer.score_report(gold, reading)
    return Totals(1, sections, attributes)


def total(parts: Iterable[Totals]) -> Totals:
    """The sum of some counts."""
    found = Totals()
    for part in parts:
        found.add(part)
    return found
