"""The neutral scorer of readings, imported from where it lies, so that training counts as right what measuring counts as right."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def load_scorer(shared: Path) -> ModuleType:
    """Import `bench/score_reading.py` of the shared folder."""
    path = shared / "bench" / "score_reading.py"
    spec = importlib.util.spec_from_file_location("score_reading", path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(f"{path} is missing: training needs the scorer of the shared folder")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
