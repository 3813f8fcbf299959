"""Train the encoder and its heads. `python train.py --help`; see README.md for the one command that does it all."""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path

import base
import torch
from batches import Batch, LinkTargets, decode_tags, link_targets, make_batch, mix_spans, straight_quotes
from corpus import Article, Window, cut_windows, load_articles
from network import FORBIDDEN, LinkHead, Network, load_pretrained
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

SAVE_EVERY_STEPS = 100
TAG_CE_WEIGHT = 0.5
LINK_WEIGHT = 0.25


@dataclass(frozen=True)
class Settings:
    """What a run is made of; written into its checkpoints."""

    data: Path
    out: Path
    seed: int
    epochs: int
    batch: int
    rate: float
    head_rate: float
    dropout: float
    start: Path | None


def plan_epoch(articles: list[Article], settings: Settings, epoch: int) -> list[list[Window]]:
    """Cut and shuffle the windows of one epoch; the same for the same seed and epoch."""
    rng = random.Random(settings.seed * 1000 + epoch)  # noqa: S311 - not for secrets
    windows = [window for article in articles for window in cut_windows(article, rng)]
    rng.shuffle(windows)
    return [windows[i : i + settings.batch] for i in range(0, len(windows), settings.batch)]


def tag_loss(network: Network, batch: Batch, hidden: Tensor) -> tuple[Tensor, Tensor]:
    """The loss of the tags and their scores, (b, t', 7)."""
    rows = torch.arange(len(batch.windows))[:, None]
    scores = network.tags(hidden).float()
    aligned = scores[rows, batch.positions]
    inside = torch.tensor([False, False, True, False, True, False, True])
    aligned = aligned + (batch.closed[:, :, None] & inside) * FORBIDDEN
    n = batch.learned.sum()
    likelihood = network.tags.nll(aligned, batch.tags, batch.learned) / n
    each = functional.cross_entropy(aligned[batch.learned], batch.tags[batch.learned])
    return likelihood + TAG_CE_WEIGHT * each, scores.detach()


def link_loss(head: LinkHead, hidden: Tensor, targets: LinkTargets | None) -> Tensor:
    """Cross entropy over each anchor's candidates; several may be right."""
    if targets is None:
        return hidden.sum() * 0
    row, first, last = targets.anchors.unbind(-1)
    anchors = torch.cat((hidden[row, first], hidden[row, last]), -1)
    row, first, last = targets.candidates.unbind(-1)
    candidates = torch.cat((hidden[row, first], hidden[row, last]), -1)
    scores = head(anchors, candidates, targets.features).float()
    scores = scores.masked_fill(functional.pad(targets.missing, (1, 0)), FORBIDDEN)
    total = torch.logsumexp(scores, 1)
    right = torch.logsumexp(scores.masked_fill(~targets.right, FORBIDDEN), 1)
    return (total - right).mean()


def attribution_loss(network: Network, batch: Batch, rng: random.Random) -> tuple[Tensor, list[float]]:
    """The loss of a batch, and its three parts to print."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = network.encoder(batch.ids, batch.features, batch.mask)
    hidden = hidden.float()
    tags, scores = tag_loss(network, batch, hidden)
    guesses = scores.argmax(-1).numpy()
    spans = []
    for row, window in enumerate(batch.windows):
        guess = decode_tags(guesses[row, 1 : 1 + window.end - window.context])
        shifted = {role: [(a + window.context, b + window.context) for a, b in found] for role, found in guess.items()}
        spans.append(mix_spans(window, shifted, rng))
    content = link_loss(network.content_links, hidden, link_targets(batch, spans, "content", "cue"))
    source = link_loss(network.source_links, hidden, link_targets(batch, spans, "cue", "source"))
    return tags + LINK_WEIGHT * (content + source), [part.item() for part in (tags, content, source)]


def make_optimizer(network: Network, settings: Settings) -> torch.optim.Optimizer:
    """AdamW; heads and features learn faster, vectors decay not."""
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            fresh = not name.startswith("encoder.") or ".features." in f".{name}"
            groups.setdefault((fresh, weight.ndim > 1), []).append(weight)
    return torch.optim.AdamW(
        [
            {"params": weights, "lr": settings.head_rate if fresh else settings.rate, "weight_decay": 0.01 * matrix}
            for (fresh, matrix), weights in groups.items()
        ]
    )


def slope(step: int, total: int, warm: float = 0.06) -> float:
    """Factor of the learning rate: up over the first 6 %, then down to 0."""
    up = max(1, int(warm * total))
    return (step + 1) / up if step < up else max(0.0, (total - step) / (total - up))


def train(settings: Settings) -> None:
    """Train, going on from `out/last.pt` if there is one."""
    torch.set_num_threads(1)
    torch.manual_seed(0)  # the heads start alike in every run, so that runs can be averaged
    tokenizer = Tokenizer.from_file(str(base.tokenizer_file()))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    articles = load_articles(settings.data / "train.jsonl.gz", tokenizer)
    network = Network(settings.dropout)
    load_pretrained(network.encoder, base.weights_file())
    if settings.start is not None:
        network.load_state_dict(torch.load(settings.start)["network"])
    optimizer = make_optimizer(network, settings)
    straight = straight_quotes(tokenizer.token_to_id)
    total = settings.epochs * len(plan_epoch(articles, settings, 0))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: slope(step, total))
    done = resume(settings.out, network, optimizer, schedule)
    step, began = 0, time.monotonic()
    for epoch in range(settings.epochs):
        batches = plan_epoch(articles, settings, epoch)
        running: list[list[float]] = []
        for windows in batches:
            step += 1
            if step <= done:
                continue
            rng = random.Random(settings.seed * 10**6 + step)  # noqa: S311
            torch.manual_seed(settings.seed * 10**6 + step)
            running.append(take_step(network, optimizer, schedule, make_batch(windows, straight, rng), rng))
            if step % 25 == 0:
                tags, content, source = (sum(r[i] for r in running) / len(running) for i in range(3))
                minutes = (time.monotonic() - began) / 60
                print(f"{minutes:6.1f} min  {epoch} {step}/{total}  {tags:.4f} {content:.4f} {source:.4f}", flush=True)
                running = []
            if step % SAVE_EVERY_STEPS == 0:
                save(settings.out / "last.pt", step, network, optimizer, schedule)
        if step > done:
            torch.save({"step": step, "network": network.state_dict()}, settings.out / f"epoch-{epoch + 1}.pt")


def take_step(
    network: Network,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    batch: Batch,
    rng: random.Random,
) -> list[float]:
    """Learn from one batch; returns the parts of its loss."""
    network.train()
    loss, parts = attribution_loss(network, batch, rng)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    return parts


def save(
    path: Path,
    step: int,
    network: Network,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> None:
    """Write a checkpoint to go on from; the old one stays until the new one is whole."""
    parts = {"network": network, "optimizer": optimizer, "schedule": schedule}
    fresh = path.with_suffix(".new")
    torch.save({"step": step, **{name: part.state_dict() for name, part in parts.items()}}, fresh)
    fresh.replace(path)


def resume(
    folder: Path,
    network: Network,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> int:
    """Load the last checkpoint of a run; returns its step, 0 for a new run."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "last.pt"
    if not path.exists():
        return 0
    state = torch.load(path)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return state["step"]


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of train.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--start", type=Path, help="checkpoint of another run to start from")
    train(Settings(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
