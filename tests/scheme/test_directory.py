"""The directory of actors: names, capitals, roles by date, parties, and a user's own files."""

from __future__ import annotations

import pytest

from onrecord.errors import InvalidVocabulary
from onrecord.scheme.actor_entry import name_key, slug
from onrecord.scheme.directory import load_directory

MINISTRY = """
[[actor]]
name = "Velmora"
kind = "country"
demonyms = ["Velmoran"]
capitals = ["Arden"]

[[actor]]
name = "River Authority"
kind = "office"
party = "Velmora"

[[actor]]
name = "Ilka Dorran"
kind = "person"
gender = "f"
roles = [
    { role = "river minister", of = "Velmora", from = 2020-01-01, to = 2023-05-31 },
    { role = "prime minister", of = "Velmora", from = 2023-06-01 },
]

[[actor]]
name = "Teodor Vasch"
kind = "person"
roles = [{ role = "head", of = "River Authority", from = "2024" }]
"""


@pytest.fixture(scope="module")
def directory():
    return load_directory()


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "actors.toml"
    path.write_text(MINISTRY, encoding="utf-8")
    return load_directory(path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ukraine", "Ukraine"),
        ("UKRAINE", "Ukraine"),
        ("Ukraine's", "Ukraine"),
        ("Kyiv", "Ukraine"),
        ("Kiev", "Ukraine"),
        ("the Kremlin", "Kremlin"),
        ("U.S.", "United States"),
        ("US", "United States"),
        ("the United States'", "United States"),
        ("Britain", "United Kingdom"),
        ("Türkiye", "Turkey"),
        ("Zelensky", "Volodymyr Zelenskyy"),
        ("Zelenskiy", "Volodymyr Zelenskyy"),
        ("Abbas Araqchi", "Abbas Araghchi"),
        ("AP", "Associated Press"),
        ("Sinn Féin", "Sinn Fein"),
        ("Democratic Republic of the Congo", "Democratic Republic of Congo"),
    ],
)
def test_one_spelling_for_each_actor(directory, name, expected):
    assert directory.find(name)[0].name == expected
    assert directory.canonical(name) == expected


def test_an_unknown_name_stays_as_it_is(directory):
    assert directory.find("Nobody of That Name") == ()
    assert directory.canonical("Nobody of That Name") == "Nobody of That Name"


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Russian", "Russia"),
        ("Ukrainians", "Ukraine"),
        ("Moscow's", "Russia"),
        ("Congolese", "Democratic Republic of Congo"),
        ("the EU", "European Union"),
        ("Brussels", "European Union"),
        ("Dutch", "Netherlands"),
    ],
)
def test_states_by_demonym_and_capital(directory, words, state):
    assert directory.state_of(words).name == state


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Kremlin", "Russia"),
        ("White House", "United States"),
        ("State Department", "United States"),
        ("European Commission", "European Union"),
        ("UNHCR", "United Nations"),
        ("Hamas", "Hamas"),
        ("NATO", "NATO"),
        ("Ukraine", "Ukraine"),
        ("Reuters", None),
        ("Amnesty International", None),
        ("Boeing", None),
    ],
)
def test_parties(directory, name, party):
    assert directory.party(directory.find(name)[0]) == party


def test_outlets_are_told_from_other_names(directory):
    assert directory.is_outlet("Agence France-Presse")
    assert not directory.is_outlet("Kremlin")
    assert not directory.is_outlet("Nobody's Daily Paper")


def test_buildings_and_capitals_are_places_too(directory):
    assert directory.is_place("Kremlin")
    assert directory.is_place("Paris")
    assert not directory.is_place("NATO")


@pytest.mark.parametrize(
    ("role", "day", "holder"),
    [
        ("prime minister", "2025-01-01", "Ilka Dorran"),
        ("premier", "2025-01-01", "Ilka Dorran"),
        ("prime minister", "2022-01-01", None),
        ("river minister", "2022-01-01", "Ilka Dorran"),
        ("river minister", "2023-05-31", "Ilka Dorran"),
        ("river minister", "2023-06-01", None),
        ("prime minister", None, "Ilka Dorran"),
        ("admiral", "2025-01-01", None),
    ],
)
def test_roles_are_held_from_day_to_day(own, role, day, holder):
    found = own.holder(role, "Velmora", day)
    assert (found.name if found else None) == holder


def test_a_role_is_found_by_capital_too(own):
    assert own.holder("prime minister", "Arden", "2025-01-01").name == "Ilka Dorran"


def test_two_holders_are_nobody(directory):
    assert directory.holder("deputy foreign minister", "Russia", "2025-02-10") is None


def test_a_person_speaks_for_the_state_behind_the_office(own):
    assert own.party(own.get("teodor-vasch"), "2025-01-01") == "Velmora"
    assert own.party(own.get("teodor-vasch"), "2023-01-01") is None


def test_an_own_entry_replaces_the_built_in_one_of_its_id(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('[[actor]]\nid = "nato"\nname = "North Atlantic Alliance"\nkind = "organisation"\n', encoding="utf-8")
    directory = load_directory(path)
    assert directory.get("nato").name == "North Atlantic Alliance"
    assert directory.find("North Atlantic Treaty Organization") == ()


def test_an_own_entry_comes_before_a_built_in_one_of_its_name(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('[[actor]]\nname = "Arden Times"\nkind = "outlet"\naliases = ["Reuters"]\n', encoding="utf-8")
    assert [entry.name for entry in load_directory(path).find("Reuters")] == ["Arden Times", "Reuters"]


BAD = {
    "not TOML": ("[[actor]\n", ["not valid TOML", "line 1"]),
    "no name": ('[[actor]]\nkind = "person"\n', ["number 1", "no name"]),
    "empty name": ('[[actor]]\nname = "..."\nkind = "person"\n', ["number 1", "no name"]),
    "unknown kind": ('[[actor]]\nname = "A"\nkind = "ship"\n', ["'A'", "kind is 'ship'", "person"]),
    "no kind": ('[[actor]]\nname = "A"\n', ["'A'", "kind is None"]),
    "unknown field": ('[[actor]]\nname = "A"\nkind = "person"\nparti = "B"\n', ["'A'", "unknown field parti", "party"]),
    "a word for a list": ('[[actor]]\nname = "A"\nkind = "person"\naliases = "B"\n', ["'A'", "aliases must be a list"]),
    "a number for a word": ('[[actor]]\nname = "A"\nkind = "person"\nparty = 3\n', ["'A'", "party must be words"]),
    "a role without its state": (
        '[[actor]]\nname = "A"\nkind = "person"\nroles = [{ role = "minister" }]\n',
        ["'A'", "needs the words `role` and `of`"],
    ),
    "a role with a wrong day": (
        '[[actor]]\nname = "A"\nkind = "person"\nroles = [{ role = "minister", of = "B", from = 3 }]\n',
        ["'A'", "3 is not a day"],
    ),
    "another table": ('[[person]]\nname = "A"\n', ["person"]),
    "one name, two actors": (
        '[[actor]]\nname = "Anna Dorran"\nkind = "person"\naliases = ["Dorran"]\n\n'
        '[[actor]]\nname = "Berta Dorran"\nkind = "person"\naliases = ["DORRAN"]\n',
        ["'Anna Dorran'", "'Berta Dorran'", "lines 4, 9"],
    ),
    "one id, two actors": (
        '[[actor]]\nid = "a"\nname = "A"\nkind = "person"\n\n[[actor]]\nid = "a"\nname = "B"\nkind = "person"\n',
        ["the id 'a'", "'A'", "'B'"],
    ),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_named_with_its_entry(tmp_path, content, words):
    path = tmp_path / "actors.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidVocabulary) as caught:
        load_directory(path)
    assert str(path) in caught.value.message
    for word in words:
        assert word in caught.value.message


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InvalidVocabulary, match=r"absent\.toml"):
        load_directory(tmp_path / "absent.toml")


def test_the_built_in_directory_is_sound(directory):
    names: dict[str, str] = {}
    for entry in directory.entries:
        for name in entry.names():
            assert name_key(name), entry
            other = names.setdefault(name_key(name), entry.id)
            assert {other, entry.id} <= {"opec", "opec-plus"} or other == entry.id, f"{name}: {other} and {entry.id}"
    for entry in directory.entries:
        for role in entry.roles:
            assert not role.until or role.since <= role.until, entry.name


def test_every_party_of_an_office_is_known(directory):
    for entry in directory.entries:
        if entry.party is not None:
            assert directory.find(entry.party), f"{entry.name} speaks for {entry.party}, which is no actor"


def test_breadth(directory):
    kinds = [entry.kind for entry in directory.entries]
    assert kinds.count("country") >= 195
    assert kinds.count("outlet") >= 150
    assert kinds.count("person") >= 700


@pytest.mark.parametrize(
    ("name", "key"),
    [("The U.S.'", "u s"), ("Sinn Féin’s", "sinn fein"), ("al-Qaeda", "al qaeda"), ("", ""), ("...", ""), ("Łódź", "lodz")],
)
def test_names_are_compared_without_case_accents_and_marks(name, key):
    assert name_key(name) == key


def test_ids_are_slugs():
    assert slug("Sinn Féin") == "sinn-fein"
