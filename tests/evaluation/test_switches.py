"""Stand-ins are told by annotations, replace the code itself, and go away again."""

import sys
from types import ModuleType

import pytest

from evaluation.switches import (
    NO_WORD,
    Block,
    Gate,
    all_off,
    clear_caches,
    emptied,
    expression_for,
    find_blocks,
    find_functions,
    load_gate,
    stand_in,
    swapped,
    words_in,
)
from onrecord.scheme.toml import load_scheme

SOURCE = """
from __future__ import annotations
from collections.abc import Iterator
from functools import cache, cached_property


def is_late(day: str) -> bool:
    return day > "2025"

def first(days: list[str]) -> str | None:
    return days[0] if days else None

def sorted_days(days: list[str]) -> list[str]:
    return sorted(days)

def each(days: list[str]) -> Iterator[str]:
    yield from days

def length(days: list[str]) -> int:
    return len(days)

def note(days: list[str]) -> None:
    days.append("2027")

@cache
def words() -> frozenset[str]:
    return frozenset({"truce"})

class Finder:
    def __init__(self, days: list[str]) -> None:
        self.days = days

    @property
    def last(self) -> str | None:
        return self.days[-1]

    @cached_property
    def late(self) -> list[str]:
        return [day for day in self.days if is_late(day)]

    @staticmethod
    def cut(day: str, *, at: int = 4) -> str:
        return day[:at]

ALIAS = is_late
"""


@pytest.fixture
def days(monkeypatch, tmp_path):
    """A package of one module with functions of every sort."""
    (tmp_path / "invented_days.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = __import__("invented_days")
    module.__path__ = []
    yield module
    del sys.modules["invented_days"]


def found_in(module: ModuleType, gate: Gate | None = None):
    return {each.name.rpartition("days.")[2]: each for each in find_functions(gate or Gate({}, ()), (module.__name__,))}


def test_the_stand_in_follows_the_annotations(days):
    assert {name: switch.expression for name, switch in found_in(days).items()} == {
        "is_late": "False",
        "first": "None",
        "sorted_days": "named['days'] if 'days' in named else given[0]",
        "each": "iter(())",
        "note": "None",
        "words": "frozenset()",
        "Finder.last": "None",
        "Finder.late": "[]",
        "Finder.cut": "named['day'] if 'day' in named else given[0]",
    }


def test_what_acts_and_what_is_kept_between_reports_is_known(days):
    found = found_in(days)
    assert [name for name, switch in found.items() if switch.acts] == ["note"]
    assert [name for name, switch in found.items() if switch.cached] == ["words"]


def test_a_function_is_off_by_every_name_it_goes_by(days):
    with found_in(days)["is_late"].off():
        assert not days.ALIAS("2026")
        assert days.Finder(["2026"]).late == []
    assert days.ALIAS("2026")
    assert days.Finder(["2026"]).late == ["2026"]


def test_everything_can_be_off_at_once(days):
    with all_off(list(found_in(days).values())):
        finder = days.Finder(["2026"])
        assert (finder.last, finder.late, finder.cut("2026-03", at=2)) == (None, [], "2026-03")
        assert (list(days.each(["2026"])), days.sorted_days(["b", "a"]), days.words()) == ([], ["b", "a"], frozenset())
    assert days.Finder(["2026"]).last == "2026"


def test_the_settings_leave_out_and_override(days):
    gate = Gate({"invented_days.first": "same:days", "invented_days.is_late": "true"}, ("invented_days.Finder",))
    found = found_in(days, gate)
    assert found["first"].expression.endswith("given[0]")
    assert found["is_late"].expression == "True"
    assert not any(name.startswith("Finder") for name in found)


def test_without_a_neutral_value_there_is_no_stand_in(days):
    assert expression_for(days.length, None) is None


def test_code_comes_back_after_an_error(days):
    with pytest.raises(ValueError, match="amid"), swapped(days.is_late, stand_in("False")):
        raise ValueError("amid")
    assert days.is_late("2026")


@pytest.mark.parametrize(
    ("value", "inner", "empty"),
    [
        (["truce", "deal"], False, [NO_WORD]),
        ([{"word": "truce"}], False, []),
        ({"words": ["truce"], "least": 3}, False, {}),
        ({"words": ["truce"], "least": 3}, True, {"words": [NO_WORD], "least": 3}),
    ],
    ids=["words", "tables", "a table", "a table with its keys"],
)
def test_blocks_are_emptied(value, inner, empty):
    assert emptied(value, inner=inner) == empty


def test_a_block_is_empty_only_for_a_while():
    block = Block("denial", ("words",))
    kept = block.value()
    with block.off():
        assert load_scheme("denial")["words"] == [NO_WORD]
    assert load_scheme("denial")["words"] == kept
    assert block.name == "denial.words"


def test_blocks_are_the_keys_of_a_file_and_of_its_tables():
    names = [block.name for block in find_blocks(["hedges"], Gate({}, ("hedges.nouns",)))]
    assert {"hedges.adverbs", "hedges.negation"} < set(names)
    assert "hedges.nouns" not in names
    assert any(name.startswith("hedges.negation.") for name in names)


def test_the_words_of_a_block_are_known_unless_it_holds_patterns():
    assert words_in({"said": ["Told reporters", "say"]}) == {"said", "told", "say"}
    assert words_in(["a (truce|deal)"]) is None


def test_the_settings_name_what_exists():
    for name in load_gate().unmeasured:
        if "." in name:
            assert __import__("importlib").import_module(f"onrecord.{name}")


def test_caches_of_the_package_are_forgotten():
    from onrecord.scheme.denial import load_denial

    before = load_denial()
    clear_caches()
    assert load_denial() is not before
