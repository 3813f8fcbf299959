"""From the corpus to the weights that the package ships: train, export, calibrate. Goes on where it was stopped."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# The runs whose mean is shipped; runs.md says what each of them gave.
RUNS: dict[str, tuple[str, ...]] = {
    "a": ("--seed", "1", "--epochs", "4"),
    "b": ("--seed", "2", "--rate", "1e-4", "--head-rate", "5e-4", "--start", "a/epoch-4.pt", "--epochs", "1"),
}


def step(script: str, *arguments: str | Path) -> None:
    """Run one of the scripts beside this one."""
    subprocess.run([sys.executable, str(HERE / script), *map(str, arguments)], check=True)


def main() -> None:
    """Read the command line and run every step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--scorer", type=Path, required=True, help="score_attribution.py")
    parser.add_argument("--runs", type=Path, default=ROOT / "training/runs", help="folder for checkpoints")
    parser.add_argument("--out", type=Path, default=ROOT / "src/onrecord/weights/encoder")
    options = parser.parse_args()
    checkpoints = []
    for name, settings in RUNS.items():
        placed = [str(options.runs / part) if part.endswith(".pt") else part for part in settings]
        step("train.py", "--data", options.data, "--out", options.runs / name, *placed)
        checkpoints.append(options.runs / name / f"epoch-{settings[-1]}.pt")
    step("export.py", *checkpoints, "--out", options.out)
    dev = options.data / "dev.jsonl.gz"
    step("calibrate.py", dev, "--scorer", options.scorer, "--weights", options.out)
    step("predict.py", dev, options.runs / "dev.jsonl", "--weights", options.out)
    subprocess.run([sys.executable, str(options.scorer), str(dev), str(options.runs / "dev.jsonl")], check=True)


if __name__ == "__main__":
    main()
