"""One statement in many reports, over a record: clusters as reports come, and the questions about them."""

from __future__ import annotations

import pytest

from made_readings import bare, span_of
from onrecord.errors import NotInRecord
from onrecord.model import Actor, Relay, SourceRef, Statement
from onrecord.queries.drifts import drifts
from onrecord.queries.same import same
from onrecord.record.forget import forget
from onrecord.record.view import View
from onrecord.record.writer import Writer
from onrecord.relate.derived import read
from onrecord.relate.refresh import refresh
from onrecord.relate.said import Speaker
from onrecord.relate.same_record import KIND, MAKER, Unpacked, pack

pytestmark = pytest.mark.model

VARGA = Actor(id="ilse-varga", name="Ilse Varga", kind="person", party="Tarn")
OPEN = "that Tarn would open the sluices of the dam before the summer"
QUOTE = "We will open the sluices of the dam before summer"
OTHER = "that forty guards had been sent home from the harbour"


def add(record, report_id, *contents, published="2026-03-04", publisher=None, of=None, name="Ilse Varga", actor="ilse-varga"):
    text = "\n".join(f"{name} said {content}." for content in contents)
    source = SourceRef(name=name, actor=actor, speaks_for="Tarn")
    relays = () if of is None else (Relay(by=publisher, of=of, span=None, verb="citing", scope="report"),)
    made = bare(report_id, text, published=published, publisher=publisher or report_id, language="en", relays=relays)
    statements = tuple(
        Statement(
            id=f"s{number}",
            source=source,
            source_span=(span_of(name, text, number),),
            cue="said",
            cue_span=(span_of("said", text, number),),
            content_span=(span_of(content, text),),
            kind="indirect",
        )
        for number, content in enumerate(contents)
    )
    Writer(record).add(made.model_copy(update={"statements": statements, "actors": (VARGA,)}))
    refresh(record, [MAKER])


def clusters(record):
    found = {}
    for one in read(View(record), KIND):
        found.setdefault(one.cluster, set()).add(one.report_id)
    return sorted(map(sorted, found.values()))


def test_a_lead_and_its_quote_meet_and_other_things_do_not(record):
    add(record, "a", OPEN, OTHER)
    add(record, "b", QUOTE)
    assert clusters(record) == [["a", "b"]]


def test_reports_that_come_one_by_one_give_what_all_at_once_give(record):
    for number, content in enumerate((OPEN, OTHER, QUOTE, OPEN, OTHER)):
        add(record, f"r{number}", content, published=f"2026-03-0{4 + number % 2}")
    came = read(View(record), KIND)
    refresh(record, [MAKER], anew=True)
    assert came == read(View(record), KIND)
    assert clusters(record) == [["r0", "r2", "r3"], ["r1", "r4"]]


def test_what_is_said_again_a_month_later_stands_alone(record):
    add(record, "a", OPEN)
    add(record, "b", OPEN, published="2026-04-06")
    assert clusters(record) == []


def test_a_forgotten_report_leaves_its_cluster(record):
    for name in "abc":
        add(record, name, OPEN)
    forget(record, "c", "a court order", "Ada")
    refresh(record, [MAKER])
    assert clusters(record) == [["a", "b"]]


def test_a_claim_counts_its_reports(record):
    add(record, "a", OPEN, OTHER)
    add(record, "b", QUOTE)
    [claim] = same(View(record))
    assert (claim.source, claim.reports, [row.report for row in claim.tellings]) == ("Ilse Varga", 2, ["a", "b"])
    assert same(View(record), of="b") == [claim]
    assert same(View(record), of=claim.tellings[0].id) == [claim]
    with pytest.raises(NotInRecord):
        same(View(record), of="nobody")


def test_a_hedge_that_a_later_telling_drops_is_drift(record):
    add(record, "a", "that Tarn would probably open the sluices of the dam before the summer")
    add(record, "b", OPEN, published="2026-03-06")
    [row] = drifts(View(record))
    assert (row.earlier.report, row.later.report, row.order) == ("a", "b", "later")
    assert [change.kind for change in row.changes] == ["hedge-dropped"]


def test_a_source_that_a_relay_makes_anonymous_is_drift(record):
    add(record, "a", OPEN, publisher="Harbour Post")
    add(record, "b", OPEN, publisher="Lund Times", of="Harbour Post", name="an official", actor="b:0-11")
    [row] = drifts(View(record))
    assert (row.earlier.report, row.later.report, row.order) == ("a", "b", "relayed")
    assert [change.kind for change in row.changes] == ["source-anonymous"]


def test_vectors_are_kept_as_bytes_without_changing_what_is_near():
    from types import SimpleNamespace

    import numpy as np

    vectors = np.random.default_rng(1).normal(size=(3, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    speaker = Speaker("Ilse Varga", "ilse-varga", "person", "Tarn")
    kept = Unpacked(pack([SimpleNamespace(vector=one, speaker=speaker) for one in vectors]))("", [(), (), ()])
    assert np.abs(kept @ kept.T - vectors @ vectors.T).max() < 0.02
