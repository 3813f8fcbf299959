import pytest

from ingest.server import serving
from onrecord.ingest.fetch import Fetcher


@pytest.fixture
def site():
    """A local server whose paths a test fills."""
    with serving() as made:
        yield made


@pytest.fixture
def waits():
    """The seconds that a fetcher was told to wait, in order."""
    return []


@pytest.fixture
def fetcher(waits):
    """A fetcher that may ask this machine, and notes its waits in place of waiting."""
    with Fetcher(allow_private=True, sleep=waits.append) as made:
        yield made
