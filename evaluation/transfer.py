"""Whether it is read from the report itself who speaks for whom: the stories without the people of the directory.

    python -m evaluation.transfer [--set data/stories ...] [--known] [--misses]

A story that nobody tuned on has people whom the directory does not know. So the reports are read with everybody taken out of it who is
no state, no office or body of one and no international organisation: people, movements, political parties, companies, charities.
Outlets stay. Beside the figures by story, the party of matched statements by how their source is named. `--known` reads with the whole
directory.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evaluation.page import percent, table
from evaluation.scorer import Json, Totals, bench_of, gold_files, load_scorer, read_json, score_one, total
from evaluation.stories import ALL, GIVEN, shown
from onrecord.ingest import Failure, find_inputs
from onrecord.reader import Reader, load_reader
from onrecord.resolve.gazetteer import open_gazetteer
from onrecord.resolve.places import PlaceResolver
from onrecord.scheme.actor_entry import ActorEntry
from onrecord.scheme.directory import Directory, load_directory

ROOT = Path(__file__).parent.parent
SETS = ("data/stories", "data/reports")
COLUMNS = ("party", "no_party", "source", "via", "event_direction")
WORLD = "scheme/actors/bodies.toml"


def is_world(entry: ActorEntry) -> bool:
    """Whether everybody knows an actor: a state, its office, an outlet, an international organisation that speaks for one."""
    return entry.kind in ("country", "office", "government", "outlet") or (entry.origin == WORLD and bool(entry.party))


def strangers() -> Directory:
    """The directory that comes with onrecord, with nobody in it but those whom everybody knows."""
    return Directory(tuple(entry for entry in load_directory().entries if is_world(entry)))


def with_directory(reader: Reader, directory: Directory) -> Reader:
    """The same reader with another directory."""
    places = None if reader.places is None else PlaceResolver(open_gazetteer(), directory)
    return replace(reader, vocabulary=replace(reader.vocabulary, directory=directory), places=places)


def read_sets(reader: Reader, shared: Path, sets: tuple[str, ...]) -> Iterator[tuple[Json, Json]]:
    """Read the reports of some folders; yield the gold of each with its reading, as the pages show it."""
    for folder in (shared / each for each in sets):
        for path in gold_files(folder / "gold"):
            for item in find_inputs([str(folder / "reports" / path.name)]):
                if not isinstance(item, Failure):
                    yield read_json(path), shown(reader.read(item.report).model_dump(mode="json"))


def kind_of(statement: Json) -> str:
    """How the gold says that a statement's source is named, with what stands beside a name."""
    form, words = statement.get("source_form") or "", (statement.get("source_text") or "").split()
    if form != "name":
        return form
    name = (statement["source"] or "").split()
    return (
        "surname only" if len(words) == 1 < len(name) else "name with an office" if len(words) > len(name) + 1 else "name alone"
    )


def parties_by_kind(gold: Json, reading: Json, scorer: object) -> Iterator[tuple[str, bool, Json, Json]]:
    """Of each matched statement: how its source is named, whether its party is right, and both statements."""
    score = scorer  # the scorer is a module without types
    want, have = gold["statements"], reading["statements"]
    for i, j in score.match(want, have, score.statement_score):  # type: ignore[attr-defined]
        wanted, found = want[i].get("speaks_for"), score.speaks_for(have[j])  # type: ignore[attr-defined]
        if wanted:
            yield kind_of(want[i]), score.agree(wanted, found), want[i], have[j]  # type: ignore[attr-defined]
        elif want[i].get("source_form"):
            right = not found or score.agree(found, score.source_name(have[j]))  # type: ignore[attr-defined]
            yield f"nobody's: {kind_of(want[i])}", right, want[i], have[j]


def told(gold: Json, wanted: Json, found: Json) -> str:
    """A miss in a line: the report, the words, whose the statement is and whose it was taken for."""
    source = found["source"] or {}
    return (
        f"{gold['id']} {kind_of(wanted)}: {wanted.get('source_text')!r} = {wanted['source']} for {wanted.get('speaks_for')}; "
        + (f"got {source.get('name')} for {source.get('speaks_for')}")
    )


def main() -> None:
    """Read, score, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--set", dest="sets", action="append", help=f"a folder of reports (default: {', '.join(SETS)})")
    parser.add_argument("--known", action="store_true", help="with the whole directory")
    parser.add_argument("--misses", action="store_true", help="list the statements whose party is wrong")
    options = parser.parse_args()
    sets = tuple(options.sets or SETS)
    scorer = load_scorer(bench_of(options.shared / sets[0] / "gold"))
    reader = load_reader() if options.known else with_directory(load_reader(), strangers())
    stories: dict[str, Totals] = defaultdict(Totals)
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    misses: list[str] = []
    for gold, reading in read_sets(reader, options.shared, sets):
        stories[gold.get("story") or GIVEN].add(score_one(scorer, gold, reading))
        for kind, right, wanted, found in parties_by_kind(gold, reading, scorer):
            kinds[kind][right] += 1
            misses += [] if right else [told(gold, wanted, found)]
    rows = [*sorted(stories.items()), (ALL, total(stories.values()))]
    accuracies = [(name, [t.accuracy(column) for column in COLUMNS]) for name, t in rows]
    print(table(("story", *COLUMNS), [(name, *("" if a is None else percent(a) for a in row)) for name, row in accuracies]))
    print()
    by_kind = sorted(kinds.items(), key=lambda row: -row[1][False])
    print(table(("source", "wrong", "of"), [(kind, str(n[False]), str(n.total())) for kind, n in by_kind]))
    print("\n".join(misses if options.misses else ()))


if __name__ == "__main__":
    main()
