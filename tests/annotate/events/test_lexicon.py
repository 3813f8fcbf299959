"""The vocabulary of events: sixteen types, and entries that say what they need."""

from __future__ import annotations

import pytest

from onrecord.annotate.events.lexicon import load_events, parse_entry
from onrecord.errors import InvalidVocabulary

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def test_the_types_are_the_sixteen_of_plover():
    assert set(load_events().quads) == PLOVER


def test_every_class_that_an_entry_names_exists():
    lexicon = load_events()
    entries = [e for table in (lexicon.verbs, lexicon.nouns) for group in table.values() for e in group]
    named = {name for e in entries for name in (e.wants, e.refuses) if name is not None}
    assert {name.removeprefix("own-") for name in named} - set(lexicon.classes) == {"actor"}


def test_every_means_is_a_class():
    lexicon = load_events()
    assert lexicon.means <= set(lexicon.classes)


def test_an_entry_says_what_it_needs():
    entry = parse_entry("hand ~over +captive to|back", "CONCEDE", 0)
    assert (entry.lemma, entry.particles, entry.wants, entry.prepositions) == ("hand", {"over"}, "captive", {"to", "back"})


def test_the_entry_that_needs_more_comes_first():
    assert [e.rank for e in load_events().verbs["withdraw"]] == sorted(
        (e.rank for e in load_events().verbs["withdraw"]), reverse=True
    )


def test_an_entry_without_a_lemma_is_named():
    with pytest.raises(InvalidVocabulary, match=r"\+land"):
        parse_entry("+land", "ASSAULT", 0)
