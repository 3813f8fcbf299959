"""Codebooks load, extend one another, and say by file and line what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import InvalidVocabulary
from onrecord.scheme.codebook import builtin_codebooks, load_codebook
from onrecord.scheme.wording import Place, parse_wording

# The slugs that docs/reading.md lists.
SLUGS = [
    "territory", "ceasefire", "security-guarantees", "nato-membership", "sanctions", "frozen-assets", "reparations",
    "pressure-on-russia", "prisoners", "hostages", "aid-access", "military-aid", "financial-aid", "peacekeepers",
    "troop-withdrawal", "monitoring", "disarmament", "nuclear-enrichment", "nuclear-programme", "energy-imports",
    "energy-sites", "elections", "recognition", "displaced-people", "justice", "governance", "borders-and-crossings",
    "trade-tariffs", "export-controls", "market-access", "wages", "contract-terms", "jobs", "fossil-fuels", "emissions",
    "climate-finance", "pollution", "budget", "migration", "mediation", "talks", "concessions", "deal",
]  # fmt: skip
FERRY = '[[issue]]\nslug = "ferry"\nlabel = "The ferry"\nwords = ["ferry"]\n'


def written(folder: Path, content: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_the_general_codebook_has_the_slugs_of_the_format():
    assert sorted(issue.slug for issue in load_codebook().issues) == sorted(SLUGS)


@pytest.mark.parametrize("name", builtin_codebooks())
def test_every_issue_of_ours_is_explained(name):
    for issue in load_codebook(name).issues:
        assert issue.label, issue.slug
        assert issue.description, issue.slug
        assert issue.examples, issue.slug


def test_ukraine_extends_the_general_one():
    general, ukraine = load_codebook(), load_codebook("ukraine")
    assert {issue.slug for issue in ukraine.issues} < {issue.slug for issue in general.issues}
    assert set(general.issue("territory").words) < set(ukraine.issue("territory").words)
    assert "Ukraine" in ukraine.parties
    assert ukraine.hash != general.hash


def test_an_own_codebook_adds_words_and_issues(tmp_path):
    own = load_codebook(
        written(
            tmp_path,
            'name = "river"\nextends = "peace-process"\nwithout = ["wages"]\nparties = ["Velmora"]\n'
            '[[issue]]\nslug = "sanctions"\nwords = ["boycott list"]\n' + FERRY,
        )
    )
    assert "boycott list" in own.issue("sanctions").words
    assert own.issue("sanctions").label == "Sanctions"
    assert own.issue("ferry").label == "The ferry"
    assert own.issue("wages") is None
    assert own.parties == ("Velmora",)


def test_a_file_may_extend_the_file_beside_it(tmp_path):
    written(tmp_path, 'name = "base"\n' + FERRY, "base.toml")
    own = load_codebook(written(tmp_path, 'name = "own"\nextends = "base.toml"\n'))
    assert [issue.slug for issue in own.issues] == ["ferry"]


def test_the_hash_follows_the_content_and_that_of_the_base(tmp_path):
    base = written(tmp_path, 'name = "base"\n' + FERRY, "base.toml")
    own = written(tmp_path, 'name = "own"\nextends = "base.toml"\n')
    before = load_codebook(own).hash
    assert load_codebook(own).hash == before
    base.write_text('name = "base"\n' + FERRY + 'description = "Who runs it."\n', encoding="utf-8")
    assert load_codebook(own).hash != before


WRONG = [
    ("not TOML", 'name = "x\n', "line 1"),
    ("no name", FERRY, "needs a `name`"),
    ("no issues", 'name = "x"\n', "at least one"),
    ("unknown field", 'name = "x"\ncolour = 1\n' + FERRY, "unknown field 'colour'"),
    ("twin slugs", 'name = "x"\n' + FERRY + FERRY, "line 6: the slug 'ferry' is given twice"),
    (
        "unknown stance",
        'name = "x"\n' + FERRY + 'means = { neutral = "no view" }\n',
        "line 2: issue 'ferry' has the unknown stance",
    ),
    ("no label", 'name = "x"\n[[issue]]\nslug = "ferry"\nwords = ["ferry"]\n', "line 2: issue 'ferry' needs `label`"),
    ("no words", 'name = "x"\n[[issue]]\nslug = "ferry"\nlabel = "F"\n', "line 2: issue 'ferry' needs `words`"),
    (
        "a slug with a space",
        'name = "x"\n' + FERRY.replace('"ferry"\nlabel', '"the ferry"\nlabel'),
        "line 2: an issue needs a `slug`",
    ),
    (
        "unknown field of an issue",
        'name = "x"\n' + FERRY + "weight = 2\n",
        "line 2: issue 'ferry' has the unknown field 'weight'",
    ),
    ("a word alone", 'name = "x"\n' + FERRY.replace('["ferry"]', '"ferry"'), "line 2: `words` of issue 'ferry' is a list"),
    ("a pattern without a word", 'name = "x"\n' + FERRY.replace('["ferry"]', '["ferry .."]'), "line 2: issue 'ferry'"),
    ("a yes for true", 'name = "x"\n' + FERRY + 'general = "yes"\n', "line 2: `general` of issue 'ferry'"),
    ("an unknown base", 'name = "x"\nextends = "nowhere"\n', "'nowhere' is neither a file nor"),
    ("itself as base", 'name = "x"\nextends = "own.toml"\n' + FERRY, "deeper than"),
    ("leaving out what is not there", 'name = "x"\nextends = "ukraine"\nwithout = ["ferry"]\n', "`without` names 'ferry'"),
    ("issue as one table", 'name = "x"\n[issue]\nslug = "ferry"\n', "two brackets"),
]


@pytest.mark.parametrize(("content", "message"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_wrong_codebook_is_refused_by_file_and_line(tmp_path, content, message):
    with pytest.raises(InvalidVocabulary) as refused:
        load_codebook(written(tmp_path, content))
    assert message in refused.value.message
    assert "own.toml" in refused.value.message or "nowhere" in refused.value.message


def test_an_absent_codebook_names_those_that_there_are():
    with pytest.raises(InvalidVocabulary, match="peace-process, ukraine"):
        load_codebook("no-such-book")


def test_wordings_have_prefixes_alternatives_and_gaps():
    wording = parse_wording("Hand|give .. territor* back-line")
    assert wording.places == (
        Place(frozenset({"hand", "give"})),
        Place(frozenset(), ("territor",), gap=True),
        Place(frozenset({"back"})),
        Place(frozenset({"line"})),
    )


@pytest.mark.parametrize("pattern", ["", "..", ".. land", "land ..", "a .. .. b", "a*", "*", "a||b", "la*nd"])
def test_a_wording_that_means_nothing_is_refused(pattern):
    with pytest.raises(ValueError, match=r"."):
        parse_wording(pattern)
