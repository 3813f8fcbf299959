"""What each module, function and block of vocabulary is worth on reports of stories.

    python -m evaluation.gate [functions modules words ...] [--names NAME ...] [--keep FILE] [--folds DIR] [--processes N]
    python -m evaluation.gate functions --names NAME ... --together [--blind]

One after the other is switched off (evaluation/switches.py) and the open stories are read again (evaluation/passes.py); what it is
worth is how many points each figure of the scorer loses. Sorted by the sum over all figures; last come those that are worth nothing:
less than 0.05 points in every figure. Where much hangs on one, a sample of the reports tells enough: such figures are marked "~".
`--keep` writes each result as it comes, and a run that is begun again goes on from there. `--together` switches all those named off
at once, and with `--blind` the blind stories are read so too, and nothing but their totals is printed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from evaluation.passes import STAGES, Bench, Touched, directory_read_anew, sample, text_of
from evaluation.scorer import Totals
from evaluation.stories import BLIND, OPEN, load_readers
from evaluation.switches import Block, Switch, all_off, find_blocks, find_functions, load_gate, words_in

ROOT = Path(__file__).parent.parent
KINDS = ("functions", "modules", "words")
ACTORS = ("states", "bodies", "offices", "groups", "companies", "outlets", "people")
# Points under which a difference is nothing; points that a sample of so many reports must lose for the rest not to be read.
NOTHING, PLAIN, SAMPLE = 0.05, 0.5, 34
# So few in the gold that one is worth many points: shown, and left out of the sums.
FEW = frozenset({"hedged", "negated"})


@dataclass(frozen=True, slots=True)
class Task:
    """Something to switch off: its name, how, in which reports and from which stage on it shows, and its lines."""

    name: str
    off: Callable[[Bench], AbstractContextManager[None]]
    touched: Touched
    lines: int
    again: Callable[[Bench], AbstractContextManager[None]] | None = None
    """Another way to switch it off, for where the first breaks the code."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What something is worth: points by figure (none where it is nought), or why it cannot be told."""

    name: str
    lines: int
    reports: int
    points: dict[str, float] = field(default_factory=dict)
    sampled: bool = False
    breaks: str = ""

    def is_nothing(self) -> bool:
        """Whether no figure loses or gains by it."""
        return not self.breaks and all(abs(each) < NOTHING for each in self.points.values())

    def total(self) -> float:
        """The sum over the figures, but for those of few; what cannot be told counts as most."""
        return float("inf") if self.breaks else sum(each for name, each in self.points.items() if name not in FEW)


def figures(totals: Totals) -> dict[str, float]:
    """F1 of the sections and accuracy of the attributes, in points."""
    found = {name: 100 * totals.section(name)["f1"] for name in totals.sections if totals.section(name)["gold"]}
    names = [name.removesuffix("_of") for name in totals.attributes if name.endswith("_of")]
    return found | {name: 100 * accuracy for name in names if (accuracy := totals.accuracy(name)) is not None}


def difference(before: Totals, after: Totals) -> dict[str, float]:
    """Points that each figure loses, those that lose or gain none left out."""
    now = figures(after)
    lost = {name: round(value - now.get(name, 0.0), 2) for name, value in figures(before).items()}
    return {name: points for name, points in lost.items() if points}


def measure(bench: Bench, task: Task, *, in_full: bool) -> Worth:
    """Switch something off and read the reports in which it shows."""
    count = len(task.touched.stages)
    some = task.touched.only(sample(task.touched.stages, SAMPLE))
    broken = ""
    for off in (task.off, task.again):
        if off is None:
            break
        try:
            if count > 2 * SAMPLE and not in_full:
                points = difference(bench.totals, bench.measure(off(bench), some))
                if max((abs(each) for name, each in points.items() if name not in FEW), default=0.0) >= PLAIN:
                    return Worth(task.name, task.lines, count, points, sampled=True)
            points = difference(bench.totals, bench.measure(off(bench), task.touched))
            return Worth(task.name, task.lines, count, points)
        except Exception as error:  # noqa: BLE001 - whatever the code raises without it is the answer
            broken = broken or f"{type(error).__name__}: {error}"[:80]
    return Worth(task.name, task.lines, count, breaks=broken)


def function_tasks(bench: Bench, switches: list[Switch]) -> Iterator[Task]:
    """Each function by itself."""
    for number, switch in enumerate(switches):
        yield Task(switch.name, partial(_functions_off, [switch]), bench.functions.get(number, Touched()), switch.lines)


def _functions_off(switches: list[Switch], _: Bench) -> AbstractContextManager[None]:
    return all_off(switches)


def _block_off(block: Block, _: Bench, *, inner: bool = False) -> AbstractContextManager[None]:
    return block.off(inner=inner)


def module_tasks(bench: Bench, switches: list[Switch]) -> Iterator[Task]:
    """The functions of each module together."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, switch in enumerate(switches):
        groups[switch.function.__module__.removeprefix("onrecord.")].append(number)
    for name, numbers in groups.items():
        chosen = [switches[number] for number in numbers]
        lines = sum(switch.lines for switch in chosen)
        yield Task(name, partial(_functions_off, chosen), joined(bench.functions, numbers), lines)


def joined(found: dict[int, Touched], numbers: Iterable[int]) -> Touched:
    """Where any of several shows."""
    all_of = Touched()
    for number in numbers:
        if number in found:
            all_of.add(found[number])
    return all_of


def word_tasks(bench: Bench) -> Iterator[Task]:
    """Each block of the vocabularies that the layers ask for, and each file of actors."""
    texts = [text_of(case) for case in bench.cases]
    for block in find_blocks(sorted(bench.files), load_gate()):
        words = words_in(block.value())
        meets = {n for n, text in enumerate(texts) if words is None or any(word in text for word in words)}
        touched = bench.files[block.file].only(meets)
        size = len(list(_leaves(block.value())))
        yield Task(block.name, partial(_block_off, block), touched, size, partial(_block_off, block, inner=True))
    for file in ACTORS:
        block = Block(f"actors/{file}", ("actor",))
        everywhere = Touched({number: set(range(len(STAGES))) for number in range(len(texts))})
        yield Task(block.name, partial(_actors_off, block), everywhere, len(block.value()))


def _leaves(value: Any) -> Iterator[Any]:
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _leaves(each) if isinstance(each, dict) else (each,)


@contextmanager
def _actors_off(block: Block, bench: Bench) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(block.off())
        stack.enter_context(directory_read_anew(bench.cases))
        yield


def find_tasks(bench: Bench, switches: list[Switch], kinds: Iterable[str], names: list[str] | None) -> list[Task]:
    """The tasks of some kinds whose names begin as asked; those that show in few reports first."""
    makers = {
        "functions": lambda: function_tasks(bench, switches),
        "modules": lambda: module_tasks(bench, switches),
        "words": lambda: word_tasks(bench),
    }
    found = [task for kind in kinds for task in makers[kind]()]
    found = [task for task in found if not names or task.name.startswith(tuple(names))]
    return sorted(found, key=lambda task: sum(map(len, task.touched.stages.values())))


# What the processes share: they are forked after the first pass.
SHARED: dict[str, Any] = {}


def _run(number: int) -> Worth:
    return measure(SHARED["bench"], SHARED["tasks"][number], in_full=SHARED["in_full"])


def measure_all(bench: Bench, tasks: list[Task], processes: int, keep: Path | None, *, in_full: bool) -> list[Worth]:
    """Measure the tasks in some processes; what a file keeps already is taken from it."""
    kept = [Worth(**json.loads(line)) for line in keep.read_text("utf-8").splitlines()] if keep and keep.exists() else []
    known = {worth.name for worth in kept}
    SHARED.update(bench=bench, tasks=tasks, in_full=in_full)
    left = [number for number, task in enumerate(tasks) if task.name not in known]
    found = [worth for worth in kept if worth.name in {task.name for task in tasks}]
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for worth in pool.imap_unordered(_run, left):
            found.append(worth)
            if keep:
                with keep.open("a", encoding="utf-8") as out:
                    out.write(json.dumps(asdict(worth)) + "\n")
    return found


def line_of(worth: Worth) -> str:
    """One result: the sum, lines or words, reports in which it shows, its name, and the figures that change."""
    told = worth.breaks or ", ".join(f"{name} {points:+.2f}" for name, points in sorted(worth.points.items()))
    total = "needed" if worth.breaks else f"{'~' if worth.sampled else ''}{worth.total():+.2f}"
    return f"{total:>9} {worth.lines:>5} {worth.reports:>4}  {worth.name}  {told}"


def show(found: list[Worth]) -> None:
    """Print the results by their worth, then those that are worth nothing."""
    print(f"{'worth':>9} {'lines':>5} {'in':>4}  name, and points that the figures lose without it")
    for worth in sorted(found, key=lambda each: (-each.total(), each.name)):
        if not worth.is_nothing():
            print(line_of(worth))
    nothing = sorted((worth for worth in found if worth.is_nothing()), key=lambda each: each.name)
    print(f"\nworth nothing (less than {NOTHING} points in every figure): {len(nothing)}")
    for worth in nothing:
        print(line_of(worth))


def together(bench: Bench, tasks: list[Task]) -> None:
    """Print the totals of the set with several things off at once, beside those with all on."""
    touched = joined({n: task.touched for n, task in enumerate(tasks)}, range(len(tasks)))
    with ExitStack() as stack:
        for task in tasks:
            stack.enter_context(task.off(bench))
        without = figures(bench.measure(ExitStack(), touched))
    print(f"{'':22} {'with':>7} {'without':>7}   ({len(tasks)} off, {bench.totals.reports} reports)")
    for name, value in figures(bench.totals).items():
        print(f"{name:22} {value:>7.2f} {without.get(name, 0.0):>7.2f}")


def main() -> None:
    """Measure, and print what is worth what."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", default=["modules"], metavar="KIND", help=f"{', '.join(KINDS)} (default: modules)")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--folds", type=Path, help="folder of weights with stories left out, and its folds.json")
    parser.add_argument("--names", nargs="*", help="how the names of what is switched off begin")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="file of results, one a line; those in it are not measured again")
    parser.add_argument("--full", action="store_true", help="read every report where a sample would do")
    parser.add_argument("--together", action="store_true", help="switch off all at once; print totals alone")
    parser.add_argument("--blind", action="store_true", help="with --together: the totals of the blind stories too")
    options = parser.parse_args()
    if unknown := set(options.kinds) - set(KINDS):
        parser.error(f"{', '.join(sorted(unknown))}: not one of {', '.join(KINDS)}")
    readers = load_readers(options.folds)
    for chosen in (OPEN, BLIND)[: 1 + (options.together and options.blind)]:
        switches = list(find_functions(load_gate())) if set(options.kinds) - {"words"} else []
        bench = Bench(readers, options.shared / chosen.folder, switches)
        tasks = find_tasks(bench, switches, options.kinds, options.names)
        if options.together:
            together(bench, tasks)
        else:
            show(measure_all(bench, tasks, options.processes, options.keep, in_full=options.full))


if __name__ == "__main__":
    main()
