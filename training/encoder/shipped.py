"""The weights that come with onrecord as a network to train further: 8-bit ONNX files back to 32-bit tensors.

What the rounding took away comes back within the first hundred steps; training from the bare pretrained encoder takes an hour
more (README.md).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from network import HIDDEN, LAYERS, Network
from onnx import numpy_helper
from torch import Tensor, nn

from onrecord.annotate.encoder.weights import ENCODER, HEADS

Arrays = dict[str, np.ndarray]


def load_shipped(network: Network, folder: Path) -> None:
    """Fill a network from a folder of weights: its encoder, and those of its heads that the folder has."""
    _fill_encoder(network, _arrays(folder / ENCODER))
    with np.load(folder / HEADS) as arrays:
        heads = {name: torch.from_numpy(arrays[name].astype(np.float32)) for name in arrays.files}
    network.load_state_dict({**network.state_dict(), **heads})


def _arrays(path: Path) -> Arrays:
    """The constants of an ONNX file by the names they had before they were quantised."""
    found = {i.name: numpy_helper.to_array(i) for i in onnx.load(path).graph.initializer}
    arrays: Arrays = {}
    for name, value in found.items():
        if name.endswith("_quantized"):
            stem = name.removesuffix("_quantized")
            arrays[stem] = (value.astype(np.float32) - found[f"{stem}_zero_point"].astype(np.float32)) * found[f"{stem}_scale"]
        else:
            arrays.setdefault(name, value)
    return {name: np.array(value, dtype=np.float32) if value.dtype != np.int8 else value for name, value in arrays.items()}


def _linear(layer: nn.Linear, arrays: Arrays, name: str) -> None:
    layer.weight.copy_(torch.from_numpy(arrays[f"{name}.w"].T.copy()))
    layer.bias.copy_(torch.from_numpy(arrays[f"{name}.b"]))


def _norm(layer: nn.LayerNorm, arrays: Arrays, name: str) -> None:
    layer.weight.copy_(torch.from_numpy(arrays[f"{name}.w"]))
    layer.bias.copy_(torch.from_numpy(arrays[f"{name}.b"]))


@torch.no_grad()
def _fill_encoder(network: Network, arrays: Arrays) -> None:
    encoder = network.encoder
    encoder.words.weight.copy_(torch.from_numpy(arrays["words"].astype(np.float32) * arrays["word_scales"]))
    places: Tensor = torch.from_numpy(arrays["places"])
    encoder.places.weight[: len(places)].copy_(places)
    for column, table in enumerate(encoder.features):
        table.weight.copy_(torch.from_numpy(arrays[f"features{column}"]))
    _norm(encoder.norm, arrays, "norm")
    for number in range(LAYERS):
        layer, name = encoder.layers[number], f"l{number}"
        for part, place in ((layer.query, 0), (layer.key, 1), (layer.value, 2)):
            columns = slice(place * HIDDEN, (place + 1) * HIDDEN)
            part.weight.copy_(torch.from_numpy(arrays[f"{name}.qkv.w"][:, columns].T.copy()))
            part.bias.copy_(torch.from_numpy(arrays[f"{name}.qkv.b"][columns]))
        for part, own in ((layer.out, "out"), (layer.grow, "grow"), (layer.shrink, "shrink")):
            _linear(part, arrays, f"{name}.{own}")
        _norm(layer.norm_attention, arrays, f"{name}.n1")
        _norm(layer.norm_out, arrays, f"{name}.n2")
