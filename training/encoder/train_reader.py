"""Train the encoder with all its heads on the open reports, with PolNeAR between them. See README.md.

`--without STORY ...` leaves stories out, to measure on them; `--save-as` names the checkpoint.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import base
import numpy as np
import torch
from batches import LinkTargets, make_batch, straight_quotes, targets_of_links
from corpus import Article, Window, cut_windows, load_articles
from heads import FORBIDDEN, ReaderNetwork, pooled
from reports import EITHER, RIGHT, Example, Labels, Range, prepare
from sentences_of_acts import Sentence, read_sentences
from shipped import load_shipped
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from train import TAG_CE_WEIGHT, attribution_loss, link_loss, slope

from onrecord.annotate.encoder.candidates import Candidates, link_up
from onrecord.annotate.encoder.encode import cut_windows as windows_of
from scorer import load_scorer

WEIGHTS = {
    "said": 1.0, "links": 0.25, "events": 3.0, "positions": 3.0, "conditions": 0.5, "status": 0.3, "pairs": 0.5, "steps": 0.3,
    "acts": 0.3,
}  # fmt: skip
REPORTS_A_STEP, SENTENCES_A_STEP = 1, 3
# Most words belong to no event: what lies outside weighs half.
OUTSIDE = 0.5
# The words, the places and what the lowest layers make of them stay as pretrained: there is too little to learn them from.
FROZEN_LAYERS = 2
JITTER = 0.3
# About the pairs that are told apart in a report of the open stories, so that long reports do not drown the others.
PAIRS_A_REPORT = 24


@dataclass(frozen=True)
class Settings:
    """What a run is made of."""

    shared: Path
    out: Path
    without: list[str]
    seed: int
    epochs: int
    rate: float
    head_rate: float
    dropout: float
    polnear: float
    """Windows of PolNeAR for each window of a report."""
    fifth: int
    """Which fifth of the single sentences is left out; -1: none."""
    start: Path
    examples: Path


def span_tags(n: int, spans: list[tuple[Range, int]]) -> Labels:
    """Begin and inside tags of spans with their kinds; an earlier span keeps its pieces."""
    tags = np.zeros(n, dtype=np.int64)
    for (start, end), kind in sorted(spans):
        free = start + int(np.flatnonzero(tags[start:end] == 0)[0]) if (tags[start:end] == 0).any() else end
        if free < end:
            tags[free:end] = 2 + 2 * kind
            tags[free] = 1 + 2 * kind
    return tags


def encode(network: ReaderNetwork, examples: list[Example], straight: dict[int, int], rng: random.Random) -> list[Tensor]:
    """The hidden states of each report, (n, H), read in windows as the package reads them."""
    batch = []
    for number, example in enumerate(examples):
        article = Article(example.id, example.pieces, example.tags, example.links)
        batch += [(number, Window(article, w.context, w.start, w.end)) for w in windows_of(example.pieces.opens_paragraph)]
    made = make_batch([w for _, w in batch], straight, rng)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = network.encoder(made.ids, made.features, made.mask)
    hidden = hidden.float()
    parts: list[list[Tensor]] = [[] for _ in examples]
    for row, (number, window) in enumerate(batch):
        skipped = 1 + window.start - window.context
        parts[number].append(hidden[row, skipped : skipped + window.end - window.start])
    return [torch.cat(part) for part in parts]


def jittered(ranges: list[Range], n: int, rng: random.Random) -> Tensor:
    """Ranges whose bounds are now and then a little off, as found ones are."""
    found = []
    for start, end in ranges:
        if rng.random() < JITTER:
            start = min(max(0, start + rng.randint(-2, 2)), end - 1)
        if rng.random() < JITTER:
            end = max(start + 1, min(n, end + rng.randint(-3, 3)))
        found.append((start, end))
    return torch.tensor(found).reshape(-1, 2)


# Of these an anchor has one or none.
CHOSEN = {"date", "place", "step_date"}


def pair_loss(
    network: ReaderNetwork, name: str, hidden: Tensor, example: Example, candidates: Candidates, items: list, rng: random.Random
) -> Tensor | None:
    """Cross entropy of pairs. items: (anchor, labels over candidates). A day or place is chosen among all, or none; people one by one."""
    items = [(anchor, labels) for anchor, labels in items if labels is not None]
    if not items or not len(candidates.ranges):
        return None
    anchors = jittered([anchor for anchor, _ in items], len(hidden), rng)
    linked = link_up(anchors.numpy(), candidates, example.syntax, example.pieces)
    chosen = torch.from_numpy(linked.candidates)
    labels = torch.from_numpy(np.stack([labels for _, labels in items]))
    wanted = labels.gather(1, chosen.clamp(min=0))
    missing = chosen < 0
    scores = network.pairs[name](
        pooled(hidden, anchors),
        pooled(hidden, torch.from_numpy(candidates.ranges)),
        chosen.clamp(min=0),
        torch.from_numpy(linked.features),
    )
    if name in CHOSEN:
        scores = functional.pad(scores.masked_fill(missing, FORBIDDEN), (1, 0))
        right = functional.pad((wanted == RIGHT) & ~missing, (1, 0))
        right[:, 0] = ~right.any(1)
        return (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, FORBIDDEN), 1)).sum()
    learned = ~missing & (wanted != EITHER)
    each = functional.binary_cross_entropy_with_logits(scores, (wanted == RIGHT).float(), reduction="none")
    return (each * learned).sum()


def said_loss(network: ReaderNetwork, hidden: Tensor, example: Example, rng: random.Random) -> tuple[Tensor, Tensor]:
    """Tags and links of a report's statements."""
    scores = network.said["tags"](hidden)
    tags = torch.from_numpy(example.tags)
    opens = torch.from_numpy(example.pieces.opens_paragraph)
    inside = torch.tensor([False, False, True, False, True, False, True])
    closed = scores + (opens[:, None] & inside) * FORBIDDEN
    likelihood = network.said["tags"].nll(closed[None], tags[None], torch.ones(1, len(tags), dtype=torch.bool)) / len(tags)
    loss = likelihood + TAG_CE_WEIGHT * functional.cross_entropy(closed, tags)
    window = Window(Article(example.id, example.pieces, example.tags, example.links), 0, 0, len(tags))
    guesses = closed.detach().argmax(-1).numpy()
    links = hidden.sum() * 0
    for head, anchor, candidate in (("content", "content", "cue"), ("source", "cue", "source")):
        targets: LinkTargets | None = targets_of_links(window, guesses, anchor, candidate, rng)
        links = links + link_loss(network.said[head], hidden[None], targets)
    return loss, links


def report_loss(network: ReaderNetwork, hidden: Tensor, example: Example, rng: random.Random) -> dict[str, Tensor]:
    """The losses of one report by part."""
    n = len(hidden)
    losses: dict[str, Tensor] = {}
    losses["said"], losses["links"] = said_loss(network, hidden, example, rng)
    spans = {
        "events": [(e.anchor, e.type) for e in example.events],
        "positions": [(p.anchor, p.stance) for p in example.positions],
        "conditions": [(r, 0) for r in example.conditions],
    }
    for name, found in spans.items():
        scores = getattr(network, name)(hidden)
        worth = torch.ones(scores.shape[1])
        worth[0] = OUTSIDE
        losses[name] = functional.cross_entropy(scores, torch.from_numpy(span_tags(n, found)), worth)
    if example.events:
        anchors = jittered([e.anchor for e in example.events], n, rng)
        statuses = torch.tensor([e.status for e in example.events])
        losses["status"] = functional.cross_entropy(network.status(pooled(hidden, anchors)), statuses)
    if example.sentences:
        steps = network.step(pooled(hidden, torch.tensor(example.sentences)))[:, 0]
        told = torch.zeros(len(example.sentences))
        told[[step.sentence for step in example.steps]] = 1
        losses["steps"] = functional.binary_cross_entropy_with_logits(steps, told)
    losses["acts"] = act_loss(network, hidden, example)
    told_in = [example.sentences[step.sentence] for step in example.steps]
    pairs = (
        ("actor", example.mentions, [(e.anchor, e.actors) for e in example.events]),
        ("recipient", example.mentions, [(e.anchor, e.recipients) for e in example.events]),
        ("date", example.dates, [(e.anchor, e.date) for e in example.events]),
        ("place", example.places, [(e.anchor, e.place) for e in example.events]),
        ("holder", example.mentions, [(p.anchor, p.holders) for p in example.positions]),
        ("step_who", example.mentions, [(r, s.who) for r, s in zip(told_in, example.steps, strict=True)]),
        ("step_date", example.dates, [(r, s.date) for r, s in zip(told_in, example.steps, strict=True)]),
    )
    found_pairs = [pair_loss(network, name, hidden, example, c, items, rng) for name, c, items in pairs]
    given = [loss for loss in found_pairs if loss is not None]
    losses["pairs"] = torch.stack(given).sum() / PAIRS_A_REPORT if given else hidden.sum() * 0
    return losses


def act_loss(network: ReaderNetwork, hidden: Tensor, example: Example) -> Tensor:
    """The type of an event told from its first actor, its first recipient and its sentence."""
    rows, types = [], []
    sentences = example.syntax.sentence[example.syntax.token]
    for event in example.events:
        actors, recipients = (np.flatnonzero(labels == RIGHT) for labels in (event.actors, event.recipients))
        if len(actors) and len(recipients):
            own = np.flatnonzero(sentences == sentences[event.anchor[0]])
            spans = [example.mentions.ranges[actors[0]], example.mentions.ranges[recipients[0]], (own[0], own[-1] + 1)]
            rows.append(np.array(spans))
            types.append(event.type)
    if not rows:
        return hidden.sum() * 0
    ranges = torch.from_numpy(np.stack(rows)).reshape(-1, 2)
    return functional.cross_entropy(network.act(pooled(hidden, ranges).reshape(len(rows), -1)), torch.tensor(types))


def sentence_loss(network: ReaderNetwork, sentences: list[Sentence], straight: dict[int, int], rng: random.Random) -> Tensor:
    """Single sentences with one act between two marked sides: its type, by the sides and by the likeliest words."""
    windows = [Window(Article(s.id, s.pieces, np.zeros(len(s.pieces), np.int64), ()), 0, 0, len(s.pieces)) for s in sentences]
    made = make_batch(windows, straight, rng)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = network.encoder(made.ids, made.features, made.mask)
    hidden = hidden.float()
    loss = torch.zeros(())
    for row, sentence in enumerate(sentences):
        states = hidden[row, 1 : 1 + len(sentence.pieces)]
        kinds = network.events.kinds(states).max(0).values
        act = network.act(pooled(states, torch.tensor(sentence.spans)).reshape(1, -1))[0]
        for scores in (kinds, act):
            loss = loss + torch.logsumexp(scores, 0) - torch.logsumexp(scores[list(sentence.types)], 0)
    return loss / len(sentences)


def polnear_windows(articles: list[Article], rng: random.Random) -> Iterator[Window]:
    """Windows of PolNeAR without end, shuffled anew each time round."""
    while True:
        windows = [w for article in articles for w in cut_windows(article, rng)]
        rng.shuffle(windows)
        yield from windows


def make_optimizer(network: ReaderNetwork, settings: Settings, fresh: set[str]) -> torch.optim.Optimizer:
    """AdamW: what starts fresh learns faster than what was trained before."""
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            groups.setdefault((name.split(".")[0] in fresh, weight.ndim > 1), []).append(weight)
    return torch.optim.AdamW(
        [
            {"params": weights, "lr": settings.head_rate if new else settings.rate, "weight_decay": 0.01 * matrix}
            for (new, matrix), weights in groups.items()
        ]
    )


FRESH = {"events", "positions", "conditions", "status", "step", "act", "pairs"}


def start_network(settings: Settings) -> ReaderNetwork:
    """The network to train, with its lowest layers frozen."""
    network = ReaderNetwork(settings.dropout)
    load_shipped(network, settings.start)
    for layer in network.encoder.layers[:FROZEN_LAYERS]:
        layer.requires_grad_(False)
    return network


def train(settings: Settings) -> None:
    """Train and write a checkpoint after each epoch."""
    torch.set_num_threads(1)
    torch.manual_seed(settings.seed)
    tokenizer = Tokenizer.from_file(str(base.tokenizer_file()))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    examples = [
        e for e in prepare(settings.shared, settings.examples, load_scorer(settings.shared)) if e.story not in settings.without
    ]
    articles = load_articles(settings.shared / "data/polnear/train.jsonl.gz", tokenizer) if settings.polnear else []
    network = start_network(settings)
    sentences = read_sentences(settings.shared / "data/events/plv_dev.jsonl", tokenizer, settings.fifth)
    optimizer = make_optimizer(network, settings, FRESH)
    straight = straight_quotes(tokenizer.token_to_id)
    a_epoch = (len(examples) + REPORTS_A_STEP - 1) // REPORTS_A_STEP
    total = settings.epochs * a_epoch
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: slope(step, total))
    rng = random.Random(settings.seed)  # noqa: S311 - not for secrets
    replay = polnear_windows(articles, rng) if articles else None
    owed, began = 0.0, time.monotonic()
    for epoch in range(settings.epochs):
        rng.shuffle(examples)
        running: dict[str, list[float]] = {}
        for first in range(0, len(examples), REPORTS_A_STEP):
            batch = examples[first : first + REPORTS_A_STEP]
            network.train()
            optimizer.zero_grad()
            loss = torch.zeros(())
            for example, hidden in zip(batch, encode(network, batch, straight, rng), strict=True):
                for name, part in report_loss(network, hidden, example, rng).items():
                    loss = loss + WEIGHTS[name] * part / len(batch)
                    running.setdefault(name, []).append(part.item())
            loss.backward()
            if sentences:
                acts = WEIGHTS["acts"] * sentence_loss(network, rng.sample(sentences, SENTENCES_A_STEP), straight, rng)
                acts.backward()
                running.setdefault("sentences", []).append(acts.item())
            owed += settings.polnear * 3 * len(batch)
            if replay is not None and owed >= 12:
                windows = [next(replay) for _ in range(12)]
                owed -= 12
                other, parts = attribution_loss(network, make_batch(windows, straight, rng), rng)
                other.backward()
                running.setdefault("polnear", []).append(parts[0])
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        means = "  ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in running.items())
        print(f"{(time.monotonic() - began) / 60:6.1f} min  epoch {epoch + 1}/{settings.epochs}  {means}", flush=True)
        settings.out.parent.mkdir(parents=True, exist_ok=True)
        torch.save({"network": network.state_dict(), "without": settings.without}, settings.out)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the checkpoint to write")
    parser.add_argument("--without", nargs="*", default=[], help="stories to leave out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--polnear", type=float, default=0.2)
    parser.add_argument("--fifth", type=int, default=-1, help="the fifth of the single sentences to leave out")
    parser.add_argument("--start", type=Path, default=Path("src/onrecord/weights/encoder"))
    parser.add_argument("--examples", type=Path, default=Path("training/runs/examples.pickle"))
    train(Settings(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
