"""The way back to the origin: straight, branched, missing, and round in a circle."""

from __future__ import annotations

import pytest

from made_readings import TEXT, bare, reading, report, span_of
from onrecord.errors import NotInRecord, UsageError
from onrecord.model import Figure, Relay, SourceRef, Statement
from onrecord.queries.origin_tree import origin_tree
from onrecord.record.view import View
from onrecord.record.writer import Writer
from onrecord.relate.refresh import refresh

DAM = TEXT.split("\n\n")[1]


def drawn(hop):
    """A tree as nested lines: `*` marks an origin, `^` a name that comes again."""
    mark = "*" if hop.origin else "^" if hop.again else ""
    below = " ".join(drawn(one) for one in hop.below)
    return f"{hop.name}{mark}" + (f" ({below})" if below else "")


def relays(*pairs, scope="sentence"):
    return tuple(Relay(by=by, of=of, span=None, verb=None, scope=scope) for by, of in pairs)


CASES = [
    ("no relay", (), "Post*"),
    ("one hop", [("Post", "Wire")], "Post (Wire*)"),
    ("two hops", [("Post", "Wire"), ("Wire", "Institute")], "Post (Wire (Institute*))"),
    ("two branches", [("Post", "Wire"), ("Post", "Radio")], "Post (Wire* Radio*)"),
    ("two ways to one origin", [("Post", "Wire"), ("Post", "Radio"), ("Wire", "Institute"), ("Radio", "Institute")],
     "Post (Wire (Institute*) Radio (Institute*))"),
    ("a hop that the publisher has no part in", [("Radio", "Institute")], "Post (Radio (Institute*))"),
    ("other case and spaces", [("POST", "Wire"), ("wire", "Institute")], "Post (Wire (Institute*))"),
    ("two outlets that cite each other", [("Post", "Wire"), ("Wire", "Post")], "Post (Wire (Post^))"),
    ("a circle behind the publisher", [("Post", "A"), ("A", "B"), ("B", "C"), ("C", "A")], "Post (A (B (C (A^))))"),
    ("a circle beside an origin", [("Post", "A"), ("A", "Post"), ("A", "Institute")], "Post (A (Post^ Institute*))"),
    ("a circle that the publisher has no part in", [("A", "B"), ("B", "A")], "Post (A (B (A^)))"),
]  # fmt: skip


@pytest.mark.parametrize(("hops", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_relays_of_a_report(record, hops, expected):
    Writer(record).add(bare("one", DAM, publisher="Post", relays=relays(*hops)))
    found = origin_tree(View(record), "one")
    assert drawn(found.tree) == expected
    assert found.circular == ("^" in expected)
    assert list(found.origins) == list(
        dict.fromkeys(name.strip("()*") for name in expected.split() if name.strip("()").endswith("*"))
    )


def test_many_circles_end(record):
    names = [f"N{number}" for number in range(7)]
    Writer(record).add(bare("one", DAM, publisher="N0", relays=relays(*((a, b) for a in names for b in names if a != b))))
    found = origin_tree(View(record), "one")
    assert found.circular
    assert found.origins == ()


def statement(**changes):
    values = {
        "id": "s1", "source": SourceRef(name="Ilse Varga", actor="ilse-varga", speaks_for="Tarn"), "source_span": (span_of("Ilse Varga"),),
        "cue": "said", "cue_span": (span_of("said"),), "content_span": (span_of("Tarn would open the sluices"),), "kind": "indirect",
    }  # fmt: skip
    return Statement(**{**values, **changes})


STATEMENTS = [
    ("said to the publisher", {}, (), "Harbour Post (Ilse Varga*)"),
    ("through two carriers", {"via": ("Tarn Radio", "Coast Wire")}, (), "Harbour Post (Coast Wire (Tarn Radio (Ilse Varga*)))"),
    ("the publisher among the carriers", {"via": ("Tarn Radio", "Harbour Post")}, (), "Harbour Post (Tarn Radio (Ilse Varga*))"),
    ("resting on data", {"based_on": ("Dam Institute",)}, (), "Harbour Post (Ilse Varga (Dam Institute*))"),
    ("resting on two", {"based_on": ("Dam Institute", "a survey")}, (), "Harbour Post (Ilse Varga (Dam Institute* a survey*))"),
    ("nobody is named", {"source": None, "source_span": None}, (), "Harbour Post ((not named)*)"),
    ("the report is a wire's", {}, [("Harbour Post", "Coast Wire")], "Harbour Post (Coast Wire (Ilse Varga*))"),
    ("the report is two wires'", {}, [("Harbour Post", "Coast Wire"), ("Harbour Post", "Inland Wire")], "Harbour Post (Ilse Varga*)"),
    ("wires that go round", {}, [("Harbour Post", "A"), ("A", "Harbour Post")], "Harbour Post (A (Ilse Varga*))"),
    ("carriers that go round", {"via": ("Tarn Radio", "Harbour Post", "Coast Wire")}, (),
     "Harbour Post (Coast Wire (Harbour Post^ (Tarn Radio (Ilse Varga*))))"),
    ("the publisher itself", {"source": SourceRef(name="Harbour Post")}, (), "Harbour Post*"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "hops", "expected"), [case[1:] for case in STATEMENTS], ids=[case[0] for case in STATEMENTS]
)
def test_the_carriers_of_a_statement(record, changes, hops, expected):
    given = reading(
        report(relays=relays(*hops, scope="report")), statements=(statement(**changes),), positions=(), commitments=()
    )
    Writer(record).add(given)
    (row,) = View(record).rows("statements")
    assert drawn(origin_tree(View(record), row.id).tree) == expected


def test_a_hop_has_the_words_that_say_so(record):
    Writer(record).add(reading())
    row = View(record).rows("statements")[1]
    found = origin_tree(View(record), row.id[:10])
    assert drawn(found.tree) == "Harbour Post (Tarn Radio (Ilse Varga*))"
    (hop,) = found.tree.below
    assert (hop.words, hop.verb, hop.scope) == ("citing Tarn Radio", "citing", "sentence")
    assert found.row.words == "We ask for nothing else,"


def test_a_figure_leads_to_who_claims_it(record):
    figure = Figure(
        id="f1", span=span_of("Some 40 prisoners"), value=40.0, unit="people", claimed_by="Dam Institute", via=("Tarn Radio",)
    )
    Writer(record).add(reading(figures=(figure, figure.model_copy(update={"id": "f2", "claimed_by": None, "via": ()}))))
    trees = [drawn(origin_tree(View(record), row.id).tree) for row in View(record).rows("figures")]
    assert trees == ["Harbour Post (Tarn Radio (Dam Institute*))", "Harbour Post*"]


def test_a_position_has_the_carriers_of_its_statement(record):
    Writer(record).add(reading())
    view = View(record)
    (row,) = [row for row in view.rows("positions") if row.item.actor == "Tarn"]
    assert origin_tree(view, row.id).row.words.startswith("Tarn would open the sluices")


def test_a_row_that_nobody_carries_is_named(record):
    Writer(record).add(reading())
    (row,) = View(record).rows("open_issues")
    with pytest.raises(UsageError, match="open_issues: a chain is that of a report"):
        origin_tree(View(record), row.id)
    with pytest.raises(NotInRecord):
        origin_tree(View(record), "nothing")


def test_copies_are_listed_the_earliest_first(record):
    for name, day in (("late", "2026-03-05"), ("wire", "2026-03-03"), ("post", "2026-03-04")):
        Writer(record).add(bare(name, DAM, publisher=name.title(), published=day))
    Writer(record).add(
        bare("other", "The railway between Lund and Port Ledo has stopped, its director said.", published="2026-03-01")
    )
    refresh(record)
    found = origin_tree(View(record), "late")
    assert [(one.report.report, one.first) for one in found.copies] == [("wire", True), ("post", False), ("late", False)]
    assert origin_tree(View(record), "other").copies == ()
    assert [one.report.report for one in origin_tree(View(record, known_on="2026-03-04"), "post").copies] == ["wire", "post"]
