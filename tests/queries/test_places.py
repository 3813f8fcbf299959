"""Where the reports of an invented dispute play."""

from __future__ import annotations

import pytest

from made_readings import bare
from onrecord.model.reading import Place
from onrecord.model.span import Span
from onrecord.queries.places import places
from onrecord.record.view import View
from onrecord.record.writer import Writer

HARN = {"lat": 60.5, "lon": 11.0, "country": "TN", "geonames": 7}
MOLE = {"lat": 61.0, "lon": 12.0, "country": "OS", "geonames": None}
FIRST = "Harn waits. The boats left Harn for the mole of Sedd."
LATER = "Haarn, as its people write it, waits; so does Ustrel."


def named(text, word, nth=0, **where):
    start = -1
    for _ in range(nth + 1):
        start = text.index(word, start + 1)
    return Place(span=Span(start, start + len(word)), name=word, **where)


@pytest.fixture
def view(record):
    first = (named(FIRST, "Harn", **HARN), named(FIRST, "Harn", 1, **HARN), named(FIRST, "mole of Sedd", **MOLE))
    later = (named(LATER, "Haarn", **HARN), named(LATER, "Ustrel"))
    for report_id, text, found in (("one", FIRST, first), ("two", LATER, later)):
        Writer(record).add(bare(report_id, text, published="2026-03-01").model_copy(update={"places": found}))
    return View(record)


def test_a_place_is_one_under_two_spellings(view):
    [harn, *_] = places(view)
    assert (harn.name, harn.count, harn.reports, harn.lat, harn.lon) == ("Harn", 3, 2, 60.5, 11.0)
    assert [(m.report, m.words) for m in harn.mentions] == [("one", "Harn"), ("one", "Harn"), ("two", "Haarn")]


def test_a_place_in_no_gazetteer_is_listed_without_coordinates(view):
    assert [(row.name, row.lat) for row in places(view, known=False)] == [("Ustrel", None)]
    assert [row.name for row in places(view, known=True)] == ["Harn", "mole of Sedd"]


def test_only_those_in_a_state(view):
    assert [row.name for row in places(view, country="os")] == ["mole of Sedd"]
