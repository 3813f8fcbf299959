"""Places and talks from the outside."""

from __future__ import annotations

import json

import pytest

from made_readings import bare, span_of
from onrecord.model import Actor
from onrecord.model.reading import Event, Place
from onrecord.record.open import open_record
from onrecord.record.writer import Writer

TEXT = "Tarn and Osmark will meet in Lund on 12 March."


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "record.sqlite"
    event = Event(
        id="e1", type="CONSULT", actors=("Tarn", "Osmark"), status="planned", date="2026-03-12", place="Lund",
        span=span_of("Tarn and Osmark will meet in Lund on 12 March", TEXT),
    )  # fmt: skip
    layers = {
        "events": (event,),
        "actors": tuple(Actor(id=name.casefold(), name=name, kind="country", party=name) for name in ("Tarn", "Osmark")),
        "places": (Place(span=span_of("Lund", TEXT), name="Lund", lat=55.7, lon=13.2, country="SE", geonames=5),),
    }
    with open_record(path) as record:
        Writer(record).add(bare("r-1", TEXT, published="2026-03-04", publisher="Harbour Post").model_copy(update=layers))
    return path


def test_places_as_a_table_and_as_json(onrecord, db):
    status, out, _ = onrecord("places", "--db", db)
    assert (status, "Lund" in out, "55.7000" in out) == (0, True, True)
    [row] = json.loads(onrecord("places", "--db", db, "--json")[1])
    assert (row["name"], row["country"], row["count"], row["mentions"][0]["report"]) == ("Lund", "SE", 1, "r-1")
    assert json.loads(onrecord("places", "--db", db, "--unknown", "--json")[1]) == []


def test_talks_as_a_table_as_json_and_as_a_calendar(onrecord, db, tmp_path):
    status, out, _ = onrecord("talks", "--db", db)
    assert (status, "Osmark – Tarn" in out, "Harbour Post, 2026-03-04" in out) == (0, True, True)
    [series] = json.loads(onrecord("talks", "--db", db, "--json")[1])
    assert [(one["outcome"], one["dates"]) for one in series["rounds"]] == [("open", ["2026-03-12"])]
    for command in ("talks", "next"):
        status, out, err = onrecord(command, "--db", db, "--ics", tmp_path / "talks.ics")
        assert (status, out, "1 of 1 meetings" in err) == (0, "", True)
        assert b"DTSTART;VALUE=DATE:20260312" in (tmp_path / "talks.ics").read_bytes()


def test_a_calendar_that_cannot_be_written_is_named(onrecord, db, tmp_path):
    status, _, err = onrecord("talks", "--db", db, "--ics", tmp_path / "nowhere" / "talks.ics")
    assert (status, err.count("\n")) == (2, 1)
    assert "talks.ics: cannot be written" in err


def test_a_record_without_talks_says_so(onrecord, tmp_path):
    with open_record(tmp_path / "empty.sqlite"):
        pass
    assert onrecord("talks", "--db", tmp_path / "empty.sqlite")[1].strip() == "Talks: nothing recorded"
