"""The directory of actors: who exists, under which names, in which role, speaking for whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Directory:
    """Actors by id and by alias."""
