"""Make predictions in the scorers' formats, with the same layers that `onrecord add` uses.

    python evaluation/run.py TASK IN OUT

TASK is a name in TASKS; IN and OUT are JSON Lines (IN may be gzipped) or, for `readings`, folders of NNN.json;
`same-statement` makes one file of such a folder. Only the fields that docs/reading.md names are read, so that sets which
are kept aside can be run as well.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.annotate.dates import find_dates, find_timexes
from onrecord.annotate.document import parse_document
from onrecord.annotate.encoder.sentences import embed_spans
from onrecord.annotate.events.acts import acts_in, type_of_act
from onrecord.annotate.figures import quantity_items
from onrecord.annotate.pipeline import annotate_document
from onrecord.annotate.quotations import find_quotations
from onrecord.annotate.statements.propose import find_by_heads
from onrecord.ingest import Failure, find_inputs
from onrecord.model import Report, Span
from onrecord.reader import Reader, load_reader
from onrecord.relate.copies import Comparison, find_copies, sketch_of
from onrecord.relate.said import said_in
from onrecord.relate.same_statement import cluster
from onrecord.scheme.thresholds import default_thresholds

Record = dict[str, Any]
Predict = Callable[[Reader, Record], Record]


def read_lines(path: Path) -> Iterator[Record]:
    """Yield the records of a JSON Lines file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def write_lines(path: Path, records: Iterable[Record]) -> int:
    """Write records as JSON Lines; return how many."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
    return count


def report_of(record: Record) -> Report:
    """The report of a task's record: its text in English, dated where the task gives a day (`dct`)."""
    return Report(id=str(record["id"]), published=record.get("dct"), language="en", text=record["text"])


def predict_dates(reader: Reader, record: Record) -> Record:
    """Time expressions with the values of TIMEX3."""
    found = find_timexes(parse_document(report_of(record), reader.language, reader.vocabulary.model))
    rows = [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value or ""} for t in found]
    return {"id": record["id"], "timexes": rows}


def predict_quantities(reader: Reader, record: Record) -> Record:
    """Money, measures and percentages, values in their unit as written; counts and lengths of time are not asked for."""
    document = parse_document(report_of(record), reader.language, reader.vocabulary.model)
    document.annotations.dates = find_dates(document, reader.vocabulary)
    items = [{"start": i.start, "end": i.end, "value": i.value, "unit": i.unit} for i in quantity_items(document)]
    return {"id": record["id"], "items": items}


def predict_attribution(reader: Reader, record: Record) -> Record:
    """Attributions as the statement layer's model finds them, before the conventions of docs/reading.md are applied."""
    document = parse_document(report_of(record), reader.language, reader.vocabulary.model)
    document.annotations.quotations = find_quotations(document, reader.vocabulary)
    rows = [
        {"id": str(number), "source": a.source, "cue": a.cue, "content": a.content}
        for number, a in enumerate(find_by_heads(document, "corpus"))
    ]
    return {"id": record["id"], "text": record["text"], "attributions": rows}


def actor_row(span: Span, text: str) -> Record:
    """Who acted, or was faced, as the scorer of events reads it."""
    return {"text": text[span.start : span.end], "start": span.start, "end": span.end}


def predict_events(reader: Reader, record: Record) -> Record:
    """The events of a sentence: types with who and whom, from the text alone."""
    text = record["text"]
    document = annotate_document(report_of(record), reader.language, reader.vocabulary)
    rows = [
        {"type": a.type, "source": [actor_row(a.actor, text)], "target": [actor_row(a.recipient, text)], "score": a.score}
        for a in acts_in(document)
    ]
    return {"id": record["id"], "events": rows}


def given_span(record: Record, role: str) -> Span:
    """The first actor that the task gives for a role; empty where it gives none."""
    actor = next((a for a in record["events"][0].get(role, ()) if "start" in a), {"start": 0, "end": 0})
    return Span(actor["start"], actor["end"])


def predict_event_type(reader: Reader, record: Record) -> Record:
    """The type of the act between the source and the target that the task gives."""
    document = parse_document(report_of(record), reader.language, reader.vocabulary.model)
    kind = type_of_act(document, given_span(record, "source"), given_span(record, "target"))
    return {"id": record["id"], "events": [{"type": kind, "source": [], "target": []}]}


def predict_places(reader: Reader, record: Record) -> Record:
    """The coordinates of the places whose spans the task gives; null where the gazetteer has none."""
    places = sorted(record["places"], key=lambda place: int(place["start"]))
    spans = [Span(place["start"], place["end"]) for place in places]
    found = reader.places.resolve(record["text"], spans) if reader.places else [None] * len(spans)
    rows = [
        {
            "start": s.start,
            "end": s.end,
            "lat": e and e.lat,
            "lon": e and e.lon,
            "name": e and e.name,
            "country": e and e.country,
        }
        for s, e in zip(spans, found, strict=True)
    ]
    return {"id": record["id"], "places": rows}


TASKS: dict[str, Predict] = {
    "attribution": predict_attribution,
    "dates": predict_dates,
    "events-open": predict_events,
    "events-classify": predict_event_type,
    "places": predict_places,
    "quantities": predict_quantities,
}


def predict_copies(records: Sequence[Record]) -> Iterator[Record]:
    """Which texts are copies of one another: the name of their cluster, null for those that stand alone."""
    comparison = Comparison([sketch_of(record["text"]) for record in records], lambda number: str(records[number]["text"]))
    clusters = find_copies(comparison).clusters
    cluster_of = {number: records[cluster[0]]["id"] for cluster in clusters for number in cluster}
    yield from ({"id": record["id"], "cluster": cluster_of.get(number)} for number, record in enumerate(records))


def write_readings(reader: Reader, folder: Path, out: Path) -> int:
    """Read a folder of NNN.json reports into a folder of NNN.json readings, without rows below the thresholds; return how many."""
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for path in sorted(folder.glob("*.json")):
        for item in find_inputs([str(path)]):
            if isinstance(item, Failure):
                print(item.error.message, file=sys.stderr)
                continue
            reading = reader.read(item.report).confident(default_thresholds())
            (out / path.name).write_text(reading.model_dump_json(), encoding="utf-8")
            count += 1
    return count


def same_statements(reader: Reader, folder: Path) -> Iterator[Record]:
    """Read a folder of NNN.json reports; yield the statements of different reports that are one."""
    said, ids = [], {}
    for path in sorted(folder.glob("*.json")):
        for item in find_inputs([str(path)]):
            if isinstance(item, Failure):
                print(item.error.message, file=sys.stderr)
                continue
            ids[item.report.id] = path.stem
            said += said_in(reader.read(item.report).confident(default_thresholds()), embed_spans)
    for number, members in enumerate(cluster(said, reader.vocabulary.directory)):
        chosen = [said[member] for member in members]
        rows = [{"report": ids[one.report], "content_span": [list(span) for span in one.spans]} for one in chosen]
        yield {"cluster": number, "statements": rows}


def main() -> None:
    """Run one task over one input."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=["readings", "copies", "same-statement", *TASKS])
    parser.add_argument("input", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    if options.task == "copies":
        count = write_lines(options.output, predict_copies(list(read_lines(options.input))))
    elif options.task == "readings":
        count = write_readings(load_reader(), options.input, options.output)
    elif options.task == "same-statement":
        count = write_lines(options.output, same_statements(load_reader(), options.input))
    else:
        reader = load_reader()
        predict = TASKS[options.task]
        count = write_lines(options.output, (predict(reader, record) for record in read_lines(options.input)))
    print(f"{count} written to {options.output}")


if __name__ == "__main__":
    main()
