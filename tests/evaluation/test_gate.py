"""The gate tells what is worth something: reports are read again only where a switch shows, and scored anew only where it matters."""

import json
import time
from collections import Counter
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from evaluation.gate import Task, Worth, difference, find_tasks, line_of, measure, show
from evaluation.passes import STAGES, Bench, Remembered, Touched, differs, limited, sample
from evaluation.scorer import Totals
from evaluation.stories import load_readers
from evaluation.switches import Gate, find_functions, load_gate

SCORER = """
from collections import Counter

def score_report(gold, reading):
    found = {name: len(reading[name]) for name in ("statements", "events")} | {"relays": len(reading["report"]["relays"])}
    sections = {name: Counter(tp=min(found[name], wanted), fn=max(0, wanted - found[name])) for name, wanted in gold["wanted"].items()}
    return sections, Counter(), []
"""
REPORTS = {
    "Velmora and Tessaria signed a truce on Monday. The minister, Jarek Holm, said it would hold.": {
        "statements": 1,
        "events": 1,
    },
    "Soldiers left Halm on Tuesday, the Meridian Wire reported, citing the Valley Post.": {"relays": 2},
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """Two invented reports, read once."""
    root = tmp_path_factory.mktemp("shared")
    for name in ("bench", "stories/gold", "stories/reports"):
        (root / name).mkdir(parents=True)
    (root / "bench" / "score_reading.py").write_text(SCORER, encoding="utf-8")
    for number, (text, wanted) in enumerate(REPORTS.items()):
        report = {"id": str(number), "published": "2025-03-04", "language": "en", "text": text, "publisher": "Halm Herald"}
        (root / "stories" / "reports" / f"{number}.json").write_text(json.dumps(report), encoding="utf-8")
        gold = {"story": "bridge", "wanted": wanted}
        (root / "stories" / "gold" / f"{number}.json").write_text(json.dumps(gold), encoding="utf-8")
    switches = list(find_functions(load_gate()))
    made = Bench(load_readers(), root / "stories", switches)
    made.switches = switches
    return made


def tasks(bench, kind, *names):
    return find_tasks(bench, bench.switches, [kind], list(names))


@pytest.mark.model
def test_reading_again_with_all_on_gives_the_same(bench):
    for case in bench.cases:
        assert case.reading["statements"]
    for stage in range(len(STAGES)):
        everywhere = Touched({number: {stage} for number in range(len(bench.cases))})
        assert difference(bench.totals, bench.measure(nullcontext(), everywhere)) == {}


@pytest.mark.model
@pytest.mark.parametrize(
    ("kind", "name", "lost"),
    [
        ("functions", "annotate.statements.propose.propose_statements", "statements"),
        ("modules", "annotate.events.propose", "events"),
        ("words", "relays.citing", "relays"),
    ],
)
def test_what_is_needed_is_worth_something(bench, kind, name, lost):
    [task] = [task for task in tasks(bench, kind, name) if task.name == name]
    found = measure(bench, task, in_full=True)
    assert found.breaks or found.points.get(lost, 0) > 0


@pytest.mark.model
def test_what_shows_nowhere_costs_no_reading(bench):
    quiet = [task for task in tasks(bench, "functions") if not task.touched.stages]
    assert quiet
    assert measure(bench, quiet[0], in_full=True).is_nothing()


@pytest.mark.model
def test_functions_show_only_where_they_give_something(bench):
    [task] = tasks(bench, "functions", "annotate.relays.find_relays")
    assert set(task.touched.stages) == {n for n, case in enumerate(bench.cases) if case.reading["report"]["relays"]}


@pytest.mark.model
def test_a_break_is_told_and_leaves_all_as_it_was(bench):
    task = Task("invented", lambda _: broken(), Touched({0: {len(STAGES) - 1}}), 1)
    assert measure(bench, task, in_full=True).breaks == "KeyError: 'gone'"
    assert difference(bench.totals, bench.measure(nullcontext(), Touched({0: {0}}))) == {}


def broken():
    raise KeyError("gone")


def test_differences_are_points_of_each_figure():
    before = Totals(2, {"events": Counter(tp=2)}, Counter(party_of=2, party_ok=2, via_of=1, via_ok=1))
    after = Totals(2, {"events": Counter(tp=1, fn=1)}, Counter(party_of=2, party_ok=1, via_of=1, via_ok=1))
    assert difference(before, after) == {"events": pytest.approx(33.33), "party": 50.0}


def test_the_list_of_what_is_worth_nothing_comes_last(capsys):
    show(
        [Worth("a.b", 3, 2, {"events": 0.04}), Worth("a.c", 9, 2, {"events": -1.5}), Worth("a.d", 1, 1, breaks="KeyError: 'x'")]
    )
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line]
    assert [line[3] for line in lines if line[0][-1].isdigit() or line[0] == "needed"] == ["a.d", "a.c", "a.b"]
    assert any(line[:2] == ["worth", "nothing"] for line in lines)


def test_a_sampled_worth_is_marked():
    assert line_of(Worth("a.b", 3, 90, {"events": 2.0}, sampled=True)).split()[0] == "~+2.00"


def test_a_session_runs_each_input_once():
    calls = []
    array = SimpleNamespace(shape=(1,), tobytes=lambda: b"1")
    session = Remembered(SimpleNamespace(run=lambda names, inputs: calls.append(inputs) or names))
    assert session.run(["hidden"], {"ids": array}) == session.run(["hidden"], {"ids": array}) == ["hidden"]
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("value", "other", "answer"),
    [([], (), False), (None, None, False), ([1], [], True), ("a", "a", False), (True, False, True)],
    ids=["both empty", "both none", "a list", "the same", "yes and no"],
)
def test_values_differ_from_the_stand_ins(value, other, answer):
    assert differs(value, lambda: other, (), {}) is answer


def test_where_something_shows_is_joined():
    one, two = Touched({1: {2}}), Touched({1: {3}, 4: {5}})
    one.add(two)
    assert one == Touched({1: {2, 3}, 4: {5}})
    assert one.only({4}) == Touched({4: {5}})


def test_samples_are_spread():
    assert sample(range(100), 4) == [0, 25, 50, 75]
    assert sample({3, 1}, 4) == [1, 3]


def test_what_does_not_end_is_stopped():
    with pytest.raises(TimeoutError), limited(0.05):
        time.sleep(5)
    assert Gate({}, ("roles",)).skips("roles.titles")
