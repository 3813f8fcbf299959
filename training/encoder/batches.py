"""Windows -> tensors, and the pairs of spans that the link heads learn from."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import torch
from corpus import Article, Range, Window
from numpy.typing import NDArray
from torch import Tensor

from onrecord.annotate.encoder.links import ROLES, Role, pair_up
from onrecord.annotate.encoder.pieces import MARKS, Pieces

CLS, SEP = 101, 102
_CURLY_MARKS = (MARKS.index("opening"), MARKS.index("closing"))


@dataclass
class Batch:
    """ids, mask: (b, t); features: (b, t, 4); tags, learned: (b, t'), left-aligned on each window's learned part."""

    windows: list[Window]
    ids: Tensor
    features: Tensor
    mask: Tensor
    tags: Tensor
    learned: Tensor
    positions: Tensor
    """(b, t') rows of the hidden states for `tags`."""
    closed: Tensor
    """(b, t') whether a paragraph opens there, so that no span goes on."""


@dataclass
class LinkTargets:
    """Positions (row, piece) of anchors and candidates in a batch's hidden states, and which pairs are right."""

    anchors: Tensor
    candidates: Tensor
    features: Tensor
    missing: Tensor
    right: Tensor


def make_batch(windows: list[Window], straight: dict[int, int], rng: random.Random) -> Batch:
    """Pad windows to one length. One in seven gets straight quotation marks, which other publishers use."""
    width = max(w.end - w.context for w in windows) + 2
    learned_width = max(w.end - w.start for w in windows)
    b = len(windows)
    ids, mask = (np.zeros((b, width), dtype=np.int64) for _ in range(2))
    features = np.zeros((b, width, 4), dtype=np.int64)
    tags, positions = (np.zeros((b, learned_width), dtype=np.int64) for _ in range(2))
    learned, closed = (np.zeros((b, learned_width), dtype=bool) for _ in range(2))
    for row, window in enumerate(windows):
        pieces, n, m = window.article.pieces, window.end - window.context, window.end - window.start
        ids[row, 0], ids[row, n + 1], mask[row, : n + 2] = CLS, SEP, 1
        ids[row, 1 : n + 1] = pieces.ids[window.context : window.end]
        features[row, 1 : n + 1] = pieces.features[window.context : window.end]
        if rng.random() < 1 / 7:
            _straighten(ids[row], features[row], straight)
        tags[row, :m] = window.article.tags[window.start : window.end]
        learned[row, :m] = True
        closed[row, :m] = pieces.opens_paragraph[window.start : window.end]
        positions[row, :m] = np.arange(m) + 1 + window.start - window.context
    arrays = (ids, features, mask, tags, learned, positions, closed)
    return Batch(windows, *(torch.from_numpy(array) for array in arrays))


def _straighten(ids: NDArray[np.int64], features: NDArray[np.int64], straight: dict[int, int]) -> None:
    for curly, plain in straight.items():
        ids[ids == curly] = plain
    features[np.isin(features[:, 3], _CURLY_MARKS), 3] = MARKS.index("straight")


def decode_tags(tags: NDArray[np.int64]) -> dict[Role, list[Range]]:
    """Read the spans off a sequence of tags, forgiving an inside tag without a beginning."""
    found: dict[Role, list[Range]] = {role: [] for role in ROLES}
    start, current = 0, -1
    for i, tag in enumerate([*tags.tolist(), 0]):
        role = (tag - 1) // 2 if tag else -1
        if role != current or (tag and tag % 2):
            if current >= 0:
                found[ROLES[current]].append((start, i))
            start, current = i, role
    return found


@dataclass
class WindowSpans:
    """The spans of a window that links are learned on: gold ones, some with predicted bounds, and invented ones."""

    ranges: dict[Role, list[Range]]
    gold_of: dict[Role, dict[Range, set[Range]]]
    """For each range the gold ranges that it stands for; empty for an invented one."""


def mix_spans(window: Window, predicted: dict[Role, list[Range]], rng: random.Random) -> WindowSpans:
    """Mix gold spans with the ones predicted now, so that the heads learn on what they will be given."""
    ranges: dict[Role, list[Range]] = {}
    gold_of: dict[Role, dict[Range, set[Range]]] = {}
    for role in ROLES:
        gold = {r for link in window.article.links for r in getattr(link, role)}
        gold = {r for r in gold if window.context <= r[0] and r[1] <= window.end}
        chosen: dict[Range, set[Range]] = {}
        for span in sorted(gold):
            near = [p for p in predicted[role] if p[0] < span[1] and span[0] < p[1]]
            used = near[0] if len(near) == 1 and rng.random() < 0.5 else span
            chosen.setdefault(used, set()).add(span)
        for span in predicted[role]:
            if not any(span[0] < g[1] and g[0] < span[1] for g in gold):
                chosen[span] = set()
        ranges[role], gold_of[role] = sorted(chosen), chosen
    return WindowSpans(ranges, gold_of)


def link_targets(batch: Batch, spans: list[WindowSpans], anchor: Role, candidate: Role) -> LinkTargets | None:
    """The pairs of one kind of link in a batch, None if it has none."""
    third = next(role for role in ROLES if role not in (anchor, candidate))
    parts = []
    for row, (window, mixed) in enumerate(zip(batch.windows, spans, strict=True)):
        part = _window_targets(row, window, mixed, (anchor, candidate, third))
        if part is not None:
            parts.append(part)
    if not parts:
        return None
    width = max(part[1].shape[1] for part in parts)
    columns = [np.concatenate([_widened(part[i], width, i) for part in parts]) for i in range(5)]
    return LinkTargets(*(torch.from_numpy(column) for column in columns))


def targets_of_links(
    window: Window, guesses: NDArray[np.int64], anchor: Role, candidate: Role, rng: random.Random
) -> LinkTargets | None:
    """The pairs of one kind of link in a whole text whose pieces are the rows of one line of states, without end marks."""
    mixed = mix_spans(window, decode_tags(guesses), rng)
    third = next(role for role in ROLES if role not in (anchor, candidate))
    part = _window_targets(0, window, mixed, (anchor, candidate, third), offset=0)
    return LinkTargets(*(torch.from_numpy(column) for column in part)) if part is not None else None


def _widened(array: NDArray, width: int, column: int) -> NDArray:
    """Pad the columns of candidates; a padded one is missing."""
    if column == 0:
        return array
    wanted = width + 1 if column == 4 else width
    pad = [(0, 0)] * array.ndim
    pad[1] = (0, wanted - array.shape[1])
    return np.pad(array, pad, constant_values=True if column == 3 else 0)


def _window_targets(
    row: int, window: Window, mixed: WindowSpans, roles: tuple[Role, Role, Role], offset: int | None = None
) -> tuple | None:
    """The anchors (n, 3), candidates (n, k, 3), features, missing (n, k), right (n, 1 + k) of one window."""
    as_ranges = {role: np.array(mixed.ranges[role], dtype=np.int64).reshape(-1, 2) for role in roles}
    pairs = pair_up(*(as_ranges[role] for role in roles), window.article.pieces)
    if not pairs.candidates.size:
        return None
    right = _right_pairs(window, mixed, roles, pairs.candidates)
    kept = right.any(1) & (as_ranges[roles[0]][:, 0] >= window.start)
    if not kept.any():
        return None
    offset = 1 - window.context if offset is None else offset

    def places(ranges: NDArray[np.int64]) -> NDArray[np.int64]:
        rows = np.full((*ranges.shape[:-1], 1), row)
        return np.concatenate([rows, ranges + np.array([offset, offset - 1])], axis=-1)

    candidates = places(as_ranges[roles[1]][np.maximum(pairs.candidates, 0)])
    return (
        places(as_ranges[roles[0]])[kept],
        candidates[kept],
        pairs.features[kept],
        (pairs.candidates < 0)[kept],
        right[kept],
    )


def _right_pairs(
    window: Window, mixed: WindowSpans, roles: tuple[Role, Role, Role], candidates: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """(n, 1 + k) bool. An anchor with no right answer in the window has a row of False and is left out."""
    anchor_role, candidate_role, _ = roles
    partners = _partners(window.article, anchor_role, candidate_role)
    right = np.zeros((len(candidates), 1 + candidates.shape[1]), dtype=bool)
    for i, span in enumerate(mixed.ranges[anchor_role]):
        gold = mixed.gold_of[anchor_role][span]
        wanted = {p for g in gold for p in partners.get(g, ())}
        if not wanted:
            # An invented cue is asked for no source; an invented content belongs to no cue.
            right[i, 0] = bool(gold) or anchor_role == "content"
            continue
        for column, index in enumerate(candidates[i]):
            if index >= 0:
                candidate = mixed.ranges[candidate_role][index]
                right[i, 1 + column] = bool(mixed.gold_of[candidate_role][candidate] & wanted)
    return right


def _partners(article: Article, anchor: Role, candidate: Role) -> dict[Range, set[Range]]:
    """For each gold range of one role the ranges of the other that it is linked to."""
    found: dict[Range, set[Range]] = {}
    for link in article.links:
        for span in getattr(link, anchor):
            found.setdefault(span, set()).update(getattr(link, candidate))
    return found


def straight_quotes(token_id: object) -> dict[int, int]:
    """Ids of curly marks -> ids of straight ones. `token_id` is a tokenizer's lookup."""
    return {token_id(a): token_id(b) for a, b in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"))}  # type: ignore[operator]


def sub_pieces(pieces: Pieces, start: int, end: int) -> Pieces:
    """The pieces `[start, end)`."""
    return Pieces(*(getattr(pieces, name)[start:end] for name in ("ids", "features", "starts", "ends", "paragraphs")))
