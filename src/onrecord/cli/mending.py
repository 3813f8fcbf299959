"""`onrecord correct`, `reject`, `accept`, `enter`: what people say about rows, beside what the reader read."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from onrecord import config
from onrecord.cli.app import app
from onrecord.cli.deciding import By, Note, print_decision
from onrecord.cli.desk import record_of
from onrecord.cli.options import Db, Json
from onrecord.errors import UsageError
from onrecord.record.editing import SINGULAR
from onrecord.record.judging import Judge

RowId = Annotated[str, typer.Argument(metavar="ID", help="The row, by its id or the beginning of it.")]


def _field(name: str, explained: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(f"--{name}", help=explained, show_default=False)
    return option


Source = Annotated[str | None, _field("source", "Who said it, or who claims the figure.")]
Party = Annotated[str | None, _field("party", "For whom it was said; of a position, the party that holds it.")]
Content = Annotated[str | None, _field("content", "What was said, in the report's words.")]
Cue = Annotated[str | None, _field("cue", "The words that credit a new statement to its source.")]
Kind = Annotated[str | None, _field("kind", "direct, indirect or mixed.")]
Via = Annotated[list[str] | None, _field("via", "An outlet that carried it; may be repeated.")]
Type = Annotated[
    str | None, _field("type", "Of an event a PLOVER type, such as CONSULT; of a date DATE, TIME, DURATION or SET.")
]
Status = Annotated[
    str | None, _field("status", "happened, planned, proposed, moved, called-off, denied; promised, kept, broken.")
]
Who = Annotated[list[str] | None, _field("who", "Who did it or takes part; may be repeated.")]
To = Annotated[list[str] | None, _field("to", "To whom; may be repeated for events.")]
Date = Annotated[str | None, _field("date", "The day, month, week or interval: 2025-12-04, 2025-12, 2025-W49, a/b.")]
Place = Annotated[str | None, _field("place", "Where.")]
Deadline = Annotated[str | None, _field("deadline", "By which day.")]
Value = Annotated[str | None, _field("value", "The number of a figure, the TIMEX3 value of a date.")]
Low = Annotated[str | None, _field("low", "The least that a figure may be.")]
High = Annotated[str | None, _field("high", "The most that a figure may be.")]
Bound = Annotated[str | None, _field("bound", "at-least, at-most, around or exact.")]
Unit = Annotated[str | None, _field("unit", "The unit: people, percent, km2, EUR ...")]
Of = Annotated[str | None, _field("of", "The thing measured.")]
Scope = Annotated[str | None, _field("scope", "total, each-side, net or gross.")]
Issue = Annotated[str | None, _field("issue", "The issue, by its slug.")]
Stance = Annotated[str | None, _field("stance", "support, oppose, demand or offer.")]
Condition = Annotated[str | None, _field("condition", "The words that make it depend on something.")]
AscribedBy = Annotated[str | None, _field("ascribed-by", "Who says so, where that is not the party itself.")]
What = Annotated[str | None, _field("what", "What is to happen, or was promised.")]
Statement = Annotated[str | None, _field("statement", "The id of the statement that carries it.")]
Event = Annotated[str | None, _field("event", "The id of the event that it repeats.")]


# Options that are no fields of a row.
OTHER = frozenset({"row", "kind_of_row", "report", "words", "nth", "by", "note", "db", "as_json"})


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """The fields among a command's options. A list of one stands for its only value where the field is single."""
    return {name: value for name, value in values.items() if name not in OTHER and value is not None}


def _single(layer: str, given: dict[str, Any]) -> dict[str, Any]:
    """Let --to be one name where a layer has one addressee. Raises: UsageError, for several."""
    to = given.get("to")
    if to is None or layer == "events":
        return given
    if len(to) > 1:
        raise UsageError(f"--to names one addressee of {layer}, not {len(to)}")
    return given | {"to": to[0]}


@app.command()
def correct(
    row: RowId,
    source: Source = None,
    party: Party = None,
    content: Content = None,
    kind: Kind = None,
    via: Via = None,
    type: Type = None,  # noqa: A002 (the option is named for the field)
    status: Status = None,
    who: Who = None,
    to: To = None,
    date: Date = None,
    place: Place = None,
    deadline: Deadline = None,
    value: Value = None,
    low: Low = None,
    high: High = None,
    bound: Bound = None,
    unit: Unit = None,
    of: Of = None,
    scope: Scope = None,
    issue: Issue = None,
    stance: Stance = None,
    condition: Condition = None,
    ascribed_by: AscribedBy = None,
    what: What = None,
    statement: Statement = None,
    event: Event = None,
    by: By = None,
    note: Note = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Correct fields of a row; `none` says that there is no such thing. The row keeps its id."""
    given = _given(locals())
    with record_of(db) as record:
        judge = Judge(record, config.author(by), note)
        done = judge.correct(row, _single(judge.find(row).layer, given))
        print_decision(record, done, as_json=as_json)


@app.command()
def reject(row: RowId, by: By = None, note: Note = None, db: Db = None, as_json: Json = False) -> None:
    """Take a row out that should not have been read, with what rests on it."""
    with record_of(db) as record:
        print_decision(record, Judge(record, config.author(by), note).reject(row), as_json=as_json)


@app.command()
def accept(row: RowId, by: By = None, note: Note = None, db: Db = None, as_json: Json = False) -> None:
    """Say that a row is right as it is, so that `review` does not list it again."""
    with record_of(db) as record:
        print_decision(record, Judge(record, config.author(by), note).accept(row), as_json=as_json)


@app.command()
def enter(
    kind_of_row: Annotated[str, typer.Argument(metavar="KIND", help=f"What it is: {', '.join(SINGULAR)}.")],
    report: Annotated[str, typer.Argument(help="The report's id.")],
    words: Annotated[str, typer.Option("--words", help="Its words, exactly as they stand in the report.", show_default=False)],
    nth: Annotated[
        int | None, typer.Option("--nth", help="Which occurrence of the words, where there are several.", show_default=False)
    ] = None,
    source: Source = None,
    party: Party = None,
    cue: Cue = None,
    kind: Kind = None,
    via: Via = None,
    type: Type = None,  # noqa: A002 (the option is named for the field)
    status: Status = None,
    who: Who = None,
    to: To = None,
    date: Date = None,
    place: Place = None,
    deadline: Deadline = None,
    value: Value = None,
    low: Low = None,
    high: High = None,
    bound: Bound = None,
    unit: Unit = None,
    of: Of = None,
    scope: Scope = None,
    issue: Issue = None,
    stance: Stance = None,
    condition: Condition = None,
    ascribed_by: AscribedBy = None,
    what: What = None,
    statement: Statement = None,
    event: Event = None,
    by: By = None,
    note: Note = None,
    db: Db = None,
    as_json: Json = False,
) -> None:
    """Add a statement, event, date, figure, position, commitment or next step that the reader missed."""
    given = _given(locals())
    layer = SINGULAR.get(kind_of_row)
    if layer is None:
        raise UsageError(f"{kind_of_row!r} is none of {', '.join(SINGULAR)}")
    with record_of(db) as record:
        done = Judge(record, config.author(by), note).add(layer, report, words, _single(layer, given), nth)
        print_decision(record, done, as_json=as_json)
