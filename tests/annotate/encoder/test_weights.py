"""Weights that are missing or altered are refused with their name."""

from __future__ import annotations

import json

import numpy as np
import pytest

from onrecord.annotate.encoder.weights import FORMAT, Calibration, load_model
from onrecord.errors import ModelMissing


def write_manifest(folder, **changes):
    manifest = {"format": FORMAT, "calibration": {"bias": 0.0, "weights": [1.0] * 4}, "sha256": {}} | changes
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_folder_without_weights_is_named(tmp_path):
    with pytest.raises(ModelMissing, match=r"manifest\.json are missing"):
        load_model(tmp_path)


def test_missing_file_is_named(tmp_path):
    write_manifest(tmp_path)
    with pytest.raises(ModelMissing, match=r"encoder\.onnx are missing"):
        load_model(tmp_path)


def test_altered_file_is_refused_before_it_is_opened(tmp_path):
    write_manifest(tmp_path, sha256={"encoder.onnx": "0" * 64})
    (tmp_path / "encoder.onnx").write_bytes(b"not what was trained")
    with pytest.raises(ModelMissing, match="sha256"):
        load_model(tmp_path)


@pytest.mark.parametrize("content", ["{", "[]", '{"format": 99}'], ids=["cut-short", "no-object", "later-format"])
def test_manifest_that_cannot_be_used_is_refused(content, tmp_path):
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(ModelMissing, match="manifest"):
        load_model(tmp_path)


def test_confidence_rises_with_the_evidence():
    curve = Calibration(2.0, (1.0, 1.0, 0.5, 0.5))
    low, high = curve.confidence(np.array([[-3.0, -2.0, -1.0, -1.0], [-0.1, -0.1, 0.0, 0.0]]))
    assert 0 <= low < high <= 1
