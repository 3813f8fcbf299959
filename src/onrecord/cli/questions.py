"""The questions: brief, statements, timeline, next, figures, search, show. Every row says where it came from."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.style import Style
from rich.text import Text

from onrecord.cli.app import app, out
from onrecord.cli.calendar_file import IcsFile, write_calendar
from onrecord.cli.checking import print_groups
from onrecord.cli.desk import chosen_case, print_json, print_table, rests_on, say_more, short, view_of, where_from
from onrecord.cli.options import CaseName, Confidence, Cursor, Db, Json, KnownOn, RecordedBy, Rows, Since, Until, check_day
from onrecord.cli.upkeep import say_stale
from onrecord.queries.brief import Brief
from onrecord.queries.brief import brief as select_brief
from onrecord.queries.figure_groups import figure_groups as select_figure_groups
from onrecord.queries.figures import FigureRow
from onrecord.queries.figures import figures as select_figures
from onrecord.queries.next_steps import NextStepRow
from onrecord.queries.next_steps import next_steps as select_next_steps
from onrecord.queries.positions import PositionMatrix, PositionRow
from onrecord.queries.search import search as select_search
from onrecord.queries.segments import cut_segments
from onrecord.queries.show import Shown
from onrecord.queries.show import show as select_shown
from onrecord.queries.statements import StatementRow
from onrecord.queries.statements import statements as select_statements
from onrecord.queries.talks import talks as select_talks
from onrecord.queries.timeline import EventRow
from onrecord.queries.timeline import timeline as select_timeline
from onrecord.record.selection import PAGE

STYLES = {
    "statements": Style(color="yellow"), "events": Style(color="green"), "dates": Style(color="blue", bold=True),
    "figures": Style(color="red", bold=True),
}  # fmt: skip


def _option(name: str, explained: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, help=explained, show_default=False)
    return option


By = Annotated[str | None, _option("--by", "Who said it, or the party they speak for.")]
About = Annotated[str | None, _option("--about", "Words, an actor, or an issue of the codebook.")]
Via = Annotated[str | None, _option("--via", "An outlet that carried it, or published it.")]
Party = Annotated[str | None, _option("--party", "Only this party.")]
Issue = Annotated[str | None, _option("--issue", "Only this issue, by its slug.")]
At = Annotated[str | None, typer.Option("--at", help="As of the end of this day.", callback=check_day, show_default=False)]
After = Annotated[
    str | None, typer.Option("--after", help="Leave out what was over before this day.", callback=check_day, show_default=False)
]
Of = Annotated[str | None, _option("--of", "Words of the thing measured.")]
Unit = Annotated[str | None, _option("--unit", "Only this unit: people, percent, km2, EUR ...")]
Grouped = Annotated[bool, typer.Option("--groups", help="Put figures about the same thing together, over all reports.")]
Limit = Annotated[int, typer.Option("--limit", help="How many reports at most.")]
Latest = Annotated[bool, typer.Option("--latest", help="The latest first.")]


@app.command()
def brief(
    case: CaseName = None,
    at: At = None,
    db: Db = None,
    as_json: Json = False,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
) -> None:
    """Tell where a case stands: who said what, where the parties stand, what happened, what is next."""
    with view_of(db, recorded_by=recorded_by, confidence=confidence) as view:
        found = select_brief(view, case=chosen_case(view, case), at=at)
    if as_json:
        print_json(found)
    else:
        _print_brief(found)


def _print_brief(found: Brief) -> None:
    out.print(Text(f"{found.case or 'the record'}, as of {found.at or 'an unknown day'}", style="bold"), soft_wrap=True)
    out.print(
        Text(f"{len(found.reports)} reports by {len(found.publishers)} publishers: {', '.join(found.publishers)}"),
        soft_wrap=True,
    )
    print_table(
        "Who said what, latest first",
        ("who", "for", "on", "what", "where"),
        (
            (one.name, one.speaks_for, row.on, short(row.words), where_from(row) + rests_on(row))
            for one in found.speakers
            for row in one.said[:1]
        ),
    )
    print_positions(found.positions)
    _print_events("What happened, latest first", found.happened)
    _print_next("What is next", found.next_steps)
    _print_figures("Figures", found.figures)
    print_table(
        "Unresolved", ("issue", "words", "where"), ((r.issue, short(r.words), where_from(r)) for r in found.open_issues)
    )
    print_table("Who passes on whom", ("by", "of", "reports"), ((c.by, c.of, str(c.reports)) for c in found.chains))


@app.command()
def statements(
    by: By = None,
    about: About = None,
    via: Via = None,
    since: Since = None,
    until: Until = None,
    latest: Latest = False,
    limit: Rows = PAGE,
    cursor: Cursor = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """List statements: who said what, when, through whom."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        rows = select_statements(
            view,
            by=by,
            about=about,
            via=via,
            since=since,
            until=until,
            case=chosen_case(view, case),
            backwards=latest,
            limit=limit or None,
            after=cursor,
        )
        say_stale(view)
        say_more(rows)
    if as_json:
        print_json(rows)
    else:
        print_table("Statements", ("on", "who", "for", "said", "via", "where"), map(_statement_cells, rows))


def _statement_cells(row: StatementRow) -> tuple[str | None, ...]:
    marks = "".join(f" [{word}]" for word, is_so in (("hedged", row.hedged), ("negated", row.negated)) if is_so)
    return (
        row.on,
        row.source,
        row.speaks_for,
        f"{row.cue}: {short(row.words)}{marks}",
        ", ".join(row.via),
        where_from(row) + rests_on(row),
    )


def print_positions(found: PositionMatrix) -> None:
    """Print positions one by one, a party's own and those ascribed to it."""
    rows = [row for cell in found.cells for row in (*cell.own, *cell.ascribed)]
    print_table("Where the parties stand", ("party", "issue", "stance", "on", "words", "where"), map(position_cells, rows))


def position_cells(row: PositionRow) -> tuple[str | None, ...]:
    """Lay out a position: party, issue, stance, day, words, where from."""
    stance = row.stance if row.own else f"{row.stance} (so {row.ascribed_by} says)"
    words = short(row.words) + (f" [if: {short(row.condition, 60)}]" if row.condition else "")
    return row.actor, row.issue, stance, row.on, words, where_from(row)


@app.command()
def timeline(
    party: Party = None,
    since: Since = None,
    until: Until = None,
    latest: Latest = False,
    limit: Rows = PAGE,
    cursor: Cursor = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """List events by day: who did what to whom, and whether it happened."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        rows = select_timeline(
            view,
            party=party,
            since=since,
            until=until,
            case=chosen_case(view, case),
            backwards=latest,
            limit=limit or None,
            after=cursor,
        )
        say_more(rows)
    if as_json:
        print_json(rows)
    else:
        _print_events("Timeline", rows)


def _print_events(title: str, rows: tuple[EventRow, ...] | list[EventRow]) -> None:
    print_table(
        title,
        ("date", "type", "status", "who", "to whom", "place", "words", "where"),
        ((r.date, r.type, r.status, ", ".join(r.actors), ", ".join(r.recipients), r.place, short(r.words, 80), where_from(r))
         for r in rows),
    )  # fmt: skip


@app.command("next")
def next_(
    after: After = None,
    party: Party = None,
    ics: IcsFile = None,
    limit: Rows = PAGE,
    cursor: Cursor = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """List what is to come, by day, and what became of the meetings among it."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        case = chosen_case(view, case)
        rows = select_next_steps(view, after=after, party=party, case=case, limit=limit or None, cursor=cursor)
        say_more(rows)
        series = select_talks(view, party=party, since=after, case=case) if ics is not None else []
    if ics is not None:
        write_calendar(ics, [meeting for one in series for meeting in one.rounds if meeting.outcome != "held"], case)
    if as_json:
        print_json(rows)
    elif ics is None:
        _print_next("Next", rows)


def _print_next(title: str, rows: tuple[NextStepRow, ...] | list[NextStepRow]) -> None:
    print_table(
        title, ("date", "what", "who", "status", "what became of it", "where"),
        ((r.date, short(r.what, 100), ", ".join(r.who), r.status, _became(r), where_from(r)) for r in rows),
    )  # fmt: skip


def _became(row: NextStepRow) -> str | None:
    """What became of a meeting, with its days where these are not the row's own."""
    if row.outcome is None:
        return None
    return row.outcome if row.dates in ((), (row.date,)) else f"{row.outcome}: {' or '.join(row.dates)}"


@app.command()
def figures(
    of: Of = None,
    unit: Unit = None,
    by: By = None,
    since: Since = None,
    until: Until = None,
    grouped: Grouped = False,
    limit: Rows = PAGE,
    cursor: Cursor = None,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """List figures: value, unit, what is measured, who claims it; or those about the same thing together."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        case = chosen_case(view, case)
        rows: Any
        if grouped:
            rows = select_figure_groups(view, of=of, unit=unit, by=by, since=since, until=until, case=case)
        else:
            rows = select_figures(
                view, of=of, unit=unit, by=by, since=since, until=until, case=case, limit=limit or None, after=cursor
            )
            say_more(rows)
        say_stale(view)
    if as_json:
        print_json(rows)
    elif grouped:
        print_groups(rows)
    else:
        _print_figures("Figures", rows)


def _print_figures(title: str, rows: tuple[FigureRow, ...] | list[FigureRow]) -> None:
    print_table(
        title, ("words", "value", "unit", "of", "claimed by", "where", "marks"),
        ((short(r.words, 60), f"{r.value:,.10g}", r.unit, short(r.of, 60), r.claimed_by, where_from(r) + rests_on(r),
          "; ".join(mark.words() for mark in r.marks)) for r in rows),
    )  # fmt: skip


@app.command()
def search(
    query: Annotated[str, typer.Argument(help='Words; "words together"; beginning*; -without.')],
    limit: Limit = 20,
    case: CaseName = None,
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """Find reports by their words, best first."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        rows = select_search(view, query, case=None if case is None else chosen_case(view, case), limit=limit)
    if as_json:
        print_json(rows)
    else:
        print_table("Found", ("report", "words", "where"), ((r.title, short(r.words, 240), where_from(r)) for r in rows))


@app.command()
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A report or any row, by its id or the beginning of it.")],
    db: Db = None,
    known_on: KnownOn = None,
    recorded_by: RecordedBy = None,
    confidence: Confidence = None,
    as_json: Json = False,
) -> None:
    """Show a report with what was read in it highlighted, or a row in its report."""
    with view_of(db, known_on, recorded_by, confidence) as view:
        found = select_shown(view, id_)
    if as_json:
        print_json(found)
    else:
        _print_shown(found)


def _print_shown(found: Shown) -> None:
    report = found.report
    head = " · ".join(part for part in (report.publisher, report.published, report.title, report.url) if part)
    out.print(Text(f"{report.report}  {head}", style="bold"), soft_wrap=True)
    out.print(Text.assemble(*((f"{layer}  ", style) for layer, style in STYLES.items())))
    text = Text()
    for segment in cut_segments(found.text, found.marks):
        styles = [STYLES[mark.layer] for mark in segment.marks if mark.layer in STYLES]
        asked = [Style(reverse=True)] if found.row and any(mark.id == found.row.id for mark in segment.marks) else []
        text.append(segment.text, Style.combine([*styles, *asked]) if styles or asked else None)
    out.print(text)
    for layer, rows in found.rows.items():
        if layer in STYLES and rows:
            out.print(Text(f"{len(rows)} {layer}"), soft_wrap=True)
