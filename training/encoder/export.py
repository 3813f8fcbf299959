"""Write a checkpoint (or the mean of several) as int8 ONNX files with their manifest."""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import tempfile
from pathlib import Path

import base
import numpy as np
import onnx
import torch
from graphs import encoder_graph
from heads import ReaderNetwork
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.annotate.encoder.sentences import SENTENCES
from onrecord.annotate.encoder.weights import ENCODER, FORMAT, HEADS, JUDGES, MANIFEST

START_CALIBRATION = {"bias": 0.0, "weights": [1.0, 1.0, 1.0, 1.0]}


def mean_network(checkpoints: list[Path]) -> ReaderNetwork:
    """The network whose weights are the mean of the checkpoints' (runs from one start may be averaged)."""
    states = [torch.load(path, map_location="cpu")["network"] for path in checkpoints]
    network = ReaderNetwork()
    mean = {name: sum(state[name].double() for state in states) / len(states) for name in states[0]}
    network.load_state_dict({name: value.float() for name, value in mean.items()})
    return network.eval()


def quantised(model: onnx.ModelProto, ops: list[str]) -> onnx.ModelProto:
    """Weights in 8 bits, one scale a column, reduced by one bit: AVX2 without VNNI would overflow otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "float.onnx"), Path(folder, "int8.onnx")
        onnx.save(model, source)
        quantize_dynamic(
            source,
            target,
            op_types_to_quantize=ops,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        return onnx.load(target)


def with_metadata(model: onnx.ModelProto, **values: str) -> bytes:
    """The model's bytes with texts beside its weights."""
    for key, value in values.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    return model.SerializeToString(deterministic=True)


def small_tokenizer() -> str:
    """The tokenizer's JSON without padding and truncation, which the package does itself."""
    tokenizer = json.loads(base.tokenizer_file().read_text(encoding="utf-8"))
    tokenizer |= {"truncation": None, "padding": None}
    return json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))


def export(network: ReaderNetwork, out: Path, *, exact: bool = False) -> None:
    """Write encoder, heads and manifest to a folder. `exact` keeps 32-bit weights, to see what quantising costs."""
    out.mkdir(parents=True, exist_ok=True)

    def small(model: onnx.ModelProto, *ops: str) -> onnx.ModelProto:
        return model if exact else quantised(model, list(ops))

    files = {
        ENCODER: with_metadata(small(encoder_graph(network), "MatMul", "Attention"), tokenizer=small_tokenizer()),
        HEADS: heads_of(network),
    }
    for name, content in files.items():
        (out / name).write_bytes(content)
    write_manifest(out)


def heads_of(network: ReaderNetwork) -> bytes:
    """All heads in one file, 16 bits a weight."""
    arrays = {
        name: value.numpy().astype(np.float16)
        for name, value in network.state_dict().items()
        if not name.startswith("encoder.")
    }
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def write_manifest(folder: Path) -> None:
    """Write the manifest anew for the files that the folder has; the calibration that stands there is kept."""
    path = folder / MANIFEST
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    names = [name for name in (ENCODER, HEADS, JUDGES, SENTENCES) if (folder / name).exists()]
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    manifest = {"format": FORMAT, "calibration": kept.get("calibration", START_CALIBRATION), "sha256": hashes}
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--exact", action="store_true", help="keep 32-bit weights")
    options = parser.parse_args()
    export(mean_network(options.checkpoints), options.out, exact=options.exact)


if __name__ == "__main__":
    main()
