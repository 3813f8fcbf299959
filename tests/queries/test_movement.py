"""Matrix, moves, silence and offers, asked of an invented dispute over a dam and its sluices."""

from __future__ import annotations

import pytest

from made_positions import positions_report, said
from onrecord.queries.matrix import matrix, stances_of
from onrecord.queries.moves import moves
from onrecord.queries.offers import offers
from onrecord.queries.silence import silence
from onrecord.record.rows import Case
from onrecord.record.view import View
from onrecord.record.writer import Writer
from onrecord.relate.derived import write
from onrecord.relate.relation import Made, Maker, Relation, Task

OPEN = "Tarn will never close the dam"
UNLESS = "the dam stays open unless the guards leave"
RIGHT = "closing the dam is right"

REPORTS = (
    ("r1", "2026-03-01", [
        said("Tarn", "dam", "oppose", OPEN, source="Ilse Varga"),
        said("Osmark", "dam", "demand", "the dam must be closed"),
        said("Tarn", "troop-withdrawal", "support", "it wants the guards gone", source="Osmark", ascribed_by="Osmark"),
    ]),
    ("r2", "2026-03-10", [
        said("TARN", "dam", "oppose", UNLESS, source="Ilse Varga", condition="unless the guards leave"),
        said("Osmark", "sanctions", "offer", "Osmark offers to lift its sanctions"),
    ]),
    ("r3", "2026-03-11", [
        said("Tarn", "dam", "support", RIGHT, source="Edda Lind"),
        said("Osmark", "dam", "demand", "the dam must be closed at once", hedged=True),
    ]),
    ("r4", "2026-04-20", [
        said("Osmark", "dam", "support", "a closed dam would help"),
        said("Tarn", "aid-access", "offer", "Tarn offers safe roads", said_on="2026-04-18"),
        said("Osmark", "aid-access", "oppose", "the roads are no use"),
    ]),
)  # fmt: skip


@pytest.fixture
def view(record):
    writer = Writer(record)
    writer.put_case(Case("dam"))
    writer.put_case(Case("other"))
    for report_id, published, positions in REPORTS:
        writer.add(positions_report(report_id, published, positions), case="dam")
    writer.add(positions_report("r9", None, [said("Tarn", "dam", "demand", "Tarn demands the dam")]), case="other")
    return View(record)


def found(rows):
    return [(row.on[5:], row.party, row.issue, row.move, [one.words for one in row.against]) for row in rows]


def test_moves_are_a_partys_own_with_the_words_that_show_them(view):
    assert found(moves(view, case="dam", issue="dam").moves) == [
        ("03-01", "Osmark", "dam", "new", []),
        ("03-01", "Tarn", "dam", "new", []),
        ("03-10", "Tarn", "dam", "softened", [OPEN]),
        ("03-11", "Osmark", "dam", "repeated", ["the dam must be closed"]),
        ("03-11", "Tarn", "dam", "contradicted", [UNLESS]),
        ("04-20", "Osmark", "dam", "softened", ["the dam must be closed at once"]),
    ]
    first = moves(view, case="dam", issue="dam", party="tarn", kind="softened").moves[0]
    assert [row.words for row in first.contradicted_by] == [RIGHT]


def test_what_others_ascribe_stands_apart_and_moves_nothing(view):
    answer = moves(view, case="dam", issue="troop-withdrawal")
    assert (answer.moves, [(row.actor, row.ascribed_by) for row in answer.ascribed]) == ((), [("Tarn", "Osmark")])


def test_words_of_unknown_day_are_named_and_are_no_moves(view):
    answer = moves(view, case="other")
    assert (answer.moves, [row.words for row in answer.undated]) == ((), ["Tarn demands the dam"])


def test_words_of_some_day_in_a_month_are_no_move_and_no_silence(record):
    vague = said("Tarn", "dam", "support", "Tarn would close the dam", said_on="2026-03")
    Writer(record).add(positions_report("a", "2026-04-09", [vague]))
    Writer(record).add(positions_report("b", "2026-03-10", [said("Tarn", "dam", "oppose", OPEN)]))
    answer = moves(View(record))
    assert ([row.move for row in answer.moves], [row.on for row in answer.undated]) == (["new"], ["2026-03"])
    assert silence(View(record), since="2026-03-31").rows == ()
    assert [row.party for row in silence(View(record), since="2026-04-01").rows] == ["Tarn"]


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ({"since": "2026-03-11", "party": "Osmark"}, ["repeated", "new", "softened"]),
        ({"until": "2026-03-10", "party": "Tarn"}, ["new", "softened"]),
        ({"kind": "contradicted"}, ["contradicted"]),
        ({"issue": "aid-access"}, ["new", "new"]),
        ({"issue": "nothing"}, []),
    ],
    ids=str,
)
def test_moves_asked_for(view, asked, kinds):
    assert [row.move for row in moves(view, case="dam", **asked).moves] == kinds


@pytest.mark.usefixtures("view")
def test_what_is_contradicted_only_later_was_not_on_the_day_before(record):
    earlier = moves(View(record, known_on="2026-03-10"), case="dam", issue="dam", party="Tarn").moves
    assert [(row.move, row.contradicted_by) for row in earlier] == [("new", ()), ("softened", ())]


def standing(view, party, issue, **asked):
    cell = matrix(view, case="dam", **asked).by_place().get((party, issue))
    return cell and (
        stances_of(cell.standing),
        [move.move for move in cell.standing],
        cell.since,
        len(cell.own),
        len(cell.ascribed),
    )


@pytest.mark.parametrize(
    ("party", "issue", "at", "cell"),
    [
        ("Tarn", "dam", None, (("support",), ["contradicted"], "2026-03-11", 3, 0)),
        ("Tarn", "dam", "2026-03-10", (("oppose",), ["softened"], "2026-03-01", 2, 0)),
        ("Tarn", "dam", "2026-02-28", None),
        ("Osmark", "dam", "2026-04-19", (("demand",), ["repeated"], "2026-03-01", 2, 0)),
        ("Tarn", "troop-withdrawal", None, ((), [], None, 0, 1)),
        ("Osmark", "troop-withdrawal", None, None),
        ("Tarn", "aid-access", "2026-04-18", (("offer",), ["new"], "2026-04-18", 1, 0)),
    ],
    ids=str,
)
def test_the_matrix_has_the_latest_standing_position(view, party, issue, at, cell):
    assert standing(view, party, issue, at=at) == cell


def test_every_cell_opens_its_statements(view):
    answer = matrix(view, case="dam")
    assert answer.parties == ("Osmark", "Tarn")
    assert answer.issues[0] == "dam"
    for cell in answer.cells:
        assert cell.own or cell.ascribed
        assert {row.id for move in cell.standing for row in move.said} <= {row.id for row in cell.own}
        assert all(row.spans and row.words for row in (*cell.own, *cell.ascribed))


def test_silence_is_of_those_who_had_spoken(view):
    answer = silence(view, case="dam")
    assert (answer.since, answer.at, answer.reports) == ("2026-03-21", "2026-04-20", 1)
    assert [(row.party, row.issue, row.last.words, row.days, row.times, row.others) for row in answer.rows] == [
        ("Osmark", "sanctions", "Osmark offers to lift its sanctions", 41, 1, 0),
        ("Tarn", "dam", RIGHT, 40, 3, 1),
    ]


@pytest.mark.parametrize(
    ("asked", "pairs"),
    [
        ({"since": "2026-03-11"}, [("Osmark", "sanctions")]),
        ({"since": "2026-03-10"}, []),
        ({"at": "2026-03-20", "since": "2026-03-11", "party": "osmark"}, [("Osmark", "sanctions")]),
        ({"party": "Tarn"}, [("Tarn", "dam")]),
        ({"issue": "sanctions"}, [("Osmark", "sanctions")]),
    ],
    ids=str,
)
def test_silence_asked_for(view, asked, pairs):
    assert [(row.party, row.issue) for row in silence(view, case="dam", **asked).rows] == pairs


def test_nobody_is_silent_where_no_report_has_a_date(view):
    assert silence(view, case="other") is None


def test_an_offer_waits_until_another_speaks_to_it(view):
    assert [(row.party, row.issue, row.times, [one.words for one in row.answers]) for row in offers(view, case="dam")] == [
        ("Osmark", "sanctions", 1, []),
        ("Tarn", "aid-access", 1, ["the roads are no use"]),
    ]
    assert [row.issue for row in offers(view, case="dam", unanswered=True)] == ["sanctions"]
    assert [row.answers for row in offers(view, case="dam", at="2026-04-19", party="tarn")] == [()]


def test_an_offer_made_again_is_unanswered_again(record):
    writer = Writer(record)
    offer = said("Osmark", "sanctions", "offer", "Osmark offers relief")
    writer.add(positions_report("a", "2026-03-01", [offer]))
    writer.add(positions_report("b", "2026-03-03", [said("Tarn", "sanctions", "oppose", "Tarn declines")]))
    assert [len(row.answers) for row in offers(View(record))] == [1]
    writer.add(positions_report("c", "2026-03-05", [offer | {"words": "Osmark offers relief again"}]))
    (row,) = offers(View(record))
    assert (row.times, row.first_on, row.offer.on, row.answers) == (2, "2026-03-01", "2026-03-05", ())


@pytest.mark.parametrize("kind", ["copies", "same-statement"])
def test_copies_of_one_wire_repeat_nothing(record, kind):
    words = said("Tarn", "dam", "oppose", "Tarn keeps the dam", source="Ilse Varga")
    writer = Writer(record)
    for report_id, published in (("a", "2026-03-01"), ("b", "2026-03-02")):
        writer.add(positions_report(report_id, published, [words]))
    view = View(record)
    assert [row.move for row in moves(view).moves] == ["new", "repeated"]
    related = [
        Relation("c1", row.head.report_id) if kind == "copies" else Relation("c1", row.head.report_id, "statements", row.id)
        for row in view.rows("statements")
    ]
    maker = Maker(kind, lambda: "test 1", lambda _: Made(related))
    write(record, maker, Task(kind, view, view.reports(), True), Made(related), None, "2026-03-03T00:00:00Z")
    (only,) = moves(view).moves
    assert (only.move, [row.report for row in only.said]) == ("new", ["a", "b"])
