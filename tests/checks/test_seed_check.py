"""The figures of the example that every reader of the project knows, against the maps as a user adds them."""

from __future__ import annotations

import pytest

from onrecord.checks.ground import grounds
from onrecord.checks.run import check
from onrecord.checks.territory import territory_rule
from onrecord.territory.store import Terms, add

pytestmark = pytest.mark.shared
AFP = {"claimed_by": "AFP", "based_on": ("ISW",)}


@pytest.fixture(scope="module")
def root(shared, tmp_path_factory):
    root = tmp_path_factory.mktemp("maps")
    control = shared / "data" / "control"
    add(root, "deepstate", control / "deepstate", Terms(origin="DeepState"))
    add(root, "isw", control / "isw_areas" / "daily_areas.json")
    return root


def test_ground_taken_in_november_and_held_in_december(subject, root, shared):
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    figures = (
        ("701 sq km", 701, "km2", {"bound": "around", "of": "Ukrainian territory", "period": "2025-11", **AFP}),
        ("19.3%", 19.3, "percent", {"of": "country", "period": "PRESENT_REF", **AFP}),
    )
    found = check(subject(text, figures, published="2025-12-04"), territory_rule(grounds(root)))
    table = {(one.words, one.recipe.data): one for one in found}
    assert {key: one.verdict for key, one in table.items()} == {
        ("701 sq km", "isw"): "agrees",
        ("701 sq km", "deepstate"): "differs by definition",
        ("19.3%", "isw"): "agrees",
        ("19.3%", "deepstate"): "differs by definition",
    }
    assert table["701 sq km", "isw"].numbers[0].low == pytest.approx(697.6, abs=0.1)
    net, gain = table["701 sq km", "deepstate"].numbers
    assert (round(net.low), round(net.high), round(gain.low), round(gain.high)) == (483, 506, 501, 523)
    held = table["19.3%", "isw"].numbers[0]
    assert (round(held.low, 2), round(held.high, 2)) == (19.23, 19.53)
    assert round(table["19.3%", "deepstate"].numbers[0].low, 2) == 19.17
    assert "603,628 km2, Ukraine's official area" in table["19.3%", "isw"].says
