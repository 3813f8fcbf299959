"""Sentence vectors: near in meaning is near in angle, and a head that is altered is refused."""

from __future__ import annotations

import json

import numpy as np
import pytest

from onrecord.annotate.encoder.sentences import embed_spans, load_sentence_head
from onrecord.annotate.encoder.weights import FORMAT, with_outputs
from onrecord.errors import ModelMissing
from onrecord.model import Span

TEXT = (
    "The harbour of Arden will be opened again before the winter.\n"
    "Before winter comes, the port of Arden is to be reopened.\n"
    "The goalkeeper of the youth team has broken his arm."
)


def lines(text):
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append([Span(at, at + len(line))])
        at += len(line) + 1
    return spans


@pytest.mark.model
def test_a_paraphrase_is_nearer_than_another_topic():
    vectors = embed_spans(TEXT, lines(TEXT))
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert vectors[0] @ vectors[1] > 0.6 > 0.3 > vectors[0] @ vectors[2]


@pytest.mark.model
def test_several_spans_have_one_vector_and_no_spans_none():
    [first], [second], _ = lines(TEXT)
    assert embed_spans(TEXT, [[first, second]]).shape == (1, 384)
    assert embed_spans("", []).shape == (0, 384)


def test_an_altered_head_is_refused(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"format": FORMAT, "sha256": {"sentences.npz": "0" * 64}}))
    (tmp_path / "sentences.npz").write_bytes(b"not what was trained")
    with pytest.raises(ModelMissing, match="sha256"):
        load_sentence_head(tmp_path)


def test_outputs_are_set_behind_a_model():
    assert with_outputs(b"model", ["ab"]) == b"model" + bytes([7 << 3 | 2, 6, 12 << 3 | 2, 4, 1 << 3 | 2, 2]) + b"ab"
