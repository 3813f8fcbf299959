"""Which place a name means, over a small gazetteer that is written for the test."""

from __future__ import annotations

import sqlite3

import pytest

from onrecord.annotate.document import parse_document
from onrecord.annotate.language import load_language
from onrecord.annotate.mentions import find_mentions
from onrecord.annotate.toponyms import find_toponyms
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.errors import GazetteerMissing
from onrecord.model import Report
from onrecord.model.span import Span
from onrecord.resolve import gazetteer_index
from onrecord.resolve.actors import Actors
from onrecord.resolve.gazetteer import Gazetteer, open_gazetteer
from onrecord.resolve.gazetteer_index import SCHEMA
from onrecord.resolve.places import PlaceResolver
from onrecord.resolve.scene import Scene
from onrecord.resolve.toponyms import resolve_places
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import load_directory
from onrecord.scheme.toml import load_scheme

STATES = """
[[actor]]
name = "Norland"
kind = "country"
demonyms = ["Norlander", "Norlandic"]

[[actor]]
name = "Sudria"
kind = "country"
demonyms = ["Sudrian"]

[[actor]]
name = "Velmora"
kind = "country"
capitals = ["Arden"]
"""

# kind, name, other names, lat, lon, country, region, population, capital
ROWS = [
    ("country", "Norland", "Kingdom of Norland", 60, 10, "NL1", None, 9_000_000, 0),
    ("country", "Sudria", "", -20, 30, "SU1", None, 30_000_000, 0),
    ("wide", "Long Sea", "", 20, 20, None, None, 0, 0),
    ("region", "Sudria", "", 61, 12, "NL1", "01", 7_000_000, 0),
    ("region", "Marl", "", 62, 10, "NL1", "02", 600_000, 0),
    ("town", "Marl", "", 62.1, 10.1, "NL1", "02", 300_000, 0),
    ("town", "Brack", "", 60.5, 11, "NL1", "01", 120_000, 0),
    ("town", "Brack", "", -21, 31, "SU1", "07", 900_000, 0),
    ("town", "Holm", "Kolm", 62.2, 10.2, "NL1", "02", 900, 0),
    ("town", "Arden", "", 1, 1, "SU1", "07", 80_000, 0),
    ("town", "Port Ilva", "", -22, 30, "SU1", "03", 20_000, 0),
    ("town", "Port Ilva", "", 61, 12, "NL1", "01", 25_000, 0),
    ("town", "Quill", "", -22.2, 30.2, "SU1", "03", 500_000, 0),
    ("town", "Ostby", "", -23, 30, "SU1", "03", 900_000, 0),
    ("town", "Ostby", "", 61, 11, "NL1", "01", 9_000, 0),
    ("town", "Us", "", 48, 2, "SU1", "03", 60_000, 0),
]


@pytest.fixture
def places(tmp_path):
    path = tmp_path / "small.sqlite"
    database = sqlite3.connect(path)
    database.executescript(SCHEMA)
    for number, (kind, name, others, lat, lon, country, admin1, population, capital) in enumerate(ROWS):
        row = (number, kind, name, lat, lon, country, admin1, population, capital, 1000 + number)
        database.execute("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        for word, main in ((name, 1), *((other, 0) for other in others.split(";") if other)):
            database.execute("INSERT INTO names VALUES (?, ?, ?)", (name_key(word), number, main))
    database.commit()
    database.close()
    states = tmp_path / "states.toml"
    states.write_text(STATES, encoding="utf-8")
    return PlaceResolver(Gazetteer(path), load_directory(states, builtin=False))


def resolved(places, written):
    """The places under the words in brackets: country, latitude."""
    text, spans = "", []
    for part in written.split("["):
        name, closed, rest = part.partition("]")
        if closed:
            spans.append(Span(len(text), len(text) + len(name)))
        text += name + rest
    return [entry and (entry.kind, entry.country, entry.lat) for entry in places.resolve(text, spans)]


CASES = [
    ("the most populous where nothing else speaks", "Rain fell on [Brack].", [("town", "SU1", -21)]),
    ("the one in the state of the report", "[Norland] sent help to [Brack].", [("country", "NL1", 60), ("town", "NL1", 60.5)]),
    ("the one in what follows", "A man of [Brack], [Norland], spoke.", [("town", "NL1", 60.5), ("country", "NL1", 60)]),
    ("the one in what follows, not marked", "A man of [Brack], Norland, spoke.", [("town", "NL1", 60.5)]),
    ("one name, one place", "[Brack], [Norland], is quiet. In [Brack] all sleep.",
     [("town", "NL1", 60.5), ("country", "NL1", 60), ("town", "NL1", 60.5)]),
    ("near to another place of the report", "From [Quill] the road leads to [Port Ilva].",
     [("town", "SU1", -22.2), ("town", "SU1", -22)]),
    ("a town before the region of its name", "They met in [Marl].", [("town", "NL1", 62.1)]),
    ("a region where a word says so", "The governor of [Marl] province spoke.", [("region", "NL1", 62)]),
    ("a region where its own words say so", "They crossed [Marl province].", [("region", "NL1", 62)]),
    ("a state before a region of its name", "[Sudria] is large.", [("country", "SU1", -20)]),
    ("a demonym is its state", "The [Norlandic] coast is long.", [("country", "NL1", 60)]),
    ("a part of a state is the state", "Snow lay on [northern Norland].", [("country", "NL1", 60)]),
    ("an airport is its town's", "They landed at [Quill airport].", [("town", "SU1", -22.2)]),
    ("no state for a sea", "A ship sank in the [Long Sea].", [("wide", None, 20)]),
    ("a village without a reason", "A dog barked in [Holm].", [None]),
    ("a village in a state of the report", "[Norland] mourns. A dog barked in [Holm].", [("country", "NL1", 60), ("town", "NL1", 62.2)]),
    ("an alternate name of a village", "A dog barked in [Kolm].", [None]),
    ("the capital of a state that nobody knows", "[Arden] has sent a note.", [None]),
    ("a state that nobody knows", "[Velmora] has sent a note.", [None]),
    ("an acronym is no town", "The [US] has sent a note.", [None]),
    ("a city in the capitals of a dateline", "[MARL] - They met in [Marl].", [("town", "NL1", 62.1), ("town", "NL1", 62.1)]),
    ("said once where it lies", "[Holm] is small. A dog barked in [Holm], [Norland].",
     [("town", "NL1", 62.2), ("town", "NL1", 62.2), ("country", "NL1", 60)]),
    ("a large city before a small one in a state of the report", "[Norland] sent an envoy to [Ostby].",
     [("country", "NL1", 60), ("town", "SU1", -23)]),
    ("a name that nobody knows", "They met in [Ostrovar].", [None]),
]  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_name_means_the_likeliest_place(places, written, expected):
    assert resolved(places, written) == expected


def test_the_same_report_gives_the_same_places_each_time(places):
    written = "From [Quill] to [Brack], [Norland], and [Port Ilva]; back in [Brack] on [Sudria]."
    assert resolved(places, written) == resolved(places, written)


def test_without_the_package_the_error_names_it_and_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr(gazetteer_index, "PACKAGE", "a-package-that-nobody-has")
    with pytest.raises(GazetteerMissing, match=r"a-package-that-nobody-has.*pip install"):
        open_gazetteer(tmp_path)


def test_a_file_that_is_no_index_is_named(tmp_path):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database, but long enough to be looked at" * 50)
    with pytest.raises(GazetteerMissing, match=r"broken\.sqlite: not an index of places"):
        Gazetteer(broken)


def test_the_index_is_made_once_and_says_so(tmp_path, monkeypatch):
    towns = {"1": {"geonameid": 1, "name": "Brack", "latitude": 60.5, "longitude": 11.0, "countrycode": "NO", "population": 900,
                   "admin1code": "01", "alternatenames": ["Brakk", "Брак", "BRK", "brak"]}}  # fmt: skip
    lists = {"cities500.json": towns, "countries.json": {}, "continents.json": {}, "us_states.json": {}}
    monkeypatch.setattr(gazetteer_index, "_listed", lambda name: lists[name])
    told: list[str] = []
    open_gazetteer(tmp_path, told.append)
    found = open_gazetteer(tmp_path, told.append)
    assert len(told) == 1
    assert "making the index of places" in told[0]
    assert [entry.geonames for entry in found.find("Brakk")] == [1]
    assert [found.find(name) for name in ("Брак", "BRK")] == [(), ()]


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    with pytest.raises(GazetteerMissing, match="cannot be written"):
        open_gazetteer(blocked, [].append)


@pytest.mark.model
def test_every_seat_of_a_region_is_in_the_list_of_towns():
    found = open_gazetteer()
    missing = [
        f"{country}: {words}"
        for country, regions in load_scheme("regions").items()
        for words in regions
        if not any(e.kind == "region" and e.country == country for e in found.find(words.partition("|")[0]))
    ]
    assert missing == []


PEOPLE = [
    ("in full", "Austin Marlow met Sydney Holt in Berlin.", ["Berlin"]),
    ("by surname, once named in full", "Lena Austin met the union. Austin said the talks in Vienna had failed.", ["Vienna"]),
    ("and the city too", "Lena Austin met the union. She had flown in from Austin, Texas.", ["Austin", "Texas"]),
]  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in PEOPLE], ids=[case[0] for case in PEOPLE])
def test_a_person_with_the_name_of_a_city_is_no_place(text, expected):
    vocabulary = Vocabulary(load_directory(), Codebook("test", ()))
    document = parse_document(Report(id="r1", text=text), load_language())
    document.annotations.mentions = find_mentions(document, vocabulary)
    document.annotations.toponyms = find_toponyms(document, vocabulary)
    actors = Actors(Scene(document.annotations, vocabulary.directory))
    assert [place.name for place in resolve_places(actors, None)] == expected
