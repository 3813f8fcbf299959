"""What people decide about rows: laid over every question, undone, kept over a reread and an edit, refused when it cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_readings import READER, TEXT, bare, reading, report, span_of
from onrecord.errors import NotInRecord, OnrecordError, UsageError
from onrecord.model import Event, Timex
from onrecord.record.judging import Judge
from onrecord.record.judging_actors import ActorJudge
from onrecord.record.layers import LAYERS
from onrecord.record.open import open_record
from onrecord.record.reread import reread
from onrecord.record.verify import verify
from onrecord.record.view import View
from onrecord.record.writer import Writer


@pytest.fixture
def writer(record):
    writer = Writer(record)
    writer.add(reading())
    return writer


@pytest.fixture
def judge(writer):
    return Judge(writer.record, "Ada", "why not")


def rows(record, layer, **asked):
    return View(record).rows(layer, **asked)


def the(record, layer, words):
    (row,) = [row for row in rows(record, layer) if words in row.words]
    return row


CORRECTIONS = [
    ("statements", "the offer", {"source": "Varga"}, lambda s: (s.source.name, s.source.actor, s.source.speaks_for),
     ("Ilse Varga", "ilse-varga", "Tarn")),
    ("statements", "the offer", {"source": "A passer-by"}, lambda s: (s.source.name, s.source.speaks_for), ("A passer-by", None)),
    ("statements", "the offer", {"source": "none"}, lambda s: s.source, None),
    ("statements", "the offer", {"party": "none"}, lambda s: s.source.speaks_for, None),
    ("statements", "the offer", {"kind": "mixed"}, lambda s: s.kind, "mixed"),
    ("statements", "the offer", {"via": ["Tarn Radio", "Harbour Post"]}, lambda s: s.via, ("Tarn Radio", "Harbour Post")),
    ("statements", "the offer", {"content": "rejected the offer"}, lambda s: s.content_span, (span_of("rejected the offer"),)),
    ("events", "will meet", {"type": "COOPERATE", "date": "2026-W11"}, lambda e: (e.type, e.date), ("COOPERATE", "2026-W11")),
    ("events", "will meet", {"who": ["Tarn"], "to": ["Osmark"], "place": "none"},
     lambda e: (e.actors, e.recipients, e.place), (("Tarn",), ("Osmark",), None)),
    ("dates", "Tuesday", {"value": "2026-03-10"}, lambda d: d.value, "2026-03-10"),
    ("figures", "40", {"value": "1,400", "bound": "exact", "of": "captives"}, lambda f: (f.value, f.bound, f.of),
     (1400.0, "exact", "captives")),
    ("positions", "guards", {"party": "Osmark", "stance": "offer", "issue": "other:dam"},
     lambda p: (p.actor, p.stance, p.issue), ("Osmark", "offer", "other:dam")),
    ("next_steps", "will meet", {"what": "a second round", "who": ["Osmark"]}, lambda n: (n.what, n.who),
     ("a second round", ("Osmark",))),
    ("commitments", "sluices", {"status": "broken"}, lambda c: c.status, "broken"),
]  # fmt: skip


def shown_as(value):
    """The same name in every process: a function's own has its address."""
    return "seen" if callable(value) else str(value)[:30]


@pytest.mark.parametrize(("layer", "words", "given", "seen", "expected"), CORRECTIONS, ids=shown_as)
def test_a_correction_is_seen_at_once_and_taken_back_by_an_undo(writer, judge, layer, words, given, seen, expected):
    before = the(writer.record, layer, words)
    done = judge.correct(before.id[:8], given)
    (after,) = rows(writer.record, layer, among={"id": [before.id]})
    assert (seen(after.item), after.decision) == (expected, done)
    assert after.words == "rejected the offer" or after.words == before.words
    assert [row.id for row in rows(writer.record, layer)] == [row.id for row in rows(writer.record, layer, as_read=True)]
    writer.undo(done, "Ben")
    assert rows(writer.record, layer) == rows(writer.record, layer, as_read=True)


@pytest.mark.parametrize(("layer", "words", "given", "seen", "expected"), CORRECTIONS, ids=shown_as)
def test_a_correction_outlives_a_reread_and_an_edit(writer, judge, layer, words, given, seen, expected):
    judge.correct(the(writer.record, layer, words).id, given)
    newer = READER.model_copy(update={"reader": "onrecord 0.2.0"})
    assert all(done.failure is None for done in reread(writer.record, lambda source: reading(source, newer)))
    edited = "CORRECTED on 5 March: a name.\n\n" + TEXT
    writer.add(reading(report(text=edited)))
    moved = the(writer.record, layer, words)
    value = seen(moved.item)
    if given.get("content"):
        value, expected = moved.words, "rejected the offer"
    assert value == expected
    assert [note.kind for note in verify(writer.record)] == []


def test_a_correction_fits_a_row_that_is_now_read_otherwise(writer, judge):
    judge.correct(the(writer.record, "events", "will meet").id, {"status": "moved"})
    other = Event(id="e1", type="AGREE", status="happened", span=span_of("two sides will meet in Lund on 12 March"))
    writer.reread(reading(events=(other,), next_steps=()))
    (row,) = rows(writer.record, "events")
    assert (row.item.type, row.item.status) == ("AGREE", "moved")


def test_of_two_rows_over_the_same_words_the_one_that_says_the_same_is_meant(writer, judge):
    span = span_of("The two sides will meet in Lund on 12 March")
    twins = [Event(id=kind, type=kind, status="planned", span=span) for kind in ("AGREE", "CONSULT")]
    writer.reread(reading(events=tuple(twins), next_steps=()))
    (consult,) = rows(writer.record, "events", among={"type": ["CONSULT"]})
    judge.reject(consult.id)
    writer.reread(reading(events=tuple(twin.model_copy(update={"place": "Lund"}) for twin in twins), next_steps=()))
    assert [row.item.type for row in rows(writer.record, "events")] == ["AGREE"]


def test_what_was_rejected_is_gone_with_what_rests_on_it_and_comes_back(writer, judge):
    done = judge.reject(the(writer.record, "statements", "the offer").id)
    assert len(rows(writer.record, "statements")) == 2
    assert [row.item.actor for row in rows(writer.record, "positions")] == ["Tarn"]
    assert [row.item.actor for row in rows(writer.record, "commitments")] == ["Tarn"]
    writer.undo(done, "Ben")
    assert len(rows(writer.record, "positions")) == 2


def test_a_rejection_holds_for_what_is_read_again(writer, judge):
    judge.reject(the(writer.record, "figures", "40").id)
    other = reading().figures[0].model_copy(update={"value": 41.0})
    writer.reread(reading(figures=(other,)))
    assert rows(writer.record, "figures") == []


def test_a_position_follows_the_speaker_of_its_statement_unless_a_person_set_it(writer, judge):
    statement = the(writer.record, "statements", "sluices")
    judge.correct(statement.id, {"source": "Osmark"})
    assert {row.item.actor for row in rows(writer.record, "positions")} == {"Osmark"}
    assert [row.item.actor for row in rows(writer.record, "commitments")] == ["Osmark"]
    judge.correct(the(writer.record, "positions", "guards").id, {"party": "Merrow"})
    assert the(writer.record, "positions", "guards").item.actor == "Merrow"
    found = rows(writer.record, "positions", named=[View.named("by", {"osmark"})])
    assert [row.words for row in found] == ["rejected the offer"]


def test_an_ascribed_position_does_not_become_the_speakers_own(writer, judge):
    judge.correct(the(writer.record, "statements", "the offer").id, {"source": "Ilse Varga"})
    row = the(writer.record, "positions", "rejected")
    assert (row.item.actor, row.item.ascribed_by) == ("Osmark", "Harbour Post")


def test_a_next_step_has_the_corrected_day_of_its_event(writer, judge):
    judge.correct(the(writer.record, "events", "will meet").id, {"date": "2026-03-20"})
    assert the(writer.record, "next_steps", "will meet").item.date == "2026-03-20"
    judge.reject(the(writer.record, "events", "will meet").id)
    assert rows(writer.record, "next_steps") == []


def test_the_later_of_two_corrections_wins_and_the_earlier_one_comes_back(writer, judge):
    row = the(writer.record, "figures", "40")
    judge.correct(row.id, {"value": "41", "unit": "soldiers"})
    done = Judge(writer.record, "Ben").correct(row.id, {"value": "42"})
    item = the(writer.record, "figures", "40").item
    assert (item.value, item.unit) == (42.0, "soldiers")
    writer.undo(done, "Ada")
    assert the(writer.record, "figures", "40").item.value == 41.0


ENTRIES = [
    ("statements", "The two sides will meet", {"source": "Ilse Varga", "cue": "said"}),
    ("events", "rejected the offer", {"type": "REJECT", "who": ["Osmark"]}),
    ("dates", "12 March", {"value": "2026-03-12", "type": "TIME"}),
    ("figures", "two sides", {"value": "2", "unit": "sides"}),
    ("positions", "Tarn would open the sluices", {"party": "Tarn", "issue": "other:dam", "stance": "offer"}),
    ("next_steps", "meet in Lund", {"what": "the meeting", "date": "2026-03-12"}),
    ("open_issues", "prisoners remain in custody", {"issue": "prisoners"}),
]


@pytest.mark.parametrize(("layer", "words", "given"), ENTRIES, ids=[entry[0] for entry in ENTRIES])
def test_what_was_missed_is_entered_found_corrected_and_kept(writer, judge, layer, words, given):
    nth = 1
    done = judge.add(layer, "dam-1", words, given, nth)
    (row,) = rows(writer.record, layer, among={"id": [done]})
    assert (row.words, row.decision) == (words, done)
    starts = [one.spans[0].start for one in rows(writer.record, layer)]
    assert starts == sorted(starts)
    writer.add(reading(report(text="A line on top.\n\n" + TEXT)))
    assert words in [one.words for one in rows(writer.record, layer)]
    judge.reject(done)
    assert done not in [one.id for one in rows(writer.record, layer)]
    with pytest.raises(NotInRecord, match="added by a person and rejected"):
        judge.accept(done)


def test_an_entered_statement_is_found_by_its_speaker_and_its_party(writer, judge):
    judge.add("statements", "dam-1", "The two sides will meet", {"source": "Varga"})
    for key in ("ilse varga", "tarn"):
        found = rows(writer.record, "statements", named=[View.named("by speaks_for", {key})])
        assert "The two sides will meet" in [row.words for row in found]
    (row,) = [row for row in found if row.decision]
    assert (row.item.cue, row.item.said_by, row.item.confidence) == ("", "2026-03-04", 1.0)


def test_an_entry_in_a_report_where_nothing_was_read(record):
    Writer(record).add(bare("r-2", "It rained on 3 May."))
    Judge(record, "Ada").add("dates", "r-2", "3 May", {"value": "2026-05-03"})
    assert [row.item for row in rows(record, "dates")] == [Timex(span=(13, 18), value="2026-05-03", type="DATE")]


REFUSED = [
    (lambda j, _: j.correct("feedbeef", {"kind": "direct"}), NotInRecord, "no row of record .* has the id 'feedbeef'"),
    (lambda j, _: j.correct("abc", {"kind": "direct"}), NotInRecord, "too short"),
    (lambda j, _: j.reject("dam-1"), NotInRecord, "is a report, not a row"),
    (lambda j, id_of: j.correct(id_of("statements"), {"kind": "loud"}), UsageError, "kind 'loud'.*'direct', 'indirect' or 'mixed'"),
    (lambda j, id_of: j.correct(id_of("statements"), {"content": "no such words"}), UsageError, "does not say 'no such words'"),
    (lambda j, id_of: j.correct(id_of("statements"), {"stance": "oppose"}), UsageError, "--stance says nothing of statements"),
    (lambda j, id_of: j.correct(id_of("statements"), {}), UsageError, "say what to correct"),
    (lambda j, id_of: j.correct(id_of("statements"), {"source": " "}), UsageError, "--source is empty"),
    (lambda j, id_of: j.correct(id_of("events"), {"type": "ATTACK"}), UsageError, "'ATTACK' is not in PLOVER"),
    (lambda j, id_of: j.correct(id_of("events"), {"date": "next week"}), UsageError, "--date 'next week' is no day"),
    (lambda j, id_of: j.correct(id_of("events"), {"status": "none"}), UsageError, "status None"),
    (lambda j, id_of: j.correct(id_of("figures"), {"value": "many"}), UsageError, "--value 'many' is not a number"),
    (lambda j, id_of: j.correct(id_of("positions"), {"issue": "The Dam"}), UsageError, "--issue 'The Dam' is no slug"),
    (lambda j, id_of: j.correct(id_of("positions"), {"statement": id_of("events")}), UsageError, "is one of events"),
    (lambda j, id_of: j.accept(id_of("mentions")), UsageError, "one of mentions; what can be decided about"),
    (lambda j, _: j.add("events", "dam-1", "the dam", {}), UsageError, "needs --type"),
    (lambda j, _: j.add("events", "dam-9", "the dam", {"type": "AID"}), NotInRecord, "report dam-9"),
    (lambda j, _: j.add("dates", "dam-1", "Friday", {"value": "2026-03-06"}), UsageError, "does not say 'Friday'"),
    (lambda j, _: j.add("dates", "dam-1", " ", {"value": "2026-03-06"}), UsageError, "does not say"),
    (lambda j, _: j.add("figures", "dam-1", "Tarn", {"value": "1", "unit": "states"}), UsageError, "3 times.*--nth 1 to 3"),
    (lambda j, _: j.add("figures", "dam-1", "Tarn", {"value": "1", "unit": "states"}, 5), UsageError, "--nth 5"),
    (lambda j, _: j.reviewed("dam-9"), NotInRecord, "report dam-9"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "error", "message"), REFUSED, ids=[case[2][:30] for case in REFUSED])
def test_what_cannot_be_is_refused_with_its_reason_and_nothing_is_written(writer, judge, act, error, message):
    with pytest.raises(error, match=message):
        act(judge, lambda layer: rows(writer.record, layer)[0].id)
    assert View(writer.record).decisions() == []


def test_what_is_rejected_is_not_rejected_twice_by_one_person(writer, judge):
    key = the(writer.record, "figures", "40").id
    judge.reject(key)
    for act in (judge.reject, judge.accept, lambda row: judge.correct(row, {"value": "4"})):
        with pytest.raises(UsageError, match="rejected already by Ada"):
            act(key)
    Judge(writer.record, "Ben").reject(key)  # a second coder judges for themselves
    assert len(View(writer.record).decisions()) == 2


def test_what_is_there_is_not_entered_again(judge):
    with pytest.raises(UsageError, match="has this already: row"):
        judge.add("dates", "dam-1", "Tuesday", {"value": "2026-03-03"})
    judge.reviewed("dam-1")
    with pytest.raises(UsageError, match="reviewed by Ada already"):
        judge.reviewed("dam-1")


def test_decisions_count_from_the_day_on_which_the_record_held_them(writer, judge):
    judge.reject(the(writer.record, "figures", "40").id)
    judge.correct(the(writer.record, "dates", "Tuesday").id, {"value": "2026-03-10"})
    (written, _) = View(writer.record).decisions()
    held = View(writer.record, recorded_by=written.decided_at)
    assert held.rows("figures") == []
    assert held.rows("dates") == held.rows("dates", as_read=True)
    assert View(writer.record, known_on="2026-03-04").rows("figures") == []


def test_a_correction_that_no_longer_fits_is_listed_and_comes_back_with_its_words(writer, judge):
    judge.correct(the(writer.record, "statements", "the offer").id, {"content": "rejected the offer"})
    writer.add(bare("dam-1", "Another article altogether."))
    (fit,) = View(writer.record).fits()
    assert (fit.held, fit.problem) == (False, "its words are gone")
    writer.add(reading(report(title="Again")))
    assert the(writer.record, "statements", "the offer").words == "rejected the offer"


def test_a_decision_of_an_unknown_kind_changes_nothing(writer):
    row = the(writer.record, "figures", "40")
    judge = Judge(writer.record, "Ada")
    judge._decide("mark", row, {"row": row.id, "mark": "disputed"})
    (fit,) = View(writer.record).fits()
    assert (fit.row.id, fit.held) == (row.id, True)
    assert rows(writer.record, "figures") == rows(writer.record, "figures", as_read=True)


WORKS = (
    lambda judge, record: judge.correct(the(record, "statements", "the offer").id, {"source": "Varga", "kind": "mixed"}),
    lambda judge, record: judge.correct(the(record, "statements", "sluices").id, {"party": "Osmark"}),
    lambda judge, record: judge.correct(the(record, "events", "will meet").id, {"date": "2026-03-20"}),
    lambda judge, record: judge.reject(the(record, "statements", "the offer").id),
    lambda judge, record: judge.accept(the(record, "dates", "Tuesday").id),
    lambda judge, _: judge.add("figures", "dam-1", "two sides", {"value": "2", "unit": "sides"}),
    lambda judge, record: ActorJudge(record, judge.author).merge("Varga", "osmark"),
    lambda judge, record: ActorJudge(record, judge.author).rename("osmark", "Republic of Osmark"),
    lambda judge, record: ActorJudge(record, judge.author).party("osmark", "Merrow"),
    lambda judge, record: ActorJudge(record, judge.author).split("Osmark", ["dam-1"], "Another"),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, len(WORKS) - 1), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_whatever_is_decided_ids_stay_and_undoing_all_of_it_in_any_order_gives_what_was_read(works, random):
    with open_record("sqlite://") as record:
        writer, done = Writer(record), []
        writer.add(reading())
        read = {layer: rows(record, layer) for layer in LAYERS}
        for number in works:
            try:
                done.append(WORKS[number](Judge(record, "Ada"), record))
            except (OnrecordError, ValueError):
                continue  # refused, or what it is about was rejected before
            for layer in LAYERS:
                known = {row.id for row in read[layer]} | set(done)
                assert {row.id for row in rows(record, layer)} <= known
        random.shuffle(done)
        for one in done:
            writer.undo(one, "Ben")
        assert {layer: rows(record, layer) for layer in LAYERS} == read
        assert list(verify(record)) == []
