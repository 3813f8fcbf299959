"""Who did what to whom, in invented sentences."""

from __future__ import annotations

import pytest

from counted import calls
from onrecord.annotate.events.find import find_events
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import load_directory

pytestmark = pytest.mark.model
VOCABULARY = Vocabulary(load_directory(), Codebook(name="none", issues=()))

WHO_WHOM = [
    pytest.param("Norway accused Sweden of cutting the cable.", "ACCUSE", ["Norway"], ["Sweden"], id="accuse"),
    pytest.param(
        "Norway demanded that Sweden withdraw its troops.", "REQUEST", ["Norway"], ["Sweden"], id="demand-of-the-clause"
    ),
    pytest.param("Norway urged Sweden to reopen the border.", "REQUEST", ["Norway"], ["Sweden"], id="urge"),
    pytest.param("The plan was rejected by Sweden.", "REJECT", ["Sweden"], [], id="agent-of-the-passive"),
    pytest.param("Norway attacked Sweden.", "ASSAULT", ["Norway"], ["Sweden"], id="attack"),
    pytest.param(
        "Norwegian troops seized two Swedish villages.", "ASSAULT", ["Norwegian"], ["Swedish"], id="troops-act-for-their-state"
    ),
    pytest.param("Norway and Sweden held talks in Geneva.", "CONSULT", ["Norway", "Sweden"], [], id="coordinated-subject"),
    pytest.param("Talks between Norway and Sweden began in Geneva.", "CONSULT", ["Norway", "Sweden"], [], id="talks-between"),
    pytest.param("Norway held talks with Sweden.", "CONSULT", ["Norway"], ["Sweden"], id="talks-with"),
    pytest.param("Norway threatened Sweden with sanctions.", "THREATEN", ["Norway"], ["Sweden"], id="threaten"),
    pytest.param("Norway imposed sanctions on Sweden.", "SANCTION", ["Norway"], ["Sweden"], id="support-verb"),
    pytest.param("Norway released 40 prisoners.", "CONCEDE", ["Norway"], [], id="release-of-prisoners"),
    pytest.param("Norway and Sweden signed an agreement.", "AGREE", ["Norway", "Sweden"], [], id="agreement-signed"),
    pytest.param("Workers in Bergen went on strike against the company.", "PROTEST", ["Workers"], None, id="strike"),
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), WHO_WHOM)
def test_who_did_it_to_whom(read, text, kind, actors, recipients):
    found = [e for e in read(text) if e.event.type == kind]
    assert [e.actors for e in found] == [actors]
    if recipients is not None:
        assert found[0].recipients == recipients


STATUSES = [
    pytest.param("Norway and Sweden met on Monday.", "happened", id="met"),
    pytest.param("Norway and Sweden will meet on Friday.", "planned", id="will-meet"),
    pytest.param("Norway and Sweden are due to meet on Friday.", "planned", id="due-to-meet"),
    pytest.param("Norway is expected to meet Sweden.", "planned", id="expected-to-meet"),
    pytest.param("Norway proposed holding talks with Sweden.", "proposed", id="proposed-holding"),
    pytest.param("Norway postponed its talks with Sweden.", "moved", id="postponed"),
    pytest.param("Norway cancelled its talks with Sweden.", "called-off", id="cancelled"),
    pytest.param("Norway called off its talks with Sweden.", "called-off", id="called-off"),
    pytest.param("Norway did not meet Sweden.", "denied", id="did-not-meet"),
    pytest.param("Norway continued to negotiate with Sweden.", "happened", id="continued-to"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_status(read, text, status):
    assert [e.event.status for e in read(text) if e.event.type == "CONSULT"] == [status]


def test_what_is_demanded_is_no_event_of_its_own(read):
    assert [e.event.type for e in read("Norway demanded that Sweden withdraw its troops.")] == ["REQUEST"]


def test_a_condition_is_no_event(read):
    assert read("The cable would be safe if Norway attacked Sweden.") == []


def test_one_meeting_told_twice_is_one_event(read):
    found = read(
        "Norway and Sweden held talks on Monday. The talks between Norway and Sweden took place in Geneva.",
        {"Monday": "2031-05-12"},
    )
    assert [e.event.type for e in found] == ["CONSULT"]
    assert (found[0].value(found[0].event.date), found[0].place) == ("2031-05-12", "Geneva")


def test_the_date_of_speaking_does_not_date_what_was_said(read):
    found = read("Norway said on Monday that Sweden attacked Norway.", {"Monday": "2031-05-12"})
    assert [(e.event.type, e.event.date) for e in found] == [("ASSAULT", None)]


def test_a_deadline_is_not_the_date(read):
    (event,) = read("Norway agreed to withdraw its troops by 1 June.", {"1 June": "2031-06-01"})
    assert (event.value(event.event.date), event.value(event.event.deadline)) == (None, "2031-06-01")


@pytest.mark.parametrize("text", ["", "\n\n", "🙂🙂 🙂", "MEET TALKS ATTACK", "Переговоры прошли.", "“" * 50, "e\u0301" * 100])
def test_hostile_input_yields_no_event(read, text):
    assert read(text) == []


def test_a_possessor_beside_a_name_is_not_taken_for_its_owner(read):
    found = read("Envoy Anna Lindqvist and President Dahl’s son-in-law Karl Holm met the Swedish prime minister.")
    assert not any("Dahl" in name and "Holm" not in name for e in found for name in e.actors)


def test_meetings_of_different_days_stay_apart(read):
    found = read(
        "Norway and Sweden met on Monday. Norway and Sweden met again on Tuesday.",
        {"Monday": "2031-05-12", "Tuesday": "2031-05-13"},
    )
    assert [e.value(e.event.date) for e in found] == ["2031-05-12", "2031-05-13"]


def test_of_one_meeting_the_narrower_day_is_kept(read):
    found = read(
        "Norway and Sweden met this week. Norway and Sweden met on Tuesday.", {"this week": "2031-W20", "Tuesday": "2031-05-13"}
    )
    assert [e.value(e.event.date) for e in found] == ["2031-05-13"]


def test_talks_on_a_country_are_not_held_there(read):
    assert [e.place for e in read("Norway and Sweden held talks on Denmark.")] == [None]


def test_cost_grows_linearly_with_a_paragraph(parse):
    def cost(times: int) -> int:
        document = parse("Norway and Sweden met on Monday, and Norway accused Sweden of spying. " * times)
        return calls(lambda: find_events(document, VOCABULARY))

    cost(1)  # what is loaded on first use
    assert cost(400) < 12 * cost(40)
