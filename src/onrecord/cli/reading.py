"""`onrecord read`, `add` and `schema`: reports in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.text import Text

from onrecord.checks.run import with_checks
from onrecord.cli.app import app, err, out, say_error
from onrecord.cli.checking import further_rules
from onrecord.cli.desk import case_to_add, print_json, print_table, reader_for, record_of, short
from onrecord.cli.options import (
    ActorFiles,
    AllowPrivate,
    Author,
    CaseName,
    CodebookFile,
    Confidence,
    Db,
    Id,
    Inputs,
    Json,
    Language,
    Published,
    Publisher,
    Title,
    Url,
)  # fmt: skip
from onrecord.cli.upkeep import relate_after
from onrecord.errors import OnrecordError
from onrecord.ingest import Failure, Incoming, Overrides, find_inputs
from onrecord.ingest.tables import parse_columns
from onrecord.intake import Intake
from onrecord.model import Reading
from onrecord.reader import is_unread, load_reader, unread_from
from onrecord.record.view import View
from onrecord.record.writer import Added
from onrecord.scheme.codebook import DEFAULT
from onrecord.scheme.thresholds import thresholds

Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns", help="In a table or JSON, where a field stands: FIELD=COLUMN; may be repeated.", show_default=False
    ),
]
KeepOriginal = Annotated[
    bool, typer.Option("--keep-original", help="Keep the bytes of a page too, beside the report's text that was taken from it.")
]
Force = Annotated[bool, typer.Option("--force", help="Take in a report again that was forgotten.")]


def _describe(reading: Reading) -> str:
    if is_unread(reading):
        return f"kept unread: its language is {reading.report.language!r}, onrecord reads English"
    counts = {
        "statements": reading.statements, "events": reading.events, "positions": reading.positions, "figures": reading.figures,
    }  # fmt: skip
    found = ", ".join(f"{len(items)} {name}" for name, items in counts.items())
    published = reading.report.published
    warning = "" if published else "; no date is known, so relative dates stay open: give --published"
    if published and published > datetime.now(UTC).date().isoformat():
        warning = f"; its date {published} lies in the future"
    rest = _rest_unread(reading)
    return found + warning + (f"; {rest}" if rest else "")


def _rest_unread(reading: Reading) -> str:
    """How far a long report was read, in words; nothing where it was read whole."""
    rest, text = unread_from(reading), reading.report.text
    if not rest:
        return ""
    return f"read up to character {rest:,} of {len(text):,}, the rest is kept unread; split it to have it read"


def _print_reading(reading: Reading, how: Mapping[str, str]) -> None:
    report = reading.report
    head = " · ".join(part for part in (report.publisher, report.published, report.title) if part)
    out.print(Text(f"{report.id}  {head}"), soft_wrap=True)
    if how:
        out.print(
            Text("found: " + ", ".join(f"{name} by {source}" for name, source in how.items()), style="dim"), soft_wrap=True
        )
    if is_unread(reading):
        out.print(Text(_describe(reading)), soft_wrap=True)
        return
    text = report.text
    print_table(
        "Statements",
        ("source", "speaks for", "cue", "content"),
        ((s.source.name if s.source else None, s.source.speaks_for if s.source else None, s.cue,
          short(" … ".join(text[a:b] for a, b in s.content_span))) for s in reading.statements),
    )  # fmt: skip
    print_table(
        "Events",
        ("type", "status", "date", "place", "actors", "recipients", "words"),
        ((e.type, e.status, e.date, e.place, ", ".join(e.actors), ", ".join(e.recipients), short(text[slice(*e.span)], 60))
         for e in reading.events),
    )  # fmt: skip
    print_table(
        "Positions",
        ("party", "issue", "stance", "ascribed by", "words"),
        ((p.actor, p.issue, p.stance, p.ascribed_by, short(text[slice(*p.span)], 80)) for p in reading.positions),
    )
    print_table(
        "Figures",
        ("words", "value", "unit", "of", "claimed by", "checks"),
        ((text[slice(*f.span)], f"{f.value:g}", f.unit, f.of, f.claimed_by, "\n".join(f.checks)) for f in reading.figures),
    )


def _checked(reading: Reading) -> Reading:
    """A reading with what the checks say of its figures; a data set that cannot be used is named, and leaves them unchecked."""
    try:
        return with_checks(reading, *further_rules())
    except OnrecordError as error:
        say_error(error)
        return reading


@app.command()
def read(
    inputs: Inputs,
    as_json: Json = False,
    codebook: CodebookFile = None,
    actors: ActorFiles = None,
    id_: Id = None,
    url: Url = None,
    title: Title = None,
    publisher: Publisher = None,
    author: Author = None,
    published: Published = None,
    language: Language = None,
    allow_private: AllowPrivate = False,
    columns: Columns = None,
    confidence: Confidence = None,
) -> int:
    """Read reports and print what is in them; nothing is kept."""
    overrides = Overrides(id_, url, title, publisher, author, published, language)
    reader = load_reader(codebook or DEFAULT, actors or ())
    failed = done = 0
    for item in find_inputs(inputs, overrides, allow_private=allow_private, columns=parse_columns(columns or ())):
        if isinstance(item, Failure):
            say_error(item.error)
            failed += 1
            continue
        reading = _checked(reader.read(item.report).confident(thresholds(confidence)))
        if unread_from(reading):
            err.print(f"onrecord: {item.origin}: {_rest_unread(reading)}", markup=False)
        if as_json:
            out.out(reading.model_dump_json(), highlight=False)
        else:
            _print_reading(reading, item.how)
        done += 1
    return _status(done, failed)


def _result(added: Added) -> str:
    if added.new_report:
        return "added"
    if added.new_version:
        return "new version"
    return "changed" if added.new else "known already"


def _status(done: int, failed: int) -> int:
    """0 all done, 1 some failed, 2 nothing was done."""
    return 0 if not failed else (1 if done else 2)


def _progress(items: Iterator[Incoming | Failure]) -> Iterator[Incoming | Failure]:
    """Show on a terminal how many reports were taken in; elsewhere show nothing."""
    columns = (SpinnerColumn(), TextColumn("{task.completed} reports, now {task.description}"))
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("")
        for item in items:
            progress.update(task, description=short(item.origin, 60))
            yield item
            progress.advance(task)


@app.command()
def add(
    inputs: Inputs,
    case: CaseName = None,
    db: Db = None,
    as_json: Json = False,
    id_: Id = None,
    url: Url = None,
    title: Title = None,
    publisher: Publisher = None,
    author: Author = None,
    published: Published = None,
    language: Language = None,
    allow_private: AllowPrivate = False,
    columns: Columns = None,
    force: Force = False,
    keep_original: KeepOriginal = False,
) -> int:
    """Read reports into the record. One that cannot be read is named with its reason, and the rest goes on."""
    overrides = Overrides(id_, url, title, publisher, author, published, language)
    rows: list[dict[str, Any]] = []
    with record_of(db, create=True) as record:
        name, known = case_to_add(View(record), record.name, case)
        inside = find_inputs(inputs, overrides, allow_private=allow_private, columns=parse_columns(columns or ()))
        intake = Intake(
            record, name, lambda: reader_for(known).read, force=force, keep_original=keep_original, relate=relate_after
        )
        for taken in intake.take(_progress(inside)):
            if taken.error is not None:
                say_error(taken.error)
                rows.append({"origin": taken.origin, "report": None, "error": taken.error.message})
            elif taken.added is not None and taken.reading is not None:
                what, said = _result(taken.added), _describe(taken.reading)
                rows.append(
                    {
                        "origin": taken.origin,
                        "report": taken.added.report_id,
                        "result": what,
                        "read": said,
                        "found": dict(taken.how),
                    }
                )
                if not as_json:
                    title = short(taken.reading.report.title or taken.origin, 70)
                    out.print(Text(f"{what:13} {taken.added.report_id}  {title}: {said}"), soft_wrap=True)
        if as_json:
            print_json({"record": record.name, "case": name, "reports": rows})
        else:
            good = sum(1 for row in rows if row["report"])
            out.print(Text(f"{good} of {len(rows)} reports in case {name!r} of {record.name}"), soft_wrap=True)
    failed = sum(1 for row in rows if not row["report"])
    return _status(len(rows) - failed, failed)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a reading."""
    out.out(json.dumps(Reading.model_json_schema(mode="serialization"), indent=1), highlight=False)
