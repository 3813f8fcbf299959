"""Who is who, as people decided: over every layer, for reports added later, by name and by id, and what is refused."""

from __future__ import annotations

import pytest

from made_readings import bare, reading, report, span_of
from onrecord.errors import NotInRecord, UsageError
from onrecord.model import Actor, Event, Mention, Position, SourceRef, Statement
from onrecord.record.forget import forget
from onrecord.record.judging_actors import ActorJudge
from onrecord.record.known_actors import is_name
from onrecord.record.view import View
from onrecord.record.writer import Writer

MET = "Elise Warga said the guards would go. A senior guard said nothing of it. Warga will meet Osmark."


def met_once(report_id="dam-2", text=MET, name="Elise Warga", **changes):
    """A report that knows a person by another name, and somebody whom it does not name."""
    local, guard = f"{report_id}:{text.index(name)}-9", f"{report_id}:40-55"

    def at(words, nth=0):
        return span_of(words, text, nth)

    layers = {
        "actors": (Actor(id=local, name=name, kind="person"), Actor(id=guard, name="a senior guard", kind="person")),
        "mentions": (Mention(span=at(name), actor=local), Mention(span=at("A senior guard"), actor=guard)),
        "statements": (
            Statement(
                id="s1", source=SourceRef(name=name, actor=local), source_span=(at(name),), cue="said", cue_span=(at("said"),),
                content_span=(at("the guards would go"),), kind="indirect", via=(name,),
            ),
            Statement(
                id="s2", source=SourceRef(name="a senior guard", actor=guard), source_span=(at("A senior guard"),), cue="said",
                cue_span=(at("said", 1),), content_span=(at("nothing of it"),), kind="indirect", addressee=name,
            ),
        ),
        "positions": (
            Position(id="p1", actor=name, issue="troop-withdrawal", stance="support", span=at("the guards would go"), statement="s1"),
        ),
        "events": (
            Event(
                id="e1", type="CONSULT", status="planned", actors=(name, "Osmark"), recipients=("Ilse Varga", name),
                span=at("Warga will meet Osmark"),
            ),
        ),
    }  # fmt: skip
    return bare(report_id, text, publisher="Daily Ledger", published="2026-03-10").model_copy(update={**layers, **changes})


@pytest.fixture
def writer(record):
    writer = Writer(record)
    writer.add(reading())
    writer.add(met_once())
    return writer


@pytest.fixture
def judge(writer):
    return ActorJudge(writer.record, "Ada")


def view_of(writer):
    return View(writer.record)


def said_by(writer, key, **asked):
    return [row.words for row in view_of(writer).rows("statements", named=[View.named("by speaks_for", {key})], **asked)]


def names(writer):
    return {row.item.name for row in view_of(writer).rows("actors")}


def test_a_merge_is_seen_in_every_layer(writer, judge):
    done = judge.merge("Elise Warga", "Ilse Varga")
    view = view_of(writer)
    asked = {"reports": ["dam-2"]}
    statement, other = view.rows("statements", **asked)
    assert statement.item.source == SourceRef(name="Ilse Varga", actor="ilse-varga", speaks_for="Tarn")
    assert (statement.item.via, other.item.addressee, statement.decision) == (("Ilse Varga",), "Ilse Varga", done)
    (position,) = view.rows("positions", **asked)
    assert position.item.actor == "Tarn"  # a position is the party's for which its speaker speaks
    (event,) = view.rows("events", **asked)
    assert (event.item.actors, event.item.recipients) == (("Ilse Varga", "Osmark"), ("Ilse Varga",))
    assert [row.item.actor for row in view.rows("mentions", **asked)] == ["ilse-varga", "dam-2:40-55"]
    actor = view.rows("actors", **asked)[0].item
    assert (actor.id, actor.party, "Elise Warga" in actor.aliases) == ("ilse-varga", "Tarn", True)


def test_a_merged_actor_is_found_by_either_name_and_by_the_party(writer, judge):
    judge.merge("Elise Warga", "Varga")
    view = view_of(writer)
    for asked in ("Elise Warga", "Ilse Varga", "Varga", "Tarn"):
        rows = view.rows("statements", named=[view.named("by speaks_for", view.canonical_names(asked))])
        assert len(rows) == 3, asked
    positions = view.rows("positions", named=[view.named("by", {"tarn"})])
    assert [row.head.report_id for row in positions] == ["dam-1", "dam-2"]


def test_a_decision_holds_for_reports_added_later(writer, judge):
    judge.merge("Elise Warga", "Ilse Varga")
    judge.rename("Osmark", "Republic of Osmark")
    writer.add(met_once("dam-3"))
    later = view_of(writer).rows("statements", reports=["dam-3"])
    assert later[0].item.source.name == "Ilse Varga"
    (event,) = view_of(writer).rows("events", reports=["dam-3"])
    assert event.item.actors == ("Ilse Varga", "Republic of Osmark")


def test_an_undo_takes_a_merge_back_and_an_undo_of_the_undo_brings_it_again(writer, judge):
    undo = writer.undo(judge.merge("Elise Warga", "Ilse Varga"), "Ben")
    assert said_by(writer, "ilse varga", reports=["dam-2"]) == []
    writer.undo(undo, "Ada")
    assert said_by(writer, "ilse varga", reports=["dam-2"]) == ["the guards would go"]


def test_a_merge_of_a_merge_leads_to_the_last(writer, judge):
    judge.merge("Elise Warga", "Ilse Varga")
    last = judge.merge("Ilse Varga", "Osmark")
    assert said_by(writer, "osmark") != []
    assert {row.item.source.name for row in view_of(writer).rows("statements") if "guard" not in row.item.source.name} == {
        "Osmark"
    }
    writer.undo(last, "Ben")
    assert said_by(writer, "ilse varga", reports=["dam-2"]) == ["the guards would go"]


def test_a_split_takes_a_merge_back(writer, judge):
    judge.merge("Elise Warga", "Ilse Varga")
    judge.split("Elise Warga", [])
    assert said_by(writer, "elise warga") == ["the guards would go"]
    with pytest.raises(UsageError, match="merged into nobody"):
        judge.split("Elise Warga", [])


def test_a_split_in_a_report_makes_somebody_of_their_own(writer, judge):
    writer.add(reading(report(id="dam-4")))
    judge.split("Ilse Varga", ["dam-4"], "Inge Varga")
    sources = {
        (row.head.report_id, row.item.source.name, row.item.source.speaks_for) for row in view_of(writer).rows("statements")
    }
    assert ("dam-4", "Inge Varga", None) in sources
    assert ("dam-1", "Ilse Varga", "Tarn") in sources
    assert len(said_by(writer, "inge varga")) == 2
    assert len(said_by(writer, "ilse varga")) == 2
    ids = {row.item.actor for row in view_of(writer).rows("mentions", reports=["dam-4"])}
    (made,) = ids - {"osmark"}
    assert made.startswith("u-")
    judge.party(made, "Osmark")
    assert len(said_by(writer, "osmark", reports=["dam-4"])) == 3
    judge.rename("Inge Varga", "Inga Varga")
    assert len(said_by(writer, "inga varga")) == 2


def test_a_rename_is_seen_and_the_old_name_still_finds(writer, judge):
    judge.rename("Osmark", "Republic of Osmark")
    view = view_of(writer)
    for asked in ("Osmark", "republic of osmark"):
        (row,) = view.rows("statements", named=[view.named("by speaks_for", view.canonical_names(asked))])
        assert row.item.source == SourceRef(name="Republic of Osmark", actor="osmark", speaks_for="Republic of Osmark")
    assert "Osmark" not in names(writer)
    judge.rename("Osmark", "Osmark")  # the name of before
    assert "Osmark" in names(writer)


def test_a_party_is_given_to_statements_and_own_positions(writer, judge):
    judge.party("Elise Warga", "Osmark")
    assert said_by(writer, "osmark", reports=["dam-2"]) == ["the guards would go"]
    (row,) = view_of(writer).rows("positions", reports=["dam-2"], named=[View.named("by", {"osmark"})])
    assert row.item.actor == "Osmark"
    judge.party("Ilse Varga", None)
    (own,) = view_of(writer).rows("positions", named=[View.named("by", {"ilse varga"})])
    assert own.item.actor == "Ilse Varga"
    assert said_by(writer, "tarn") == []


def test_what_was_said_on_nobodys_behalf_stays_so_when_a_party_is_given(writer, judge):
    aside = reading().statements[1].model_copy(update={"source": SourceRef(name="Ilse Varga", actor="ilse-varga")})
    writer.add(reading(report(id="dam-5"), statements=(aside,), positions=(), commitments=()))
    judge.party("Ilse Varga", "Osmark")
    assert said_by(writer, "osmark", reports=["dam-5"]) == []
    assert len(said_by(writer, "osmark", reports=["dam-1"])) == 3


def test_a_rejected_actor_is_nobody(writer, judge):
    judge.reject("Elise Warga")
    view = view_of(writer)
    assert "Elise Warga" not in names(writer)
    statement, other = view.rows("statements", reports=["dam-2"])
    assert (statement.item.source, statement.item.via, other.item.addressee) == (None, (), None)
    assert view.rows("positions", reports=["dam-2"]) == []
    (event,) = view.rows("events", reports=["dam-2"])
    assert (event.item.actors, event.item.recipients) == (("Osmark",), ("Ilse Varga",))
    assert len(view.rows("mentions", reports=["dam-2"])) == 1
    with pytest.raises(UsageError, match="was rejected"):
        judge.reject("Elise Warga")


def test_somebody_unnamed_stays_in_their_report(writer, judge):
    writer.add(met_once("dam-6"))
    with pytest.raises(UsageError, match=r"several actors.*dam-2:40-55.*dam-6:40-55"):
        judge.merge("a senior guard", "Ilse Varga")
    judge.merge("dam-2:40-55", "Ilse Varga")
    assert said_by(writer, "ilse varga", reports=["dam-2", "dam-6"]) == ["nothing of it"]


def test_what_was_decided_of_one_outlives_an_edit_that_moves_them(writer, judge):
    judge.merge("dam-2:40-55", "Ilse Varga")
    moved = "Corrected. " + MET
    writer.add(met_once(text=moved))
    assert said_by(writer, "ilse varga", reports=["dam-2"]) == ["nothing of it"]


def test_a_name_that_only_a_forgotten_report_had_is_in_no_decision(writer, judge, path):
    judge.merge("dam-2:40-55", "Ilse Varga")
    judge.merge("Elise Warga", "Ilse Varga")
    kept = judge.rename("Ilse Varga", "I. Varga")
    forget(writer.record, "dam-2", "a court order", "Ann")
    assert [one.id for one in view_of(writer).decisions()] == [kept]
    writer.record.close()
    assert b"Warga" not in path.read_bytes()


def test_a_name_that_another_report_has_keeps_its_decision_when_one_is_forgotten(writer, judge):
    writer.add(met_once("dam-7"))
    judge.merge("Elise Warga", "Ilse Varga")
    forget(writer.record, "dam-2", "a court order", "Ann")
    assert said_by(writer, "ilse varga", reports=["dam-7"]) == ["the guards would go"]


REFUSED = [
    (lambda j: j.merge("Nobody", "Osmark"), NotInRecord, "no actor of record .* is called 'Nobody'"),
    (lambda j: j.merge("Osmark", "osmark"), UsageError, "are one actor already"),
    (lambda j: j.merge("Varga", "Ilse Varga"), UsageError, "are one actor already"),
    (lambda j: j.rename("Osmark", " "), UsageError, "needs a name"),
    (lambda j: j.rename("Osmark", "Osmark"), UsageError, "called so already"),
    (lambda j: j.rename("Osmark", "Ilse Varga"), UsageError, "merge them"),
    (lambda j: j.party("Osmark", " "), UsageError, "a party needs a name"),
    (lambda j: j.split("Nobody", []), NotInRecord, "'Nobody'"),
    (lambda j: j.split("Osmark", ["dam-9"]), NotInRecord, "dam-9"),
    (lambda j: j.split("Elise Warga", ["dam-1"]), UsageError, "report dam-1 has no actor"),
    (lambda j: j.split("Osmark", [], "Other"), UsageError, "give --report too"),
]


@pytest.mark.parametrize(("act", "error", "message"), REFUSED, ids=[case[2] for case in REFUSED])
def test_what_cannot_be_is_refused_and_nothing_is_written(writer, judge, act, error, message):
    with pytest.raises(error, match=message):
        act(judge)
    assert view_of(writer).decisions() == []


def test_merges_close_no_circle(judge):
    judge.merge("Elise Warga", "Ilse Varga")
    for one, into in (("Ilse Varga", "Elise Warga"), ("Elise Warga", "Osmark"), ("Elise Warga", "Ilse Varga")):
        with pytest.raises(UsageError, match="'Elise Warga' was merged into 'Ilse Varga'"):
            judge.merge(one, into)


def test_a_circle_that_undoing_an_undo_would_close_is_listed_and_left_out(writer, judge):
    undo = writer.undo(judge.merge("Elise Warga", "Ilse Varga"), "Ada")
    judge.merge("Ilse Varga", "Elise Warga")
    writer.undo(undo, "Ben")
    view = view_of(writer)
    assert [(fit.decision.kind, fit.problem) for fit in view.fits() if not fit.held] == [
        ("merge", "it would close a circle of merges")
    ]
    assert {row.item.name for row in view.rows("actors", reports=["dam-1"])} == {"Ilse Varga", "Osmark"}


def test_decisions_follow_the_clock_of_the_record(writer, judge):
    judge.merge("Elise Warga", "Ilse Varga")
    earlier = View(writer.record, recorded_by="2026-01-01T00:00:00")
    assert not earlier.overlay()
    assert View(writer.record, known_on="2026-03-10").rows("statements", reports=["dam-2"])[0].item.source.name == "Ilse Varga"


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Elise Warga", "person", True), ("Bank of Tarn", "organisation", True), ("Oke van der Brandt", "person", True),
        ("a senior guard", "person", False), ("Western officials", "group", False), ("spokesman", "person", False),
        ("The minister", "person", False), ("", "person", False),
    ],
)  # fmt: skip
def test_names_are_told_from_descriptions(name, kind, expected):
    assert is_name(name, kind) is expected
