"""What every test may use, and what is left out where something is absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from onrecord.record.open import open_record

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
REQUIRE_ALL = os.environ.get("ONRECORD_REQUIRE_ALL") == "1"


def pytest_configure(config):
    """Keep what takes long to make (the index of places) from one run of the tests to the next."""
    os.environ.setdefault("ONRECORD_CACHE", str(config.cache.mkdir("onrecord")))
    # No test depends on how busy the machine is.
    settings.register_profile("onrecord", deadline=None)
    settings.load_profile("onrecord")


def pytest_collection_modifyitems(config, items):
    """Leave out tests whose data is absent, and say so; under ONRECORD_REQUIRE_ALL they run, and fail by its absence."""
    if SHARED.is_dir() or REQUIRE_ALL:
        return
    left_out = [item for item in items if item.get_closest_marker("shared")]
    for item in left_out:
        item.add_marker(pytest.mark.skip(reason=f"needs the data of {SHARED}"))
    if left_out:
        config.stash[LEFT_OUT] = len(left_out)


LEFT_OUT = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter, config):
    count = config.stash.get(LEFT_OUT, 0)
    if count:
        terminalreporter.write_line(f"left out: {count} tests that need the data of the shared folder ({SHARED})")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data, for tests marked `shared`."""
    return SHARED


RECORD = "record.sqlite"


@pytest.fixture
def path(tmp_path):
    """Where the empty record is."""
    return tmp_path / RECORD


@pytest.fixture
def record(tmp_path):
    """An empty record."""
    with open_record(tmp_path / RECORD) as opened:
        yield opened
