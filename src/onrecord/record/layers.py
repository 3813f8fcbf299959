"""How an item of a reading becomes a row and comes back: one table-driven codec for all layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from onrecord.model import (
    Actor,
    Commitment,
    Event,
    Figure,
    Mention,
    NextStep,
    OpenIssue,
    Place,
    Position,
    Reading,
    Relay,
    Report,
    Span,
    Statement,
    Timex,
    cut,
)
from onrecord.record import schema
from onrecord.record.hashes import content_id, words_sha

# Code points kept before and after the words, in the id of a row and in the anchor of a decision.
CONTEXT_CHARS = 24

# Columns that every layer has; the others of its table are fields of the model.
KEY_COLUMNS = frozenset({"reading_id", "number", "id", "local_id", "span_start", "span_end", "words_sha", "payload"})
# Fields that hold spans, in the order in which their words are hashed. The first is the row's own words.
SPAN_FIELDS = ("content_span", "cue_span", "source_span", "hedge_span", "span")
# Fields that say nothing of what was read: they move with the offsets or with the reader's taste.
NOT_IN_ID = frozenset({*SPAN_FIELDS, "id", "confidence", "candidates"})

Role = tuple[str, Callable[[Any], Iterable[str | None]]]


@dataclass(frozen=True, slots=True)
class Layer:
    """A section of the reading and its table. `roles` are the names in an item that people search by."""

    name: str
    model: type[Any]
    table: Table
    roles: tuple[Role, ...] = ()
    # field of the item -> layer of the row that it names
    refers_to: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The typed columns of its table."""
        return tuple(column.name for column in self.table.columns if column.name not in KEY_COLUMNS)


def _one(name: str) -> Callable[[Any], Iterable[str | None]]:
    return lambda item: (getattr(item, name),)


def _many(name: str) -> Callable[[Any], Iterable[str | None]]:
    return lambda item: getattr(item, name)


def _source(item: Statement) -> Iterable[str | None]:
    return (item.source.name if item.source else None,)


def _speaks_for(item: Statement) -> Iterable[str | None]:
    return (item.source.speaks_for if item.source else None,)


# Statements and events stand first: the others name their rows.
LAYERS: dict[str, Layer] = {
    layer.name: layer
    for layer in (
        Layer(
            "statements",
            Statement,
            schema.statements,
            (
                ("by", _source),
                ("speaks_for", _speaks_for),
                ("via", _many("via")),
                ("based_on", _many("based_on")),
                ("to", _one("addressee")),
            ),
        ),
        Layer("events", Event, schema.events, (("by", _many("actors")), ("to", _many("recipients")))),
        Layer("dates", Timex, schema.dates),
        Layer("places", Place, schema.places),
        Layer(
            "figures",
            Figure,
            schema.figures,
            (("by", _one("claimed_by")), ("via", _many("via")), ("based_on", _many("based_on"))),
        ),
        Layer(
            "positions",
            Position,
            schema.positions,
            (("by", _one("actor")), ("ascribed_by", _one("ascribed_by"))),
            {"statement": "statements"},
        ),
        Layer(
            "commitments",
            Commitment,
            schema.commitments,
            (("by", _one("actor")), ("to", _one("to"))),
            {"statement": "statements"},
        ),
        Layer("open_issues", OpenIssue, schema.open_issues),
        Layer("next_steps", NextStep, schema.next_steps, (("by", _many("who")),), {"event": "events"}),
        Layer("mentions", Mention, schema.mentions),
        Layer("actors", Actor, schema.actors, (("name", _one("name")), ("name", _many("aliases")))),
        Layer("relays", Relay, schema.relays, (("by", _one("by")), ("of", _one("of")))),
    )
}


def name_key(name: str) -> str:
    """Return the spelling under which a name is looked up: casefolded, spaces single."""
    return " ".join(name.casefold().split())


def items_of(reading: Reading, layer: str) -> tuple[Any, ...]:
    """Return the items of a layer; relays hang on the report."""
    found: tuple[Any, ...] = reading.report.relays if layer == "relays" else getattr(reading, layer)
    return found


def spans_of(item: Any) -> list[Span]:
    """Return every span of an item, its own words first."""
    found: list[Span] = []
    for name in SPAN_FIELDS:
        value = getattr(item, name, None)
        if value is not None:
            found += [value] if isinstance(value, Span) else value
    return found


def own_spans(item: Any) -> tuple[Span, ...]:
    """Return the spans that are the item's own words: the content of a statement, else its span, else none."""
    value = item.content_span if isinstance(item, Statement) else getattr(item, "span", None)
    if value is None:
        return ()
    return (value,) if isinstance(value, Span) else tuple(value)


def encode_reading(reading: Reading) -> dict[str, list[dict[str, Any]]]:
    """Turn a reading into rows by layer, without `reading_id`. References become the ids of rows."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for layer in LAYERS.values():
        targets = {name: _ids_by_local(rows[target]) for name, target in layer.refers_to.items()}
        rows[layer.name] = list(_encode_items(layer, reading, targets))
    return rows


def _ids_by_local(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["local_id"]: row["id"] for row in rows}


def _encode_items(layer: Layer, reading: Reading, targets: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    twins: Counter[str] = Counter()
    for number, item in enumerate(items_of(reading, layer.name)):
        values = _flat(item.model_dump(mode="json"))
        for name, ids in targets.items():
            values[name] = ids.get(values[name], values[name])
        row = _encode(layer, item, values, reading.report)
        twins[row["id"]] += 1
        if twins[row["id"]] > 1:  # the same words in the same surroundings, read twice alike
            row["id"] = content_id([row["id"], twins[row["id"]]])
        yield {"number": number, **row}


def _flat(values: dict[str, Any]) -> dict[str, Any]:
    """Lay out `source` of a statement as three columns."""
    if "source_span" in values:
        source = values.pop("source") or {}
        values |= {
            "source": source.get("name"),
            "source_actor": source.get("actor"),
            "speaks_for": source.get("speaks_for"),
        }
    return values


def _encode(layer: Layer, item: Any, values: dict[str, Any], report: Report) -> dict[str, Any]:
    words = [report.text[start:end] for start, end in spans_of(item)]
    columns = layer.columns
    own = own_spans(item)
    row: dict[str, Any] = {name: values[name] for name in columns}
    row["local_id"] = values.get("id")
    row["span_start"] = min((span.start for span in own), default=None)
    row["span_end"] = max((span.end for span in own), default=None)
    row["words_sha"] = words_sha(words)
    row["id"] = _row_id(layer, values, words, own, report)
    row["payload"] = {
        name: value
        for name, value in values.items()
        if name not in columns and name not in {"id", "span"} and value not in (None, [], ())
    }
    if isinstance(item, Statement) and item.cue == cut(report.text, item.cue_span):
        del row["payload"]["cue"]  # words stand once: the spans say which
    return row


def _row_id(layer: Layer, values: dict[str, Any], words: list[str], own: tuple[Span, ...], report: Report) -> str:
    """Hash what was read and where in the wording, not at which offset: an edit elsewhere in the text keeps the id."""
    said = {name: _portable(value) for name, value in values.items() if name not in NOT_IN_ID and value not in (None, [])}
    return content_id([report.id, layer.name, words, _around(report.text, own), said])


def _portable(value: Any) -> Any:
    """Blank an actor id that holds an offset: ids with ':' are local to the report."""
    return "local" if isinstance(value, str) and ":" in value and " " not in value else value


def _around(text: str, spans: tuple[Span, ...]) -> list[str]:
    if not spans:
        return []
    return [text[max(0, spans[0].start - CONTEXT_CHARS) : spans[0].start], text[spans[-1].end : spans[-1].end + CONTEXT_CHARS]]


def decode(layer: Layer, row: Mapping[Any, Any], text: str, local_ids: Mapping[str, str] | None = None) -> Any:
    """Make the item of a row again. References stay ids of rows unless `local_ids` gives the reading's own."""
    values = {name: row[name] for name in layer.columns} | dict(row["payload"])
    if "id" in layer.model.model_fields:
        values["id"] = row["local_id"]
    if layer.name == "statements":
        _nest_statement(values, text)
    elif "span" in layer.model.model_fields:
        values["span"] = None if row["span_start"] is None else (row["span_start"], row["span_end"])
    if local_ids is not None:
        for name in layer.refers_to:
            values[name] = local_ids.get(values[name], values[name])
    return layer.model.model_validate(values)


def _nest_statement(values: dict[str, Any], text: str) -> None:
    name, actor, speaks_for = values.pop("source"), values.pop("source_actor"), values.pop("speaks_for")
    values["source"] = None if name is None else {"name": name, "actor": actor, "speaks_for": speaks_for}
    for name in ("source_span", "cue_span", "content_span"):
        values.setdefault(name, None)
    if "cue" not in values:
        values["cue"] = cut(text, _pairs(values["cue_span"]))


def _pairs(value: Any) -> list[Span]:
    """Read the JSON of spans: null, one pair or several."""
    if not value:
        return []
    return [Span(*value)] if isinstance(value[0], int) else [Span(*pair) for pair in value]


def decode_reading(rows: Mapping[str, Sequence[Mapping[Any, Any]]], report: Report) -> dict[str, list[Any]]:
    """Make all items of a reading again, by layer, with the reading's own ids."""
    local_ids = {row["id"]: row["local_id"] for name in ("statements", "events") for row in rows[name]}
    return {name: [decode(LAYERS[name], row, report.text, local_ids) for row in rows[name]] for name in rows}


def names_of(layer: Layer, item: Any) -> set[tuple[str, str]]:
    """Return the (key, role) pairs under which an item is found."""
    return {(name_key(name), role) for role, names in layer.roles for name in names(item) if name and name.strip()}
