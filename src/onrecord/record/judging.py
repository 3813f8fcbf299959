"""A person at work on rows: correct, reject, accept, add, and say that a report has been gone through.

Everything is checked before it is written, so that what is in the log can be laid over the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.errors import NotInRecord, UsageError
from onrecord.model import Span, Statement
from onrecord.model.span import outer
from onrecord.record.anchors import anchor_at
from onrecord.record.clock import Clock, utc_now
from onrecord.record.editing import EDITABLE, NEEDED, USUAL, check_item, fields_of
from onrecord.record.edits import added, corrected, quote_of
from onrecord.record.known_actors import KnownActors
from onrecord.record.layers import LAYERS
from onrecord.record.open import Record
from onrecord.record.rows import Anchor, Decision, ReportHead, StoredRow
from onrecord.record.view import View
from onrecord.record.writer import Writer

# Digits from which the beginning of a row's id is looked up.
MIN_DIGITS = 6
# Fields that tell rows over the same words apart, kept with a decision for the day on which the row has another id.
TELLING = ("cue", "type", "issue", "stance", "what", "value", "unit")


class Judge:
    """Writes down what one person decides about rows."""

    def __init__(self, record: Record, author: str, note: str | None = None, clock: Clock = utc_now) -> None:
        self.view = View(record, confidence=0.0)
        self.writer = Writer(record, clock)
        self.author = author
        self.note = note

    def correct(self, row_id: str, given: Mapping[str, Any]) -> str:
        """Correct fields of a row. Returns: the decision's id.

        Args:
            row_id: the row's id, or the beginning of it.
            given: option -> value, as `editing.fields_of` takes them.

        Raises: NotInRecord, UsageError.
        """
        row = self.find(row_id)
        text = self.view.text(row.head.version_id)
        fields = self._complete(row.layer, fields_of(row.layer, given), text, outer(row.spans))
        if "cue" in fields:
            raise UsageError("the cue of a statement cannot be corrected; reject the statement and enter it anew")
        if not fields:
            raise UsageError(f"say what to correct in row {row.id} of {row.layer}, such as --{next(iter(EDITABLE[row.layer]))}")
        if "party" in fields and row.layer == "statements" and not (fields.get("source") or row.item.source):
            raise UsageError(f"statement {row.id} has no source that could speak for a party; give --source too")
        self._refuse_rejected(row)
        data = self._data(row) | {"fields": fields}
        changed = corrected(row, Decision("", "correct", self.author, "", data=data), text)
        if changed is None:  # cannot be: the words were cut from this very text
            raise UsageError("the words given are not in the report")
        check_item(row.layer, changed.item.model_dump())
        before = row.item.model_dump(mode="json")
        data["before"] = {name: before.get(name) for name in fields if name in before}
        return self._decide("correct", row, data)

    def reject(self, row_id: str) -> str:
        """Say that a row should not have been read. Returns: the decision's id. Raises: NotInRecord, UsageError."""
        row = self.find(row_id)
        self._refuse_rejected(row)
        return self._decide("reject", row, self._data(row))

    def accept(self, row_id: str) -> str:
        """Say that a row is right as it is. Returns: the decision's id. Raises: NotInRecord, UsageError."""
        row = self.find(row_id)
        self._refuse_rejected(row)
        return self._decide("accept", row, self._data(row))

    def add(self, layer: str, report_id: str, words: str, given: Mapping[str, Any], nth: int | None = None) -> str:
        """Add what the reader missed. Returns: the id of the decision, which is the row's too.

        Args:
            layer: a layer of EDITABLE.
            report_id: the report.
            words: the row's own words, exactly as they stand in the report.
            given: option -> value, as `editing.fields_of` takes them.
            nth: which occurrence of the words is meant, from 1; None where they occur once.

        Raises: NotInRecord, for an unknown report; UsageError, naming what is wrong or missing.
        """
        head = self.view.head(report_id)
        text = self.view.text(head.version_id)
        missing = [option for option in NEEDED[layer] if given.get(option) is None]
        if missing:
            raise UsageError(f"an entry of {layer} needs --{' and --'.join(missing)}")
        span = self._words(words, text, report_id, nth)
        fields = USUAL.get(layer, {}) | self._complete(layer, fields_of(layer, given), text, span)
        anchor = anchor_at(span, text, report_id=report_id, layer=layer)
        data = {"fields": fields} | ({"note": self.note} if self.note else {})
        row = self._made(anchor, data, head, text, span)
        twin = next((one for one in self.view.rows(layer, reports=[report_id]) if _same(one, row)), None)
        if twin is not None:
            raise UsageError(f"report {report_id} has this already: row {twin.id} of {layer}; to change it, correct it")
        return self.writer.decide("add", self.author, anchor=anchor, data=data)

    def _made(self, anchor: Anchor, data: dict[str, Any], head: ReportHead, text: str, span: Span) -> StoredRow:
        """Make the row as it will be, so that what cannot be one is refused now. Raises: UsageError."""
        values = {name: value for name, value in data["fields"].items() if name not in {"content", "cue", "party"}}
        if anchor.layer == "statements":
            values |= {"source_span": (), "cue": "", "cue_span": (), "content_span": (span,)}
            values.setdefault("source", None)
        values = {"id": "new", "span": span, **values}
        known = LAYERS[anchor.layer].model.model_fields
        check_item(anchor.layer, {name: value for name, value in values.items() if name in known or name == "party"})
        row = added(Decision("new", "add", self.author, "", head.report_id, anchor, data), span, head, text)
        if row is None:  # cannot be: the words were cut from this very text
            raise UsageError("the words given are not in the report")
        return row

    def reviewed(self, report_id: str) -> str:
        """Say that a report, as it now reads, has been gone through. Returns: the decision's id. Raises: NotInRecord."""
        head = self.view.head(report_id)
        data = {"version": head.version_id} | ({"note": self.note} if self.note else {})
        mine = [one for one in self.view.decisions(standing=True) if one.kind == "reviewed" and one.author == self.author]
        if any(one.report_id == report_id and one.data.get("version") == head.version_id for one in mine):
            raise UsageError(f"report {report_id} is reviewed by {self.author} already", report_id=report_id)
        return self.writer.decide("reviewed", self.author, report_id=report_id, data=data)

    def find(self, row_id: str) -> StoredRow:
        """Return the row of an id, also a rejected one. Raises: NotInRecord; UsageError, if several begin so."""
        key = row_id.strip().lower()
        found = self.view.find_row_ids(key) if len(key) >= MIN_DIGITS else []
        if not found:
            raise NotInRecord(self._nothing(row_id))
        if len(found) > 1:
            named = ", ".join(f"{layer} {one}" for layer, one in found[:8])
            raise UsageError(f"{row_id!r} could be {named}; give more of the id")
        layer, one = found[0]
        if layer not in EDITABLE:
            raise UsageError(f"row {one} is one of {layer}; what can be decided about is one of {', '.join(EDITABLE)}")
        rows = self.view.rows(layer, among={"id": [one]}) or self.view.rows(layer, among={"id": [one]}, as_read=True)
        if not rows:
            raise NotInRecord(f"row {one} of {layer} was added by a person and rejected; undo that to have it back")
        if not rows[0].spans:
            raise UsageError(f"row {one} of {layer} has no words of its own, so nothing about it could be found again")
        return rows[0]

    def _nothing(self, row_id: str) -> str:
        if any(head.report_id == row_id for head in self.view.reports()):
            return f"{row_id!r} is a report, not a row of one; `onrecord show {row_id} --json` lists its rows with their ids"
        if len(row_id.strip()) < MIN_DIGITS:
            return f"{row_id!r} is too short for the id of a row; give at least its first {MIN_DIGITS} digits"
        return f"no row of record {self.view.record.name} has the id {row_id!r}; `--json` of every question gives ids"

    def _refuse_rejected(self, row: StoredRow) -> None:
        """Raises: UsageError, if the same person has rejected the row. Another one may judge it for themselves."""
        edits = self.view.overlay().edits(self.view, row.layer, {row.head.report_id})
        fits = (fit for done in edits for fit in done.fits if fit.row is not None and fit.row.id == row.id)
        for fit in fits:
            if fit.decision.kind == "reject" and fit.decision.author == self.author:
                raise UsageError(
                    f"row {row.id} of {row.layer} is rejected already by {self.author} (decision {fit.decision.id}); undo that first"
                )

    def _data(self, row: StoredRow) -> dict[str, Any]:
        telling = [name for name in TELLING if name in type(row.item).model_fields]
        read = row.item.model_dump(mode="json", include=set(telling))
        return {"row": row.id, "read": read} | ({"note": self.note} if self.note else {})

    def _decide(self, kind: str, row: StoredRow, data: dict[str, Any]) -> str:
        text = self.view.text(row.head.version_id)
        anchor = anchor_at(outer(row.spans), text, report_id=row.head.report_id, layer=row.layer)
        return self.writer.decide(kind, self.author, anchor=anchor, data=data)

    def _complete(self, layer: str, fields: dict[str, Any], text: str, near: Span) -> dict[str, Any]:
        """Look up what fields of a statement point at: the speaker among the record's actors, words in the text."""
        if layer == "positions" or layer == "commitments":
            self._check_reference(fields, "statement", "statements")
        if layer == "next_steps":
            self._check_reference(fields, "event", "events")
        if layer != "statements":
            return fields
        for name in ("content", "cue"):
            if fields.get(name) is not None:
                fields[name] = [quote_of(nearest(fields[name], text, near), text)]
            elif name in fields:
                raise UsageError(f"a statement cannot be without {name}; to take it out, reject it")
        if fields.get("source") is not None:
            fields["source"] = KnownActors(self.view).source(fields["source"])
        return fields

    def _check_reference(self, fields: dict[str, Any], field: str, layer: str) -> None:
        if fields.get(field) is not None:
            row = self.find(fields[field])
            if row.layer != layer:
                raise UsageError(f"row {row.id} is one of {row.layer}, not of {layer}")
            fields[field] = row.id

    def _words(self, words: str, text: str, report_id: str, nth: int | None) -> Span:
        starts = occurrences(words, text)
        if not starts:
            raise UsageError(
                f"report {report_id} does not say {words!r}; give words exactly as they stand", report_id=report_id
            )
        if nth is None and len(starts) > 1:
            raise UsageError(
                f"report {report_id} says {words!r} {len(starts)} times; give more of the words, or --nth 1 to {len(starts)}",
                report_id=report_id,
            )
        if nth is not None and not 1 <= nth <= len(starts):
            raise UsageError(f"--nth {nth}: report {report_id} says {words!r} {len(starts)} times", report_id=report_id)
        start = starts[(nth or 1) - 1]
        return Span(start, start + len(words))


def occurrences(words: str, text: str) -> list[int]:
    """Return where words stand in a text, the first first."""
    starts = [text.find(words)] if words.strip() else [-1]
    while starts[-1] >= 0:
        starts.append(text.find(words, starts[-1] + 1))
    return starts[:-1]


def nearest(words: str, text: str, near: Span) -> Span:
    """Find words in a text, nearest to a span. Raises: UsageError, if they are not there."""
    starts = occurrences(words, text)
    if not starts:
        raise UsageError(f"the report does not say {words!r}; give words exactly as they stand")
    start = min(starts, key=lambda one: abs(one - near.start))
    return Span(start, start + len(words))


def _same(one: StoredRow, other: StoredRow) -> bool:
    """Whether two rows stand over the same words and say the same, apart from ids and confidence."""
    if one.spans != other.spans:
        return False
    if isinstance(one.item, Statement):
        return bool(one.item.source == other.item.source)
    left, right = (row.item.model_dump(exclude={"id", "confidence", "alternatives", "checks"}) for row in (one, other))
    return bool(left == right)
