"""The resources of the layers: vocabularies that a user may replace, and weights that may be absent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.annotate.encoder.weights import AttributionModel
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Who exists, which issues there are, the trained model of attribution (None: rules alone), and where towns lie.

    `towns` gives the states in which there are towns of note of a name (None: nobody knows).
    """

    directory: Directory
    codebook: Codebook
    attribution: AttributionModel | None = None
    towns: Callable[[str], frozenset[str]] | None = None
