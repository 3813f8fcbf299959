"""What the record gives back: frozen values, each with the report it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onrecord.model import Span


@dataclass(frozen=True, slots=True)
class Case:
    """What is followed: a negotiation, a war, a strike.

    `codebook` names the codebook; `codebook_file` and `actor_files` are the content of the user's own TOML files, kept in
    the record so that a reread finds them wherever the files went.
    """

    name: str
    codebook: str | None = None
    parties: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    codebook_file: str | None = None
    actor_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report at one version and reading, without its text."""

    report_id: str
    version_id: str
    reading_id: str
    url: str | None
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class VersionHead:
    """A version of a report: its metadata, when it came, and whether it speaks for the report."""

    id: str
    report_id: str
    text_sha: str
    url: str | None
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    language: str | None
    fetched_at: str | None
    recorded_at: str
    current: bool


@dataclass(frozen=True, slots=True)
class ReadingHead:
    """A reading of a version: by which reader, weights and codebook, and when."""

    id: str
    version_id: str
    report_id: str
    reader: str
    weights: str
    codebook: str
    recorded_at: str
    current: bool


@dataclass(frozen=True, slots=True)
class StoredRow:
    """An item of a layer with where it came from. References in `item` are ids of rows; `words` is cut from the text.

    `decision` is the last decision that made the row what it is, None where it is as the reader read it; `fixed` are the
    fields that a person set.
    """

    layer: str
    id: str
    head: ReportHead
    item: Any
    spans: tuple[Span, ...]
    words: str
    decision: str | None = None
    fixed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words in a report, by themselves and a little of what stands around them; `start` is where they once stood.

    Reference: W3C Web Annotation, TextQuoteSelector.
    """

    report_id: str
    layer: str
    exact: str
    prefix: str
    suffix: str
    start: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided. `undone` says whether a later row took it back."""

    id: str
    kind: str
    author: str
    decided_at: str
    report_id: str | None = None
    anchor: Anchor | None = None
    data: dict[str, Any] = field(default_factory=dict)
    undoes: str | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a forgotten version."""

    report_id: str
    version_id: str
    text_sha: str
    forgotten_at: str
    author: str
    reason: str
