"""Predict the attributions of articles with the package's own code, to be scored: {id, text} -> {id, text, attributions}."""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

from corpus import find_paragraphs, read_articles

from onrecord.annotate.encoder import EncoderModel, find_attributions, load_model
from onrecord.annotate.encoder.links import ROLES


def predictions(path: Path, model: EncoderModel) -> Iterator[dict]:
    """Read the attributions of each article of a file."""
    for article in read_articles(path):
        text = article["text"]
        found = find_attributions(text, find_paragraphs(text), model)
        items = [
            {"id": f"p{number}", **{role: [list(span) for span in getattr(item, role)] for role in ROLES},
             "confidence": item.confidence}
            for number, item in enumerate(found, 1)
        ]  # fmt: skip
        yield {"id": article["id"], "text": text, "attributions": items}


def main() -> None:
    """Read the command line and predict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weights", type=Path, help="folder of the weights; default: those of the package")
    options = parser.parse_args()
    model = load_model(options.weights)
    began, n_words = time.process_time(), 0
    opener = gzip.open if options.out.suffix == ".gz" else open
    with opener(options.out, "wt", encoding="utf-8") as lines:
        for article in predictions(options.articles, model):
            n_words += len(article["text"].split())
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")
    seconds = time.process_time() - began
    print(f"{n_words} words in {seconds:.1f} s of processor time: {n_words / seconds:.0f} words/s")


if __name__ == "__main__":
    main()
