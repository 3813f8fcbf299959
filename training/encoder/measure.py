"""How well a checkpoint's tags find spans on stories left out: F1 by kind, a span counts where it overlaps one of gold of its type.

python measure.py ../runs/b.pt --shared ../../../shared --stories iran
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

import base
import numpy as np
import torch
from batches import decode_tags, straight_quotes
from heads import ReaderNetwork
from reports import Example, Range, prepare
from tokenizers import Tokenizer
from train_reader import encode

from scorer import load_scorer

Found = list[tuple[Range, int]]


def spans_of_tags(tags: np.ndarray) -> Found:
    """Begin and inside tags -> spans with their kinds; an inside tag without a beginning begins."""
    found: Found = []
    start, kind = 0, -1
    for i, tag in enumerate([*tags.tolist(), 0]):
        now = (tag - 1) // 2 if tag else -1
        if now != kind or (tag and tag % 2):
            if kind >= 0:
                found.append(((start, i), kind))
            start, kind = i, now
    return found


def count(gold: Found, found: Found, counts: Counter[str]) -> None:
    """Match each gold span with one found span of its kind that overlaps it."""
    left = list(found)
    for (start, end), kind in gold:
        hit = next((f for f in left if f[1] == kind and f[0][0] < end and start < f[0][1]), None)
        if hit is not None:
            left.remove(hit)
            counts["right"] += 1
    counts["gold"] += len(gold)
    counts["found"] += len(found)


@torch.no_grad()
def measure(network: ReaderNetwork, examples: list[Example], straight: dict[int, int]) -> dict[str, Counter[str]]:
    """Counts of right, gold and found spans by kind of tag."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("contents", "sources", "events", "positions")}
    for example in examples:
        hidden = encode(network, [example], straight, random.Random(1))[0]  # noqa: S311 - not for secrets
        tags = network.said["tags"](hidden).argmax(-1).numpy()
        told, gold_told = decode_tags(tags), decode_tags(example.tags)
        for name, role in (("contents", "content"), ("sources", "source")):
            count([(r, 0) for r in gold_told[role]], [(r, 0) for r in told[role]], counts[name])  # type: ignore[index]
        events = spans_of_tags(network.events(hidden).argmax(-1).numpy())
        count([(e.anchor, e.type) for e in example.events], events, counts["events"])
        positions = spans_of_tags(network.positions(hidden).argmax(-1).numpy())
        count([(p.anchor, p.stance) for p in example.positions], positions, counts["positions"])
    return counts


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--stories", nargs="+", required=True)
    parser.add_argument("--examples", type=Path, default=Path("training/runs/examples.pickle"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(base.tokenizer_file()))
    straight = straight_quotes(tokenizer.token_to_id)
    examples = [e for e in prepare(options.shared, options.examples, load_scorer(options.shared)) if e.story in options.stories]
    for path in options.checkpoints:
        state = torch.load(path)["network"]
        network = ReaderNetwork()
        network.load_state_dict(state)
        shown = []
        for name, n in measure(network.eval(), examples, straight).items():
            precision, recall = n["right"] / max(1, n["found"]), n["right"] / max(1, n["gold"])
            shown.append(f"{name} {2 * precision * recall / max(1e-9, precision + recall):.3f} ({precision:.2f}/{recall:.2f})")
        print(f"{path}: {'  '.join(shown)}", flush=True)


if __name__ == "__main__":
    main()
