"""What people decided about the rows of one layer of one report, laid over what was read: the latest decision wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.model import SourceRef, Statement
from onrecord.model.span import Span, cut, outer
from onrecord.record.anchors import anchor_at, locate
from onrecord.record.fits import Fit, fit
from onrecord.record.layers import LAYERS, own_spans
from onrecord.record.rows import Anchor, Decision, ReportHead, StoredRow

# What a person said is as certain as a record gets.
DECIDED = 1.0


@dataclass(frozen=True, slots=True)
class Edited:
    """Rows after what people decided, in reading order, and what each decision was found to be about."""

    rows: list[StoredRow]
    fits: list[Fit]


class _Rows:
    """The rows while decisions are laid over them, one after the other."""

    def __init__(self, rows: Sequence[StoredRow], head: ReportHead, text: str) -> None:
        self.head = head
        self.text = text
        self.first = {row.id: row for row in rows}  # what decisions point at: as it was read or added
        self.now = dict(self.first)
        self.gone: set[str] = set()

    def take(self, decision: Decision) -> Fit:
        """Lay one decision over the rows. Returns: what it is about."""
        if decision.kind == "add":
            return self._add(decision)
        found = fit(decision, self.first.values(), self.text)
        if found.row is None:
            return found
        key = found.row.id
        if decision.kind == "reject":
            self.gone.add(key)
        elif decision.kind == "accept":
            self.gone.discard(key)
            self.now[key] = replace(self.now[key], decision=decision.id, item=decided(self.now[key].item))
        elif decision.kind == "correct":
            return self._correct(decision, found)
        return found

    def _add(self, decision: Decision) -> Fit:
        span = locate(decision.anchor, self.text) if decision.anchor else None
        row = added(decision, span, self.head, self.text) if span else None
        if row is not None:
            self.first[row.id] = self.now[row.id] = row
        return Fit(decision, span, row, None if row or not span else "words that it names are gone")

    def _correct(self, decision: Decision, found: Fit) -> Fit:
        assert found.row is not None  # noqa: S101 (the caller looked)
        key = found.row.id
        row = corrected(self.now[key], decision, self.text)
        if row is None:
            return replace(found, misfit="words that it names are gone")
        self.now[key] = row
        self.gone.discard(key)
        return found


def edit(decisions: Iterable[Decision], rows: Sequence[StoredRow], head: ReportHead, text: str) -> Edited:
    """Lay standing decisions, in the order of time, over the rows of their report and layer.

    Kinds that change no row (`mark`, and what later versions may write) are fitted and otherwise left alone.
    """
    state = _Rows(rows, head, text)
    fits = [state.take(decision) for decision in decisions]
    kept = [row for key, row in state.now.items() if key not in state.gone]
    if len(state.now) > len(rows):  # something was added, at the end so far
        kept.sort(key=lambda row: outer(row.spans).start if row.spans else -1)
    return Edited(kept, fits)


def corrected(row: StoredRow, decision: Decision, text: str) -> StoredRow | None:
    """Return a row with its corrected fields. Returns: None, if words that the correction names are not in the text."""
    fields = dict(decision.data.get("fields", {}))
    item = row.item
    if isinstance(item, Statement):
        spans = _located(fields.pop("content", None), row.head.report_id, text)
        if spans is None:
            return None
        changed = _statement_fields(item, fields) | ({"content_span": spans} if spans else {})
    else:
        changed = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    item = decided(item)
    fixed = tuple(sorted({*row.fixed, *decision.data.get("fields", {})}))
    return remade(row, item.model_copy(update=changed), text, decision=decision.id, fixed=fixed)


def decided(item: Any) -> Any:
    """A row's item as one that a person stands for."""
    return item.model_copy(update={"confidence": DECIDED}) if "confidence" in type(item).model_fields else item


def remade(row: StoredRow, item: Any, text: str, **changes: Any) -> StoredRow:
    """Return a row with another item; spans and words are the item's."""
    spans = own_spans(item)
    return replace(row, item=item, spans=spans, words=cut(text, spans), **changes)


def _statement_fields(item: Statement, fields: dict[str, Any]) -> dict[str, Any]:
    """Lay `source` and `party` out as the one value that a statement has for both."""
    source = item.source
    if "source" in fields:
        given = fields.pop("source")
        source = None if given is None else SourceRef(**given)
    if "party" in fields and source is not None:
        source = source.model_copy(update={"speaks_for": fields["party"]})
    fields.pop("party", None)
    changed = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    return {**changed, "source": source}


def _located(quotes: list[dict[str, Any]] | None, report_id: str, text: str) -> tuple[Span, ...] | None:
    """Find quoted words again. Returns: nothing for no quotes, None if some of them are gone."""
    spans = [locate(Anchor(report_id, "statements", **quote), text) for quote in quotes or ()]
    found = tuple(span for span in spans if span is not None)
    return found if len(found) == len(spans) else None


def quote_of(span: Span, text: str) -> dict[str, Any]:
    """Write down words with a little of what stands around them, as JSON that `corrected` and `added` understand."""
    anchor = anchor_at(span, text, report_id="", layer="")
    return {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix, "start": anchor.start}


def added(decision: Decision, span: Span, head: ReportHead, text: str) -> StoredRow | None:
    """Make the row that a person added. Returns: None, if further words that it names are not in the text."""
    anchor = decision.anchor
    assert anchor is not None  # noqa: S101 (an addition has its words)
    layer, fields = LAYERS[anchor.layer], dict(decision.data.get("fields", {}))
    values: dict[str, Any] = {"id": decision.id[:11]} if "id" in layer.model.model_fields else {}
    if layer.model is Statement:
        cue = _located(fields.pop("cue", None), head.report_id, text)
        content = _located(fields.pop("content", None), head.report_id, text)
        if cue is None or content is None:
            return None
        source = fields.pop("source", None)
        values |= {"source": source, "source_span": (), "cue_span": cue, "cue": cut(text, cue), "said_by": head.published}
        values |= {"content_span": content or (span,), "confidence": DECIDED}
        party = fields.pop("party", None)
        if source and party:
            values["source"] = {**source, "speaks_for": party}
    else:
        values["span"] = span
    if "confidence" in layer.model.model_fields:
        values["confidence"] = DECIDED
    item = layer.model.model_validate(values | fields)
    spans = own_spans(item)
    return StoredRow(
        anchor.layer,
        decision.id,
        head,
        item,
        spans,
        cut(text, spans),
        decision.id,
        tuple(sorted(decision.data.get("fields", {}))),
    )
