"""The resources of the layers: vocabularies that a user may replace, and weights that may be absent."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotate.encoder.weights import EncoderModel
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Who exists, which issues there are, and the trained encoder with its heads (None: rules alone)."""

    directory: Directory
    codebook: Codebook
    model: EncoderModel | None = None

    def is_state(self, words: str) -> bool:
        """Whether words name a state."""
        entries = self.directory.find(words)
        return bool(entries) and entries[0].kind == "country"
