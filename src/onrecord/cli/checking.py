"""`onrecord check` and `mark`: what rules, and what people, find of figures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from onrecord.checks.finding import Finding
from onrecord.checks.run import Rule, check
from onrecord.checks.subject import subject_of_reading
from onrecord.cli.app import app, out, say_error
from onrecord.cli.deciding import By, Note
from onrecord.cli.desk import chosen_case, print_json, record_of, short, view_of, where_from
from onrecord.cli.options import CaseName, Confidence, Db, Json, KnownOn, RecordedBy
from onrecord.config import author
from onrecord.errors import UsageError
from onrecord.queries.checks import findings
from onrecord.queries.figure_groups import FigureGroup
from onrecord.queries.figures import FigureRow
from onrecord.record.marks import find_figure, mark_figure, marks_of_figures
from onrecord.record.view import View
from onrecord.record.writer import Writer

What = Annotated[
    str | None,
    typer.Argument(
        metavar="[ID|PATH|URL]",
        help="A report or figure by its id or the beginning of it, or a file, folder or address.",
        show_default=False,
    ),
]
MapNames = Annotated[
    list[str] | None, typer.Option("--map", help="Ask only this data set of ground held; may be repeated.", show_default=False)
]
Everything = Annotated[bool, typer.Option("--all", help="Check every report of the case.")]

FigureId = Annotated[str, typer.Argument(metavar="FIGURE", help="The figure's id, or the beginning of it.")]
JudgementWord = Annotated[str, typer.Argument(metavar="confirmed|disputed|withdrawn", help="What you found.")]
Link = Annotated[str | None, typer.Option("--link", help="Where it can be read.", show_default=False)]

GROUP_STYLES = {"repeated": "green", "compatible": "green", "updated": "yellow", "in conflict": "bold red"}
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
    confidence: Confidence = None,
    as_json: Json = False,
) -> int:
    """Check figures and dates: conversions, sums, shares, weekdays, scale, ground held."""
    if (what is None) != everything:
        raise UsageError("say what to check: a report, a figure or a file, or --all")
    from onrecord.ingest.addresses import is_address  # its package brings the client with it, which no question needs

    failed = False
    if what is not None and (Path(what).exists() or is_address(what)):
        found, failed = _check_input(what, maps)
    else:
        with view_of(db, known_on, recorded_by, confidence) as view:
            found = list(findings(view, what, case=chosen_case(view, case) if everything else None, rules=further_rules(maps)))
    if as_json:
        print_json(found)
    else:
        _print(found)
    return 1 if failed or any(finding.verdict == "differs" for finding in found) else 0


def further_rules(maps: list[str] | None = None) -> tuple[Rule, ...]:
    """The rules that need more than the report: data sets that the user added."""
    # These bring shapely with them, which only checking needs.
    from onrecord.checks.ground import grounds
    from onrecord.checks.territory import territory_rule
    from onrecord.cli.territory import maps_folder
    from onrecord.territory.store import data_sets

    known = [data.name for data in data_sets(maps_folder())]
    for name in maps or ():
        if name not in known:
            raise UsageError(
                f"there is no data set {name!r}; there are {', '.join(known) or 'none: add one with `onrecord maps add`'}"
            )
    return (territory_rule(grounds(maps_folder(), tuple(maps or ()))),)


def _check_input(name: str, maps: list[str] | None) -> tuple[list[Finding], bool]:
    """Read the reports of a file, folder or address and check them; nothing is kept. Returns: findings; whether a report failed."""
    from onrecord.ingest import Failure, find_inputs
    from onrecord.reader import load_reader  # brings spaCy with it, which only reading needs

    reader, found, failed = load_reader(), list[Finding](), False
    for item in find_inputs([name]):
        if isinstance(item, Failure):
            say_error(item.error)
            failed = True
        else:
            found += check(subject_of_reading(reader.read(item.report)), *further_rules(maps))
    return found, failed


@app.command("mark")
def mark(
    figure: FigureId,
    judgement: JudgementWord,
    note: Note = None,
    link: Link = None,
    by: By = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Mark a figure as confirmed, disputed or withdrawn: a row in the log of decisions, shown with the figure."""
    from onrecord.ingest.addresses import is_address

    if link is not None and not is_address(link):
        raise UsageError(f"--link {link!r} is not an address; write it with http:// or https://")
    with record_of(db) as record:
        view = View(record)
        decision = mark_figure(Writer(record), view, figure, judgement, author(by), note=note, link=link)
        row = find_figure(view, figure)
        made = next(one for one in marks_of_figures(view)[row.id] if one.decision == decision)
    if as_json:
        print_json({"figure": row.id, "report": row.head.report_id, "words": row.words, "mark": made})
    else:
        out.print(Text(f"{row.words} [{row.head.report_id} #{row.id[:8]}]: {made.words()}"), soft_wrap=True)
        out.print(Text(f"`onrecord undo {decision[:8]}` takes it back"), soft_wrap=True)


def print_groups(groups: list[FigureGroup]) -> None:
    """Print groups of figures: a line for each, and its history under it."""
    for group in groups:
        span = f"{group.low:,.10g}" if group.low == group.high else f"{group.low:,.10g} to {group.high:,.10g}"
        about = " ".join(part for part in (group.of, f"({group.aspect})" if group.aspect else None) if part)
        origins = f"{group.independent} independent origin{'s' if group.independent != 1 else ''}"
        counted = f"{group.reports} reports, {origins} ({', '.join(group.origins)})"
        out.print(
            Text.assemble((group.relation, GROUP_STYLES[group.relation]), f"  {span} {group.unit}, {about}: {counted}"),
            soft_wrap=True,
        )
        for member in group.members:
            out.print(Text(f"    {member.relation or 'first':11}  {_member(member.figure)}"), soft_wrap=True)
    if not groups:
        out.print(Text("no figure is given by more than one report"), soft_wrap=True)


def _member(figure: FigureRow) -> str:
    scope = f" {figure.scope}" if figure.scope else ""
    marks = "".join(f"; {mark.words()}" for mark in figure.marks)
    return f"{short(figure.words, 40)}{scope}, {figure.claimed_by or 'unsourced'}, {where_from(figure)}{marks}"


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
