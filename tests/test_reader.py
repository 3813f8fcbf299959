"""The reader goes on without what it can do without, and says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import Report
from onrecord.reader import is_unread, load_reader, unread_from

pytestmark = pytest.mark.model


def test_report_is_read_without_coordinates_where_no_gazetteer_can_be_made(tmp_path, monkeypatch, capsys):
    (tmp_path / "taken").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "taken" / "cache"))
    reading = load_reader().read(Report(id="r", language="en", text="They met in Oslo. The mayor said it was cold."))
    assert [(place.name, place.lat) for place in reading.places] == [("Oslo", None)]
    assert len(reading.statements) == 1
    assert "places are kept without coordinates" in capsys.readouterr().err


SENTENCE = "Velmora will attend the talks, its envoy said on Monday. "


def test_long_report_is_kept_whole_read_in_part_and_marked():
    text = SENTENCE * 10
    reading = replace(load_reader(), most_chars=4 * len(SENTENCE) + 9).read(Report(id="r", language="en", text=text))
    assert (reading.report.text, unread_from(reading), is_unread(reading)) == (text, 4 * len(SENTENCE), False)
    assert len(reading.statements) == 4
    assert reading.reading.reader.endswith("unread: after character 228")


def test_report_within_the_bound_is_read_whole():
    reading = replace(load_reader(), most_chars=len(SENTENCE)).read(Report(id="r", language="en", text=SENTENCE))
    assert (unread_from(reading), len(reading.statements)) == (None, 1)
