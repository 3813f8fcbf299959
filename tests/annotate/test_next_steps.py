"""What is to come, in invented sentences of Wednesday 14 May 2031."""

from __future__ import annotations

import pytest

from onrecord.annotate.document import parse_document
from onrecord.annotate.events.find import find_events
from onrecord.annotate.language import load_language
from onrecord.annotate.next_steps.rules import find_next_steps
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.reading import Timex
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import load_directory

pytestmark = pytest.mark.model
VOCABULARY = Vocabulary(load_directory(), Codebook(name="none", issues=()))

TODAY = {"Wednesday": "2031-05-14"}
FRIDAY, MONDAY, JUNE = {"Friday": "2031-05-16"}, {"Monday": "2031-05-12"}, {"2 June": "2031-06-02"}
BOTH = ["Norway", "Sweden"]
STEPS = [
    pytest.param("Norway and Sweden will meet on Friday.", FRIDAY, [(BOTH, "2031-05-16")], id="planned-meeting"),
    pytest.param("Norway and Sweden met on Monday.", MONDAY, [], id="what-happened-is-no-step"),
    pytest.param("Norway has given Sweden a June deadline.", {"June": "2031-06"}, [(["Sweden"], "2031-06")], id="deadline"),
    pytest.param("The new cabinet will take office on 2 June.", JUNE, [(["new cabinet"], "2031-06-02")], id="future-clause"),
    pytest.param("The new cabinet will take office.", {}, [], id="future-clause-without-a-date"),
    pytest.param("Norway is ready to hold talks with Sweden.", {}, [(BOTH, None)], id="offered-talks"),
    pytest.param("A vote is scheduled for Friday.", FRIDAY, [([], "2031-05-16")], id="scheduled"),
    pytest.param("The budget, set for a vote on Friday, is long.", FRIDAY, [([], "2031-05-16")], id="participle"),
    pytest.param("The elections are due on 2 June.", JUNE, [([], "2031-06-02")], id="due"),
    pytest.param("The truce expires on 2 June.", JUNE, [([], "2031-06-02")], id="present-with-a-day-to-come"),
    pytest.param("Analysts expect the truce on 2 June.", JUNE, [], id="what-somebody-thinks"),
    pytest.param("The truce would expire on 2 June, Norway said.", JUNE, [([], "2031-06-02")], id="reported-future"),
    pytest.param("The deficit would surpass the limit on 2 June.", JUNE, [], id="a-forecast"),
    pytest.param("Her return could be announced as early as Friday.", FRIDAY, [(["Her"], "2031-05-16")], id="as-early-as"),
    pytest.param(
        "Her return could be announced as early as Wednesday.", TODAY, [(["Her"], "2031-05-14")], id="as-early-as-today"
    ),
    pytest.param("Her return could please him on Friday.", FRIDAY, [], id="only-possible"),
    pytest.param("Norway will submit a letter.", {}, [(["Norway"], None)], id="a-deed-without-a-day"),
    pytest.param("Norway will like the letter.", {}, [], id="no-deed"),
    pytest.param("Norway and Sweden were due to meet in March.", {"March": "2031-03"}, [], id="a-plan-that-is-past"),
]


def read_steps(text: str, dates: dict[str, str]):
    document = parse_document(Report(id="r", text=text, published="2031-05-14"), load_language())
    for words, value in dates.items():
        start = text.index(words)
        document.annotations.dates.append(Timex(span=Span(start, start + len(words)), value=value, type="DATE"))
    document.annotations.events = find_events(document, VOCABULARY)
    found = find_next_steps(document, VOCABULARY)
    value_of = lambda step: None if step.date is None else document.annotations.dates[step.date].value  # noqa: E731
    return [([text[slice(*s)] for s in step.who], value_of(step)) for step in found]


@pytest.mark.parametrize(("text", "dates", "steps"), STEPS)
def test_next_steps(text, dates, steps):
    assert read_steps(text, dates) == steps
