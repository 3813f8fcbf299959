"""One statement in many reports, over a record: lays out what came, compares it with what is near in time, names the clusters."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files

import numpy as np

from onrecord.annotate.attribution.sentences import embed_spans, sentence_version
from onrecord.model.span import Span
from onrecord.record.rows import ReportHead
from onrecord.record.view import View
from onrecord.relate.derived import kept, kept_bodies
from onrecord.relate.relation import Made, Maker, Relation, Task
from onrecord.relate.said import Embed, Said, Vectors, said_in
from onrecord.relate.same_statement import cluster, find_pairs
from onrecord.scheme.actor_files import parse_entries
from onrecord.scheme.directory import Directory, load_directory
from onrecord.scheme.toml import parse_toml

KIND = "same-statement"
VERSION = 1
# How far from a report that came, in days of publication, clusters are looked for again. Two tellings lie three days apart at
# most, so that a cluster would have to be longer than this to be missed.
REACH_DAYS = 12
# A vector is kept as bytes: a number between -127 and 127 for each of its components.
STEPS = 127


def make(task: Task) -> Made:
    """Relate the statements of a task's reports to one another and to those that are kept.

    Cost: a pass of the encoder over each report that came; each statement is compared with those of its party and days.
    """
    directory = directory_of(task.view)
    said, bodies = list[Said](), dict[str, bytes]()
    for number, head in enumerate(task.heads, 1):
        found = lay_out(task.view, head, embed_spans)
        bodies[head.report_id] = pack(found)
        said += found
        task.done(number)
    new = {head.report_id for head in task.heads}
    said += _kept_near(task)
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
    """Write down the vectors of a report's statements."""
    return b"".join(np.round(one.vector * STEPS).astype(np.int8).tobytes() for one in said)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Gives back the vectors of a report that `pack` wrote, in place of the encoder."""

    body: bytes

    def __call__(self, _text: str, spans: Sequence[Sequence[Span]]) -> Vectors:
        """A vector for each list of spans, of length 1."""
        found = np.frombuffer(self.body, dtype=np.int8).astype(np.float32).reshape(len(spans), -1)
        vectors: Vectors = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.float32(1e-9))
        return vectors


def _kept_near(task: Task) -> list[Said]:
    """The statements of kept reports that were published near those of the task."""
    if task.everything:
        return []
    days = _reach(task.heads)
    heads = {head.report_id: head for head in task.view.reports() if head.published in days}
    return [
        one
        for report_id, body in kept_bodies(task)
        if report_id in heads
        for one in lay_out(task.view, heads[report_id], Unpacked(body))
    ]


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
    words = files("onrecord.scheme").joinpath("same.toml").read_bytes()
    return f"{KIND} {VERSION}: words {hashlib.sha256(words).hexdigest()[:12]}, weights {sentence_version()}"


MAKER = Maker(KIND, stamp, make)
