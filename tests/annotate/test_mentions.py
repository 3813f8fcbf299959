"""Mentions: what the words say about those who may speak."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.document import parse_document
from onrecord.annotate.language import load_language
from onrecord.annotate.mentions import find_mentions
from onrecord.annotate.mentions.matcher import match_names
from onrecord.annotate.toponyms import find_toponyms
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model import Report
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import load_directory

VOCABULARY = Vocabulary(load_directory(), Codebook("test", ()))


def find(text):
    document = parse_document(Report(id="r1", text=text), load_language())
    return document, find_mentions(document, VOCABULARY)


def words(document, span):
    return document.text[span.start : span.end] if span else None


# Text, the words of one mention, and what is said of it: (form, name, role, of).
TABLE = {
    "title and name": (
        "Foreign Minister Olen Prask said no.",
        "Foreign Minister Olen Prask",
        ("name", "Olen Prask", "Foreign Minister", None),
    ),
    "state, title, name": (
        "French Foreign Minister Olen Prask said no.",
        "French Foreign Minister Olen Prask",
        ("name", "Olen Prask", "Foreign Minister", "French"),
    ),
    "description of a state": (
        "A French official said no.",
        "French official",
        ("description", None, "French official", "French"),
    ),
    "possessor": (
        "Norway's deputy prime minister said no.",
        "Norway's deputy prime minister",
        ("description", None, "deputy prime minister", "Norway"),
    ),
    "body after the head": (
        "The head of the World Bank said no.",
        "head of the World Bank",
        ("description", None, "head", "World Bank"),
    ),
    "officials from": ("Officials from Norway said no.", "Officials from Norway", ("description", None, "Officials", "Norway")),
    "pronoun": ("Later she said no.", "she", ("pronoun", None, None, None)),
    "acronym": ("NATO said no.", "NATO", ("name", "NATO", None, None)),
    "acronym with stops": ("The U.S. said no.", "U.S.", ("name", "U.S.", None, None)),
    "name of several words": (
        "The International Committee of the Red Cross said no.",
        "International Committee of the Red Cross",
        ("name", "International Committee of the Red Cross", None, None),
    ),
}


@pytest.mark.model
@pytest.mark.parametrize(("text", "mention", "expected"), TABLE.values(), ids=TABLE.keys())
def test_what_a_mention_says(text, mention, expected):
    document, drafts = find(text)
    draft = next(d for d in drafts if words(document, d.span) == mention)
    assert (draft.form, words(document, draft.name), words(document, draft.role), words(document, draft.of)) == expected
    assert draft.subject


PAIRS = {
    "before": ("The mayor's spokesman, Olen Prask, said no.", "mayor's spokesman", "Olen Prask"),
    "after": ("Olen Prask, a retired judge from Norway, said no.", "retired judge from Norway", "Olen Prask"),
    "copula": ("Olen Prask is a lawyer.", "lawyer", "Olen Prask"),
}


@pytest.mark.model
@pytest.mark.parametrize(("text", "description", "name"), PAIRS.values(), ids=PAIRS.keys())
def test_appositions(text, description, name):
    document, drafts = find(text)
    draft = next(d for d in drafts if words(document, d.span) == description)
    assert draft.same_as is not None
    assert words(document, drafts[draft.same_as].name) == name


@pytest.mark.model
def test_a_list_is_no_apposition():
    _, drafts = find("Norway, the minister and a judge met.")
    assert all(draft.same_as is None for draft in drafts)


MATCHES = {
    "longest": ("The UN Security Council met.", ["UN Security Council"]),
    "possessive": ("Norway's fleet", ["Norway"]),
    "demonym": ("Norwegian ships", ["Norwegian"]),
    "capital": ("Oslo replied", ["Oslo"]),
    "not a pronoun": ("tell us who it is", []),
    "an acronym": ("the US and the WHO", ["US", "WHO"]),
    "not over a line": ("Security\nCouncil", []),
    "over a hyphen": ("al-Qaeda struck", ["al-Qaeda"]),
    "accents": ("SINN FÉIN won", ["SINN FÉIN"]),
    "within a word": ("Ukrainehome", []),
    "lower case": ("norway pout", []),
}


@pytest.mark.parametrize(("text", "expected"), MATCHES.values(), ids=MATCHES.keys())
def test_names_of_the_directory(text, expected):
    assert [text[hit.span.start : hit.span.end] for hit in match_names(text, VOCABULARY.directory)] == expected


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_matches_lie_in_the_text_one_after_another(text):
    hits = match_names(text, VOCABULARY.directory)
    assert all(0 <= hit.span.start < hit.span.end <= len(text) for hit in hits)
    assert all(a.span.end <= b.span.start for a, b in pairwise(hits))


@pytest.mark.model
@given(st.text(alphabet="Norway's minister said “he” in Oslo,. \n🙂é", max_size=120))
@settings(max_examples=40, deadline=None)
def test_every_span_covers_words(text):
    document, drafts = find(text)
    for draft in drafts:
        for span in (draft.span, draft.name, draft.role, draft.of):
            assert span is None or words(document, span).strip()
    assert [d.span.start for d in drafts] == sorted(d.span.start for d in drafts)


@pytest.mark.model
def test_toponyms_are_states_capitals_and_places():
    document, _ = find("Norway's envoy left Oslo for the Black Sea.")
    found = [words(document, span) for span in find_toponyms(document, VOCABULARY)]
    assert found[:2] == ["Norway", "Oslo"]
    assert "Black Sea" in found
