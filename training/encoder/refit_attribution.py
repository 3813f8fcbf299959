"""Fit the heads of PolNeAR's attribution anew to an encoder that was trained on with the other heads; the encoder stays as it is.

python refit_attribution.py --data ../../shared/data/polnear --checkpoint ../runs/final.pt --out ../runs/final-refit.pt
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import base
import torch
from batches import decode_tags, link_targets, make_batch, mix_spans, straight_quotes
from corpus import cut_windows, load_articles
from heads import ReaderNetwork
from tokenizers import Tokenizer
from train import LINK_WEIGHT, link_loss, slope, tag_loss

BATCH = 12


def refit(data: Path, checkpoint: Path, out: Path, epochs: int, rate: float, seed: int) -> None:
    """Train tags and links on the training split and write the checkpoint with them."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(base.tokenizer_file()))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    articles = load_articles(data / "train.jsonl.gz", tokenizer)
    state = torch.load(checkpoint)
    network = ReaderNetwork()
    network.load_state_dict(state["network"])
    network.eval()
    heads = (network.tags, network.source_links, network.content_links)
    optimizer = torch.optim.AdamW([p for head in heads for p in head.parameters()], lr=rate)
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    windows = [w for article in articles for w in cut_windows(article, rng)]
    total = epochs * (len(windows) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: slope(step, total))
    straight, began, step = straight_quotes(tokenizer.token_to_id), time.monotonic(), 0
    for _ in range(epochs):
        windows = [w for article in articles for w in cut_windows(article, rng)]
        rng.shuffle(windows)
        for first in range(0, len(windows) - BATCH + 1, BATCH):
            batch = make_batch(windows[first : first + BATCH], straight, rng)
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = network.encoder(batch.ids, batch.features, batch.mask).float()
            for head in heads:
                head.train()
            tags, scores = tag_loss(network, batch, hidden)
            guesses, spans = scores.argmax(-1).numpy(), []
            for row, window in enumerate(batch.windows):
                guess = decode_tags(guesses[row, 1 : 1 + window.end - window.context])
                moved = {role: [(a + window.context, b + window.context) for a, b in found] for role, found in guess.items()}
                spans.append(mix_spans(window, moved, rng))
            links = link_loss(network.content_links, hidden, link_targets(batch, spans, "content", "cue"))
            links = links + link_loss(network.source_links, hidden, link_targets(batch, spans, "cue", "source"))
            optimizer.zero_grad()
            (tags + LINK_WEIGHT * links).backward()
            optimizer.step()
            schedule.step()
            step += 1
            if step % 25 == 0:
                print(
                    f"{(time.monotonic() - began) / 60:6.1f} min  {step}/{total}  {tags.item():.4f} {links.item():.4f}",
                    flush=True,
                )
    torch.save({**state, "network": network.state_dict()}, out)


def main() -> None:
    """Read the command line and fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    refit(**vars(parser.parse_args()))


if __name__ == "__main__":
    main()
