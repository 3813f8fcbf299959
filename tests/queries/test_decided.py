"""The questions that people ask about their own work: who is there, what to look at, what was decided, where two differ."""

from __future__ import annotations

import pytest

from made_readings import TEXT, bare, reading, report
from onrecord.errors import NotInRecord, UsageError
from onrecord.queries.actors import actors
from onrecord.queries.agreement import agreement, kappa
from onrecord.queries.brief import brief
from onrecord.queries.chains import chains
from onrecord.queries.decisions import decisions
from onrecord.queries.figures import figures
from onrecord.queries.next_steps import next_steps
from onrecord.queries.positions import positions
from onrecord.queries.review import review
from onrecord.queries.show import show
from onrecord.queries.statements import statements
from onrecord.queries.timeline import timeline
from onrecord.record.judging import Judge
from onrecord.record.judging_actors import ActorJudge
from onrecord.record.rows import Case
from onrecord.record.view import View
from onrecord.record.writer import Writer


@pytest.fixture
def view(record):
    writer = Writer(record)
    writer.put_case(Case("dam"))
    writer.put_case(Case("other"))
    writer.add(reading(), case="dam")
    writer.add(bare("weather", "It rained.", published="2026-03-11"), case="other")
    return View(record)


def judge(view, author="Ada"):
    return Judge(view.record, author)


def test_one_view_sees_a_decision_that_came_meanwhile(view):
    (before,) = figures(view, unit="people")
    judge(view).correct(before.id, {"value": "41", "unit": "soldiers"})
    assert figures(view, unit="people") == []
    (after,) = figures(view, unit="soldiers")
    assert (after.id, after.value, after.decision is not None) == (before.id, 41.0, True)
    Writer(view.record).undo(after.decision, "Ben")
    assert figures(view, unit="people") == [before]


def test_every_question_honours_decisions_as_the_brief_does(view):
    work = ActorJudge(view.record, "Ada")
    work.rename("Osmark", "Republic of Osmark")
    work.rename("Ilse Varga", "I. Varga")
    judge(view).correct(timeline(view)[0].id, {"date": "2026-03-20", "status": "moved"})
    judge(view).reject(figures(view)[0].id)
    page = brief(view, case="dam")
    assert {speaker.name for speaker in page.speakers} == {"I. Varga", "Republic of Osmark"}
    assert set(page.positions.parties) == {"Tarn", "Republic of Osmark"}
    assert [(row.date, row.actors) for row in page.happened] == [("2026-03-20", ("Tarn", "Republic of Osmark"))]
    assert [(row.date, row.who, row.status) for row in page.next_steps] == [
        ("2026-03-20", ("Tarn", "Republic of Osmark"), "moved")
    ]
    assert page.figures == ()
    assert {row.source for row in statements(view, by="Osmark")} == {"Republic of Osmark"}
    assert next_steps(view, party="Republic of Osmark") == next_steps(view, party="Osmark") != []
    assert len(statements(view, about="Varga")) == len(statements(view, about="I. Varga"))


def test_about_finds_the_mentions_of_those_who_were_merged(view):
    assert "Ilse Varga" not in {row.source for row in statements(view, about="osmark") if "offer" in row.words}
    ActorJudge(view.record, "Ada").merge("Ilse Varga", "Osmark")
    positions_now = positions(view, party="Osmark")
    assert positions_now.parties == ("Osmark",)
    assert {row.source for row in statements(view, by="Ilse Varga")} == {"Osmark"}


def test_relays_and_chains_have_the_names_of_today(record):
    Writer(record).add(
        reading(
            actors=(
                *reading().actors,
                reading()
                .actors[1]
                .model_copy(update={"id": "tarn-radio", "name": "Tarn Radio", "kind": "outlet", "party": None}),
            )
        )
    )
    ActorJudge(record, "Ada").rename("Tarn Radio", "Radio Tarn")
    assert [(chain.by, chain.of) for chain in chains(View(record))] == [("Harbour Post", "Radio Tarn")]


def test_what_was_rejected_is_not_shown_and_says_so(view):
    row = figures(view)[0]
    judge(view).reject(row.id)
    with pytest.raises(NotInRecord, match="was rejected; `onrecord decisions`"):
        show(view, row.id)
    assert "figures" not in {mark.layer for mark in show(view, "dam-1").marks}


def test_actors_are_counted_over_all_reports(view):
    Writer(view.record).add(reading(report(id="dam-2", published="2026-03-05")), case="dam")
    varga, osmark = actors(view)
    assert (varga.name, varga.id, varga.party, varga.mentions, varga.statements) == ("Ilse Varga", "ilse-varga", "Tarn", 4, 4)
    assert varga.reports == ("dam-1", "dam-2")
    assert "Élise Varga" in varga.aliases
    assert actors(view, case="other") == []
    assert actors(view, name="élise varga") == [varga]
    assert [row.reports for row in actors(View(view.record, known_on="2026-03-04"))] == [("dam-1",), ("dam-1",)]
    ActorJudge(view.record, "Ada").merge("Ilse Varga", "Osmark")
    (one,) = actors(view)
    assert (one.id, one.name, one.mentions, one.statements, "Ilse Varga" in one.aliases) == ("osmark", "Osmark", 6, 6, True)
    assert osmark.decision is None is not one.decision


def test_the_queue_begins_with_what_the_reader_was_least_sure_of(view):
    rows = review(view, case="dam", limit=None)
    sure = [0.5 if row.confidence is None else row.confidence for row in rows]
    assert sure == sorted(sure)
    assert rows[-1].confidence == 0.9
    assert {row.layer for row in rows} == {"statements", "events", "positions", "commitments", "next_steps", "figures", "dates"}
    promise = next(row for row in rows if row.layer == "commitments")
    assert promise.confidence == 0.9  # that of its statement
    assert [row.confidence for row in review(view, layers=["commitments"])] == [0.9]
    assert review(view, limit=1) == rows[:1]
    assert {row.layer for row in review(view, below=0.85, limit=None)} == {"statements", "events", "positions", "next_steps"}


def test_what_was_decided_is_not_queued_again(view):
    total = len(review(view, limit=None))
    first, second, third, *_ = (row for row in review(view, limit=None) if row.layer in {"figures", "dates"})
    judge(view).accept(first.id)
    judge(view).correct(second.id, {"value": "2026-03-10"} if second.layer == "dates" else {"value": "3"})
    judge(view).reject(third.id)
    left = review(view, limit=None)
    assert len(left) == total - 3
    assert not {first.id, second.id, third.id} & {row.id for row in left}
    done = judge(view).reviewed("dam-1")
    assert review(view, limit=None) == []
    Writer(view.record).undo(done, "Ben")
    assert len(review(view, limit=None)) == total - 3


def test_a_reviewed_report_comes_back_when_its_text_changes(view):
    judge(view).reviewed("dam-1")
    Writer(view.record).add(reading(report(text=TEXT + " More.")), case="dam")
    assert review(view) != []


def test_the_log_tells_what_was_decided_by_whom_and_what_no_longer_fits(view):
    work = Judge(view.record, "Ada", "heard the tape")
    first = work.correct(statements(view, by="Osmark")[0].id, {"source": "Ilse Varga", "kind": "mixed"})
    ActorJudge(view.record, "Ben").party("Ilse Varga", None)
    undo = Writer(view.record).undo(first, "Ben")
    rows = decisions(view)
    assert [(row.kind, row.author, row.undone) for row in rows] == [
        ("correct", "Ada", True), ("party", "Ben", False), ("undo", "Ben", False)
    ]  # fmt: skip
    assert (rows[0].about, rows[0].note) == ("kind: indirect -> mixed; source: Osmark -> Ilse Varga", "heard the tape")
    assert (rows[1].about, rows[2].undoes) == ("Ilse Varga speaks for nobody", first)
    Writer(view.record).undo(undo, "Ada")
    assert [row.author for row in decisions(view, standing=True)] == ["Ada", "Ben"]
    assert [row.kind for row in decisions(view, report="dam-1", author="Ada")] == ["correct", "undo"]
    assert decisions(view, adrift=True) == []
    Writer(view.record).add(bare("dam-1", "Another article altogether."), case="dam")
    assert [(row.id, row.problem) for row in decisions(view, adrift=True)] == [(first, "its words are gone")]
    earlier = View(view.record, known_on="2020-01-01")
    assert [row.problem for row in decisions(earlier, adrift=True)] == ["its report is not in view"]


def test_two_people_are_compared_on_what_both_judged(view):
    ada, ben = judge(view), judge(view, "Ben")
    by_words = {row.words: row.id for row in statements(view)}
    offer, ask = by_words["the offer"], by_words["We ask for nothing else,"]
    ada.reject(offer)
    ben.reject(offer)
    ada.correct(ask, {"kind": "mixed"})
    ben.correct(ask, {"kind": "indirect"})
    ada.accept(figures(view)[0].id)  # judged by one alone
    found = agreement(view, "dam-1", ("Ada", "Ben"))
    (layer,) = found.layers
    assert (layer.layer, layer.judged, layer.agreed, layer.share, found.reviewed) == ("statements", 2, 1, 0.5, ())
    assert [row.row for row in layer.differences] == [ask]
    assert layer.differences[0].verdicts == ('corrected: {"kind": "mixed"}', 'corrected: {"kind": "indirect"}')


def test_who_reviewed_a_report_has_judged_every_row_of_it(view):
    ada, ben = judge(view), judge(view, "Ben")
    ada.reject(figures(view)[0].id)
    ada.add("dates", "dam-1", "will meet", {"value": "2026-03-12"})
    ada.reviewed("dam-1")
    ben.reviewed("dam-1")
    layers = {layer.layer: layer for layer in agreement(view, "dam-1", ("Ada", "Ben")).layers}
    assert (layers["figures"].judged, layers["figures"].agreed) == (1, 0)
    assert (layers["statements"].judged, layers["statements"].share, layers["statements"].kappa) == (3, 1.0, None)
    assert (layers["dates"].judged, layers["dates"].agreed) == (3, 2)
    assert layers["dates"].differences[0].verdicts[1] == "not added"
    ben.accept(layers["dates"].differences[0].row)
    layers = {layer.layer: layer for layer in agreement(view, "dam-1", ("Ada", "Ben")).layers}
    assert layers["dates"].agreed == 3


def test_what_both_added_over_much_the_same_words_is_one(view):
    for person, words, day in (("Ada", "will meet in Lund", "2026-03-12"), ("Ben", "meet in Lund", "2026-03-13")):
        judge(view, person).add("next_steps", "dam-1", words, {"what": "talks", "date": day})
        judge(view, person).reviewed("dam-1")
    layers = {layer.layer: layer for layer in agreement(view, "dam-1", ("Ada", "Ben")).layers}
    assert (layers["next_steps"].judged, layers["next_steps"].agreed) == (2, 1)


@pytest.mark.parametrize(
    ("between", "error", "message"),
    [(("Ada", "Ada"), UsageError, "between two people"), (("Ada", "Eve"), UsageError, "'Eve' decided nothing.*who did: Ada")],
)
def test_an_agreement_needs_two_people_who_decided(view, between, error, message):
    judge(view).reviewed("dam-1")
    with pytest.raises(error, match=message):
        agreement(view, "dam-1", between)
    with pytest.raises(NotInRecord):
        agreement(view, "dam-9", ("Ada", "Ben"))


def test_kappa_is_what_is_left_of_agreement_without_chance():
    assert kappa([("a", "a"), ("b", "b")]) == 1.0
    assert kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")]) == 0.0
    assert kappa([("a", "a")]) is None
