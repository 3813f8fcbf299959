from __future__ import annotations

import sys
from pathlib import Path

import pytest

from onrecord.record.open import open_record

# The readings made by hand are a module beside this folder; pytest's importlib mode does not look there by itself.
sys.path.insert(0, str(Path(__file__).parent.parent))


@pytest.fixture
def record(tmp_path):
    with open_record(tmp_path / "record.sqlite") as opened:
        yield opened
