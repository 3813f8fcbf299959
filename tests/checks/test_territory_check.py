"""Claims of ground, by the words for them and against maps and tables of an invented front between Osmark and Tarn."""

from __future__ import annotations

import copy
import json

import pytest

from onrecord.checks import claims, ground, territory
from onrecord.checks.claims import find_claims
from onrecord.checks.ground import grounds
from onrecord.checks.run import check
from onrecord.checks.territory import territory_rule
from onrecord.scheme.toml import load_scheme
from onrecord.territory.store import Terms, add

# A strip of a tenth of a degree by one degree at the equator, on the ellipsoid.
STRIP_KM2 = 1230.88
LAYERS = ("ukraine_control_map", "russian_advances", "russian_claimed")


@pytest.fixture(autouse=True)
def theatre(monkeypatch):
    """The scheme with another theatre: Osmark takes ground of Tarn, and the Lund Institute counts it."""
    scheme = copy.deepcopy(load_scheme("claims"))
    scheme["theatre"] = {"of": ["Tarn", "Tarnish"], "holder": ["Osmark", "Osmark's"], "box": [-5.0, -5.0, 5.0, 5.0]}
    for entry in (*scheme["claimants"], *scheme["sources"].values()):
        for key in ("by", "on", "named"):
            entry[key] = [
                name.replace("DeepState", "Lund Institute").replace("deepstate", "lund institute")
                for name in entry.get(key, [])
            ]
    for module in (claims, ground, territory):
        monkeypatch.setattr(module, "load_scheme", lambda name: scheme if name == "claims" else load_scheme(name))


def write_maps(folder, edges):
    folder.mkdir()
    for day, east in edges.items():
        corners = [[0, 0], [east, 0], [east, 1], [0, 1], [0, 0]]
        feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [corners]}}
        document = {"type": "FeatureCollection", "features": [feature]}
        (folder / f"front_{day}.geojson").write_text(json.dumps(document), encoding="utf-8")


@pytest.fixture
def root(tmp_path):
    """Maps of May 2031 by the Lund Institute, and a table of three layers that gained 10, 20 and 40 km2 in that month."""
    root = tmp_path / "home"
    write_maps(
        tmp_path / "maps",
        {"20310430": 1.0, "20310501": 1.0, "20310502": 1.0, "20310531": 1.1, "20310601": 1.1, "20310602": 1.2},
    )
    add(root, "front", tmp_path / "maps", Terms(licence="CC0", origin="Lund Institute"))
    areas = [
        {"date": day, "layerType": layer, "areaKm2": start + (gain if day > "2031-05-15" else 0)}
        for layer, start, gain in zip(LAYERS, (50_000, 500, 300), (10, 20, 40), strict=True)
        for day in ("2031-04-30", "2031-05-01", "2031-05-02", "2031-05-31", "2031-06-01", "2031-06-02")
    ]
    (tmp_path / "areas.json").write_text(json.dumps(areas), encoding="utf-8")
    add(root, "layers", tmp_path / "areas.json")
    return root


def of(words, value, unit, **more):
    return (words, value, unit, more)


MAY = {"period": "2031-05"}
AFP = {"claimed_by": "AFP", "based_on": ("ISW",)}
KINDS = {
    "taken": ("Osmark's forces seized 70 km2 of Tarn in May.", of("70 km2", 70, "km2", **MAY), "gained"),
    "taken, said of it": ("Some 70 km2 of Tarn were seized by Osmark in May.", of("70 km2", 70, "km2", **MAY), "gained"),
    "lost": ("Tarn lost 70 km2 to Osmark in May.", of("70 km2", 70, "km2", **MAY), "lost"),
    "taken back": ("Tarn's army liberated 70 km2 from Osmark in May.", of("70 km2", 70, "km2", **MAY), "retaken"),
    "a share that was seized": ("Osmark has seized a fifth of Tarn.", of("a fifth", 20, "percent", of="Tarn"), "held"),
    "held": ("Osmark controls 9% of Tarn.", of("9%", 9, "percent", of="Tarn"), "held"),
    "occupied, how it stands": ("Osmark has occupied 50,000 km2 of Tarn.", of("50,000 km2", 50_000, "km2", of="Tarn"), "held"),
    "occupied, in a period": ("Osmark occupied 70 km2 of Tarn in May.", of("70 km2", 70, "km2", of="Tarn", **MAY), "gained"),
    "the other way": ("Tarn's army seized 70 km2 of Osmark in May.", of("70 km2", 70, "km2", of="Osmark", **MAY), None),
    "by the other side": ("Tarn's army took 70 km2 in May, and Osmark none.", of("70 km2", 70, "km2", **MAY), None),
    "a share of something else": ("Osmark controls 9% of the ports of Tarn.", of("9%", 9, "percent", of="ports of Tarn"), None),
    "a distance": ("Osmark's forces advanced 7 km in Tarn in May.", of("7 km", 7, "km", **MAY), None),
    "no word for it": ("The park of Tarn, far from Osmark, has 70 km2.", of("70 km2", 70, "km2", of="park"), None),
    "another war": ("Norland seized 70 km2 of Sund in May.", of("70 km2", 70, "km2", **MAY), None),
}


@pytest.mark.parametrize(("text", "figure", "kind"), KINDS.values(), ids=KINDS)
def test_words_make_a_figure_a_claim(subject, text, figure, kind):
    found = [claim.kind for claim in find_claims(subject(text, [figure], published="2031-06-03"))]
    assert found == ([kind] if kind else [])


def test_a_claim_in_two_units_is_one(subject):
    text = "Osmark's forces seized 70 km2 (27 square miles) of Tarn in May."
    figures = [of("70 km2", 70, "km2", **MAY), of("27 square miles", 27, "mi2", **MAY)]
    assert [claim.kept.item.unit for claim in find_claims(subject(text, figures, published="2031-06-03"))] == ["km2"]


def findings(subject, root, text, *figures, published="2031-06-03"):
    return {
        finding.recipe.data: finding
        for finding in check(subject(text, figures, published=published), territory_rule(grounds(root)))
    }


SEIZED = "Osmark's forces seized 70 km2 of Tarn in May."
VERDICTS = {
    "the claimant's own sum": (70, AFP, {"layers": "agrees", "front": "differs by definition"}),
    "within what its figures have been off by": (73, AFP, {"layers": "agrees", "front": "differs by definition"}),
    "the claimant's source by another sum": (30, AFP, {"layers": "differs by definition", "front": "differs by definition"}),
    "none of its source's sums": (400, AFP, {"layers": "differs", "front": "differs by definition"}),
    "another claimant of that source": (30, {"claimed_by": "ISW"}, {"layers": "agrees", "front": "differs by definition"}),
    "by its own days": (2461.8, {"claimed_by": "Lund Institute"}, {"layers": "differs by definition", "front": "agrees"}),
    "by other days than its own": (
        1230.9,
        {"claimed_by": "Lund Institute"},
        {"layers": "differs by definition", "front": "differs by definition"},
    ),
    "an unknown claimant with some sum": (30, {}, {"layers": "agrees", "front": "differs by definition"}),
    "an unknown claimant with none": (400, {}, {"layers": "differs", "front": "differs"}),
}


@pytest.mark.parametrize(("value", "claimant", "verdicts"), VERDICTS.values(), ids=VERDICTS)
def test_a_claimant_is_held_to_what_its_figures_mean(subject, root, value, claimant, verdicts):
    text = SEIZED.replace("70 km2", f"{value} km2")
    found = findings(subject, root, text, of(f"{value} km2", value, "km2", **MAY, **claimant))
    assert {name: finding.verdict for name, finding in found.items()} == verdicts


def test_a_finding_gives_the_range_over_days_and_where_it_comes_from(subject, root):
    front = findings(subject, root, SEIZED, of("70 km2", 70, "km2", **MAY, **AFP))["front"]
    assert [(n.name, round(n.low, 1), round(n.high, 1)) for n in front.numbers] == [
        ("net", pytest.approx(STRIP_KM2, abs=0.1), pytest.approx(2 * STRIP_KM2, abs=0.1)),
        ("gain", pytest.approx(STRIP_KM2, abs=0.1), pytest.approx(2 * STRIP_KM2, abs=0.1)),
    ]
    assert (front.recipe.licence, front.recipe.origin) == ("CC0", "Lund Institute")
    assert "second-to-second (2031-05-02 to 2031-06-02)" in front.recipe.method
    layers = findings(subject, root, SEIZED, of("70 km2", 70, "km2", **MAY, **AFP))["layers"]
    assert layers.numbers[0].words() == "net 70 km2"
    assert "end-to-end (2031-04-30 to 2031-05-31)" in layers.recipe.method


def test_the_version_is_that_of_the_maps_that_were_used(subject, root, tmp_path):
    figure = of("70 km2", 70, "km2", **MAY, **AFP)
    before = findings(subject, root, SEIZED, figure)["front"].recipe.version
    write_maps(tmp_path / "more", {"20310610": 1.3})
    add(root, "front", tmp_path / "more")
    assert findings(subject, root, SEIZED, figure)["front"].recipe.version == before
    write_maps(tmp_path / "other", {"20310601": 1.15})
    add(root, "front", tmp_path / "other")
    assert findings(subject, root, SEIZED, figure)["front"].recipe.version != before


def test_a_share_names_its_denominator_and_the_days_it_may_be_of(subject, root):
    text = "Osmark's forces seized 70 km2 of Tarn in May, and now control 8.4% of the country."
    figures = (of("70 km2", 70, "km2", **MAY, **AFP), of("8.4%", 8.4, "percent", of="country", period="PRESENT_REF", **AFP))
    found = check(subject(text, figures, published="2031-06-03"), territory_rule(grounds(root)))
    share = {finding.recipe.data: finding for finding in found if finding.words == "8.4%"}
    assert share["layers"].verdict == "agrees"
    assert share["layers"].says == "layers has held 8.37 to 8.43 percent of 603,628 km2, Ukraine's official area"
    assert share["layers"].recipe.formula == "100 × area / 603,628 km2"
    assert "2031-05-31 and 2031-06-02" in share["layers"].recipe.method
    assert share["front"].verdict == "differs by definition"


UNTOLD = {
    "no period": ("Osmark's forces seized 70 km2 of Tarn.", of("70 km2", 70, "km2"), "no period"),
    "half the period": (
        "Osmark's forces seized 70 km2 of Tarn in the second quarter.",
        of("70 km2", 70, "km2", period="2031-Q2"),
        "about 2031-04-01 to 2031-06-03; front runs from 2031-04-30 to 2031-06-02",
    ),
    "a part of the country": (
        "Osmark's forces seized 70 km2 of the Lund region of Tarn in May.",
        of("70 km2", 70, "km2", of="Lund region", **MAY),
        "part of the country",
    ),
    "stale maps": (
        "Osmark controls 9% of Tarn.",
        of("9%", 9, "percent", of="Tarn"),
        "front runs from 2031-04-30 to 2031-06-02",
    ),
}


@pytest.mark.parametrize("case", UNTOLD, ids=str)
def test_what_the_data_cannot_tell_is_named(subject, root, case):
    text, figure, why = UNTOLD[case]
    published = "2031-07-01" if case == "stale maps" else "2031-06-03"
    found = findings(subject, root, text, figure, published=published)["front"]
    assert (found.verdict, found.numbers) == ("cannot tell", ())
    assert why in found.says


@pytest.fixture
def regions(root, tmp_path):
    """Two oblasts: Lund, the half that is held throughout, and Port Lin, where the front moves."""
    boxes = {"Lund Oblast": (0, 1.0), "Port Lin Oblast": (1.0, 2.0)}
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [[[w, 0], [e, 0], [e, 1], [w, 1], [w, 0]]]},
        }
        for name, (w, e) in boxes.items()
    ]
    path = tmp_path / "oblasts.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    add(root, "oblasts", path, Terms(kind="boundaries"))


REGIONS = {
    "a share of a region": (
        "Osmark controls 20% of the eastern Port Lin region of Tarn.",
        "20%",
        "percent",
        "Port Lin region of Tarn",
        "agrees",
    ),
    "a wrong share of a region": (
        "Osmark controls 60% of the Port Lin region of Tarn.",
        "60%",
        "percent",
        "Port Lin region",
        "differs",
    ),
    "ground taken in a region": (
        "Osmark seized 1,231 km2 in Port Lin Oblast of Tarn in May.",
        "1,231 km2",
        "km2",
        None,
        "agrees",
    ),
    "ground taken in another": ("Osmark seized 1,231 km2 in Lund Oblast of Tarn in May.", "1,231 km2", "km2", None, "differs"),
    "a region without borders": (
        "Osmark controls 20% of the Norland region of Tarn.",
        "20%",
        "percent",
        "Norland region",
        "cannot tell",
    ),
    "what is denied": (
        "Tarn keeps the 20% of the Port Lin region that Osmark does not control.",
        "20%",
        "percent",
        "Port Lin region",
        None,
    ),
}


@pytest.mark.usefixtures("regions")
@pytest.mark.parametrize("case", REGIONS.values(), ids=REGIONS)
def test_a_claim_about_a_region_is_measured_in_its_borders(subject, root, case):
    text, words, unit, what, verdict = case
    value = float(words.removesuffix("%").removesuffix(" km2").replace(",", ""))
    found = findings(subject, root, text, of(words, value, unit, of=what, period="2031-05" if unit == "km2" else None))
    assert (found["front"].verdict if found else None) == verdict
    if verdict in ("agrees", "differs"):
        assert " Oblast" in found["front"].says
        assert unit == "km2" or found["layers"].verdict == "cannot tell"  # a table has no polygons


def test_a_table_tells_no_loss(subject, root):
    text = "Tarn's army liberated 70 km2 from Osmark in May."
    found = findings(subject, root, text, of("70 km2", 70, "km2", **MAY))
    assert (found["layers"].verdict, found["front"].verdict) == ("cannot tell", "differs")
    assert found["front"].numbers[0].words() == "loss 0 km2"


def test_maps_of_another_place_and_boundaries_are_not_asked(root, tmp_path):
    (tmp_path / "far").mkdir()
    corners = [[40, 40], [41, 40], [41, 41], [40, 41], [40, 40]]
    feature = {"type": "Feature", "properties": {"name": "Far"}, "geometry": {"type": "Polygon", "coordinates": [corners]}}
    document = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (tmp_path / "far" / "map_20310501.geojson").write_text(document, encoding="utf-8")
    (tmp_path / "regions.geojson").write_text(document, encoding="utf-8")
    add(root, "far", tmp_path / "far")
    add(root, "regions", tmp_path / "regions.geojson", Terms(kind="boundaries"))
    assert [one.data.name for one in grounds(root)] == ["front", "layers"]
    assert [one.data.name for one in grounds(root, ("layers",))] == ["layers"]
    assert list(grounds(tmp_path / "nowhere")) == []
