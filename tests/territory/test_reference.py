"""Real maps: the figures that were published, and the country's regions."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from onrecord.territory.geojson import Findings
from onrecord.territory.regions import parse_regions
from onrecord.territory.series import denominator, monthly, range_over_conventions
from onrecord.territory.store import add, open_maps, open_table
from onrecord.territory.surface import area_km2
from onrecord.territory.table import definitions

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def root(tmp_path_factory, shared):
    folder = tmp_path_factory.mktemp("data")
    add(folder, "deepstate", shared / "data/control/deepstate")
    add(folder, "isw", shared / "data/control/isw_areas/daily_areas.json")
    return folder


def test_november_2025_by_polygons(root):
    rows = range_over_conventions(open_maps(root, "deepstate"), 2025, 11, denominator()).values()
    assert (min(row.net_km2 for row in rows), max(row.net_km2 for row in rows)) == pytest.approx((482.9, 505.8), abs=0.1)
    assert (min(row.gain_km2 for row in rows), max(row.gain_km2 for row in rows)) == pytest.approx((501.1, 523.2), abs=0.1)
    assert [row.end_share_pct for row in rows] == pytest.approx([19.17] * 3, abs=0.011)


ISW = {"isw-control-advances-claimed": (697.6, 19.53), "isw-control-advances": (575.6, 19.23)}


@pytest.mark.parametrize(("name", "expected"), ISW.items(), ids=ISW)
def test_november_2025_by_layers(root, name, expected):
    definition = definitions()[name]
    table = open_table(root, "isw").table(definition.layers)
    (row,) = monthly(table, date(2025, 11, 1), date(2025, 11, 30), definition.convention, denominator()).rows
    assert (row.net_km2, row.end_share_pct) == pytest.approx(expected, abs=0.05)


def test_the_union_of_the_regions_is_the_country(shared):
    content = (shared / "data/boundaries/ukraine_adm1.geojson").read_bytes()
    regions = parse_regions(content, Findings("adm1"))
    union = shapely.union_all([region.plane for region in regions])
    assert len(regions) == 27
    assert area_km2(union) == pytest.approx(sum(area_km2(region.plane) for region in regions), abs=0.05)
    assert area_km2(union) == pytest.approx(denominator(), rel=0.003)
