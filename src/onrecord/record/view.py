"""The View: reads a record as people decided, as of now or by either of two clocks. It never writes."""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, func, select

from onrecord.record import schema
from onrecord.record.fits import Fit
from onrecord.record.layers import LAYERS
from onrecord.record.lines import Key, Line, lines_of, term
from onrecord.record.listing import is_listed
from onrecord.record.overlay import Overlay
from onrecord.record.rows import ReportHead, StoredRow
from onrecord.record.selecting import Named
from onrecord.record.selection import PAGE, Page, Selection, cursor_of, key_of
from onrecord.record.stored import CHUNK, Asked, Stored
from onrecord.record.streams import Streams
from onrecord.scheme.thresholds import thresholds

# Reports whose rows are gone through at a time, and up to how many that is cheaper than to look them up among all lines.
MOST_AT_ONCE = 200
FEW_REPORTS = 500


@dataclass(frozen=True)
class View(Stored):
    """What is stored, with what people decided laid over it: what questions ask.

    Rows of which the reader is less sure than `confidence` are left out, by default those below scheme/thresholds.toml; what a
    person decided is always sure.
    """

    confidence: float | None = None
    _overlays: dict[Any, Overlay] = field(default_factory=dict, repr=False, compare=False, kw_only=True)

    def rows(
        self,
        layer: str,
        *,
        case: str | None = None,
        reports: Collection[str] | None = None,
        named: Iterable[Named] = (),
        among: Mapping[str, Collection[Any]] | None = None,
        where: Iterable[ColumnElement[bool]] = (),
        as_read: bool = False,
    ) -> list[StoredRow]:
        """Return rows of a layer, by date of publication, report and place in the text, as people decided about them.

        Args:
            layer: a section of the reading, or relays.
            case: only reports of this case.
            reports: only these reports.
            named: conditions on names, all of which must hold.
            among: column of the layer's table (`id` is the row's) -> the values that will do.
            where: conditions on columns of the layer's table (onrecord.record.schema) or of `versions`, as they were read:
                rows that people added meet none. What `among` can say is better said so.
            as_read: leave out what people decided, and keep what the reader is unsure of.
        """
        asked = Asked(layer, case, reports, tuple(named), among or {}, tuple(where))
        overlay = None if as_read else self.overlay()
        found = overlay.rows(self, asked) if overlay else self.rows_as_read(asked)
        least = 0.0 if as_read else thresholds(self.confidence).get(layer, 0.0)
        return [row for row in found if row.item.confidence >= least] if least > 0 else found

    # Selections: rows in the order of their layer, a page at a time

    def page(self, selection: Selection, *, limit: int | None = PAGE, after: str | None = None) -> Page[StoredRow]:
        """Return the first rows of a selection, or those behind a cursor. Cost: what the page takes, whatever the record's size.

        Raises: UsageError, for a cursor that no page gave.
        """
        return self.page_where(selection, lambda _: True, limit=limit, after=after)

    def page_where(
        self, selection: Selection, is_meant: Callable[[StoredRow], bool], *, limit: int | None = PAGE, after: str | None = None
    ) -> Page[StoredRow]:
        """Return the rows of a selection for which something holds that no line says. Cost: linear in the rows looked at."""
        found, last = list[StoredRow](), None
        rows = self.select(selection, after=None if after is None else key_of(after), size=PAGE if limit is None else limit)
        for key, row in rows:
            if is_meant(row):
                if limit is not None and len(found) == limit:
                    return Page(found, cursor_of(last) if last else None)
                found.append(row)
                last = key
        return Page(found)

    def called(self, layer: str, roles: str, name: str) -> frozenset[str]:
        """The terms under which rows of a layer have somebody in one of the roles; any name that the record knows will do."""
        return Selection(layer).named(roles, self.overlay().personas.today(self.canonical_names(name)))

    def reports_with(self, words: str, endings: Collection[str]) -> frozenset[str] | None:
        """The reports whose title or text has all of some words, each also with one of the endings, by the index of words.

        Rather too many than too few: the index takes words by their stems. None, where it does not cut words as Python does.
        """
        parts = re.split(r"[\s\-]+", words.casefold().strip())
        if not all(part.isascii() and part.isalnum() for part in parts):
            return None
        query = " AND ".join("(" + " OR ".join(f'"{part}{end}"' for end in ("", *endings)) + ")" for part in parts)
        versions, numbers = schema.versions, self.record.search.having(query)
        asked = select(versions.c.report_id).where(versions.c.number.in_(numbers))
        return frozenset(row["report_id"] for row in self.ask(asked))

    def reports_listing(self, selection: Selection) -> frozenset[str]:
        """The reports that have a row of a selection."""
        return frozenset(key.report_id for key in self._places(selection, None, CHUNK))

    def reports_naming(self, name: str) -> frozenset[str]:
        """The reports in which somebody is read who has this name, or has it now."""
        keys = self.overlay().personas.as_read(self.canonical_names(name))
        texts = [term("name", "", key) for key in sorted(keys)]
        terms, named, readings = schema.terms, schema.named_in, schema.readings
        asked = select(readings.c.report_id).join(named, named.c.reading == readings.c.number)
        asked = asked.join(terms, terms.c.number == named.c.term).where(terms.c.term.in_(texts)).distinct()
        return frozenset(row["report_id"] for row in self.ask(asked))

    def select(self, selection: Selection, *, after: Key | None = None, size: int = PAGE) -> Iterator[tuple[Key, StoredRow]]:
        """Yield the rows of a selection in their order, each with its key, those behind `after` only; `size` are likely wanted."""
        places = self._places(selection, after, size)
        while chunk := list(islice(places, size + 1)):
            yield from self._at(selection.layer, chunk)
            size = min(2 * size, MOST_AT_ONCE)

    def _places(self, selection: Selection, after: Key | None, size: int) -> Iterator[Key]:
        """Yield the keys of the rows: from the lines, and from the rows themselves where lines do not say what is in view."""
        few = selection.reports is not None and len(selection.reports) <= FEW_REPORTS
        if few or self.recorded_by is not None or not is_listed(self):
            return iter(
                self._gone_through(
                    selection,
                    self.heads(selection.reports, selection.case)
                    if few and selection.reports is not None
                    else self.reports(selection.case),
                    after,
                )
            )
        least = self._least(selection.layer)
        streams = Streams(self.ask, selection, least, self.known_on)
        cases = [case.name for case in self.cases()] if selection.case is None else [selection.case]
        listed = (place.key for place in streams.places(cases, after, size))
        if self.known_on is None:
            return listed if selection.reports is None else (key for key in listed if key.report_id in selection.reports)
        others = self._read_otherwise(selection.case)
        apart = {report for report, _ in others}
        wanted = selection.reports
        settled = (key for key in listed if key.report_id not in apart and (wanted is None or key.report_id in wanted))
        heads = [head for _, head in others if head is not None and (wanted is None or head.report_id in wanted)]
        return heapq.merge(settled, self._gone_through(selection, heads, after), reverse=selection.backwards)

    def _read_otherwise(self, case: str | None) -> list[tuple[str, ReportHead | None]]:
        """The reports of which the clock may show another reading than the current one, with that which it shows."""
        readings = schema.readings
        asked = select(readings.c.report_id).where(~readings.c.current).distinct()
        reports = {row["report_id"] for row in self.ask(asked)}
        heads = {head.report_id: head for head in self.heads(reports, case)}
        return [(report, heads.get(report)) for report in sorted(reports)]

    def _gone_through(self, selection: Selection, heads: Sequence[ReportHead], after: Key | None) -> list[Key]:
        """Lay out all rows of some reports, and keep those that are meant."""
        least, found = self._least(selection.layer), list[Key]()
        for start in range(0, len(heads), MOST_AT_ONCE):
            for row, line in self._laid_out(selection.layer, heads[start : start + MOST_AT_ONCE]):
                if line.confidence >= least and selection.takes(line) and row is not None:
                    found.append(line.key)
        found.sort(reverse=selection.backwards)
        return [key for key in found if after is None or (key < after if selection.backwards else key > after)]

    def _laid_out(self, layer: str, heads: Sequence[ReportHead]) -> Iterator[tuple[StoredRow, Line]]:
        rows = self._by_report(layer, heads)
        carriers: dict[str, list[StoredRow]] = {}
        if "statement" in LAYERS[layer].refers_to:
            carriers = self._by_report("statements", heads)
        for head in heads:
            said = {row.id: row.item for row in carriers.get(head.report_id, ())}
            yield from lines_of(rows.get(head.report_id, ()), said)

    def _by_report(self, layer: str, heads: Sequence[ReportHead]) -> dict[str, list[StoredRow]]:
        found: dict[str, list[StoredRow]] = {}
        for row in self.overlay().of_reports(self, layer, heads):
            found.setdefault(row.head.report_id, []).append(row)
        return found

    def _at(self, layer: str, keys: Sequence[Key]) -> Iterator[tuple[Key, StoredRow]]:
        """Fetch the rows at some places."""
        rows = self._by_report(layer, self.heads({key.report_id for key in keys}))
        return ((key, rows[key.report_id][key.place]) for key in keys)

    def _least(self, layer: str) -> float:
        return thresholds(self.confidence).get(layer, 0.0)

    def find_row_ids(self, prefix: str) -> list[tuple[str, str]]:
        """Return (layer, id) of the rows in view whose id begins so. Ids are hex; at most a hundred a layer."""
        found = []
        for layer in LAYERS.values():
            chosen, ids = self.chosen(), layer.table.c.id
            asked = select(ids).join(chosen, chosen.c.reading_id == layer.table.c.reading_id)
            begun = asked.where(ids >= prefix, ids < prefix + "g").order_by(ids).limit(100)
            found += [(layer.name, row["id"]) for row in self._all(begun)]
        return found + self.overlay().added(prefix)

    def overlay(self) -> Overlay:
        """Return what people decided, ready to be laid over rows; made anew when a decision came."""
        decisions = schema.decisions
        (state,) = self._all(select(func.count().label("count"), func.max(decisions.c.decided_at).label("latest")))
        key = (state["count"], state["latest"], self.recorded_by)
        if key not in self._overlays:
            self._overlays.clear()
            self._overlays[key] = Overlay.of(self.decisions(standing=True))
        return self._overlays[key]

    def fits(self) -> list[Fit]:
        """Fit every standing decision to the text and reading in view. Those with `held` False no longer fit."""
        return self.overlay().fits(self, self.decisions(standing=True))
