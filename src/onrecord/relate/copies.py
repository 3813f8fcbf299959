"""Copies: reports that carry the same text, whole or in part, as printed by several outlets, shortened or lightly edited.

Two texts are copies if nearly half of the runs of three words of the shorter one are in the longer one. Samples find the pairs
that are worth comparing (meeting.py); where the samples leave doubt, the texts decide.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np

from onrecord.record.rows import ReportHead
from onrecord.record.view import View
from onrecord.relate.clustering import clusters_of
from onrecord.relate.derived import kept_bodies
from onrecord.relate.meeting import index_of, meetings
from onrecord.relate.relation import Made, Maker, Relation, Task
from onrecord.relate.shingles import Hashes, Sample, sample, share, shingles

KIND = "copies"
STAMP = "copies 1: runs of 3 words, 1 in 8 sampled, 0.45 of the shorter text"

# Share of the shorter text's runs that must be in the longer one. Simulated copies are told from others alike from 0.35 to 0.5.
COPY = 0.45
# From this share of a sample of this size on, the texts need not be asked: it cannot be chance.
SURE_SHARE = 0.75
SURE_SIZE = 24
# A publisher's own reports of different days are a series with a template, unless nearly all words are the same.
SAME = 0.9
# Texts whose runs are kept at hand while pairs are compared.
AT_HAND = 2000


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text: a hash of its runs, and a sample of them."""

    whole: bytes
    sample: Sample

    def to_bytes(self) -> bytes:
        """Write it down."""
        return self.whole + self.sample.astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, body: bytes) -> Sketch:
        """Read what `to_bytes` wrote."""
        return cls(body[:WHOLE_BYTES], np.frombuffer(body[WHOLE_BYTES:], dtype="<u4"))


WHOLE_BYTES = 12


def sketch_of(text: str) -> Sketch:
    """Make the sketch of a text."""
    runs = shingles(text)
    return Sketch(blake2b(runs.tobytes(), digest_size=WHOLE_BYTES).digest(), sample(runs))


# Whether two texts, by number, that share so much may be copies at all.
MayBe = Callable[[int, int, float], bool]


@dataclass
class Comparison:
    """Texts by number, compared on request: by their sketches where those leave no doubt, else by their words."""

    sketches: Sequence[Sketch]
    text_of: Callable[[int], str]
    may_be: MayBe = lambda _one, _other, _share: True
    _runs: OrderedDict[int, Hashes] = field(default_factory=OrderedDict)
    _shares: dict[tuple[int, int], float] = field(default_factory=dict)

    def is_copy(self, one: int, other: int) -> bool:
        """Whether two texts are copies."""
        found = self.share(one, other)
        return found >= COPY and self.may_be(one, other, found)

    def share(self, one: int, other: int) -> float:
        """How much of the shorter text is in the longer one, from 0 to 1."""
        pair = (min(one, other), max(one, other))
        if pair not in self._shares:
            self._shares[pair] = self._compared(*pair)
        return self._shares[pair]

    def _compared(self, one: int, other: int) -> float:
        left, right = self.sketches[one], self.sketches[other]
        if left.whole == right.whole:
            return 1.0 if len(left.sample) else 0.0
        estimate = share(left.sample, right.sample)
        if estimate >= SURE_SHARE and min(len(left.sample), len(right.sample)) >= SURE_SIZE:
            return estimate
        return share(self._runs_of(one), self._runs_of(other))

    def _runs_of(self, text: int) -> Hashes:
        if text in self._runs:
            self._runs.move_to_end(text)
        else:
            self._runs[text] = shingles(self.text_of(text))
            if len(self._runs) > AT_HAND:
                self._runs.popitem(last=False)
        return self._runs[text]


@dataclass(frozen=True, slots=True)
class Copies:
    """Clusters of texts by number, and the texts that were looked at to find them: those asked about, and what they meet."""

    clusters: list[list[int]]
    touched: frozenset[int]


def find_copies(comparison: Comparison, asked: Iterable[int] | None = None) -> Copies:
    """Cluster the texts asked about with all that they meet, and with all that those meet.

    Args:
        comparison: all texts.
        asked: only these and what they meet, by number; None: all.
    """
    index = index_of([sketch.sample for sketch in comparison.sketches])
    todo = set(range(len(comparison.sketches)) if asked is None else asked)
    touched, edges = set(todo), list[tuple[float, int, int]]()
    while todo:
        met: set[int] = set()
        for one, other, _ in meetings(index, np.array(sorted(todo), dtype=np.int64)):
            if comparison.is_copy(one, other):
                edges.append((comparison.share(one, other), min(one, other), max(one, other)))
                met.add(other)
        todo = met - touched
        touched |= todo
    return Copies(clusters_of(set(edges), comparison.is_copy), frozenset(touched))


def make(task: Task) -> Made:
    """Find the copies among the reports of a task and those that are kept."""
    sketches: dict[str, Sketch] = {}
    for number, head in enumerate(task.heads, 1):
        sketches[head.report_id] = sketch_of(task.view.text(head.version_id))
        task.done(number)
    asked = len(sketches)
    sketches |= {report_id: Sketch.from_bytes(body) for report_id, body in kept_bodies(task)}
    heads = Heads(task.view, list(sketches), dict(enumerate(task.heads)))
    comparison = Comparison(
        list(sketches.values()),
        lambda number: task.view.text(heads[number].version_id),
        lambda one, other, found: not _is_series(heads[one], heads[other], found),
    )
    found = find_copies(comparison, range(asked))
    rows = [row for cluster in found.clusters for row in _rows(cluster, heads, comparison)]
    replaces = frozenset(heads.ids[number] for number in found.touched if number >= asked)
    return Made(rows, replaces, {head.report_id: sketches[head.report_id].to_bytes() for head in task.heads})


@dataclass(frozen=True, slots=True)
class Heads:
    """Reports by number, fetched when asked for: of those that are kept only a few are."""

    view: View
    ids: Sequence[str]
    known: dict[int, ReportHead]

    def __getitem__(self, number: int) -> ReportHead:
        """The report of a number."""
        if number not in self.known:
            self.known[number] = self.view.head(self.ids[number])
        return self.known[number]


def _is_series(one: ReportHead, other: ReportHead, found: float) -> bool:
    """Whether two reports are of one publisher and different days, and not nearly the same: each says something of its own."""
    of_one = one.publisher is not None and one.publisher == other.publisher
    return of_one and one.published != other.published and found < SAME


def _rows(cluster: list[int], heads: Heads, comparison: Comparison) -> list[Relation]:
    """Name a cluster for its first report, and say of each how much it shares with that one."""
    first = min(cluster, key=lambda number: (heads[number].published or "9999", heads[number].report_id))
    name = heads[first].report_id
    return [
        Relation(name, heads[one].report_id, data={"share": 1.0 if one == first else round(comparison.share(one, first), 2)})
        for one in cluster
    ]


MAKER = Maker(KIND, lambda: STAMP, make, made_from="version")
