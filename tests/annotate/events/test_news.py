"""Events of invented news, by the rules alone: the table news.txt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from onrecord.annotate.events.find import find_events
from onrecord.annotate.pipeline import annotate_document
from onrecord.model import Report
from onrecord.model.reading import Event
from onrecord.reader import Reader, load_reader

pytestmark = pytest.mark.model


class Case(NamedTuple):
    """A row of the table; "-" is not asked, "" is unknown or nobody."""

    name: str
    text: str
    type: str
    actors: str
    recipients: str
    date: str
    place: str
    status: str


def rows() -> list[Case]:
    lines = Path(__file__).with_name("news.txt").read_text(encoding="utf-8").splitlines()
    return [Case(*(cell.strip() for cell in line.split("|"))) for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def events_of(reader: Reader, text: str) -> tuple[Event, ...]:
    vocabulary = replace(reader.vocabulary, model=None)
    document = annotate_document(Report(id="r", text=text, published="2031-05-14", language="en"), reader.language, vocabulary)
    document.annotations.events = find_events(document, vocabulary)
    return reader.resolve(document.annotations).events


def names(wanted: str, found: tuple[str, ...]) -> bool:
    """Whether the names found are those wanted: "A & B" both, "A / B" one of them, "" nobody."""
    if wanted in ("", "-"):
        return wanted == "-" or not found
    if " & " in wanted:
        return set(wanted.split(" & ")) <= set(found)
    return bool(set(wanted.split(" / ")) & set(found))


def fits(case: Case, event: Event) -> bool:
    """Whether an event is what the case asks for."""
    sides = event.actors + event.recipients if " & " in case.actors else event.actors
    return (
        event.type in case.type.split(" / ")
        and names(case.actors, sides)
        and names(case.recipients, event.recipients)
        and case.date in ("-", event.date or "")
        and case.place in ("-", event.place or "")
        and event.status in case.status.split(" / ")
    )


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in rows()])
def test_who_did_what_to_whom(reader, case):
    found = events_of(reader, case.text)
    assert any(fits(case, event) for event in found), [event.model_dump(exclude={"id", "span"}) for event in found]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("If Sweden attacks the port, Norway will respond, Erik Dahl said.", id="condition"),
        pytest.param("Talks are difficult, and nobody knows how long they will last.", id="talks-in-general"),
        pytest.param("The weather in Oslo was mild on Tuesday.", id="no-act"),
        pytest.param("The decision was met with relief among allies of Norway.", id="relief"),
        pytest.param("Norway faces pressure from the cold and a weak krone.", id="pressure"),
        pytest.param("Norway has begun a campaign to teach children to swim.", id="campaign"),
        pytest.param("The earthquake killed 40 people in Bergen on Monday.", id="earthquake"),
        pytest.param("Forty people were killed in a train crash in Bergen on Monday.", id="crash"),
        pytest.param("The dispute requires a political dimension.", id="requires"),
        pytest.param("The two sides disagree on the extent of the withdrawal of Swedish troops.", id="only-named"),
        pytest.param("Norway wants to deter and defend against Swedish aggression.", id="guarded-against"),
        pytest.param("The dispute could lead to the collapse of the talks between Norway and Sweden.", id="may-collapse"),
        pytest.param("Norway is still committed to dialogue.", id="how-things-stand"),
        pytest.param("Most members agree.", id="opinion"),
        pytest.param("Allegations that Swedish officials have hacked into computers are not new.", id="alleged"),
        pytest.param("Three people were injured in a fire at a hotel in Bergen on Monday.", id="fire"),
        pytest.param("Vantar's board recommended that shareholders accept the offer.", id="recommended"),
        pytest.param("Analysts said Norway should raise interest rates.", id="advice-of-no-party"),
    ],
)
def test_what_is_no_event(reader, text):
    assert not [event for event in events_of(reader, text) if event.status == "happened"]


def test_what_nobody_does_to_anybody_is_no_event(reader):
    assert not events_of(reader, "He was threatened by nobody.")
