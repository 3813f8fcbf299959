"""An empty record for each test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from onrecord.record.open import open_record

# The readings made by hand are a module beside this folder; pytest's importlib mode does not look there by itself.
sys.path.insert(0, str(Path(__file__).parent.parent))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record.sqlite"


@pytest.fixture
def record(path):
    with open_record(path) as opened:
        yield opened
