"""Reading without the people of the directory: who is taken out, and how misses are told apart."""

from __future__ import annotations

import pytest

from evaluation.transfer import is_world, kind_of, parties_by_kind, strangers
from onrecord.scheme.directory import load_directory


def test_nobody_is_left_but_whom_everybody_knows():
    known, left = load_directory(), strangers()
    assert not any(entry.kind == "person" for entry in left.entries)
    assert all(map(left.find, ("Kremlin", "United Nations", "Reuters", "France")))
    gone = {entry.name for entry in known.entries} - {entry.name for entry in left.entries}
    assert {"Hamas", "Greenpeace", "Volkswagen", "Labour Party"} <= gone
    assert all(is_world(entry) for entry in left.entries)


@pytest.mark.parametrize(
    ("form", "source", "words", "kind"),
    [
        pytest.param("name", "Olen Prask", "Prask", "surname only", id="surname"),
        pytest.param("name", "Olen Prask", "Olen Prask", "name alone", id="full name"),
        pytest.param("name", "Olen Prask", "the Velmoran envoy Olen Prask", "name with an office", id="office"),
        pytest.param("pronoun", "Olen Prask", "he", "pronoun", id="pronoun"),
    ],
)
def test_kinds_of_sources(form, source, words, kind):
    assert kind_of({"source_form": form, "source": source, "source_text": words}) == kind


class Scorer:
    """A scorer that pairs statements by their number."""

    statement_score = None

    def match(self, want, have, _):
        return [(n, n) for n in range(min(len(want), len(have)))]

    def speaks_for(self, statement):
        return statement["source"]["speaks_for"]

    def source_name(self, statement):
        return statement["source"]["name"]

    def agree(self, a, b):
        return a == b


def test_a_party_where_none_is_wanted_is_wrong():
    want = [
        {"source_form": "name", "source": "Olen Prask", "source_text": "Prask", "speaks_for": party}
        for party in ("Velmora", None)
    ]
    have = [{"source": {"name": "Olen Prask", "speaks_for": "Velmora"}}] * 2
    found = [(kind, right) for kind, right, _, _ in parties_by_kind({"statements": want}, {"statements": have}, Scorer())]
    assert found == [("surname only", True), ("nobody's: surname only", False)]
