"""Independent origins: a wire printed by many is one, and so is what several have from one outlet."""

from __future__ import annotations

import pytest

from made_readings import bare
from onrecord.model import SourceRef, Span, Statement
from onrecord.queries.origins import SAME_STATEMENT, Origins, components, count_origins
from onrecord.queries.statements import statements
from onrecord.record.view import View
from onrecord.record.writer import Writer
from onrecord.relate.refresh import refresh
from onrecord.relate.relation import Made, Maker, Relation

SAID = "Varga said that Tarn would open the sluices."
WIRE = "The mediators expected on Thursday have not said whom they will meet, and the harvest downstream of the dam is lost."
TEXTS = {
    "wire": f"{SAID} {WIRE}",
    "post": f"LUND (Coast Wire) - {SAID} {WIRE}",
    "own": f"{SAID} Nobody else was in the hall when she spoke, and the doors were shut behind her by a man in a grey coat.",
    "third": f"It rained in Wyck. {SAID} A band played on the quay while ministers walked to their cars and farmers shouted at them.",
}


def add(record, name, publisher, via=(), based_on=()):
    text = TEXTS[name]
    start = text.index(SAID)
    said = Statement(
        id="s1",
        source=SourceRef(name="Ilse Varga"),
        source_span=(Span(start, start + 5),),
        cue="said",
        cue_span=(Span(start + 6, start + 10),),
        content_span=(Span(start + 16, start + len(SAID) - 1),),
        kind="indirect",
        via=via,
        based_on=based_on,
    )
    Writer(record).add(bare(name, text, publisher=publisher).model_copy(update={"statements": (said,)}))


CASES = [
    ("one report", [("wire", "Coast Wire")], (1, 1)),
    ("a wire and who printed it", [("wire", "Coast Wire"), ("post", "Harbour Post")], (1, 2)),
    ("two who were there", [("wire", "Coast Wire"), ("own", "Wyck Echo")], (2, 2)),
    ("two who have it from one outlet", [("own", "Wyck Echo", ("Tarn Radio",)), ("third", "Tarn Voice", ("Tarn Radio",))], (1, 2)),
    ("one who has it from the other", [("own", "Wyck Echo"), ("third", "Tarn Voice", ("Wyck Echo",))], (1, 2)),
    ("two who rest on one set of data", [("own", "Wyck Echo", (), ("Dam Survey",)), ("third", "Tarn Voice", (), ("Dam Survey",))], (1, 2)),
    ("two reports of one outlet", [("own", "Wyck Echo"), ("third", "Wyck Echo")], (1, 2)),
    ("nobody named as publisher", [("own", None), ("third", None)], (2, 2)),
    ("a wire, its copy and another", [("wire", "Coast Wire"), ("post", "Harbour Post"), ("third", "Tarn Voice")], (2, 3)),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_origins_and_reports(record, given, expected):
    for one in given:
        add(record, *one)
    refresh(record)
    view = View(record)
    found = count_origins({"sluices": view.rows("statements")}, view)
    assert found == {"sluices": Origins(*expected)}


def test_links_join_what_hangs_together():
    assert sorted(map(sorted, components([("a", "b"), ("c", "d"), ("d", "a"), ("e", "e")]))) == [["a", "b", "c", "d"], ["e"]]


def related(task):
    """Relate the statements of all reports as one, whatever they say."""
    rows = task.view.rows("statements", as_read=True)
    return Made([Relation("one", row.head.report_id, "statements", row.id) for row in rows])


def test_statements_in_other_words_count_where_they_were_related(record):
    add(record, "own", "Wyck Echo")
    add(record, "third", "Tarn Voice")
    other = bare("fourth", TEXTS["own"].replace(SAID, "Tarn is to open its sluices, Varga said."), publisher="Lund News")
    start = other.report.text.index("Tarn is")
    said = (
        View(record)
        .rows("statements")[0]
        .item.model_copy(
            update={
                "source": SourceRef(name="Tarn"),
                "cue_span": (),
                "source_span": None,
                "content_span": (Span(start, start + 27),),
            }
        )
    )
    Writer(record).add(other.model_copy(update={"statements": (said,)}))
    assert {(row.origins, row.reports) for row in statements(View(record), by="Ilse Varga")} == {(2, 2)}
    refresh(record, [Maker(SAME_STATEMENT, lambda: "1", related, incremental=False)])
    assert {(row.origins, row.reports) for row in statements(View(record), by="Ilse Varga")} == {(3, 3)}
