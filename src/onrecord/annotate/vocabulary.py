"""The resources of the layers: vocabularies that a user may replace, and weights that may be absent."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotate.encoder.weights import AttributionModel
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Who exists, which issues there are, and the trained model of attribution (None: rules alone)."""

    directory: Directory
    codebook: Codebook
    attribution: AttributionModel | None = None
