"""The trained weights: one encoder and its heads, each a file that is checked by hash before it is used."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.annotate.encoder.heads import Heads, read_heads
from onrecord.annotate.judge.trees import Judge, read_judges
from onrecord.errors import ModelMissing

DEFAULT_FOLDER = Path(__file__).parents[2] / "weights" / "encoder"
MANIFEST = "manifest.json"
ENCODER, HEADS, JUDGES = "encoder.onnx", "heads.npz", "judges.npz"
FORMAT = 2

# What the encoder holds before its first layer and after its second, by the names of their nodes in encoder.onnx. Heads that
# ask what words mean read these too: the last layer was trained on who said what, and has lost much of it.
INNER = ("LayerNormalization_20", "SkipLayerNormalization_37")


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve from what the heads say to the chance that content and source are right."""

    bias: float
    weights: tuple[float, ...]

    def confidence(self, evidence: NDArray[np.float64]) -> NDArray[np.float64]:
        """evidence: (n, 4) log-probabilities -> (n,) in [0, 1]."""
        chance: NDArray[np.float64] = 1 / (1 + np.exp(-(self.bias + spread(evidence) @ np.array(self.weights))))
        return chance


@dataclass(frozen=True, slots=True, eq=False)
class EncoderModel:
    """What `load_model` returns; one is only equal to itself.

    The session is ONNX Runtime's and may be shared between threads; see `encode.encode_pieces`.
    """

    tokenizer: Tokenizer
    encoder: Any
    heads: Heads
    judges: dict[str, Judge]
    """By kind of row; empty where the weights bring none."""
    calibration: Calibration
    version: str
    """Short hash of the manifest: names these weights in readings and reports of errors."""


def spread(evidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-probabilities with those near 0 drawn apart.

    The heads are surest where most attributions lie: on the development set the expected calibration error is 0.09 with
    plain log-probabilities and 0.06 with their root.
    """
    drawn: NDArray[np.float64] = -np.sqrt(np.maximum(-evidence, 0))
    return drawn


def load_model(folder: Path | None = None) -> EncoderModel:
    """Load the weights that come with onrecord, or those in `folder`. The same folder is loaded once.

    Raises: ModelMissing, if a file is absent or not the one that the manifest names.
    """
    return _load((folder or DEFAULT_FOLDER).resolve())


@cache
def _load(folder: Path) -> EncoderModel:
    manifest_bytes = _read(folder / MANIFEST)
    manifest = _parse_manifest(folder, manifest_bytes)
    encoder = _session(folder)
    return EncoderModel(
        tokenizer=Tokenizer.from_str(encoder.get_modelmeta().custom_metadata_map["tokenizer"]),
        encoder=encoder,
        heads=read_heads(read_checked(folder, HEADS)),
        judges=read_judges(read_checked(folder, JUDGES)) if JUDGES in manifest["sha256"] else {},
        calibration=Calibration(manifest["calibration"]["bias"], tuple(manifest["calibration"]["weights"])),
        version=hashlib.sha256(manifest_bytes).hexdigest()[:12],
    )


def _parse_manifest(folder: Path, content: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(content)
    except ValueError as error:
        raise ModelMissing(f"weights manifest {folder / MANIFEST} is not JSON ({error}); install onrecord again") from error
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if found != FORMAT or not isinstance(manifest, dict):
        raise ModelMissing(f"weights manifest {folder / MANIFEST} has format {found!r}, this onrecord reads {FORMAT}")
    return manifest


def _session(folder: Path) -> Any:
    """Open the encoder on one thread: many reports are read side by side instead."""
    content = read_checked(folder, ENCODER)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(with_outputs(content, INNER), options, providers=["CPUExecutionProvider"])


def with_outputs(model: bytes, nodes: Sequence[str]) -> bytes:
    """A model in ONNX's format that gives out what some of its nodes hold, beside its own outputs.

    Two messages of Protocol Buffers one after the other are read as one in which lists are joined ("Encoding", last one wins):
    so a graph (field 7 of a model) with further outputs (field 12, a name in field 1) is set behind, and no file changes.
    """
    outputs = b"".join(_field(12, _field(1, node.encode())) for node in nodes)
    return model + _field(7, outputs)


def _field(number: int, content: bytes) -> bytes:
    """A field of bytes, shorter than 128 of them, as Protocol Buffers write it."""
    return bytes([number << 3 | 2, len(content)]) + content


def read_checked(folder: Path, name: str) -> bytes:
    """The bytes of a file of the folder. Raises: ModelMissing, if it is absent or not the one that the manifest names."""
    path = folder / name
    content = _read(path)
    found, wanted = hashlib.sha256(content).hexdigest(), _parse_manifest(folder, _read(folder / MANIFEST))["sha256"].get(name)
    if found != wanted:
        raise ModelMissing(f"weights {path} have sha256 {found}, the manifest says {wanted}; install onrecord again")
    return content


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise ModelMissing(f"weights {path} are missing; install onrecord again")
    return path.read_bytes()
