"""What holds for any reading: it comes back, its spans cover its words, twice is once, order does not matter."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from onrecord.model import cut
from onrecord.record.layers import LAYERS, items_of, own_spans
from onrecord.record.open import open_record
from onrecord.record.verify import verify
from onrecord.record.view import View
from onrecord.record.writer import Writer
from random_readings import readings

# Tables of numbers of one file; test_listing.py compares what they mean.
NUMBERED = {"terms", "lines", "postings", "named_in"}


def dumped(record):
    """Everything that the record holds, without instants and the numbers of this file."""
    kept = {}
    with record.read() as connection:
        for table in connection.execute(sql("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all():
            if not table.startswith("search") and table not in NUMBERED:
                rows = connection.execute(sql(f"SELECT * FROM {table}")).mappings().all()  # noqa: S608
                leave = {"recorded_at", "since", "made_at"} | ({"number"} if table in {"versions", "readings"} else set())
                kept[table] = sorted(repr({k: v for k, v in row.items() if k not in leave}) for row in rows)
    return kept


def written(found):
    record = open_record("sqlite://")
    for reading in found:
        Writer(record).add(reading)
    return record


slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@slow
@given(readings())
def test_a_reading_comes_back_and_every_span_covers_its_words(reading):
    with written([reading]) as record:
        view = View(record, confidence=0.0)
        assert view.reading(reading.report.id) == reading
        for name in LAYERS:
            rows = view.rows(name)
            expected = [cut(reading.report.text, own_spans(item)) for item in items_of(reading, name)]
            assert [row.words for row in rows] == expected
            assert len({row.id for row in rows}) == len(rows)
        assert list(verify(record)) == []


@slow
@given(st.lists(readings(), max_size=3))
def test_adding_all_again_adds_nothing(found):
    with written(found) as record:
        before = dumped(record)
        for reading in found:
            Writer(record).add(reading)
        # A superseded reading of the current text, added again, speaks again; all else is as it was.
        if len({reading.report.id for reading in found}) == len(found):
            assert dumped(record) == before
        assert {name: rows for name, rows in dumped(record).items() if name in {"texts", "names", *LAYERS}} == {
            name: rows for name, rows in before.items() if name in {"texts", "names", *LAYERS}
        }
        assert list(verify(record)) == []


@slow
@given(st.tuples(readings(("r1",)), readings(("r2",)), readings(("r3",))), st.randoms(use_true_random=False))
def test_the_order_of_adding_is_irrelevant(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    with written(found) as one, written(shuffled) as other:
        assert dumped(one) == dumped(other)
