"""What the judge of each kind of row is worth: precision at the default thresholds, with the coverage that they cost.

    python -m bench.ablation [--shared DIR] [--set data/stories] [--folds DIR] [--json]

The reports are read in this run, each story with weights that never saw it where `--folds` names some (evaluation/stories.py); the
thresholds are those of scheme/thresholds.toml. Rows are judged as evaluation/calibration.py says.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from evaluation.calibration import as_json, default_table, judge_all
from evaluation.scorer import bench_of, load_scorer, read_json
from evaluation.stories import OPEN, load_readers, read_stories

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print a row a kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--set", default=OPEN.folder, help="folder of reports and gold under the shared one")
    parser.add_argument("--folds", type=Path, help="folder of weights with stories left out, and its folds.json")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    folder = options.shared / options.set
    with tempfile.TemporaryDirectory() as scratch:
        read = read_stories(load_readers(options.folds), folder, Path(scratch))
        found = judge_all(((gold, read_json(path)) for gold, path in read), load_scorer(bench_of(folder / "gold")))
    print(json.dumps(as_json(found), indent=1) if options.json else default_table(found))


if __name__ == "__main__":
    main()
