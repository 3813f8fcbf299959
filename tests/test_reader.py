"""The reader goes on without what it can do without, and says so."""

from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.reader import load_reader

pytestmark = pytest.mark.model


def test_report_is_read_without_coordinates_where_no_gazetteer_can_be_made(tmp_path, monkeypatch, capsys):
    (tmp_path / "taken").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "taken" / "cache"))
    reading = load_reader().read(Report(id="r", language="en", text="They met in Oslo. The mayor said it was cold."))
    assert [(place.name, place.lat) for place in reading.places] == [("Oslo", None)]
    assert len(reading.statements) == 1
    assert "places are kept without coordinates" in capsys.readouterr().err
