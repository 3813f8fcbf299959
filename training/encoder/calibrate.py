"""Fit the confidence of an attribution: a logistic curve over the evidence of its heads, written into the manifest.

Right means what the scorer calls joint: matched with a gold attribution by content, and with the right source.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
from corpus import find_paragraphs, read_articles
from numpy.typing import NDArray

from onrecord.annotate.encoder import EncoderModel, cut_pieces, encode_pieces, load_model
from onrecord.annotate.encoder.decode import attribute, find_linked
from onrecord.annotate.encoder.links import ROLES
from onrecord.annotate.encoder.weights import MANIFEST, Calibration, spread

RIDGE = 1.0
"""Strength of the pull towards 0, in examples; keeps the weights of near-constant evidence small."""


def load_scorer(path: Path) -> ModuleType:
    """Import the scorer from its file."""
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    scorer = importlib.util.module_from_spec(spec)
    sys.modules["score_attribution"] = scorer  # its dataclasses look their module up
    spec.loader.exec_module(scorer)
    return scorer


def judged(path: Path, model: EncoderModel, scorer: ModuleType) -> tuple[NDArray, NDArray]:
    """The evidence of every attribution found in a file's articles, (n, 4), and whether each is right, (n,)."""
    evidence, right = [], []
    for article in read_articles(path):
        text = scorer.TokenizedText(article["text"])
        pieces = cut_pieces(article["text"], find_paragraphs(article["text"]), model.tokenizer)
        hidden = encode_pieces(pieces, model)
        evidence += [found.evidence for found in find_linked(pieces, hidden, model.heads.corpus)]
        predicted = [
            scorer.Attribution(*(text.tokens_of(getattr(item, role)) for role in ROLES))
            for item in attribute(pieces, hidden, model.heads.corpus, model.calibration)
        ]
        gold, _ = scorer.attributions_of(article, text, "gold")
        matched = {p: g for g, p in scorer.match_attributions(gold, predicted, 0.5).items()}
        right += [p in matched and text.agree(gold[matched[p]].source, item.source) for p, item in enumerate(predicted)]
    return np.array(evidence), np.array(right, dtype=float)


def fit(evidence: NDArray, right: NDArray, steps: int = 50) -> NDArray:
    """Logistic regression by Newton's method: bias first, then one weight for each column."""
    x = np.concatenate([np.ones((len(evidence), 1)), spread(evidence)], axis=1)
    pull = np.diag([0.0] + [RIDGE] * evidence.shape[1])
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - chance) - pull @ weights
        weights += np.linalg.solve((x.T * (chance * (1 - chance))) @ x + pull, slope)
    return weights


def expected_error(chance: NDArray, right: NDArray, bins: int = 10) -> float:
    """Expected calibration error: how far confidence and share of right ones lie apart, over ten equal bins."""
    order = np.argsort(chance)
    groups = np.array_split(order, bins)
    return float(sum(len(g) * abs(chance[g].mean() - right[g].mean()) for g in groups) / len(chance))


def main() -> None:
    """Read the command line, fit, and write the manifest anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, help="articles that were not trained on")
    parser.add_argument("--scorer", type=Path, required=True, help="score_attribution.py")
    parser.add_argument("--weights", type=Path, required=True)
    options = parser.parse_args()
    evidence, right = judged(options.articles, load_model(options.weights), load_scorer(options.scorer))
    half = np.arange(len(right)) % 2 == 0
    other = fit(evidence[half], right[half])
    held_out = Calibration(other[0], tuple(other[1:])).confidence(evidence[~half])
    print(f"expected calibration error, fitted on one half, on the other: {expected_error(held_out, right[~half]):.3f}")
    bias, *weights = fit(evidence, right).round(4).tolist()
    path = options.weights / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["calibration"] = {"bias": bias, "weights": weights}
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(manifest["calibration"])


if __name__ == "__main__":
    main()
