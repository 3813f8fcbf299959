"""Attributions by a trained encoder with heads: cut_pieces -> encode_pieces -> tags -> spans -> links -> Attribution."""

from onrecord.annotate.encoder.decode import attribute, find_attributions
from onrecord.annotate.encoder.encode import encode_pieces
from onrecord.annotate.encoder.pieces import cut_pieces
from onrecord.annotate.encoder.weights import EncoderModel, load_model

__all__ = ["EncoderModel", "attribute", "cut_pieces", "encode_pieces", "find_attributions", "load_model"]
