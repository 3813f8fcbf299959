from __future__ import annotations

import pytest

from onrecord.annotate.document import parse_document
from onrecord.annotate.language import load_language
from onrecord.annotate.relays import find_relays
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.report import Report
from onrecord.scheme.actor_entry import ActorEntry
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory

pytestmark = pytest.mark.model

OUTLETS = ("Harbour Herald", "Ostvar Courier", "Delta Wire", "Nordmark Radio")
VOCABULARY = Vocabulary(
    Directory(tuple(ActorEntry(id=name.lower(), name=name, kind="outlet") for name in OUTLETS)), Codebook("none", ())
)


def relays(text, publisher=None):
    document = parse_document(Report(id="r", text=text, publisher=publisher), load_language())
    found = find_relays(document, VOCABULARY)
    for relay in found:
        assert relay.span.covers(relay.of)
    return [
        (text[relay.by.start : relay.by.end] if relay.by else None, text[relay.of.start : relay.of.end], relay.scope)
        for relay in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The dam burst, the Ostvar Courier reports, citing Delta Wire.",
            [(None, "Ostvar Courier", "sentence"), ("Ostvar Courier", "Delta Wire", "sentence")],
            id="citing",
        ),
        pytest.param(
            "The lake shrank, according to a Delta Wire analysis of Hydromet data.",
            [("Delta Wire", "Hydromet", "sentence")],
            id="analysis of data",
        ),
        pytest.param("The mayor told Delta Wire that all was well.", [(None, "Delta Wire", "sentence")], id="told"),
        pytest.param("Delta Wire reported that the dam burst.", [(None, "Delta Wire", "sentence")], id="reported"),
        pytest.param("Delta Wire quoted the mayor as saying all was well.", [(None, "Delta Wire", "sentence")], id="quoted"),
        pytest.param("The dam burst, according to Nordmark Radio.", [(None, "Nordmark Radio", "sentence")], id="according to"),
        pytest.param(
            "“All well,” she said in an interview with Delta Wire.", [(None, "Delta Wire", "sentence")], id="interview"
        ),
        pytest.param("OSTVAR, Feb 3 (Delta Wire) - The dam burst.", [(None, "Delta Wire", "report")], id="dateline"),
        pytest.param("The dam burst.\nAdditional reporting by Delta Wire.", [(None, "Delta Wire", "report")], id="credit"),
        pytest.param(
            "The dam burst.\nWith files from Delta Wire and Nordmark Radio",
            [(None, "Delta Wire", "report"), (None, "Nordmark Radio", "report")],
            id="credit of two",
        ),
        pytest.param(
            "The mayor told Delta Wire that all was well. The mayor told Delta Wire so twice.",
            [(None, "Delta Wire", "sentence")],
            id="each pair once",
        ),
        pytest.param(
            "The Gull newspaper quoted the mayor as saying all was well.", [(None, "Gull", "sentence")], id="by form alone"
        ),
        pytest.param(
            "The Ostvar Courier and the daily Gull reported that all was well.",
            [(None, "Ostvar Courier", "sentence"), (None, "Gull", "sentence")],
            id="two together",
        ),
        pytest.param(
            "In a Delta Wire interview, the mayor said all was well.", [(None, "Delta Wire", "sentence")], id="its interview"
        ),
        pytest.param(
            "The minister told the Daglig Allehande that all was well.",
            [(None, "Daglig Allehande", "sentence")],
            id="shown by being told",
        ),
        pytest.param(
            "Bellow Post Corporation told the Nordmark Parliament that all was well.", [], id="a body that is told is no outlet"
        ),
        pytest.param("The mayor spoke live on state television.", [], id="a channel that is only described"),
        pytest.param("The mayor told reporters that all was well.", [], id="reporters are no outlet"),
        pytest.param("The space agency said the probe was lost.", [], id="an agency that carries no news"),
        pytest.param("", [], id="empty"),
    ],
)
def test_hops_that_the_words_name(text, expected):
    assert relays(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The mayor told the Harbour Herald that all was well.",
        "OSTVAR (Harbour Herald) - The dam burst.",
        "She said so in an interview with Delta Wire and the Harbour Herald.",
    ],
)
def test_publisher_does_not_relay_itself(text):
    assert relays(text, publisher="Harbour Herald") == []
