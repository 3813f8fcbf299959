"""Keeps lines: writes those of a report when it, its cases or what people decided about it changes.

All of it happens in the transaction of the change, so that lines are never behind. A record that an older onrecord wrote has
none until `rebuild` has made them; until then nothing is kept, and questions go through all rows.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select

from onrecord.model import Reading
from onrecord.record import schema
from onrecord.record.decisions import mark_undone, to_decision
from onrecord.record.layers import LAYERS, items_of, name_key, names_of
from onrecord.record.lines import ORDERS, VERSION, Line, by_day, hashed, lines_of, term, wide
from onrecord.record.open import Record
from onrecord.record.overlay import Overlay
from onrecord.record.personas import ActorRef, is_about_actor
from onrecord.record.rows import Decision, ReportHead, StoredRow
from onrecord.record.stored import Stored

KIND = "lines"
LAYER_NUMBERS = {name: number for number, name in enumerate(LAYERS)}
# Reports whose lines are made in one transaction when all are made anew.
BATCH = 200
COLUMNS = ("term", "in_case", "sort", "day", "published", "line")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line as it is written: in which case, of which reading, and whether it stands for its row where no case is asked for."""

    row: StoredRow
    line: Line
    in_case: int
    once: bool


def is_kept(connection: Connection) -> bool:
    """Whether this onrecord's lines are in the record. An empty record has them from the start."""
    stamps = schema.relation_stamps
    stamp = connection.execute(select(stamps.c.stamp).where(stamps.c.kind == KIND)).scalar_one_or_none()
    return stamp == VERSION


def is_listed(stored: Stored) -> bool:
    """Whether what is stored has lines."""
    stamps = schema.relation_stamps
    return any(row["stamp"] == VERSION for row in stored.ask(select(stamps.c.stamp).where(stamps.c.kind == KIND)))


def begin(connection: Connection, now: str) -> None:
    """Keep lines from now on, if nothing was read into the record yet."""
    if not is_kept(connection) and connection.execute(select(schema.readings.c.id).limit(1)).first() is None:
        _stamp(connection, now)


def _stamp(connection: Connection, now: str) -> None:
    stamps = schema.relation_stamps
    connection.execute(delete(stamps).where(stamps.c.kind == KIND))
    connection.execute(insert(stamps).values(kind=KIND, stamp=VERSION, made_at=now))


def bring_up(record: Record, connection: Connection, reports: Collection[str]) -> None:
    """Make the lines of some reports anew. Cost: linear in the rows of these reports."""
    if not reports or not is_kept(connection):
        return
    _write(record, connection, reports)


def _write(record: Record, connection: Connection, reports: Collection[str]) -> None:
    stored = Stored.within(record, connection)
    drop(connection, reports)
    overlay = Overlay.of(_decisions(connection, reports))
    heads = stored.heads(reports)
    numbers, cases = _readings(connection, heads), _cases(connection, heads)
    spelled = _Terms(connection)
    made = [
        (numbers[head.reading_id], rows) for layer in ORDERS for head, rows in _listed(stored, overlay, layer, heads, cases)
    ]
    spelled.learn(text for _, rows in made for one in rows for text in one.line.terms)
    for number, rows in made:
        _insert(connection, spelled, number, rows)


def _listed(
    stored: Stored, overlay: Overlay, layer: str, heads: Sequence[ReportHead], cases: Mapping[str, Sequence[int]]
) -> Iterator[tuple[ReportHead, list[Listed]]]:
    by_report = _by_report(overlay.of_reports(stored, layer, heads))
    carriers: dict[str, dict[str, Any]] = {}
    if "statement" in LAYERS[layer].refers_to:
        said = _by_report(overlay.of_reports(stored, "statements", heads))
        carriers = {report: {row.id: row.item for row in rows} for report, rows in said.items()}
    for head in heads:
        lines = lines_of(by_report.get(head.report_id, ()), carriers.get(head.report_id, {}))
        places = cases.get(head.report_id, ())
        yield head, [Listed(row, line, one, one == places[0]) for row, line in lines for one in places]


def _by_report(rows: Iterable[StoredRow]) -> dict[str, list[StoredRow]]:
    found: dict[str, list[StoredRow]] = {}
    for row in rows:
        found.setdefault(row.head.report_id, []).append(row)
    return found


def _decisions(connection: Connection, reports: Collection[str]) -> list[Decision]:
    """The standing decisions about some reports, and about actors everywhere."""
    decisions = schema.decisions
    asked = select(decisions).order_by(decisions.c.decided_at)
    of_reports = [
        row
        for chunk in (None, *Stored.chunks(reports))
        for row in connection.execute(
            asked.where(decisions.c.report_id.is_(None) if chunk is None else decisions.c.report_id.in_(chunk))
        ).mappings()
    ]
    found = mark_undone(map(to_decision, of_reports))
    return [one for one in found if not (one.undone or one.undoes)]


def _readings(connection: Connection, heads: Sequence[ReportHead]) -> dict[str, int]:
    readings = schema.readings
    return {
        row.id: row.number
        for chunk in Stored.chunks({head.reading_id for head in heads})
        for row in connection.execute(select(readings.c.id, readings.c.number).where(readings.c.id.in_(chunk)))
    }


def _cases(connection: Connection, heads: Sequence[ReportHead]) -> dict[str, list[int]]:
    """The numbers of the cases of some reports; the first by name stands for the report."""
    links, found, spelled = schema.case_reports, dict[str, list[int]](), _Terms(connection)
    for chunk in Stored.chunks({head.report_id for head in heads}):
        asked = select(links.c.report_id, links.c.case_name).where(links.c.report_id.in_(chunk)).order_by(links.c.case_name)
        for report, case in connection.execute(asked).all():
            found.setdefault(report, []).append(spelled.number(term("case", "name", case)))
    return found


class _Terms:
    """The numbers of terms; a new one gets the next."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}

    def learn(self, given: Iterable[str]) -> None:
        """Look many up at once, and number those that are new."""
        terms = schema.terms
        missing = sorted({text for text in given if hashed(text) is None} - self._known.keys())
        for start in range(0, len(missing), 500):
            asked = select(terms.c.term, terms.c.number).where(terms.c.term.in_(missing[start : start + 500]))
            self._known |= {row.term: row.number for row in self._connection.execute(asked)}
        new = [text for text in missing if text not in self._known]
        if new:
            begin = self._connection.execute(select(func.coalesce(func.max(terms.c.number), 0))).scalar_one() + 1
            made = {text: number for number, text in enumerate(new, begin)}
            self._connection.execute(insert(terms), [{"term": text, "number": number} for text, number in made.items()])
            self._known |= made

    def number(self, given: str) -> int:
        """The number of one."""
        direct = hashed(given)
        if direct is not None:
            return direct
        if given not in self._known:
            self.learn([given])
        return self._known[given]


def _insert(connection: Connection, spelled: _Terms, reading: int, listed: Sequence[Listed]) -> None:
    if not listed:
        return
    layer = listed[0].row.layer
    following = connection.execute(select(func.coalesce(func.max(schema.lines.c.number), 0))).scalar_one() + 1
    lines, postings = list[dict[str, Any]](), list[dict[str, Any]]()
    for number, one in enumerate(listed, following):
        line, key = one.line, one.line.key
        numbers = [spelled.number(text) for text in sorted({*line.terms, term(layer)})]
        row = {
            "number": number, "reading": reading, "layer": LAYER_NUMBERS[layer], "place": key.place, "sort": key.sort,
            "day": key.day, "last": line.last, "published": key.published, "confidence": line.confidence, "once": one.once,
            "terms": struct.pack(f"<{len(numbers) + 1}q", one.in_case, *numbers),
        }  # fmt: skip
        lines.append(row)
        postings += _postings(spelled, layer, row, one.in_case, numbers)
    connection.execute(insert(schema.lines), lines)
    connection.execute(insert(schema.postings), postings)


def _postings(
    spelled: _Terms, layer: str, row: Mapping[str, Any], in_case: int, numbers: Sequence[int]
) -> Iterator[dict[str, Any]]:
    """File a line under each of its terms; under its last day too if it covers several, and by day alone if it is sorted otherwise."""
    place = {"in_case": in_case, "sort": row["sort"], "day": row["day"], "published": row["published"], "line": row["number"]}
    yield from ({"term": number, **place} for number in numbers)
    if row["last"] > row["day"]:
        yield {**place, "term": spelled.number(wide(layer)), "sort": "", "day": row["last"]}
    if row["sort"]:
        yield {**place, "term": spelled.number(by_day(layer)), "sort": ""}


def drop(connection: Connection, reports: Collection[str]) -> None:
    """Take the lines of some reports out."""
    readings, lines, postings = schema.readings, schema.lines, schema.postings
    spelled, names = _Terms(connection), list(LAYERS)
    key = and_(*(postings.c[name] == bindparam(f"the_{name}") for name in COLUMNS))
    for chunk in Stored.chunks(reports):
        asked = select(lines).join(readings, readings.c.number == lines.c.reading).where(readings.c.report_id.in_(chunk))
        found = connection.execute(asked).mappings().all()
        gone = []
        for row in found:
            case, *numbers = struct.unpack(f"<{len(row['terms']) // 8}q", row["terms"])
            gone += [
                {f"the_{name}": value for name, value in posting.items()}
                for posting in _postings(spelled, names[row["layer"]], dict(row), case, numbers)
            ]
        if gone:
            connection.execute(delete(postings).where(key), gone)
        for some in _chunked([row["number"] for row in found]):
            connection.execute(delete(lines).where(lines.c.number.in_(some)))


def drop_report(connection: Connection, report_id: str) -> None:
    """Take the lines of a report that is to go out, and its names."""
    drop(connection, [report_id])
    readings, named = schema.readings, schema.named_in
    own = select(readings.c.number).where(readings.c.report_id == report_id)
    connection.execute(delete(named).where(named.c.reading.in_(own)))


def forget_terms(connection: Connection) -> None:
    """Delete the texts by which nothing is found any more: a name of a forgotten report may be among them."""
    terms, postings, named = schema.terms, schema.postings, schema.named_in
    used = (
        select(postings.c.line).where(postings.c.term == terms.c.number).exists()
        | select(named.c.reading).where(named.c.term == terms.c.number).exists()
    )
    connection.execute(delete(terms).where(~used, ~terms.c.term.startswith(term("case", "name"))))


def _chunked(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[start : start + 500] for start in range(0, len(numbers), 500))


# What a decision about an actor reaches


def put_names(connection: Connection, reading: Reading, reading_number: int) -> None:
    """Note under which names, ids and parties anybody stands in a reading."""
    spelled = _Terms(connection)
    keys = {term("name", "", key) for key in _names(reading)}
    spelled.learn(keys)
    found = sorted(spelled.number(key) for key in keys)
    if found:
        connection.execute(insert(schema.named_in), [{"term": one, "reading": reading_number} for one in found])


def _names(reading: Reading) -> set[str]:
    found = {key for layer in LAYERS.values() for item in items_of(reading, layer.name) for key, _ in names_of(layer, item)}
    found |= {name_key(actor.party) for actor in reading.actors if actor.party}
    found |= {f"#{actor.id}" for actor in reading.actors}
    found |= {f"#{one.source.actor}" for one in reading.statements if one.source and one.source.actor}
    return found


def reached(connection: Connection, decisions: Iterable[Decision]) -> set[str]:
    """The reports whose rows may change when some decisions come or go."""
    given = list(decisions)
    found = {one.report_id for one in given if one.report_id is not None}
    about = [one for one in given if one.report_id is None and is_about_actor(one)]
    return found | (_with_actors(connection, about) if about else set())


def _with_actors(connection: Connection, decisions: Sequence[Decision]) -> set[str]:
    """The reports that name an actor decided about, or one who was merged with it: before the decisions, or with them."""
    table = schema.decisions
    everything = connection.execute(select(table).where(table.c.report_id.is_(None)).order_by(table.c.decided_at)).mappings()
    known = [one for one in map(to_decision, everything) if is_about_actor(one)]
    refs = _related_refs([*known, *decisions], decisions)
    keys = {key for ref in refs for key in (name_key(ref.name), f"#{ref.id}" if ref.id else None) if key}
    terms, named, readings = schema.terms, schema.named_in, schema.readings
    asked = (
        select(readings.c.report_id)
        .join(named, named.c.reading == readings.c.number)
        .join(terms, terms.c.number == named.c.term)
        .where(readings.c.current)
        .distinct()
    )
    texts = {term("name", "", key) for key in keys}
    return {row.report_id for chunk in Stored.chunks(texts) for row in connection.execute(asked.where(terms.c.term.in_(chunk)))}


def _related_refs(decisions: Sequence[Decision], begun: Sequence[Decision]) -> set[ActorRef]:
    """Whoever any decision, standing or not, puts together with those of the given ones: rather too many than too few."""
    pairs = [_refs_of(one) for one in decisions]
    found = {ref for one in begun for ref in _refs_of(one)}
    while True:
        names = {key for ref in found for key in (ref.id, name_key(ref.name)) if key}
        more = {ref for pair in pairs if any({one.id, name_key(one.name)} & names for one in pair) for ref in pair}
        if more <= found:
            return found
        found |= more


def _refs_of(decision: Decision) -> set[ActorRef]:
    into = decision.data.get("into")
    found = {ActorRef(**decision.data["actor"])}
    if into is not None:
        found.add(ActorRef(into["name"], into.get("id")))
    if decision.kind in {"rename", "party"} and decision.data.get("name"):
        found.add(ActorRef(decision.data["name"]))
    return found


# Everything anew


def rebuild(record: Record, now: str, progress: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """Make the lines of all reports anew. Returns: how many reports; none, if lines are kept already."""
    with record.write() as connection:
        if is_kept(connection):
            return 0
        for table in (schema.postings, schema.lines, schema.named_in):
            connection.execute(delete(table))
        stored = Stored.within(record, connection)
        for number, head in stored.all_readings():
            put_names(connection, stored.reading_of(head), number)
        heads = stored.reports()
        for start in range(0, len(heads), BATCH):
            batch = heads[start : start + BATCH]
            _write(record, connection, [head.report_id for head in batch])
            progress(start + len(batch), len(heads))
        _stamp(connection, now)
    return len(heads)


# Whether lines are what they should be


def differing(record: Record, connection: Connection) -> Iterator[str]:
    """Yield the reports whose lines are not those that making them anew gives. Cost: all rows are gone through."""
    if not is_kept(connection):
        return
    stored, spelled = Stored.within(record, connection), dict[int, str]()
    spelled |= {row.number: row.term for row in connection.execute(select(schema.terms.c.number, schema.terms.c.term))}
    heads = stored.reports()
    for start in range(0, len(heads), BATCH):
        batch = heads[start : start + BATCH]
        reports = [head.report_id for head in batch]
        overlay, numbers, cases = (
            Overlay.of(_decisions(connection, reports)),
            _readings(connection, batch),
            _cases(connection, batch),
        )
        expected: dict[str, set[Any]] = {report: set() for report in reports}
        for layer in ORDERS:
            for head, rows in _listed(stored, overlay, layer, batch, cases):
                expected[head.report_id] |= {_meaning(layer, one) for one in rows}
        for head in batch:
            if _found(connection, numbers[head.reading_id], spelled) != expected[head.report_id]:
                yield head.report_id


def _meaning(layer: str, one: Listed) -> Any:
    key, texts = one.line.key, {*one.line.terms, term(layer)}
    terms = frozenset(hashed(text) or text for text in texts)
    return (LAYER_NUMBERS[layer], key.place, key.sort, key.day, one.line.last, key.published, one.line.confidence, one.once,
            one.in_case, terms)  # fmt: skip


def _found(connection: Connection, reading: int, spelled: Mapping[int, str]) -> set[Any]:
    """The lines of a reading that have all of their postings."""
    lines, postings, found = schema.lines, schema.postings, set()
    for row in connection.execute(select(lines).where(lines.c.reading == reading)):
        case, *numbers = struct.unpack(f"<{len(row.terms) // 8}q", row.terms)
        asked = select(func.count()).select_from(postings).where(
            postings.c.term.in_(numbers), postings.c.in_case == case, postings.c.sort == row.sort, postings.c.day == row.day,
            postings.c.published == row.published, postings.c.line == row.number,
        )  # fmt: skip
        if connection.execute(asked).scalar_one() == len(numbers):
            terms = frozenset(number if number < 0 else spelled.get(number, "") for number in numbers)
            found.add((row.layer, row.place, row.sort, row.day, row.last, row.published, row.confidence, row.once, case, terms))
    return found
