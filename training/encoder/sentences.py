"""Fit the head for sentence vectors to those of all-MiniLM-L6-v2, and write `sentences.npz` and its line in the manifest.

    .venv-train/bin/python training/encoder/sentences.py --data ../shared/data/polnear

The teacher reads each sentence alone; the student pools the states that the shipped encoder has over it inside its article. A
straight map is fitted by ridge regression, then two small layers to what it leaves. Seeded; states are kept in training/runs, so
that the fit can be run again in a minute.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import base
import numpy as np
import torch
from corpus import find_paragraphs, read_articles
from network import HIDDEN, VOCABULARY, Encoder, load_pretrained
from numpy.typing import NDArray
from torch.nn import functional

from export import write_manifest
from onrecord.annotate.encoder import EncoderModel, cut_pieces, load_model
from onrecord.annotate.encoder.encode import encode_layers
from onrecord.annotate.encoder.sentences import LAYERS, SENTENCES, SentenceHead, pool
from onrecord.model.span import Span

ROOT = Path(__file__).parents[2]
SEED = 1
RIDGE = 100.0
"""Pull towards 0, in sentences. 10 and 1,000 give less on the development split."""
RARE = 1e-3
"""Weight of a piece of share p: RARE / (RARE + p). Reference: Arora, Liang and Ma 2017 (smooth inverse frequency)."""
INNER_WIDTH, STEPS, BATCH = 256, 1200, 256
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z])")
MIN_WORDS, MAX_PIECES, NEIGHBOURS = 3, 254, 10


def spans_of(article: dict) -> list[Span]:
    """The sentences of an article, and the contents of its attributions."""
    text, found = article["text"], []
    for start, end in find_paragraphs(text):
        cuts = [(match.start(), match.end()) for match in SENTENCE_END.finditer(text, start, end)]
        begins, ends = [start, *(b for _, b in cuts)], [*(a for a, _ in cuts), end]
        found += [Span(a, b) for a, b in zip(begins, ends, strict=True)]
    for item in article["attributions"]:
        if item["content"]:
            found.append(Span(min(a for a, _ in item["content"]), max(b for _, b in item["content"])))
    return [span for span in dict.fromkeys(found) if len(text[span.start : span.end].split()) >= MIN_WORDS]


def teach(texts: list[str], model: EncoderModel, *, half: bool) -> NDArray[np.float32]:
    """The teacher's vectors: the mean of its last states over each text alone. `half`: in 16 bits, twice as fast."""
    encoder = Encoder(0.0).eval()
    load_pretrained(encoder, base.weights_file())
    ids = [model.tokenizer.encode(text, add_special_tokens=False).ids[:MAX_PIECES] for text in texts]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    vectors = np.zeros((len(ids), HIDDEN), dtype=np.float32)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=half):
        for first in range(0, len(order), 64):
            group = order[first : first + 64]
            width = max(len(ids[i]) for i in group) + 2
            rows = torch.zeros(len(group), width, dtype=torch.long)
            mask = torch.zeros_like(rows)
            for row, i in enumerate(group):
                n = len(ids[i])
                rows[row, : n + 2] = torch.tensor([101, *ids[i], 102])
                mask[row, : n + 2] = 1
            hidden = encoder(rows, torch.zeros(*rows.shape, 4, dtype=torch.long), mask).float()
            weight = mask[:, :, None].float()
            vectors[group] = functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=1).numpy()
    return vectors


def rarity_of(path: Path, model: EncoderModel) -> NDArray[np.float32]:
    """How much each piece weighs, by its share of the training split."""
    counts = np.zeros(VOCABULARY)
    for article in read_articles(path):
        ids = cut_pieces(article["text"], find_paragraphs(article["text"]), model.tokenizer).ids
        np.add.at(counts, ids, 1)
    return (RARE / (RARE + counts / counts.sum())).astype(np.float32)


def prepare(path: Path, most: int, rarity: NDArray, model: EncoderModel, kept: Path, *, half: bool) -> dict[str, NDArray]:
    """Pooled states and the teacher's vectors for the sentences of the first articles of a split."""
    if kept.exists():
        return dict(np.load(kept))
    pooled, texts = [], []
    for number, article in enumerate(read_articles(path)):
        if number == most:
            break
        text, spans = article["text"], spans_of(article)
        pieces = cut_pieces(text, find_paragraphs(text), model.tokenizer)
        pooled.append(pool(pieces, encode_layers(pieces, model, LAYERS), [[span] for span in spans], rarity))
        texts += [text[span.start : span.end] for span in spans]
    found = {"pooled": np.concatenate(pooled), "wanted": teach(texts, model, half=half)}
    kept.parent.mkdir(parents=True, exist_ok=True)
    np.savez(kept, **found)
    return found


def fit(train: dict[str, NDArray], rarity: NDArray) -> SentenceHead:
    """A straight map by ridge regression, then two layers for what it leaves, by Adam on the cosine of pairs and of each."""
    x, y = train["pooled"].astype(np.float64), train["wanted"].astype(np.float64)
    mean, scale, middle = x.mean(0), 1 / (x.std(0) + 1e-6), y.mean(0)
    z = (x - mean) * scale
    straight = np.linalg.solve(z.T @ z + RIDGE * np.eye(z.shape[1]), z.T @ (y - middle))
    start = SentenceHead(rarity, mean, scale, straight, middle, np.zeros((z.shape[1], 1)), np.zeros(1), np.zeros((1, HIDDEN)))
    return refine(start, torch.tensor(z, dtype=torch.float32), torch.tensor(y, dtype=torch.float32))


def refine(start: SentenceHead, z: torch.Tensor, y: torch.Tensor) -> SentenceHead:
    """Train all layers further, from the straight map."""
    torch.manual_seed(SEED)
    drawn = torch.Generator().manual_seed(SEED)
    width = z.shape[1]
    weights = [
        torch.tensor(start.straight, dtype=torch.float32),
        torch.tensor(start.bias, dtype=torch.float32),
        torch.randn(width, INNER_WIDTH) * width**-0.5,
        torch.zeros(INNER_WIDTH),
        torch.zeros(INNER_WIDTH, HIDDEN),
    ]
    for weight in weights:
        weight.requires_grad_()
    straight, bias, inner, inner_bias, outer = weights
    optimiser = torch.optim.AdamW(weights, lr=1e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 1e-3, total_steps=STEPS)
    for _ in range(STEPS):
        rows = torch.randint(len(z), (BATCH,), generator=drawn)
        x = functional.dropout(z[rows], 0.1)
        found = functional.normalize(x @ straight + torch.relu(x @ inner + inner_bias) @ outer + bias, dim=1)
        wanted = functional.normalize(y[rows], dim=1)
        loss = (1 - (found * wanted).sum(1)).mean() + 10 * ((found @ found.T - wanted @ wanted.T) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    straight, bias, inner, inner_bias, outer = (weight.detach().numpy() for weight in weights)
    return SentenceHead(start.rarity, start.mean, start.scale, straight, bias, inner, inner_bias, outer)


def spearman(a: NDArray, b: NDArray) -> float:
    """Rank correlation; ties do not come up in cosines."""
    return float(np.corrcoef(a.argsort().argsort(), b.argsort().argsort())[0, 1])


def measure(vectors: NDArray, wanted: NDArray) -> dict[str, float]:
    """How well cosines agree with the teacher's on sentences that were not trained on.

    random: rank correlation over pairs drawn at random; mixed: half of the pairs are a sentence and one of the teacher's ten nearest.
    nearest: share of sentences whose nearest by the teacher is among the ten nearest here.
    """
    drawn = np.random.default_rng(SEED)
    n = len(wanted)
    ours, theirs = vectors @ vectors.T, wanted @ wanted.T
    np.fill_diagonal(ours, -1)
    np.fill_diagonal(theirs, -1)
    near = np.argsort(-theirs, axis=1)[:, :NEIGHBOURS]
    a, b = drawn.integers(n, size=20_000), drawn.integers(n, size=20_000)
    a, b = a[a != b], b[a != b]
    rows = drawn.integers(n, size=len(a))
    c = np.concatenate([a, rows])
    d = np.concatenate([b, near[rows, drawn.integers(NEIGHBOURS, size=len(rows))]])
    top = np.argsort(-ours, axis=1)[:, :NEIGHBOURS]
    return {
        "sentences": n,
        "random": round(spearman(ours[a, b], theirs[a, b]), 3),
        "mixed": round(spearman(ours[c, d], theirs[c, d]), 3),
        "nearest": round(float((top == near[:, :1]).any(axis=1).mean()), 3),
    }


def write(head: SentenceHead, out: Path) -> None:
    """Write the head in 16 bits, and its hash into the manifest."""
    arrays = {name: getattr(head, name).astype(np.float16) for name in SentenceHead.__dataclass_fields__}
    with (out / SENTENCES).open("wb") as file:
        np.savez_compressed(file, **arrays)
    write_manifest(out)


def main() -> None:
    """Read the command line, fit, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--articles", type=int, default=300, help="articles of the training split; more give little")
    parser.add_argument("--runs", type=Path, default=ROOT / "training/runs", help="folder for states")
    parser.add_argument("--out", type=Path, default=ROOT / "src/onrecord/weights/encoder")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model = load_model(options.out)
    rarity = rarity_of(options.data / "train.jsonl.gz", model)
    kept = options.runs / "sentences-dev.npz"
    dev = prepare(options.data / "dev.jsonl.gz", 1000, rarity, model, kept, half=False)
    kept = options.runs / f"sentences-{options.articles}.npz"
    train = prepare(options.data / "train.jsonl.gz", options.articles, rarity, model, kept, half=True)
    head = fit(train, rarity)
    print({"trained on": len(train["wanted"]), **measure(head(dev["pooled"]), dev["wanted"])})
    write(head, options.out)


if __name__ == "__main__":
    main()
