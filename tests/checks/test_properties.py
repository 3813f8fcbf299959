"""What holds of the checks for any numbers."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.checks.figure_groups import group_figures
from onrecord.checks.precision import meant
from onrecord.checks.run import check
from onrecord.checks.same_figure import told_in
from onrecord.model import Figure, Span
from onrecord.scheme.toml import load_scheme

KINDS = {kind: list(units) for kind, units in load_scheme("checks")["units"].items() if kind != "temperature"}
PAIRS = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.lists(st.sampled_from(KINDS[kind]), min_size=2, max_size=2, unique=True)
)
UNITS = st.sampled_from(["percent", "people", "drones", "km2", "mi2", "EUR", "day", "celsius", "fahrenheit"])
NUMBERS = st.floats(min_value=-1e15, max_value=1e15, allow_nan=False).map(lambda number: round(number, 2))


SCOPES = st.sampled_from([None, "total", "each-side", "net"])
GAPS = st.sampled_from([" of ", ", or ", " and ", ": ", " (", " a day for ", ", twice the ", ". Then "])
ITEMS = st.tuples(NUMBERS, UNITS, SCOPES, GAPS)


def as_written(value):
    """A number to four digits, as a paper prints it, and the number that the digits say."""
    places = max(0, 3 - math.floor(math.log10(value)))
    words = f"{round(value, places):,.{places}f}" if places else f"{round(value):,}"
    return words, float(words.replace(",", ""))


@given(PAIRS, st.floats(min_value=1.5, max_value=9_000))
def test_an_honest_conversion_agrees_and_one_of_half_as_much_again_differs(subject, units, value):
    scales = load_scheme("checks")["units"]
    factor = next(kind[units[0]] / kind[units[1]] for kind in scales.values() if units[0] in kind and units[1] in kind)
    if not 1e-3 < factor * value < 1e9:
        return
    words, number = as_written(value)
    for share, verdict in ((1.0, "agrees"), (1.5, "differs")):
        other_words, other = as_written(number * factor * share)
        text = f"It has {words} {units[0]} ({other_words} {units[1]}) of it."
        figures = [(f"{words} {units[0]}", number, units[0], {}), (f"{other_words} {units[1]}", other, units[1], {})]
        found = [finding.verdict for finding in check(subject(text, figures)) if finding.rule == "conversion"]
        assert found == [verdict]


@settings(max_examples=200)
@given(st.lists(ITEMS, max_size=6))
def test_any_figures_are_checked_and_findings_point_into_the_text(subject, items):
    text, figures = "They lost ", []
    for value, unit, scope, gap in items:
        words = f"{value:,.2f} {unit}"
        text += words + gap
        figures.append((words, value, unit, {"scope": scope, "of": unit}))
    made = subject(text + "more.", figures)
    for finding in check(made):
        assert all(0 <= start < end <= len(text) for start, end in finding.spans)
        assert set(finding.rows) <= {kept.id for kept in (*made.figures, *made.dates)}
    told = list(told_in(made))
    assert sorted(id(member) for group in group_figures(told) for member in group.members) == sorted(map(id, told))


@given(NUMBERS.filter(lambda number: abs(number) < 1e9), st.sampled_from(["exact", "around", "at-least", "at-most"]))
def test_a_figure_allows_its_own_number(value, bound):
    figure = Figure(id="f", span=Span(0, 1), value=value, unit="km2", bound=bound)
    said = meant(figure, f"{value:,.2f} km2")
    assert said.low <= value <= said.high
    assert said.low < said.high
