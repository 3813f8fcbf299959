"""The vocabularies that a user may replace."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Who exists, and which issues there are."""

    directory: Directory
    codebook: Codebook
