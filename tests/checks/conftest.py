"""Subjects made by hand: the words of each figure and date are found in the text, so that a case is one readable line."""

from __future__ import annotations

import pytest

from onrecord.checks.subject import Kept, Subject
from onrecord.model import Figure, Report, Span, Timex


def made_subject(text, figures=(), dates=(), report_id="tarn-1", published="2026-03-06", **report):
    """A subject of (words, value, unit, more) and (words, value) in reading order; the same words twice are found in turn."""
    kept, end = [], 0
    for number, (words, value, unit, more) in enumerate(figures):
        start = text.index(words, end)
        end = start + len(words)
        figure = Figure(id=f"f{number}", span=Span(start, end), value=value, unit=unit, **more)
        kept.append(Kept(f"{report_id}-f{number}", figure))
    timexes, end = [], 0
    for number, (words, value) in enumerate(dates):
        start = text.index(words, end)
        end = start + len(words)
        timexes.append(Kept(f"d{number}", Timex(span=Span(start, end), value=value, type="DATE")))
    source = Report(id=report_id, text=text, published=published, **report)
    return Subject(source, tuple(kept), tuple(timexes))


@pytest.fixture(scope="session")
def subject():
    return made_subject
