"""What the trained model adds to the rules where the rules miss things, as they do in reports nobody looked at.

    python -m evaluation.ablation [--shared DIR] [--rounds N]

The rules were made on the development reports and find nearly everything in them, so these cannot say what the model is worth.
Here the rules lose, at random and by a seed, a share of their cue verbs or a share of what they found, and the statements are
scored with the model and without it.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from evaluation.page import percent
from evaluation.report import ROOT, run_reports
from onrecord.annotate.document import Document
from onrecord.annotate.statements import find, find_attributions
from onrecord.annotate.statements.lexicon import Lexicon, load_lexicon
from onrecord.model.draft import Attribution
from onrecord.reader import Reader, load_reader
from onrecord.scheme.directory import Directory

# Without these there is no report left to read.
KEPT = frozenset({"say", "tell"})
# Shares lost: of the cue verbs, of the attributions found.
CONDITIONS = ((0.0, 0.0), (0.2, 0.0), (0.4, 0.0), (0.0, 0.15), (0.0, 0.3))


def thinned(lexicon: Lexicon, share: float, chance: random.Random) -> Lexicon:
    """The lexicon without a share of its cue verbs."""
    return replace(lexicon, frames={k: v for k, v in lexicon.frames.items() if k in KEPT or chance.random() >= share})


def forgetful(share: float, chance: random.Random) -> Callable[[Document, Directory], list[Attribution]]:
    """The finder by rules, losing a share of what it finds."""

    def find_some(document: Document, directory: Directory) -> list[Attribution]:
        return [found for found in find_attributions(document, directory) if chance.random() >= share]

    return find_some


@contextmanager
def rules_lose(verbs: float, found: float, seed: int) -> Iterator[None]:
    """Make the rules lose shares of their verbs and of what they find, for a while."""
    lexicon = thinned(load_lexicon(), verbs, random.Random(seed))  # noqa: S311 - no secret
    modules = [m for name, m in sys.modules.items() if name.startswith("onrecord.annotate.") and hasattr(m, "load_lexicon")]
    with ExitStack() as stack:
        for module in modules:
            stack.enter_context(patch.object(module, "load_lexicon", lambda: lexicon))
        stack.enter_context(patch.object(find, "find_attributions", forgetful(found, random.Random(seed))))  # noqa: S311 - no secret
        yield


def scores(reader: Reader, gold: Path) -> tuple[float, float]:
    """F1 of statements, and of statements with their source."""
    with tempfile.TemporaryDirectory() as folder:
        sections: dict[str, Any] = run_reports(reader, gold, Path(folder))["sections"]
    return sections["statements"]["f1"], sections["statements_joint"]["f1"]


def main() -> None:
    """Print one line a condition."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    gold, both = options.shared / "data" / "reports" / "gold", load_reader()
    rules = Reader(both.language, replace(both.vocabulary, attribution=None))
    print("verbs lost  finds lost   rules F1, joint    with the model")
    for verbs, found in CONDITIONS:
        cells = []
        for reader in (rules, both):
            total = (0.0, 0.0)
            for seed in range(options.rounds):
                with rules_lose(verbs, found, seed):
                    match, joint = scores(reader, gold)
                total = (total[0] + match, total[1] + joint)
            cells.append("  ".join(percent(value / options.rounds) for value in total))
        print(f"{percent(verbs):>10}  {percent(found):>10}   {cells[0]:>15}   {cells[1]:>15}", flush=True)


if __name__ == "__main__":
    main()
