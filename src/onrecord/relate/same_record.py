"""One statement in many reports, over a record: lays out what came, compares it with what is near in time, names the clusters."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from onrecord.model.span import Span
from onrecord.record import schema
from onrecord.record.rows import ReportHead
from onrecord.record.view import View
from onrecord.relate.derived import kept
from onrecord.relate.relation import Made, Maker, Relation, Task
from onrecord.relate.said import Embed, Said, Vectors, said_in
from onrecord.relate.same_statement import LEAST_MEANING, cluster, find_pairs
from onrecord.relate.speakers import block_of
from onrecord.scheme.actor_files import parse_entries
from onrecord.scheme.directory import Directory, load_directory
from onrecord.scheme.toml import parse_toml

KIND = "same-statement"
VERSION = 2
# How far from a report that came, in days of publication, clusters are looked for again. Two tellings lie three days apart at
# most, so that a cluster would have to be longer than this to be missed.
REACH_DAYS = 12
# A vector is kept as bytes: a number between -127 and 127 for each of its components.
STEPS = 127
WIDTH, BLOCK_BYTES = 384, 8
# What keeping a vector as bytes may take from a cosine.
ROUNDING = 0.02


def make(task: Task) -> Made:
    """Relate the statements of a task's reports to one another and to those that are kept.

    Cost: a pass of the encoder over each report that came; each statement is compared with those of its party and days.
    """
    from onrecord.annotate.encoder.sentences import embed_spans  # brings ONNX Runtime with it, which no question needs

    directory = directory_of(task.view)
    said, bodies = list[Said](), dict[str, bytes]()
    for number, head in enumerate(task.heads, 1):
        found = lay_out(task.view, head, embed_spans)
        bodies[head.report_id] = pack(found)
        said += found
        task.done(number)
    new = {head.report_id for head in task.heads}
    said += _kept_near(said, task, directory)
    return Made(*_rows(said, new, task, directory), bodies)


def directory_of(view: View) -> Directory:
    """The directory that comes with onrecord, with the actors of the record's cases on top."""
    own = [
        entry
        for case in view.cases()
        for number, content in enumerate(case.actor_files, 1)
        for entry in parse_entries(parse_toml(content, f"case {case.name}, actors {number}"), f"case {case.name}")
    ]
    entries = {entry.id: entry for entry in (*load_directory().entries, *own)}
    return Directory(tuple(entries.values()))


def lay_out(view: View, head: ReportHead, embed: Embed) -> list[Said]:
    """Lay out the statements of a report as they were read, by the ids of their rows."""
    reading = view.reading_of(head)
    rows = view.rows("statements", reports=[head.report_id], as_read=True)
    row_ids = {one.id: row.id for one, row in zip(reading.statements, rows, strict=True)}
    return [replace(one, row=row_ids[one.row]) for one in said_in(reading, embed)]


def pack(said: Sequence[Said]) -> bytes:
    """Write down, for each statement of a report, a hash of whose it may be and its vector."""
    return b"".join(_block(one) + np.round(one.vector * STEPS).astype(np.int8).tobytes() for one in said)


def _block(one: Said) -> bytes:
    """What statements that may be one have in common, as BLOCK_BYTES bytes."""
    return hashlib.blake2b(repr(block_of(one.speaker)).encode(), digest_size=BLOCK_BYTES).digest()


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Gives back the vectors of a report that `pack` wrote, in place of the encoder."""

    body: bytes

    def __call__(self, _text: str, spans: Sequence[Sequence[Span]]) -> Vectors:
        """A vector for each list of spans, of length 1."""
        found = self._rows()[:, BLOCK_BYTES:].view(np.int8).astype(np.float32)
        vectors: Vectors = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.float32(1e-9))
        if len(vectors) != len(spans):
            raise ValueError(f"{len(vectors)} vectors were kept of {len(spans)} statements")
        return vectors

    def _rows(self) -> NDArray[np.uint8]:
        return np.frombuffer(self.body, dtype=np.uint8).reshape(-1, BLOCK_BYTES + WIDTH)

    def may_meet(self, vectors_of: Mapping[bytes, Vectors]) -> bool:
        """Whether a statement of the report may be one of those given by block."""
        if not self.body:
            return False
        blocks = [row.tobytes() for row in self._rows()[:, :BLOCK_BYTES]]
        ours = self("", [()] * len(blocks))
        return any(
            block in vectors_of and (vectors_of[block] @ vector).max() >= LEAST_MEANING - ROUNDING
            for block, vector in zip(blocks, ours, strict=True)
        )


def _kept_near(said: Sequence[Said], task: Task, directory: Directory) -> list[Said]:
    """The statements of kept reports that those of the task may meet, of those that these may meet, and so on."""
    if task.everything:
        return []
    bodies, found = _bodies_near(task), list[Said]()
    new = {head.report_id for head in task.heads}
    asked: list[Said] = list(said)
    while asked:
        vectors_of = _by_block(asked)
        near = [report_id for report_id, body in bodies.items() if body.may_meet(vectors_of)]
        heads = {report_id: task.view.head(report_id) for report_id in near}
        met = [one for report_id in near for one in lay_out(task.view, heads[report_id], bodies.pop(report_id))]
        found += met
        touched = _touched([*said, *found], new, directory)
        asked = [one for one in met if one.row in touched]
    return found


def _by_block(said: Iterable[Said]) -> dict[bytes, Vectors]:
    vectors: dict[bytes, list[NDArray[np.float32]]] = defaultdict(list)
    for one in said:
        vectors[_block(one)].append(one.vector)
    return {block: np.stack(rows) for block, rows in vectors.items()}


def _bodies_near(task: Task) -> dict[str, Unpacked]:
    """What is kept of reports that were published near those of the task."""
    new = {head.report_id for head in task.heads}
    related, readings, versions = schema.related, schema.readings, schema.versions
    asked = (
        select(related.c.report_id, related.c.body)
        .join(readings, (readings.c.report_id == related.c.report_id) & readings.c.current)
        .join(versions, versions.c.id == readings.c.version_id)
        .where(related.c.kind == task.kind, related.c.body.is_not(None))
    )
    rows = [
        row for days in View.chunks(_reach(task.heads)) for row in task.view.ask(asked.where(versions.c.published.in_(days)))
    ]
    return {row["report_id"]: Unpacked(row["body"]) for row in rows if row["report_id"] not in new}


def _reach(heads: Iterable[ReportHead]) -> frozenset[str]:
    """The ISO days within reach of some reports."""
    found = set()
    for day in {head.published for head in heads if head.published}:
        middle = date.fromisoformat(day).toordinal()
        found |= {date.fromordinal(middle + step).isoformat() for step in range(-REACH_DAYS, REACH_DAYS + 1)}
    return frozenset(found)


def _rows(said: list[Said], new: set[str], task: Task, directory: Directory) -> tuple[list[Relation], frozenset[str]]:
    """The relations of what came and what it meets, and the kept reports whose relations they replace."""
    touched = _touched(said, new, directory)
    chosen = [one for one in said if one.row in touched]
    replaced = {one.report for one in chosen} - new
    groups = [[chosen[number] for number in group] for group in cluster(chosen, directory)]
    rows = [_relation(members, one) for members in groups for one in members]
    rows += [one for one in kept(task) if one.report_id in replaced and one.row_id not in touched]
    return rows, frozenset(replaced)


def _touched(said: Sequence[Said], new: set[str], directory: Directory) -> set[str]:
    """The rows of what came, and of all that pairs with it, with those, and so on."""
    linked: dict[str, set[str]] = defaultdict(set)
    for pair in find_pairs(said, directory):
        one, other = said[pair.first].row, said[pair.second].row
        linked[one].add(other)
        linked[other].add(one)
    todo = [one.row for one in said if one.report in new]
    touched = set(todo)
    while todo:
        met = linked[todo.pop()] - touched
        touched |= met
        todo += met
    return touched


def _relation(members: Sequence[Said], one: Said) -> Relation:
    """Name a cluster for all its members, so that the same one has the same name however it was come by."""
    name = hashlib.blake2b(" ".join(sorted(member.row for member in members)).encode(), digest_size=8).hexdigest()
    return Relation(name, one.report, "statements", one.row)


def stamp() -> str:
    """What makes the clusters: this version, the vocabulary, the weights."""
    from onrecord.annotate.encoder.sentences import sentence_version

    words = files("onrecord.scheme").joinpath("same.toml").read_bytes()
    return f"{KIND} {VERSION}: words {hashlib.sha256(words).hexdigest()[:12]}, weights {sentence_version()}"


MAKER = Maker(KIND, stamp, make)
