"""The questions, asked of two reports of an invented dispute."""

from __future__ import annotations

import pytest

from made_readings import TEXT, bare, reading, report, span_of
from onrecord.errors import NotInRecord, UsageError
from onrecord.model import Event, Position, SourceRef, Statement
from onrecord.queries.brief import brief
from onrecord.queries.cases import list_cases
from onrecord.queries.chains import chains
from onrecord.queries.figures import figures
from onrecord.queries.next_steps import next_steps
from onrecord.queries.open_issues import open_issues
from onrecord.queries.positions import positions
from onrecord.queries.search import search
from onrecord.queries.show import show
from onrecord.queries.statements import statements
from onrecord.queries.timeline import timeline
from onrecord.record.forget import forget
from onrecord.record.rows import Case
from onrecord.record.view import View
from onrecord.record.writer import Writer

LATER = (
    "The talks in Lund were moved to 20 March, Osmark's President Oke Brandt said on 9 March. "
    "Tarn wants the guards gone, he added. Brandt said Osmark would lift its sanctions."
)


def later_reading():
    def at(words, nth=0):
        return span_of(words, LATER, nth)

    brandt = SourceRef(name="Oke Brandt", actor="oke-brandt", speaks_for="Osmark")
    moved = "The talks in Lund were moved to 20 March"
    said = {"source": brandt, "kind": "indirect", "said_by": "2026-03-10", "confidence": 0.8}
    return bare("dam-2", LATER, publisher="Daily Ledger", published="2026-03-10", title="Talks moved").model_copy(
        update={
            "statements": (
                Statement(
                    id="s1", source_span=(at("Oke Brandt"),), cue="said", cue_span=(at("said"),), content_span=(at(moved),),
                    said_on="2026-03-09", **said,
                ),
                Statement(
                    id="s2", source_span=(at("he"),), cue="added", cue_span=(at("added"),),
                    content_span=(at("Tarn wants the guards gone"),), **said,
                ),
                Statement(
                    id="s3", source_span=(at("Brandt", 1),), cue="said", cue_span=(at("said", 1),),
                    content_span=(at("Osmark would lift its sanctions"),), **said,
                ),
            ),
            "positions": (
                Position(
                    id="p1", actor="TARN", issue="troop-withdrawal", stance="demand", ascribed_by="Oke Brandt",
                    span=at("wants the guards gone"), statement="s2",
                ),
                Position(
                    id="p2", actor="Osmark", issue="sanctions", stance="offer",
                    span=at("would lift its sanctions"), statement="s3",
                ),
            ),
            "events": (
                Event(id="e1", type="CONSULT", status="moved", actors=("Tarn", "Osmark"), date="2026-03-20", span=at(moved)),
                Event(id="e2", type="AGREE", status="proposed", actors=("Osmark",), span=at("would lift its sanctions")),
            ),
        }
    )  # fmt: skip


@pytest.fixture
def view(record):
    writer = Writer(record)
    writer.put_case(Case("dam", "river", ("Tarn", "Osmark")))
    writer.put_case(Case("other"))
    writer.add(reading(), case="dam")
    writer.add(later_reading(), case="dam")
    writer.add(bare("weather", "It rained.", published="2026-03-11"), case="other")
    return View(record)


WORDS = {
    "sluices": "Tarn would open the sluices ... if Osmark withdrew its guards",
    "nothing": "We ask for nothing else,",
    "offer": "the offer",
    "moved": "The talks in Lund were moved to 20 March",
    "guards": "Tarn wants the guards gone",
    "lift": "Osmark would lift its sanctions",
}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "sluices nothing offer moved guards lift"),
        ({"by": "Ilse Varga"}, "sluices nothing"),
        ({"by": "varga"}, "sluices nothing"),
        ({"by": "tarn"}, "sluices nothing"),
        ({"by": "Osmark"}, "offer moved guards lift"),
        ({"by": "nobody"}, ""),
        ({"via": "tarn radio"}, "nothing"),
        ({"via": "Daily Ledger"}, "moved guards lift"),
        ({"about": "guard"}, "sluices guards"),
        ({"about": "the offer"}, "offer"),
        ({"about": "troop-withdrawal"}, "sluices guards"),
        ({"about": "sanctions"}, "lift"),
        ({"about": "Tarn"}, "sluices guards"),
        ({"about": "tar"}, ""),
        ({"about": "t"}, ""),
        ({"since": "2026-03-05"}, "moved guards lift"),
        ({"since": "2026-03-10"}, "guards lift"),
        ({"until": "2026-03-03"}, "sluices"),
        ({"until": "2026-03-04", "by": "Osmark"}, "offer"),
        ({"case": "other"}, ""),
        ({"case": "dam", "about": "Lund"}, "moved"),
    ],
    ids=str,
)
def test_statements(view, asked, found):
    assert [row.words for row in statements(view, **asked)] == [WORDS[word] for word in found.split()]


def test_a_statement_is_about_an_actor_that_it_mentions_under_another_name(record):
    Writer(record).add(reading())
    assert len(statements(View(record), about="Osmark")) == 1


def test_every_row_says_where_it_came_from(view):
    rows = [
        *statements(view),
        *timeline(view),
        *next_steps(view),
        *figures(view),
        *open_issues(view),
        *search(view, "sluices"),
        *(row for cell in positions(view).cells for row in (*cell.own, *cell.ascribed)),
        *(relay for chain in chains(view) for relay in chain.relays),
    ]
    assert len(rows) > 15
    for row in rows:
        text = view.text(row.version)
        assert row.report in {"dam-1", "dam-2"}
        assert row.publisher
        assert row.published
        assert row.words
        assert all(text[start:end] in text for start, end in row.spans)
        assert row.spans


def test_the_matrix_keeps_own_and_ascribed_apart(view):
    matrix = positions(view)
    assert matrix.parties == ("Osmark", "Tarn")
    cell = matrix.cell("Tarn", "troop-withdrawal")
    assert [(row.stance, row.on) for row in cell.own] == [("demand", "2026-03-03")]
    assert [(row.ascribed_by, row.on) for row in cell.ascribed] == [("Oke Brandt", "2026-03-10")]
    assert matrix.cell("Tarn", "sanctions") is None


@pytest.mark.parametrize(
    ("asked", "issues"),
    [
        ({"issue": "sanctions"}, {"sanctions"}),
        ({"party": "osmark"}, {"sanctions", "deal"}),
        ({"at": "2026-03-05"}, {"troop-withdrawal", "deal"}),
        ({"at": "2026-03-03"}, {"troop-withdrawal"}),
        ({"case": "other"}, set()),
    ],
    ids=str,
)
def test_positions_of_a_party_on_an_issue_at_a_day(view, asked, issues):
    assert set(positions(view, **asked).issues) == issues


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["2026-03-12", "2026-03-20", None]),
        ({"status": "moved"}, ["2026-03-20"]),
        ({"type": "consult"}, ["2026-03-12", "2026-03-20"]),
        ({"party": "tarn"}, ["2026-03-12", "2026-03-20"]),
        ({"since": "2026-03-13"}, ["2026-03-20"]),
        ({"until": "2026-03-13"}, ["2026-03-12"]),
    ],
    ids=str,
)
def test_the_timeline(view, asked, found):
    assert [row.date for row in timeline(view, **asked)] == found


def test_next_steps(view):
    (step,) = next_steps(view, after="2026-03-12")
    assert (step.what, step.status, step.place) == ("meeting in Lund", "planned", "Lund")
    assert next_steps(view, after="2026-03-13") == []
    assert next_steps(view, party="Osmark") == [step]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 1),
        ({"of": "prisoner"}, 1),
        ({"of": "drones"}, 0),
        ({"unit": "people"}, 1),
        ({"unit": "km2"}, 0),
        ({"by": "Tarn"}, 0),
    ],
    ids=str,
)
def test_figures(view, asked, count):
    assert len(figures(view, **asked)) == count


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sluices", ["dam-1"]),
        ("SLUICE", ["dam-1"]),
        ("talks Lund", ["dam-1", "dam-2"]),
        ('"talks in Lund"', ["dam-2"]),
        ("Lund -moved", ["dam-1"]),
        ("slui*", ["dam-1"]),
        ("resume", ["dam-1"]),
        ("moved to 20", ["dam-2"]),
        ("unicorns", []),
        ('say "unclosed', []),
        ("AND OR NEAR( title: ^ *", []),
        ("rained'); DROP", []),
    ],
)
def test_search(view, query, found):
    assert sorted(row.report for row in search(view, query)) == found


def test_search_marks_its_hits(view):
    (row,) = search(view, "sluices")
    assert [TEXT[start:end] for start, end in row.spans] == ["sluices"]
    assert [piece.text for piece in row.snippet if piece.hit] == ["sluices"]
    assert "open the sluices if" in row.words


def test_search_keeps_to_case_and_clock(view, record):
    assert search(view, "rained", case="dam") == []
    assert len(search(view, "rained", case="other")) == 1
    assert search(View(record, known_on="2026-03-05"), "moved") == []
    assert len(search(View(record, recorded_by="2100-01-01"), "moved")) == 1


def test_search_for_nothing_is_refused(view):
    with pytest.raises(UsageError, match="no word"):
        search(view, " -x * ")


def test_marks_in_a_report_do_not_shift_spans(record):
    Writer(record).add(bare("odd", "A \ue000\ue000dam\ue001\ue001 and a dam."))
    (row,) = search(View(record), "dam")
    assert row.spans == ()


def test_show_a_report(view):
    shown = show(view, "dam-1")
    assert shown.text == TEXT
    assert (shown.report.title, shown.reading.reader, len(shown.versions)) == (report().title, "onrecord 0.1.0", 1)
    marked = {(mark.layer, TEXT[mark.span.start : mark.span.end]) for mark in shown.marks}
    assert ("figures", "Some 40 prisoners") in marked
    assert ("statements", "if Osmark withdrew its guards") in marked
    assert shown.row is None


def test_show_a_row_by_the_beginning_of_its_id(view):
    wanted = statements(view, by="Varga")[0]
    shown = show(view, wanted.id[:10])
    assert (shown.report.report, shown.row.id) == ("dam-1", wanted.id)


def test_show_by_the_beginning_of_a_report_id(view):
    assert show(view, "weath").report.report == "weather"
    with pytest.raises(UsageError, match="'dam-' could be report dam-1, report dam-2"):
        show(view, "dam-")


def test_show_what_is_not_there(view, record):
    with pytest.raises(NotInRecord, match="report nothing"):
        show(view, "nothing")
    forget(record, "weather", "wrong person", "Ada")
    with pytest.raises(NotInRecord, match="withheld"):
        show(View(record), "weather")


def test_cases_are_listed_with_their_reports(view):
    assert [(case.name, case.reports, case.parties) for case in list_cases(view)] == [
        ("dam", 2, ("Tarn", "Osmark")),
        ("other", 1, ()),
    ]


@pytest.mark.parametrize("ask", [statements, positions, timeline, next_steps, figures, open_issues, chains, brief])
def test_an_unknown_case_is_named_with_those_there_are(view, ask):
    with pytest.raises(NotInRecord, match=r"no case 'damm' .* it has: dam, other"):
        ask(view, case="damm")


def test_chains_count_reports(view):
    (chain,) = chains(view)
    assert (chain.by, chain.of, chain.reports) == ("Harbour Post", "Tarn Radio", 1)


def test_the_brief(view):
    told = brief(view, case="dam")
    assert (told.at, told.publishers) == ("2026-03-10", ("Daily Ledger", "Harbour Post"))
    assert [(one.name, one.speaks_for, one.total) for one in told.speakers] == [
        ("Oke Brandt", "Osmark", 3),
        ("Osmark", "Osmark", 1),
        ("Ilse Varga", "Tarn", 2),
    ]
    assert [row.status for row in told.happened] == ["moved"]
    assert [row.date for row in told.next_steps] == ["2026-03-12"]
    assert [row.issue for row in told.open_issues] == ["other:dam"]
    assert len(told.figures) == len(told.chains) == 1
    assert len(told.positions.cells) == 3


def test_the_brief_at_a_day_knows_nothing_later(view):
    told = brief(view, at="2026-03-05")
    assert [one.report for one in told.reports] == ["dam-1"]
    assert [one.name for one in told.speakers] == ["Osmark", "Ilse Varga"]
    assert told.happened == ()


def test_the_brief_of_an_empty_record_is_empty(record):
    told = brief(View(record))
    assert (told.at, told.reports, told.speakers, told.positions.cells) == (None, (), (), ())


def test_answers_turn_into_json(view):
    assert '"publisher":"Harbour Post"' in brief(view).model_dump_json()
