"""Reading one set of reports again and again, each time with something switched off, in seconds.

What no switch changes is done once: the parse of each report, and what the encoder and its heads give for the same input. A first
pass goes layer by layer, all reports through one before the next, and notes in which reports and layers each function gives another
value than its stand-in, and which layers ask for each vocabulary. A later pass takes only those reports, only through those layers
and, once something came out otherwise, through all after them; and it scores only readings that are not as they were.
"""

from __future__ import annotations

import builtins
import signal
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sized
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from evaluation.scorer import Json, Totals, bench_of, gold_files, load_scorer, read_json, score_one, total
from evaluation.stories import Readers
from evaluation.switches import Switch, clear_caches, stand_in, swapped
from onrecord.annotate.document import Document, parse_document
from onrecord.annotate.pipeline import LAYERS
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.ingest import Incoming, find_inputs
from onrecord.model.draft import Annotations
from onrecord.reader import Reader
from onrecord.resolve.gazetteer import open_gazetteer
from onrecord.resolve.places import PlaceResolver
from onrecord.resolve.reading import resolve
from onrecord.scheme import toml
from onrecord.scheme.directory import load_directory

# The stages of a pass: the layers, and the reading that is made of what they found.
STAGES = (*LAYERS, "reading")
# Seconds that one report may take; a plain one takes a tenth of one.
LONGEST = 10.0
TRACE = "__gate_trace__"


class Remembered:
    """A session of ONNX Runtime that runs each input once."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._kept: dict[tuple[Any, ...], Any] = {}

    def run(self, names: list[str], inputs: Mapping[str, Any]) -> Any:
        """What the session gives for an input, from memory where it was asked before."""
        key = (tuple(names), *((name, value.shape, value.tobytes()) for name, value in sorted(inputs.items())))
        if key not in self._kept:
            self._kept[key] = self._session.run(names, inputs)
        return self._kept[key]


def remembering(vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary with a model that runs each input once."""
    model = vocabulary.model
    return vocabulary if model is None else replace(vocabulary, model=replace(model, encoder=Remembered(model.encoder)))


@dataclass(slots=True)
class Case:
    """One report with its gold, its parse, and what the first pass made of it."""

    name: str
    gold: Json
    document: Document
    reader: Reader
    annotations: Annotations
    reading: Json = field(default_factory=dict)
    totals: Totals = field(default_factory=Totals)


@dataclass(slots=True)
class Touched:
    """Where something shows: the stages by the numbers of the reports."""

    stages: dict[int, set[int]] = field(default_factory=dict)

    def note(self, reports: Iterable[int], *stages: int) -> None:
        """Add stages to reports."""
        for report in reports:
            self.stages.setdefault(report, set()).update(stages)

    def add(self, other: Touched) -> None:
        """Add where something else shows."""
        for report, stages in other.stages.items():
            self.note((report,), *stages)

    def only(self, reports: Collection[int]) -> Touched:
        """The same for some reports alone."""
        return Touched({report: stages for report, stages in self.stages.items() if report in reports})


class Bench:
    """The reports of a set, read once, ready to be read again with something off."""

    def __init__(self, readers: Readers, folder: Path, switches: list[Switch]) -> None:
        self.scorer: ModuleType = load_scorer(bench_of(folder / "gold"))
        made: dict[int, Reader] = {}
        self.cases = list(_cases(readers, folder, made))
        self.functions: dict[int, Touched] = {}
        self.files: dict[str, Touched] = {}
        self._first_pass(switches)
        self.totals = total(case.totals for case in self.cases)

    def _first_pass(self, switches: list[Switch]) -> None:
        at = [0, 0]
        with traced(switches, self.functions, at, len(self.cases)), asked(self.files, at, len(self.cases)):
            for stage in range(len(STAGES)):
                # So that each stage asks anew for what the ones before it keep.
                clear_caches()
                for number, case in enumerate(self.cases):
                    at[:] = stage, number
                    self._step(case, stage)
        for case in self.cases:
            case.annotations = replace(case.document.annotations)
            case.totals = score_one(self.scorer, case.gold, case.reading)

    def _step(self, case: Case, stage: int) -> None:
        """Take a report through one stage."""
        document, vocabulary = case.document, case.reader.vocabulary
        if stage < len(STAGES) - 1:
            name = STAGES[stage]
            setattr(document.annotations, name, LAYERS[name](document, vocabulary))
        else:
            case.reading = self._resolved(case)

    def _resolved(self, case: Case) -> Json:
        vocabulary = case.reader.vocabulary
        found = resolve(case.document.annotations, vocabulary.directory, vocabulary.codebook, places=case.reader.places)
        return found.model_dump(mode="json")

    def read_again(self, number: int, stages: Collection[int]) -> Json:
        """Take a report once more through some stages, and through all after one that gives something else than it did."""
        case = self.cases[number]
        document, base, changed = case.document, case.annotations, False
        document.annotations = replace(base)
        for name in LAYERS:
            setattr(document.annotations, name, [])
        for stage, name in enumerate(LAYERS):
            if stage in stages or changed:
                self._step(case, stage)
                changed |= getattr(document.annotations, name) != getattr(base, name)
            else:
                setattr(document.annotations, name, getattr(base, name))
        return self._resolved(case) if changed or len(STAGES) - 1 in stages else case.reading

    def measure(self, off: Any, touched: Touched) -> Totals:
        """Count the whole set with something off that shows in some reports and stages. Raises: what the code raises."""
        found = replace(self.totals, sections={k: v.copy() for k, v in self.totals.sections.items()})
        found.attributes = self.totals.attributes.copy()
        clear_caches()
        try:
            with off:
                for number, stages in sorted(touched.stages.items()):
                    case = self.cases[number]
                    with limited(LONGEST):
                        reading = self.read_again(number, stages)
                    if reading != case.reading:
                        found.add(case.totals, -1)
                        found.add(score_one(self.scorer, case.gold, reading))
        finally:
            clear_caches()
        return found


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Stop what takes longer: without a part of it a loop may have no end. Raises: TimeoutError."""

    def stop(*_: object) -> None:
        raise TimeoutError("does not end")

    kept = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, kept)


def _cases(readers: Readers, folder: Path, made: dict[int, Reader]) -> Iterator[Case]:
    for path in gold_files(folder / "gold"):
        gold = read_json(path)
        reader = readers.reader_for(gold.get("story"))
        if id(reader) not in made:
            made[id(reader)] = replace(reader, vocabulary=remembering(reader.vocabulary))
        for item in find_inputs([str(folder / "reports" / path.name)]):
            if isinstance(item, Incoming):
                own = made[id(reader)]
                document = parse_document(item.report, own.language, own.vocabulary.model)
                yield Case(path.stem, gold, document, own, document.annotations)


@contextmanager
def traced(switches: list[Switch], found: dict[int, Touched], at: list[int], count: int) -> Iterator[None]:
    """Note where functions give another value than their stand-ins, by the numbers of their switches."""
    originals = [_copy(switch.function) for switch in switches]
    neutral = [FunctionType(stand_in(switch.expression), {}) for switch in switches]
    cached = [0]

    def trace(number: int, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        keeps = switches[number].cached
        cached[0] += keeps
        try:
            value = originals[number](*given, **named)
            if hasattr(value, "__next__"):
                value = list(value)
                shows, value = bool(value), iter(value)
            else:
                # What gives nothing back does something.
                shows = switches[number].acts or differs(value, neutral[number], given, named)
        finally:
            cached[0] -= keeps
        if shows:
            found.setdefault(number, Touched()).note(range(count) if keeps or cached[0] else (at[1],), at[0])
        return value

    setattr(builtins, TRACE, trace)
    try:
        with ExitStack() as stack:
            for number, switch in enumerate(switches):
                stack.enter_context(swapped(switch.function, stand_in(f"{TRACE}({number}, given, named)")))
            yield
    finally:
        delattr(builtins, TRACE)


def _copy(function: FunctionType) -> FunctionType:
    """The function as it is now, under the code that stands in for it."""
    copied = FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    copied.__kwdefaults__ = function.__kwdefaults__
    return copied


def differs(value: Any, neutral: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Whether a value is another than the stand-in's."""
    try:
        other = neutral(*given, **named)
        return value is not other and bool(value != other) and not (_is_empty(value) and _is_empty(other))
    except Exception:  # noqa: BLE001 - arrays, and where the stand-in cannot stand: the pass will say so
        return True


def _is_empty(value: Any) -> bool:
    return isinstance(value, Sized) and not len(value)


@contextmanager
def asked(found: dict[str, Touched], at: list[int], count: int) -> Iterator[None]:
    """Note which vocabularies are asked for, and in which stage first; any report may show them."""

    def load(name: str) -> dict[str, Any]:
        found.setdefault(name, Touched()).note(range(count), at[0])
        return toml.load_scheme(name)

    users = [
        m for name, m in sys.modules.items() if name.startswith("onrecord.") and m is not toml and hasattr(m, "load_scheme")
    ]
    original = toml.load_scheme
    for module in users:
        setattr(module, "load_scheme", load)  # noqa: B010 - mypy knows no such attribute
    try:
        yield
    finally:
        for module in users:
            setattr(module, "load_scheme", original)  # noqa: B010 - as above


def sample(numbers: Collection[int], size: int) -> list[int]:
    """Some of the numbers, spread evenly over them."""
    ordered = sorted(numbers)
    step = max(1, len(ordered) // size)
    return list(islice(ordered[::step], size))


@contextmanager
def directory_read_anew(cases: Iterable[Case]) -> Iterator[None]:
    """Read the directory of actors again for all reports, as its files are now, until the context ends."""
    kept, made = [(case, case.reader) for case in cases], {}
    for case, reader in kept:
        if id(reader) not in made:
            directory = load_directory()
            places = None if reader.places is None else PlaceResolver(open_gazetteer(), directory)
            vocabulary = replace(reader.vocabulary, directory=directory)
            made[id(reader)] = replace(reader, vocabulary=vocabulary, places=places)
        case.reader = made[id(reader)]
    try:
        yield
    finally:
        for case, reader in kept:
            case.reader = reader


def text_of(case: Case) -> str:
    """The words of a report and their lemmas, in small letters: what a vocabulary can meet there."""
    doc = case.document.doc
    return f"{doc.text}\n{' '.join(t.lemma_ for t in doc)}".casefold()
