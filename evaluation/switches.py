"""What the gate switches off: functions, whole modules, and blocks of vocabulary, found mechanically.

A function is switched off by a stand-in that its annotations tell: what returns a value of the type of one of its parameters gives
that back, what may return None returns None, a bool is False, a list is empty. The stand-in replaces the code of the function itself,
so that every name it goes by is switched off. A block of vocabulary is emptied in place.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from onrecord.scheme.toml import load_scheme

SETTINGS = Path(__file__).with_name("gate.toml")
PACKAGES = ("onrecord.annotate", "onrecord.resolve")
# A word that no report has: some code joins the words of a block to a pattern, where none at all would match everywhere.
NO_WORD = "\ue000"
MANY = re.compile(r"(?:list|set|dict|tuple|frozenset|Iterator|Iterable|Sequence|Collection|Mapping|Counter)\b")
EMPTY = {
    "list": "[]",
    "set": "set()",
    "dict": "{}",
    "tuple": "()",
    "frozenset": "frozenset()",
    "Mapping": "{}",
    "Iterator": "iter(())",
}
OVERRIDES = {"none": "None", "false": "False", "true": "True", "empty": "()"}


@dataclass(frozen=True, slots=True)
class Gate:
    """The settings of gate.toml: stand-ins by name in place of those that annotations tell, and what is not measured."""

    standins: Mapping[str, str]
    unmeasured: tuple[str, ...]

    def skips(self, name: str) -> bool:
        """Whether a function or block of this name is left out, or one that it lies in."""
        return any(name == each or name.startswith(f"{each}.") for each in self.unmeasured)


def load_gate() -> Gate:
    """Load gate.toml."""
    table = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    return Gate(table["standins"], tuple(table["unmeasured"]["names"]))


@dataclass(frozen=True, slots=True)
class Switch:
    """A function with its stand-in: the name it is told by, the expression that it gives in place of its own value, its lines.

    `cached`: its values are kept between reports. `acts`: it gives nothing back.
    """

    name: str
    function: FunctionType
    code: CodeType
    expression: str
    lines: int
    cached: bool
    acts: bool

    def off(self) -> Any:
        """Switch off until the context ends."""
        return swapped(self.function, stand_in(self.expression))


@contextmanager
def swapped(function: FunctionType, code: CodeType) -> Iterator[None]:
    """Give a function another code for a while. The other one takes whatever it is given."""
    kept, function.__code__ = function.__code__, code
    try:
        yield
    finally:
        function.__code__ = kept


def stand_in(expression: str) -> CodeType:
    """The code of a function that takes anything and gives an expression of `given` and `named`."""
    scope: dict[str, Any] = {}
    exec(f"def off(*given, **named):\n    return {expression}\n", scope)  # noqa: S102 - our own expressions
    code: CodeType = scope["off"].__code__
    return code


def expression_for(function: FunctionType, override: str | None) -> str | None:
    """What to give in place of a function's value; None where nothing neutral is known."""
    if override is not None and not override.startswith("same:"):
        return OVERRIDES[override]
    notes = {name: str(note) for name, note in function.__annotations__.items()}
    result = notes.pop("return", None)
    wanted = override.removeprefix("same:") if override else None
    alike = [wanted] if wanted else [name for name, note in notes.items() if note == result and note != "bool"]
    if result is None:
        return None
    if len(alike) == 1:
        place = list(inspect.signature(function).parameters).index(alike[0])
        return f"named[{alike[0]!r}] if {alike[0]!r} in named else given[{place}]"
    if "None" in result.split(" | ") or result == "None":
        return "None"
    return "False" if result == "bool" else _none_of(result)


def _none_of(result: str) -> str | None:
    match = MANY.match(result)
    if match is None or (match.group() == "tuple" and "..." not in result):
        return None
    return EMPTY.get(match.group(), "()")


def modules(packages: tuple[str, ...] = PACKAGES) -> Iterator[ModuleType]:
    """Import the modules of some packages, the packages' own files too."""
    for name in packages:
        package = importlib.import_module(name)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            yield importlib.import_module(found.name)


def find_functions(gate: Gate, packages: tuple[str, ...] = PACKAGES) -> Iterator[Switch]:
    """Find every function and method that can be switched off, in the order of their modules and lines."""
    for module in modules(packages):
        for name, function, cached in _functions(module):
            full = f"{module.__name__.removeprefix('onrecord.')}.{name}"
            expression = None if gate.skips(full) else expression_for(function, gate.standins.get(full))
            if expression is not None:
                lines = len(inspect.getsource(function).splitlines())
                yield Switch(
                    full, function, function.__code__, expression, lines, cached, function.__annotations__["return"] == "None"
                )


def _functions(module: ModuleType) -> Iterator[tuple[str, FunctionType, bool]]:
    """The functions of a module and the methods of its classes, with whether their values are kept between reports."""
    for name, value in vars(module).items():
        if inspect.isclass(value) and value.__module__ == module.__name__ and "Protocol" not in map(_name, value.__mro__):
            for inner, member in vars(value).items():
                found = _bare(member)
                if found is not None and not inner.startswith("__") and found.__module__ == module.__name__:
                    yield f"{name}.{inner}", found, False
        found = _bare(value)
        if found is not None and found.__module__ == module.__name__ and found.__name__ == name:
            yield name, found, hasattr(value, "cache_clear")


def _name(kind: type) -> str:
    return kind.__name__


def _bare(value: Any) -> FunctionType | None:
    """The function under a method, property or cache."""
    if isinstance(value, functools.cached_property):
        value = value.func
    elif isinstance(value, property):
        value = value.fget
    value = getattr(value, "__wrapped__", getattr(value, "__func__", value))
    return value if isinstance(value, FunctionType) else None


# Caches that no switch changes, and that are dear to fill.
KEPT_CACHES = frozenset({"load_language", "load_scheme", "_load", "load_coding", "load_sentence_head", "sentence_version"})


def clear_caches() -> None:
    """Forget what the package keeps between reports, but for models and files."""
    for name, module in list(sys.modules.items()):
        if name.startswith("onrecord."):
            for key, value in list(vars(module).items()):
                clear = getattr(value, "cache_clear", None)
                if clear is not None and key not in KEPT_CACHES:
                    clear()


@dataclass(frozen=True, slots=True)
class Block:
    """A block of vocabulary: its file under scheme/ without the ending, and the keys down to it."""

    file: str
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """As it is told: "roles.titles", "stances.words.meeting"."""
        return ".".join((self.file, *self.keys))

    def value(self) -> Any:
        """What stands there."""
        found: Any = load_scheme(self.file)
        for key in self.keys:
            found = found[key]
        return found

    @contextmanager
    def off(self, *, inner: bool = False) -> Iterator[None]:
        """Empty the block until the context ends; with `inner`, keep its keys and empty what stands under them."""
        within = load_scheme(self.file)
        for key in self.keys[:-1]:
            within = within[key]
        kept, last = within[self.keys[-1]], self.keys[-1]
        within[last] = emptied(kept, inner=inner)
        try:
            yield
        finally:
            within[last] = kept


def emptied(value: Any, *, inner: bool) -> Any:
    """A value of the same shape that says nothing: no tables, a word that no report has; numbers and strings stay."""
    if isinstance(value, dict):
        return {key: emptied(each, inner=True) for key, each in value.items()} if inner else {}
    if isinstance(value, list):
        return [NO_WORD] if value and all(isinstance(each, str) for each in value) else []
    return value


def find_blocks(files: Iterable[str], gate: Gate) -> Iterator[Block]:
    """The keys of some files whose values are lists or tables, and under a table of such the keys of it."""
    for file in files:
        for key, value in load_scheme(file).items():
            if not isinstance(value, (dict, list)):
                continue
            blocks = [Block(file, (key,))]
            if isinstance(value, dict):
                blocks += [Block(file, (key, inner)) for inner, each in value.items() if isinstance(each, (dict, list))]
            yield from (block for block in blocks if not gate.skips(block.name))


def words_in(value: Any) -> set[str] | None:
    """The first words of all that a block names, in small letters; None where some of it is no plain words but a pattern."""
    found: set[str] = set()
    for text in _strings(value):
        if not re.fullmatch(r"[\w\s'’.&-]+", text):
            return None
        found.add(text.split()[0].casefold())
    return found


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from [value] if value.strip() else []
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


@contextmanager
def all_off(switches: list[Switch]) -> Iterator[None]:
    """Switch several functions off at once."""
    with ExitStack() as stack:
        for switch in switches:
            stack.enter_context(switch.off())
        yield
