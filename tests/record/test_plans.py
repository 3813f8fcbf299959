"""How the database goes about the questions: by an index each time, never through a whole table of lines or rows."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from bench.made import Maker
from onrecord.queries.figures import figures
from onrecord.queries.next_steps import next_steps
from onrecord.queries.open_issues import open_issues
from onrecord.queries.positions import position_rows
from onrecord.queries.statements import statements
from onrecord.queries.timeline import timeline
from onrecord.record.open import open_record
from onrecord.record.rows import Case
from onrecord.record.view import View
from onrecord.record.writer import Writer

LARGE = {
    "lines", "postings", "terms", "named_in", "names", "statements", "events", "dates", "places", "figures", "positions",
    "commitments", "open_issues", "next_steps", "mentions", "actors", "relays", "texts", "versions", "readings", "reports",
    "relations", "related", "case_reports",
}  # fmt: skip
READINGS = 40


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    path = tmp_path_factory.mktemp("plans") / "record.sqlite"
    with open_record(path) as record:
        writer = Writer(record)
        for name in ("one", "two"):
            writer.put_case(Case(name))
        for reading in Maker(7).readings(READINGS):
            writer.add(reading, "one" if int(reading.report.id[1:]) % 2 else "two")
        with record.write() as connection:
            connection.exec_driver_sql("ANALYZE")
        yield View(record)


def asked_by(view, question):
    """The statements that a question runs, with what they were given."""
    found = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        found.append((statement, parameters))

    event.listen(view.record.engine, "before_cursor_execute", note)
    try:
        question()
    finally:
        event.remove(view.record.engine, "before_cursor_execute", note)
    return [one for one in found if one[0].lstrip().upper().startswith("SELECT")]


def scans(view, statement, parameters):
    """The large tables that a statement goes through from end to end."""
    with view.record.read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    aliases = dict(re.findall(r"\b(\w+) AS (\w+)", statement))
    real = {alias: table for table, alias in aliases.items()}
    steps = [re.match(r"SCAN (\w+)", row[3]) for row in plan]
    return {real.get(step[1], step[1]) for step in steps if step} & LARGE


QUESTIONS = {
    "statements": lambda view: statements(view, case="one", limit=5),
    "all cases": lambda view: statements(view, limit=5),
    "the latest": lambda view: statements(view, case="one", backwards=True, limit=5),
    "by a party": lambda view: statements(view, by=Maker(7)._parties[0], case="one", limit=5),
    "since a day": lambda view: statements(view, since="2025-09-01", case="one", limit=5),
    "via an outlet": lambda view: statements(view, via=Maker(7)._outlets[0], case="one", limit=5),
    "timeline": lambda view: timeline(view, type="AID", status="planned", since="2024-01-01", case="one", limit=5),
    "figures": lambda view: figures(view, unit="people", case="one", limit=5),
    "figures since": lambda view: figures(view, since="2025-01-01", case="one", limit=5),
    "positions": lambda view: position_rows(view, issue="issue-1", party=Maker(7)._parties[0], case="one", limit=5),
    "open issues": lambda view: open_issues(view, case="one", limit=5),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_goes_through_a_whole_table(view, name):
    statements_run = asked_by(view, lambda: QUESTIONS[name](view))
    assert statements_run
    assert {one: found for one, given in statements_run if (found := scans(view, one, given))} == {}


def test_going_on_behind_a_cursor_scans_nothing_either(view):
    first = statements(view, case="one", limit=5)
    run = asked_by(view, lambda: statements(view, case="one", limit=5, after=first.next))
    assert {one: found for one, given in run if (found := scans(view, one, given))} == {}


def test_a_scan_would_be_seen(view):
    assert scans(view, "SELECT confidence FROM lines WHERE confidence > 0.5", ()) == {"lines"}
    assert scans(view, "SELECT p.line FROM postings AS p ORDER BY p.line", ()) == {"postings"}


def test_pages_put_together_are_the_whole_answer(view):
    whole, found, after = [row.id for row in statements(view)], [], None
    while True:
        page = statements(view, limit=37, after=after)
        found += [row.id for row in page]
        if page.next is None:
            break
        after = page.next
    assert found == whole
    assert len(next_steps(view, case="one", limit=3)) == 3
