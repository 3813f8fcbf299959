"""`onrecord check`: what the figures and dates of reports agree with, and what they do not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from onrecord.checks.finding import Finding
from onrecord.checks.ground import grounds
from onrecord.checks.run import Rule, check
from onrecord.checks.subject import subject_of_reading
from onrecord.checks.territory import territory_rule
from onrecord.cli.app import app, out, say_error
from onrecord.cli.desk import chosen_case, print_json, view_of
from onrecord.cli.options import CaseName, Db, Json, KnownOn, RecordedBy
from onrecord.cli.territory import maps_folder
from onrecord.errors import UsageError
from onrecord.ingest import Failure, find_inputs
from onrecord.queries.checks import findings
from onrecord.reader import load_reader
from onrecord.territory.store import data_sets

What = Annotated[
    str | None,
    typer.Argument(
        metavar="[ID|FILE]", help="A report or figure by its id or the beginning of it, or a file.", show_default=False
    ),
]
MapNames = Annotated[
    list[str] | None, typer.Option("--map", help="Ask only this data set of ground held; may be repeated.", show_default=False)
]
Everything = Annotated[bool, typer.Option("--all", help="Check every report of the case.")]

STYLES = {"agrees": "green", "differs": "bold red", "differs by definition": "yellow", "cannot tell": "dim"}


@app.command("check")
def check_figures(
    what: What = None,
    everything: Everything = False,
    maps: MapNames = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    as_json: Json = False,
) -> int:
    """Check figures and dates: conversions, sums, shares, weekdays, scale, ground held."""
    if (what is None) != everything:
        raise UsageError("say what to check: a report, a figure or a file, or --all")
    failed = False
    if what is not None and Path(what).is_file():
        found, failed = _check_file(what, maps)
    else:
        with view_of(db, known_on, recorded_by) as view:
            found = list(findings(view, what, case=chosen_case(view, case) if everything else None, rules=_rules(maps)))
    if as_json:
        print_json(found)
    else:
        _print(found)
    return 1 if failed or any(finding.verdict == "differs" for finding in found) else 0


def _rules(maps: list[str] | None) -> tuple[Rule, ...]:
    """The rules that need more than the report: data sets that the user added."""
    known = [data.name for data in data_sets(maps_folder())]
    for name in maps or ():
        if name not in known:
            raise UsageError(
                f"there is no data set {name!r}; there are {', '.join(known) or 'none: add one with `onrecord maps add`'}"
            )
    return (territory_rule(grounds(maps_folder(), tuple(maps or ()))),)


def _check_file(path: str, maps: list[str] | None) -> tuple[list[Finding], bool]:
    """Read the reports of a file and check them; nothing is kept. Returns: the findings, and whether a report failed."""
    reader, found, failed = load_reader(), list[Finding](), False
    for item in find_inputs([path]):
        if isinstance(item, Failure):
            say_error(item.error)
            failed = True
        else:
            found += check(subject_of_reading(reader.read(item.report)), *_rules(maps))
    return found, failed


def _print(found: list[Finding]) -> None:
    for finding in found:
        out.print(
            Text.assemble((finding.verdict, STYLES[finding.verdict]), f"  {finding.rule}: {finding.words}"), soft_wrap=True
        )
        out.print(Text(f"    {finding.says}"), soft_wrap=True)
        if finding.numbers:
            out.print(Text(f"    {'; '.join(number.words() for number in finding.numbers)}"), soft_wrap=True)
        out.print(
            Text(f"    {_recipe(finding)} [{finding.report} {' '.join(f'#{row[:8]}' for row in finding.rows)}]"), soft_wrap=True
        )
        for note in finding.notes:
            out.print(Text(f"    note: {note}"), soft_wrap=True)
    if not found:
        out.print(Text("no rule applies: no conversion, sum, share, weekday or claim that could be checked"), soft_wrap=True)


def _recipe(finding: Finding) -> str:
    recipe = finding.recipe
    data = f"{recipe.data} {(recipe.version or '')[:12]}, " if recipe.data else ""
    return f"by {data}{recipe.method}: {recipe.formula}"
