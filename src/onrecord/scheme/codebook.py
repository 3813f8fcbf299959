"""A codebook: the issues of a negotiation, as a TOML file that a researcher can write in an hour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue: slug, label, description, and the words that mark it."""

    slug: str
    label: str
    description: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """The issues in use, with the parties of the case. `hash` identifies the file's content."""

    name: str
    issues: tuple[Issue, ...]
    parties: tuple[str, ...] = ()
    hash: str = ""
