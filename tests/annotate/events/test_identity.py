"""Whether two names in a report stand for one party, roughly."""

from __future__ import annotations

import pytest

from onrecord.annotate.events.identity import identifier
from onrecord.scheme.directory import load_directory

IDENTIFY = identifier(load_directory())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Vantar Group", "Vantar", True, id="with-group"),
        pytest.param("Vantar Group", "group", False, id="group-is-no-name"),
        pytest.param("Vantar Plc", "Fjord Plc", False, id="two-companies"),
        pytest.param("rival company", "company", True, id="description"),
    ],
)
def test_a_company_is_known_by_its_own_name(one, other, same):
    assert (IDENTIFY(one) == IDENTIFY(other)) is same
